"""The built site, served on loopback, and the Chromium that reads it."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import visits
from bs4 import BeautifulSoup
from building import build, copied, mkdocs_build
from playwright.sync_api import Browser, Page
from visits import NAMES, WIDTHS, Visit, english

from tools.measure import chromium
from tools.measure import server as served


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The folder of the built site; the first worker that asks for it builds it."""
    folder, done = shared / "site", shared / "built"
    try:
        (shared / "building").mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.2)
    else:
        built = build(folder)
        message = shared / "message"
        message.write_text(built.stderr if built.returncode else "", "utf-8")
        message.rename(done)
    assert done.read_text() == ""
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every built page in English by its path."""
    found = {
        path.relative_to(site).as_posix(): BeautifulSoup(
            path.read_bytes(), "html.parser"
        )
        for path in english(site, "*.html")
    }
    assert "404.html" in found
    assert len(found) >= 15
    return found


@pytest.fixture(scope="session")
def forked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as the workflow of a fork builds it."""
    folder = tmp_path_factory.mktemp("fork") / "site"
    built = build(
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
        project = copied(tmp_path / "project")
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
    with served.serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def search_page(browser: Browser, address: str) -> Iterator[Page]:
    """The first page, for all searches of a file: the index is loaded once."""
    page = browser.new_page()
    page.goto(address)
    yield page
    page.close()


@pytest.fixture(
    scope="session", params=[(name, d) for name in NAMES for d in WIDTHS], ids="-".join
)
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Visit:
    """The first visit to each page on each device; one test after the other asks it."""
    return visits.visit(browser, address, *request.param)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The installed Chromium, kept from calling home."""
    path = chromium.find()
    assert path, chromium.MEND
    return {"executable_path": path, "args": chromium.arguments()}
