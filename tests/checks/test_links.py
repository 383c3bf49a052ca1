"""Dead links to pages of others are named by `make links`, which CI runs weekly."""

import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools.project import NODE, ROOT

CHECKER = "node_modules/linkinator/build/src/cli.js"


class Others(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    def do_GET(self) -> None:
        """Answer without a page."""
        self.send_response(int(self.path[1:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self) -> None:
        """Answer the same."""
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def others() -> Iterator[str]:
    """The address of pages of others."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Others) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def links(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command of `make links` in a folder that has its own README and site."""
    shutil.copy(ROOT / ".linkinator.mjs", folder)
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", "")
    (arguments,) = re.findall(rf"{CHECKER} (.*)", makefile)
    return subprocess.run(
        [NODE, ROOT / CHECKER, *shlex.split(arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_a_dead_link_is_named_wherever_it_is(tmp_path, others):
    index = tmp_path / "site/index.html"
    page = tmp_path / "site/notebooks/how-many/index.html"
    page.parent.mkdir(parents=True)
    index.write_text('<a href="notebooks/how-many/">a</a>\n')
    page.write_text(f'<a href="{others}/200">a</a> <a href="{others}/403">b</a>\n')
    for name in ("README.md", "CONTRIBUTING.md"):
        (tmp_path / name).write_text(f"[a]({others}/200)\n")
    done = links(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page.write_text(f'<a href="{others}/200">a</a> <a href="{others}/404">b</a>\n')
    (tmp_path / "README.md").write_text(f"[a]({others}/410)\n")
    done = links(tmp_path)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert set(re.findall(r"\[(\d+)\] (\S+)", said)) == {
        ("404", f"{others}/404"),
        ("410", f"{others}/410"),
    }
