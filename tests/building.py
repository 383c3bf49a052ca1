"""Build the project for a test, on a date that stays."""

import shutil
import subprocess
from pathlib import Path

from tools import project as project_tools
from tools.project import ROOT

DATED = {"SOURCE_DATE_EPOCH": "1700000000"}


def mkdocs_build(
    project: Path, site: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build a project as `make build` does, on a date that stays.

    Args:
        project: Where mkdocs.yml lies.
        site: Where to write the site.
        variables: Of the environment.
    """
    return project_tools.mkdocs_build(project, site, **DATED | variables)


def build(site: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build the project in every language, as `make build` does, on that date.

    Args:
        site: Where to write the site.
        variables: Of the environment.
    """
    return project_tools.site_build(site, **DATED | variables)


def copied(project: Path) -> Path:
    """Copy what a build reads to another folder."""
    for name in ("docs", "snippets", "tools"):
        shutil.copytree(ROOT / name, project / name)
    for path in (*ROOT.glob("mkdocs*.yml"), ROOT / "pyproject.toml"):
        shutil.copy(path, project)
    return project
