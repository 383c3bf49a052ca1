"""Two builds are compared by what a reader gets of each page."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.measure.successor import differences
from tools.project import ROOT


@pytest.fixture
def builds(site: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The built site, and a copy of its page of elements that may be changed."""
    for name in ("old", "new"):
        (tmp_path / name / "elements").mkdir(parents=True)
        shutil.copy(site / "elements/index.html", tmp_path / name / "elements")
    return tmp_path / "old", tmp_path / "new"


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the comparison."""
    return subprocess.run(
        [sys.executable, "-m", "tools.measure.successor", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_the_same_pages_are_the_same_whatever_surrounds_them(builds):
    old, new = builds
    page = new / "elements/index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("</header>", "<p>Other</p></header>"), "utf-8")
    assert differences(old, new) == {"elements/index.html": []}
    done = command(old, new)
    assert done.returncode == 0
    assert done.stdout.endswith("1 of 1 pages are the same\n")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('id="count"', 'id="cuont"', r"headings: \['count', 'cuont'\]"),
        ('class="mask-kept" d="m', 'class="mask-kept" d="M', "figures: 1 and 1"),
        ("<mask-figure", "<mask-other", "figures: 1 and 0"),
        ("inverted dropout", "upright dropout", "text: 2 lines, first '-"),
    ],
)
def test_what_differs_is_named(builds, before, after, found):
    old, new = builds
    page = new / "elements/index.html"
    text = page.read_text("utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), "utf-8")
    done = command(old, new)
    assert done.returncode == 1
    assert done.stdout.endswith("0 of 1 pages are the same\n")
    assert re.search(found, done.stdout)


def test_a_page_that_was_not_built_is_named(builds):
    old, new = builds
    (new / "elements/index.html").unlink()
    assert differences(old, new) == {"elements/index.html": ["not built"]}


def test_a_folder_without_pages_is_named(tmp_path):
    done = command(tmp_path, tmp_path)
    assert done.returncode == 1
    assert "has no pages; build the site into it first" in done.stderr
    assert "Traceback" not in done.stderr
