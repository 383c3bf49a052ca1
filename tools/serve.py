"""Serve the site with live reload: ``make serve``, and the hooks that make it quick.

A mistake in a page is told, and the pages wait until it is mended. Who edits a page
waits for that page: the others are as they were rendered before, as long as nothing
has changed that any of them may include.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
from functools import partial
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.__main__ import cli
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from watchdog.observers.polling import PollingObserver

from tools.project import CACHE, ROOT, languages

serving = False
# Each other language has a server of its own, at this port of this machine.
PORTS = "PORTS_OF_LANGUAGES"
# What the pages of this build may include, and each page as it was rendered: from
# which text beside what, and what that left at the page.
around: frozenset[tuple[str, int]] = frozenset()
rendered: dict[str, tuple[object, dict[str, Any]]] = {}


def main(port: str = "8000") -> None:
    """Be MkDocs' server on a port of this machine alone.

    Raises:
        SystemExit: The port is none, or cannot be had; the message says how to mend it.
    """
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        sys.exit(f"serve: PORT is {port!r}; expected a number from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            sys.exit(
                f"serve: port {port}: {error.strerror}; run make serve PORT=8001, say"
            )
    os.chdir(ROOT)
    # Else those of the other languages would stay.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ports = {code: _free_port() for code in languages()}
    others = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "mkdocs", "serve", "--livereload"),
                *("--config-file", f"mkdocs.{code}.yml"),
                *("--dev-addr", f"127.0.0.1:{own}"),
            ]
        )
        for code, own in ports.items()
    ]
    os.environ[PORTS] = json.dumps(ports)
    try:
        cli(["serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"])
    finally:
        for other in others:
            other.terminate()
            other.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def on_startup(command: str, **_: Any) -> None:
    """Remember whether pages reload themselves; a build reads everything anew."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Keep notebooks as they were converted."""
    notebooks = config.plugins["mkdocs-jupyter"].config
    notebooks["cache"] = serving
    # Each build clears away what it has not used.
    notebooks["cache_dir"] = str(CACHE / "notebooks" / Path(config.docs_dir).name)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> None:
    """Look for changes five times a second; MkDocs looks twice."""
    watched = [config.docs_dir, str(config.config_file_path)]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.2)
    ports = json.loads(os.environ.pop(PORTS, "{}"))
    server.set_app(partial(_either, server.serve_request, ports))
    for path in watched:
        server.watch(path)


def _either(own: Any, ports: dict[str, int], environ: Any, start: Any) -> Any:
    """Answer from this server, or from that of another language, below its name."""
    language, slash, path = environ["PATH_INFO"][1:].partition("/")
    if language not in ports:
        return own(environ, start)
    if not slash:
        start("302 Found", [("Location", f"/{language}/")])
        return []
    there = f"http://127.0.0.1:{ports[language]}/{quote(path, encoding='latin-1')}"
    try:
        with urlopen(there) as answer:
            text, kind = answer.read(), answer.headers["Content-Type"]
    except HTTPError as error:
        start(f"{error.code} {error.reason}", [("Content-Type", "text/html")])
        return [error.read()]
    except URLError:
        # It is still building its first pages.
        start("503 Not Yet", [("Content-Type", "text/html"), ("Refresh", "1")])
        return []
    # Its pages wait for its own changes.
    text = text.replace(b'"/livereload/"', f'"/{language}/livereload/"'.encode())
    start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(text)))])
    return [text]


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Note what pages may include or link to."""
    global around
    sources = {Path(file.abs_src_path) for file in files if file.abs_src_path}
    sources |= {path for folder in config.watch for path in Path(folder).rglob("*")}
    sources |= {*ROOT.glob("mkdocs*.yml")}
    pages = {Path(str(page.abs_src_path)) for page in files.documentation_pages()}
    # Of a page it matters that it is there, not what it says.
    around = frozenset(
        (str(path), 0 if path in pages else path.stat().st_mtime_ns)
        for path in sources
        if path.is_file()
    )


def on_env(env: Environment, **_: Any) -> None:
    """Keep templates as they were compiled."""
    if serving:
        folder = CACHE / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def on_page_markdown(_: str, *, page: Page, **__: Any) -> None:
    """Render a page only if it has changed, or something around it."""
    if serving and page.file.src_uri.endswith(".md"):
        page.render = partial(_render, page)  # type: ignore[method-assign]


def _render(page: Page, config: MkDocsConfig, files: Files) -> None:
    name, given = page.file.src_uri, (page.markdown, around)
    before = dict(vars(page))
    if name in rendered and rendered[name][0] == given:
        vars(page).update(rendered[name][1])
        # The files of this build, whose pages may have other headings now.
        page.links_to_anchors = {
            files.src_uris[file.src_uri]: links
            for file, links in (page.links_to_anchors or {}).items()
        }
        return
    rendered.pop(name, None)
    log, warnings = logging.getLogger("mkdocs"), BufferingHandler(capacity=1000)
    warnings.setLevel(logging.WARNING)
    log.addHandler(warnings)
    try:
        Page.render(page, config, files)
    finally:
        log.removeHandler(warnings)
    # A warning is told in each build until it is mended.
    if not warnings.buffer:
        now = vars(page).items()
        left = {key: value for key, value in now if value is not before.get(key)}
        rendered[name] = (given, left)


if __name__ == "__main__":
    main(*sys.argv[1:])
