"""The built site, served on loopback, and the Chromium that reads it."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import chromium
import pytest
from examples import ROOT


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def mkdocs_build(
    project: Path, site: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build a project as `make build` does, from another folder."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "mkdocs", "build"),
            *("--config-file", project / "mkdocs.yml"),
            *("--site-dir", site),
        ],
        cwd=site.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("build") / "site"
    built = mkdocs_build(ROOT, folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def forked_site(tmp_path: Path) -> Path:
    """The folder of the site as the workflow of a fork builds it."""
    folder = tmp_path / "site"
    built = mkdocs_build(
        ROOT,
        folder,
        SITE_URL="https://someone.github.io/a-fork/",
        REPO_URL="https://github.com/someone/a-fork",
        EDIT_URI="edit/main/docs/en/",
    )
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def broken_build(tmp_path: Path) -> Callable[[str, str, str], str]:
    """Build a copy of the project with one text replaced; give the messages."""

    def build(file: str, old: str, new: str) -> str:
        project = tmp_path / "project"
        for name in ("docs", "snippets", "tools"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        changed = project / file
        text = changed.read_text("utf-8")
        assert old in text
        changed.write_text(text.replace(old, new, 1), "utf-8")
        built = mkdocs_build(project, tmp_path / "site")
        assert built.returncode != 0
        return built.stderr

    return build


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, with a slash at the end."""
    handler = partial(QuietHandler, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The installed Chromium, kept from calling home."""
    path = chromium.find()
    assert path, chromium.MEND
    arguments = ["--disable-background-networking", "--disable-component-update"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": path, "args": arguments}
