"""Find the Chromium that the browser tests drive, or install one: ``make test``.

``CHROMIUM=/path/to/it`` takes precedence over everything that is found.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The same engine without a window's surroundings takes half of the time.
SHELL = "chromium-headless-shell"
NAMES = (
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
MEND = "install Chromium or Chrome, or set CHROMIUM=/path/to/it"


def find() -> str | None:
    """The path of an installed Chromium or Chrome.

    Raises:
        FileNotFoundError: CHROMIUM names a file that is not there.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"CHROMIUM is {named!r}; expected a program")
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for place in PLACES:
        if Path(place).is_file():
            return place
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def arguments() -> list[str]:
    """What to start it with: it calls nobody, and as root it has no sandbox."""
    quiet = ["--disable-background-networking", "--disable-component-update"]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*quiet, "--no-sandbox"] if root else quiet


def install() -> None:
    """Install Debian's package when root, otherwise Playwright's own build.

    Raises:
        subprocess.CalledProcessError: The installation failed.
    """
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update"], check=True, env=quiet)
        subprocess.run(
            [*apt, "install", "--no-install-recommends", SHELL],
            check=True,
            env=quiet,
        )
    else:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], check=True
        )


if __name__ == "__main__":
    try:
        if find() is None:
            print("chromium: none found, installing one", flush=True)
            install()
            if find() is None:
                sys.exit(f"chromium: installed, yet not found; {MEND}")
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"chromium: {error}; {MEND}")
