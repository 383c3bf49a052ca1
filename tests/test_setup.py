"""Setting up is whole or nothing, and fails with one line that says the mend."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from importlib import metadata
from pathlib import Path

import fresh
import pytest
import small
from fresh import make, nothing_is_kept, variables

from tools import setup


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with uv and one small package as wheels, and with their lock."""
    folder = tmp_path_factory.mktemp("wheels")
    lock = ""
    for name in ("uv", "iniconfig"):
        found = metadata.distribution(name)
        tag = re.search(r"^Tag: (.*)$", found.read_text("WHEEL"), re.MULTILINE)[1]
        path = folder / f"{name}-{found.version}-{tag}.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            for file in found.files:
                place = file.as_posix()
                if place.startswith("../"):
                    place = f"{name}-{found.version}.data/scripts/{file.name}"
                if file.suffix != ".pyc":
                    wheel.write(found.locate_file(file), place)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lock += f"{name}=={found.version} \\\n    --hash=sha256:{digest}\n"
    (folder / "lock").write_text(lock, "utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but what `make` needs to set up."""
    return fresh.project(tmp_path / "project")


@pytest.fixture
def offline(project: Path, wheels: Path) -> Path:
    """A project that is set up from the wheels alone."""
    for name in ("requirements.txt", "requirements-tests.txt"):
        shutil.copy(wheels / "lock", project / name)
    return project


def imported(project: Path) -> bool:
    """Whether the environment holds the package and finds the tools from elsewhere."""
    python = project / ".venv/bin/python"
    done = subprocess.run([python, "-c", "import iniconfig, tools.project"], cwd="/")
    return done.returncode == 0


def test_what_is_set_up_is_found_wherever_the_project_goes(offline, wheels):
    done = make(offline, ".venv/ready", **variables(offline, wheels))
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"setup: making \.venv: .*\nsetup: \.venv is there after \d+ s\n", done.stderr
    )
    assert imported(offline)
    assert list(offline.glob(".cache/*")) == []
    moved = offline.rename(offline.with_name("moved"))
    assert imported(moved)
    # What was made of the same lock is not made again.
    before = (moved / ".venv").stat()
    (moved / "requirements.txt").touch()
    again = make(moved, ".venv/ready")
    assert (again.returncode, again.stderr) == (0, "")
    assert (moved / ".venv").stat() == before


def test_what_is_not_whole_is_made_anew(offline, wheels):
    python, ready = offline / ".venv/bin/python", offline / ".venv/ready"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    step = "sh tools/setup.sh build\n"
    assert make(offline, "--dry-run", ".venv/ready").stdout == step
    ready.touch()
    assert step not in make(offline, "--dry-run", ".venv/ready").stdout
    # It is ready and of this lock, but the Python that it was made with has gone.
    lock = (offline / "requirements.txt").read_bytes()
    ready.write_text(hashlib.sha256(lock).hexdigest(), "utf-8")
    python.unlink()
    python.symlink_to("gone")
    done = make(offline, ".venv/ready", **variables(offline, wheels))
    assert done.returncode == 0, done.stderr
    assert imported(offline)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_keeps_nothing(offline, wheels, number):
    with subprocess.Popen(
        [sys.executable, "-m", "tools.setup", "build"],
        cwd=offline,
        env=variables(offline, wheels),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while not list(offline.glob(".cache/setup-*/uv/bin")):
            time.sleep(0.01)
        os.killpg(process.pid, number)
        said = process.stderr.read()
    assert process.returncode == 130
    assert said.splitlines()[1:] == [
        "setup: interrupted; nothing was changed, run make again"
    ]
    assert nothing_is_kept(offline)


def test_without_a_network_nothing_is_kept(project):
    done = make(project, "build")
    assert done.returncode != 0
    assert "setup: getting uv failed: ERROR: No matching distribution" in done.stderr
    assert "is the network there? Nothing was changed, run make again" in done.stderr
    assert nothing_is_kept(project)


def test_a_package_that_cannot_be_had_is_named_and_the_old_stays(offline, wheels):
    before = offline / ".venv/from-before"
    before.parent.mkdir()
    before.touch()
    with (offline / "requirements.txt").open("a") as lock:
        lock.write(f"nothing-like-it==1 --hash=sha256:{'0' * 64}\n")
    done = make(offline, "build", **variables(offline, wheels))
    assert done.returncode != 0
    assert "setup: installing requirements.txt failed: " in done.stderr
    assert "nothing-like-it" in done.stderr
    assert before.exists()
    assert list(offline.glob(".cache/*")) == []


def test_npm_without_a_network_gets_one_line(project):
    # The prefix of the environment that runs this holds Node.js.
    (project / ".venv-tests").symlink_to(sys.prefix)
    nowhere = {
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_fetch_retries": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tools.setup", "node"],
        cwd=project,
        env=variables(project) | nowhere,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    told = "setup: installing package-lock.json failed: npm error "
    assert done.stderr.splitlines()[1].startswith(told)
    assert len(done.stderr.splitlines()) == 2
    assert not (project / "node_modules").exists()
    assert list(project.glob(".cache/*")) == []


def test_a_folder_that_cannot_be_written_is_named(project):
    project.chmod(0o555)
    command = (*small.POWERLESS, sys.executable, "-m", "tools.setup", "build")
    try:
        done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    finally:
        project.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [
        f"setup: {project / '.cache'}: Permission denied; "
        "nothing was changed; mend that and run make again"
    ]


def test_what_pip_was_told_serves_uv():
    config = """\
:env:.find-links='/wheels /more'
global.cert='/from/a/file.crt'
global.find-links='/from/a/file'
global.index-url='https://example.test/simple'
global.timeout='60'
install.cert='/for/install.crt'
"""
    assert setup.translated(config) == {
        "SSL_CERT_FILE": "/for/install.crt",
        "UV_DEFAULT_INDEX": "https://example.test/simple",
        "UV_FIND_LINKS": "/wheels,/more",
    }
