"""`make serve` names a port that cannot be had, and outlives mistakes in pages."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import small

from tools.project import ROOT

SERVE = (sys.executable, "-m", "tools.serve")
OTHER = """---
title: Other
description: What stays. What goes.
---

# Other { #other }

[The answer](index.md#answer)

--8<-- "other.md:planted"
"""
SNIPPET = """<!-- --8<-- [start:planted] -->
One.
<!-- --8<-- [end:planted] -->
"""


def serve(port: str) -> subprocess.CompletedProcess[str]:
    """Run the command behind `make serve`."""
    return subprocess.run([*SERVE, port], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_named(port):
    done = serve(port)
    assert done.returncode == 1
    assert (
        done.stderr == f"serve: PORT is {port!r}; expected a number from 1 to 65535\n"
    )


def test_a_port_in_use_is_named_with_the_mend():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = serve(port)
    assert done.returncode == 1
    assert f"serve: port {port}: Address already in use; run make serve" in done.stderr


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    """The page of a small project, its address, and the server that writes of it."""
    page = small.make(tmp_path / "project")
    config = page.parents[2] / "mkdocs.yml"
    nav = "  - The answer: index.md\n"
    text = config.read_text("utf-8").replace(nav, f"{nav}  - Other: other.md\n")
    config.write_text(text, "utf-8")
    page.with_name("other.md").write_text(OTHER, "utf-8")
    (page.parents[2] / "snippets/other.md").write_text(SNIPPET, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with subprocess.Popen(
        [*SERVE, port],
        cwd=page.parents[2],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            yield page, f"http://127.0.0.1:{port}/", server
        finally:
            server.send_signal(signal.SIGINT)


def until(server: subprocess.Popen[str], sign: str) -> str:
    """What the server says until something occurs in it, with that line."""
    said = ""
    for line in server.stderr:
        said += line
        if sign in line:
            return said
    raise AssertionError(said)


def read(address: str) -> str:
    """What the server gives at an address."""
    with urlopen(address) as answer:
        return answer.read().decode()


def test_serving_goes_on_when_a_mistake_is_mended(served):
    page, address, server = served
    right = page.read_text("utf-8")
    until(server, f"Serving on {address}")
    page.write_text(right.replace("rate: 0.2", "rate: 2"), "utf-8")
    told = until(server, "An error happened")
    assert "index.md:10: mask block: rate is '2'" in told
    assert "Traceback" not in told
    page.write_text(right.replace("rate: 0.2", "rate: 0.3"), "utf-8")
    until(server, "Reloading browsers")
    assert "Dropout(0.3" in read(address)


def test_a_page_that_stays_shows_what_changes_around_it(served):
    page, address, server = served
    until(server, f"Serving on {address}")
    snippet = page.parents[2] / "snippets/other.md"
    snippet.write_text(SNIPPET.replace("One", "Two"), "utf-8")
    until(server, "Reloading browsers")
    assert "<p>Two.</p>" in read(f"{address}other/")
    # The other page links to this heading, and is not rendered again.
    right = page.read_text("utf-8")
    for wrong in ("#gone", "#away"):
        page.write_text(right.replace("{ #answer }", f"{{ {wrong} }}"), "utf-8")
        told = until(server, "An error happened")
        assert "'index.md' does not contain an anchor '#answer'" in told
    page.write_text(right, "utf-8")
    until(server, "Reloading browsers")
    # A warning of its own is told for as long as it stands.
    other = page.with_name("other.md")
    other.write_text(OTHER.replace("index.md", "none.md"), "utf-8")
    assert "'none.md'" in until(server, "An error happened")
    page.write_text(right.replace("rate: 0.2", "rate: 0.3"), "utf-8")
    assert "'none.md'" in until(server, "An error happened")
