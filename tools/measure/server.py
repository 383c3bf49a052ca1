"""Serve a site on loopback as GitHub Pages does, and weigh what a page loads."""

import gzip
import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
KINDS = ("html", "css", "js", "json", "other")


@cache
def body(file: Path) -> bytes:
    """What is sent of a file: text as gzip, pictures as they are."""
    content = file.read_bytes()
    return gzip.compress(content, 6) if file.suffix in TEXT else content


def weights(site: Path, address: str, urls: Iterable[str]) -> dict[str, float]:
    """What was requested, in numbers and kilobytes (1000 bytes) by kind.

    The sizes are those of the files as they are sent, without headers: browsers do not
    tell what workers load. What comes from elsewhere is counted, not weighed.

    Args:
        site: The folder that is served.
        address: Where it is served.
        urls: What was requested; what is in it twice counts once.
    """
    loaded = {url for url in urls if url.startswith("http")}
    own = {url for url in loaded if url.startswith(address)}
    sizes = dict.fromkeys(KINDS, 0.0)
    for url in own:
        path = urlsplit(url.removeprefix(address)).path
        file = site / path / "index.html" if path[-1:] in ("", "/") else site / path
        kind = file.suffix[1:] if file.suffix[1:] in KINDS else "other"
        sizes[kind] += len(body(file)) / 1e3
    counts = {"requests": len(loaded), "third-party": len(loaded - own)}
    return counts | sizes | {"KB": sum(sizes.values())}


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a prefix, and its 404.html for what is not there."""

    protocol_version = "HTTP/1.1"
    # Else a body waits until its headers are acknowledged.
    disable_nagle_algorithm = True

    def __init__(
        self, *arguments: Any, prefix: str, isolated: bool, **options: Any
    ) -> None:
        self.prefix = prefix
        self.isolated = isolated
        super().__init__(*arguments, **options)

    def handle(self) -> None:
        """Answer until the browser has gone."""
        with suppress(ConnectionError):
            super().handle()

    def translate_path(self, path: str) -> str:
        """Where a path of the address lies; what is outside of the prefix, nowhere."""
        inside = path.startswith(self.prefix)
        return super().translate_path(path[len(self.prefix) - 1 :] if inside else "//-")

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the headers, and give what follows them."""
        status = HTTPStatus.OK
        if f"{urlsplit(self.path).path}/" == self.prefix:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", self.prefix)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        file = Path(self.translate_path(self.path))
        if file.is_dir() and urlsplit(self.path).path.endswith("/"):
            file /= "index.html"
        if not file.exists():
            status, file = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        told = status == HTTPStatus.NOT_FOUND or (packed and file.suffix in TEXT)
        if not told or not file.is_file():
            return super().send_head()
        content = body(file) if packed else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(file))
        if packed and file.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        """Isolate the page: Chromium then counts in steps of 5 microseconds."""
        if self.isolated:
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, *, prefix: str = "/", isolated: bool = False) -> Iterator[str]:
    """Serve a folder that no longer changes, on a free port.

    Args:
        folder: What to serve.
        prefix: The path under which it is served, with slashes around it.
        isolated: Let pages measure time finely.

    Yields:
        The address, with a slash at the end.
    """
    handler = partial(Handler, directory=folder, prefix=prefix, isolated=isolated)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
