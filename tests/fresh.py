"""A project that has not been set up, and `make` in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.project import ROOT

# What `make` itself needs, and the programs of an environment; nothing else.
PROGRAMS = ("make", "sh", "rm", "sed", "touch", "dirname", "realpath")
FILES = (
    *("Makefile", "requirements.txt", "requirements-tests.txt", "package-lock.json"),
    *("package.json", "tools/__init__.py", "tools/project.py", "tools/setup.py"),
    "tools/setup.sh",
)


def project(folder: Path) -> Path:
    """Make a project with nothing but what is needed to set up."""
    for place in ("programs", "tools"):
        (folder / place).mkdir(parents=True)
    for name in PROGRAMS:
        (folder / "programs" / name).symlink_to(shutil.which(name))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def variables(project: Path, wheels: Path | None = None) -> dict[str, str]:
    """The variables to set up with: no network, and the wheels where they are given."""
    return {
        "PATH": str(project / "programs"),
        "HOME": str(project / "home"),
        "PYTHON": sys.executable,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "UV_OFFLINE": "1",
        "PIP_FIND_LINKS": str(wheels or project),
    }


def make(project: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `make` in a project."""
    return subprocess.run(
        [project / "programs/make", *words],
        cwd=project,
        env=variables(project) | env,
        capture_output=True,
        text=True,
    )


def nothing_is_kept(project: Path) -> bool:
    """Whether no environment is there, and nothing half-made either."""
    return not (project / ".venv").exists() and not list(project.glob(".cache/*"))
