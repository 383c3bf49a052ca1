"""Setting up fails with one clear line and leaves nothing half-made."""

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.project import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project with what `make` needs to set up."""
    for name in ("Makefile", "requirements.txt", "tools/setup.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(project: Path, *command: str, **variables: str):
    """Run a command with a PATH that holds only what `make` itself needs."""
    programs = project / "programs"
    programs.mkdir(exist_ok=True)
    for name in ("make", "sh", "rm", "sed", "touch"):
        link = programs / name
        if not link.exists():
            link.symlink_to(shutil.which(name))
    return subprocess.run(
        command,
        cwd=project,
        env={"PATH": str(programs), **variables},
        capture_output=True,
        text=True,
    )


def serve(port: str) -> subprocess.CompletedProcess[str]:
    """Run the command behind `make serve`."""
    return subprocess.run(
        [sys.executable, "-m", "tools.serve", port],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def test_an_unknown_target_is_named(project):
    done = run(project, "make", "tset")
    assert done.returncode != 0
    assert "Makefile: no target 'tset'; run make to see the targets" in done.stderr


def test_make_alone_lists_the_targets(project):
    done = run(project, "make")
    assert done.returncode == 0
    for target in ("serve", "build", "test", "refresh", "picture", "lock"):
        assert f"make {target} " in done.stdout


def test_a_build_bears_the_date_of_its_commit(project):
    (project / "date.mk").write_text("date:\n\t@echo $$SOURCE_DATE_EPOCH\n")
    show = ("make", "-f", "Makefile", "-f", "date.mk", "date")
    done = run(project, *show)
    assert (done.stdout, done.stderr) == ("0\n", "")
    (project / "programs/git").symlink_to(shutil.which("git"))
    author = ("-c", "user.name=a", "-c", "user.email=a")
    run(project, "git", "init")
    commit = (*author, "commit", "--allow-empty", "--message=a")
    run(project, "git", *commit, GIT_COMMITTER_DATE="1600000000 +0000")
    assert run(project, *show).stdout == "1600000000\n"


def test_a_missing_python_gets_one_line(project):
    done = run(project, "make", "build")
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / ".venv").exists()


def test_a_python_of_another_version_gets_one_line(project):
    run(project, "make")
    old = project / "programs/python3"
    old.write_text("#!/bin/sh\n[ $1 = --version ] && echo Python 3.10.1 || exit 1\n")
    old.chmod(0o755)
    done = run(project, "make", "build")
    assert done.returncode != 0
    assert done.stderr.count("needs Python 3.11, 3.12 or 3.13") == 1
    assert "python3 is Python 3.10.1" in done.stderr
    assert not (project / ".venv").exists()


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


def test_without_a_network_nothing_is_kept(project):
    done = run(
        project,
        *("make", "build", f"PYTHON={sys.executable}"),
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_CONFIG_FILE="/dev/null",
        PIP_NO_CACHE_DIR="1",
    )
    assert done.returncode != 0
    assert "setup: requirements.txt could not be installed" in done.stderr
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_named(port):
    done = serve(port)
    assert done.returncode == 1
    assert f"serve: PORT is '{port}'" in done.stderr


def test_a_port_in_use_is_named_with_the_mend():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = serve(port)
    assert done.returncode == 1
    assert f"serve: port {port}: Address already in use; run make serve" in done.stderr
