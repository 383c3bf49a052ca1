"""`make build` is whole or nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import small

BUILD = (sys.executable, "-m", "tools.build")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The page of a small project that has a site from before."""
    source = small.make(tmp_path / "project")
    site = tmp_path / "project/site"
    site.mkdir()
    (site / "index.html").write_text("from before", "utf-8")
    return source


def build(source: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Run what `make build` runs, in the project of a page."""
    return subprocess.run(
        [*before, *BUILD], cwd=source.parents[2], capture_output=True, text=True
    )


def left(source: Path) -> bool:
    """Whether the site is that from before, and nothing lies about."""
    project = source.parents[2]
    (index,) = (project / "site").iterdir()
    rests = list((project / ".cache").glob("*"))
    return index.read_text("utf-8") == "from before" and not rests


def test_a_build_replaces_the_site(source):
    done = build(source)
    assert done.returncode == 0, done.stderr
    site = source.parents[2] / "site"
    assert "<mask-figure" in (site / "index.html").read_text("utf-8")
    assert (site / "404.html").exists()
    assert list((site.parent / ".cache").iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rate: 0.2", "rate: 2", "index.md:10: mask block: rate is '2'"),
        ("# The answer", "# The [answer](nope.md)", "link 'nope.md'"),
    ],
    ids=["a wrong block", "a broken link"],
)
def test_a_mistake_leaves_the_site(source, old, new, told):
    source.write_text(source.read_text("utf-8").replace(old, new), "utf-8")
    done = build(source)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.endswith("build: site/ was left as it was\n")
    assert left(source)


def test_an_interruption_leaves_the_site(source):
    with subprocess.Popen(
        BUILD,
        cwd=source.parents[2],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        for line in process.stderr:
            if "Building documentation" in line:
                os.killpg(process.pid, signal.SIGINT)
                break
        said = process.stderr.read()
    assert process.returncode == 130
    assert said.endswith("build: site/ was left as it was\n")
    assert "Traceback" not in said
    assert left(source)


def test_a_folder_that_cannot_be_written_is_named(source):
    project = source.parents[2]
    project.chmod(0o555)
    try:
        done = build(source, *small.POWERLESS)
    finally:
        project.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == (
        f"build: {project / '.cache'}: Permission denied; site/ was left as it was\n"
    )
    assert left(source)
