"""Another language is begun by one command, and is there at once: served, built."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
import small
from bs4 import BeautifulSoup

from tools.pages.translations import digest

BEGIN = (sys.executable, "-m", "tools.pages.language")
PAGE = small.PAGE.replace("# The answer", "# Die Antwort").replace(
    "title: The answer", f"title: Antwort\nfollows: {digest(small.PAGE)}"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with one more language, of which nothing is translated."""
    folder = tmp_path_factory.mktemp("another") / "project"
    small.make(folder)
    done = run(folder, *BEGIN, "de")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Deutsch: begun; CONTRIBUTING.md says the rest\n"
    return folder


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project."""
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


def page(text: bytes | str) -> BeautifulSoup:
    """A page, parsed."""
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("de", "de is there already"),
        ("en", "en is there already"),
        ("en_US.UTF-8", "LANG is 'en_US.UTF-8'; expected two letters"),
        ("xx", "the theme has no words in 'xx'"),
    ],
)
def test_a_language_that_cannot_be_begun_is_told(project, code, told):
    done = run(project, *BEGIN, code)
    assert done.returncode == 1
    assert done.stderr.startswith(f"language: {told}")


def test_a_language_is_served_and_built_below_its_name(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    own = project / "docs/de/index.md"
    with subprocess.Popen(
        [sys.executable, "-m", "tools.serve", port],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            said = (line for line in server.stderr)
            for _ in range(2):
                assert any("Serving on" in line for line in said)
            address = f"http://127.0.0.1:{port}/de/"
            served = page(urlopen(address).read())
            assert served.html["lang"] == "de"
            assert served.article["lang"] == "en"
            assert served.h1.find_next_sibling()["class"] == ["edition"]
            assert "not translated yet" in served.select_one(".edition").text
            assert served.select_one("a.language")["href"] == "./../"
            own.write_text(PAGE, "utf-8")
            assert any("Reloading browsers" in line for line in said)
            served = urlopen(address).read()
            assert b'"/de/livereload/"' in served
            assert page(served).h1.text.startswith("Die Antwort")
            assert not page(served).select(".edition")
        finally:
            server.send_signal(signal.SIGINT)
    own.write_text(
        PAGE.replace("# Die", "# Eine").replace(digest(small.PAGE), "0" * 12)
    )
    done = run(project, sys.executable, "-m", "tools.build")
    assert done.returncode == 0, done.stderr
    built = page((project / "site/de/index.html").read_bytes())
    assert built.h1.text.startswith("Eine Antwort")
    assert "has changed" in built.select_one(".edition").text
    english = page((project / "site/index.html").read_bytes())
    (link,) = english.select("a.language")
    assert (link["href"], link["hreflang"], link["title"]) == ("./de/", "de", "Deutsch")
    assert not (project / "site/de/404.html").exists()
    own.write_text(PAGE.replace("follows: ", "follow: "))
    done = run(project, sys.executable, "-m", "tools.build")
    assert done.returncode == 1
    assert "docs/de/index.md: does not say what it follows; write" in done.stderr
    assert done.stderr.endswith("build: site/ was left as it was\n")
