"""`make` lists its targets, finds a Python that suits, and dates what it builds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import fresh
import pytest
from fresh import make, nothing_is_kept

from tools.project import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", MAKEFILE, re.MULTILINE)[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but what `make` needs to set up."""
    return fresh.project(tmp_path / "project")


def test_an_unknown_target_is_named(project):
    done = make(project, "tset")
    assert done.returncode != 0
    assert "Makefile: no target 'tset'; run make to see the targets" in done.stderr


def test_make_alone_lists_the_targets(project):
    done = make(project)
    assert done.returncode == 0
    listed = re.findall(r"^make (\S+) +\S.*$", done.stdout, re.MULTILINE)
    assert len(listed) == len(done.stdout.splitlines())
    wanted = set(TARGETS.replace("\\", "").split()) - {"help", "gone"}
    assert {"serve", "build", "test", "refresh", "lint", "lock"} <= wanted
    assert set(listed) == wanted


def test_a_build_bears_the_date_of_its_commit(project):
    (project / "date.mk").write_text("date:\n\t@echo $$SOURCE_DATE_EPOCH\n")
    show = ("-f", "Makefile", "-f", "date.mk", "date")
    done = make(project, *show)
    assert (done.stdout, done.stderr) == ("0\n", "")
    (project / "programs/git").symlink_to(shutil.which("git"))
    git = ("git", "-c", "user.name=a", "-c", "user.email=a")
    commit = (*git, "commit", "--quiet", "--allow-empty", "--message=a")
    dated = {"GIT_COMMITTER_DATE": "1600000000 +0000"}
    subprocess.run([*git, "init", "--quiet"], cwd=project, check=True)
    subprocess.run(commit, cwd=project, check=True, env=dated)
    assert make(project, *show).stdout == "1600000000\n"


def refused(project: Path, **env: str) -> str:
    """The one line that setting up says where no Python suits."""
    done = make(project, "build", **env)
    assert done.returncode != 0
    assert nothing_is_kept(project)
    line, end = done.stderr.splitlines()
    assert re.fullmatch(r"make: \*\*\* .*\.venv/ready\] Error 1", end)
    needs = "setup: needs Python 3.11, 3.12 or 3.13 with its venv module"
    mend = "; install one, or run make PYTHON=/path/to/it"
    assert line.startswith(needs)
    assert line.endswith(mend)
    return line.removeprefix(needs).removesuffix(mend)


def test_a_missing_python_gets_one_line(project):
    assert refused(project, PYTHON="") == ""


def test_a_python_that_is_named_and_is_not_there_is_named(project):
    assert refused(project, PYTHON="/nope") == "; PYTHON=/nope is not there"
    assert (
        refused(project, PYTHON="/etc/passwd") == "; PYTHON=/etc/passwd cannot be run"
    )


def test_a_python_of_another_version_is_named(project):
    old = project / "programs/python3"
    old.write_text("#!/bin/sh\n[ $1 = --version ] && echo Python 3.10.1 || exit 1\n")
    old.chmod(0o755)
    assert refused(project, PYTHON="") == "; python3 is Python 3.10.1"


@pytest.mark.parametrize(
    ("version", "suits"),
    [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)],
)
def test_the_versions_that_suit_are_those_of_the_project(version, suits):
    script = (ROOT / "tools/setup.sh").read_text("utf-8")
    check = re.search(r"^suits='(.*)'$", script, re.MULTILINE)[1]
    code = check.replace("sys.version_info[:2]", str(version))
    assert code != check
    assert (subprocess.run([sys.executable, "-c", code]).returncode == 0) == suits
