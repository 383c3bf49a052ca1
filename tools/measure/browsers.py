"""Find Firefox and WebKit, or install them as Debian has them: ``make test-browsers``.

``FIREFOX=/path/to/it`` takes precedence over what is found.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MINI = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
# The programs that each browser needs, with the Debian package that brings each.
PROGRAMS = {
    "Firefox": {"Firefox": "firefox-esr"},
    "WebKit": {
        "MiniBrowser": "webkit2gtk-driver",
        "WebKitWebDriver": "webkit2gtk-driver",
        "Xvfb": "xvfb",
    },
}


def find(program: str) -> str | None:
    """The path of one of the programs, as installed.

    Raises:
        FileNotFoundError: FIREFOX names a file that is not there.
    """
    if program == "MiniBrowser":
        return next((str(path) for path in sorted(Path("/").glob(MINI))), None)
    if program != "Firefox":
        return shutil.which(program)
    named = os.environ.get("FIREFOX")
    if named and not Path(named).is_file():
        raise FileNotFoundError(f"FIREFOX is {named!r}; expected a program")
    return named or shutil.which("firefox-esr") or shutil.which("firefox")


def missing(*names: str) -> list[str]:
    """The Debian packages of what browsers need and is not there; of all, unnamed."""
    needed = [PROGRAMS[name] for name in names or PROGRAMS]
    return sorted({p for one in needed for name, p in one.items() if not find(name)})


def packages(name: str) -> list[str]:
    """The Debian packages that a browser needs."""
    return sorted(set(PROGRAMS[name].values()))


def mend(wanted: list[str]) -> str:
    """What a person does about packages that are missing."""
    return f"apt-get install {' '.join(wanted)}, as root"


def install(wanted: list[str]) -> None:
    """Install Debian's packages.

    Raises:
        subprocess.CalledProcessError: The installation failed.
    """
    apt = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], check=True, env=quiet)
    now = ["install", "--no-install-recommends", *wanted]
    subprocess.run([*apt, *now], check=True, env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    """Install what is missing where that is possible, else say what to install.

    What is still missing fails its own tests, and the other browser's run.
    """
    if not (wanted := missing()):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"browsers: installing {', '.join(wanted)}", flush=True)
        try:
            install(wanted)
        except subprocess.CalledProcessError as error:
            print(f"browsers: {error}", file=sys.stderr)
        wanted = missing()
    if wanted:
        print(f"browsers: missing; {mend(wanted)}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except FileNotFoundError as error:
        sys.exit(f"browsers: {error}")
