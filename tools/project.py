"""What every tool needs of the project: its root, its programs, whole files."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs/en"
SNIPPETS = ROOT / "snippets"
NOTEBOOKS = PAGES / "notebooks"
CACHE = ROOT / ".cache"

# Node.js is a package of the tests' environment.
NODE = Path(sys.executable).with_name("node")
NODE_MODULES = ROOT / "node_modules"

# Quiet, and the same order of summation on every machine. Read when TensorFlow loads.
ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}


def languages() -> list[str]:
    """The languages besides English: each has a configuration, mkdocs.xx.yml."""
    return sorted(path.name.split(".")[1] for path in ROOT.glob("mkdocs.??.yml"))


def mkdocs_build(
    project: Path,
    site: Path,
    config: str = "mkdocs.yml",
    text: str = "",
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Build a project as ``make build`` does.

    Args:
        project: Where the configuration lies.
        site: Where to write the site.
        config: The name of the configuration.
        text: What it says, if it is no file: then it is called ``-``.
        variables: Of the environment.

    Returns:
        The ended process, with what it wrote as text. Its status is not checked.
    """
    return subprocess.run(
        [
            *(sys.executable, "-m", "mkdocs", "build"),
            *("--config-file", config if text else str(project / config)),
            *("--site-dir", str(site)),
        ],
        cwd=project,
        input=text or None,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | variables,
        capture_output=True,
        text=True,
    )


def site_build(site: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build the project in every language as ``make build`` does.

    Args:
        site: Where to write the site.
        variables: Of the environment.

    Returns:
        The ended process, with what it wrote as text. Its status is not checked.
    """
    return subprocess.run(
        (sys.executable, "-m", "tools.build", str(site)),
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | variables,
        capture_output=True,
        text=True,
    )


def write_whole(path: Path, text: str) -> None:
    """Replace a file at once, so that an interruption leaves the old one."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def replace_whole(new: Path, place: Path) -> None:
    """Put a finished folder in its place at once; what was there goes beside ``new``.

    Args:
        new: The folder, in one that is removed afterwards, on the same disk.
        place: Where it belongs.

    Raises:
        OSError: It cannot be moved. What was there stays.
    """
    old = new.with_name(f"{place.name}.old")
    try:
        if os.path.lexists(place):
            place.rename(old)
        new.rename(place)
    except BaseException:
        if os.path.lexists(old) and not os.path.lexists(place):
            old.rename(place)
        raise
