"""The site with an ear in each page, and Firefox and WebKit, one after the other."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from browsers.driver import Driver
from browsers.wires import Firefox, WebKit

from tools.measure import server as served
from tools.publish import offline

STARTED = pytest.StashKey[list[str]]()
WIRES = {"Firefox": Firefox, "WebKit": WebKit}
# It stands before the page's policy, and hears what goes wrong from the first moment.
EAR = """<script>{
  const errors = [];
  window.ear = { errors, load: (url) => import(url) };
  const hear = (what) => errors.push(String(what));
  addEventListener("error", ({ message, target }) =>
    hear(message ?? target.src ?? target.href), true);
  addEventListener("unhandledrejection", ({ reason }) => hear(reason));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    hear(`${violatedDirective} ${blockedURI}`), true);
  for (const level of ["error", "warn"]) {
    console[level] = (...said) => hear(said.join(" "));
  }
}</script>"""


@pytest.fixture(scope="session")
def heard(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, with an ear in each page."""
    folder = tmp_path_factory.mktemp("heard") / "site"
    shutil.copytree(site, folder)
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<head>" in text, path
        path.write_text(text.replace("<head>", f"<head>{EAR}", 1), "utf-8")
    return folder


@pytest.fixture(scope="session")
def home(heard: Path) -> Iterator[str]:
    """Where that site is served, with a slash at the end."""
    with served.serve(heard) as address:
        yield address


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition for a disk, unpacked."""
    folder = tmp_path_factory.mktemp("a disk, häufig #1") / offline.NAME
    offline.build(folder)
    return folder


@pytest.fixture(scope="session", params=list(WIRES))
def driven(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """One of the two, started once."""
    with closing(Driver(request.param, WIRES[request.param]())) as driver:
        driver.begin()
        started = request.config.stash.setdefault(STARTED, [])
        started.append(f"{driver.name} {driver.wire.version}")
        yield driver


@pytest.fixture
def visit(driven: Driver, home: str) -> Iterator[Callable[[str], Driver]]:
    """Open a page of the site; what goes wrong on the last one fails the test."""

    def go(name: str) -> Driver:
        driven.go("about:blank")
        driven.go(home + name)
        return driven

    yield go
    assert driven.run("() => window.ear.errors") == []


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which browsers there were."""
    started = config.stash.get(STARTED, [])
    terminalreporter.line(f"driven: {', '.join(started) or 'no browser'}")
