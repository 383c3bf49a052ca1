"""A folder of finished pages is published by itself, whoever built it."""

import shutil
import subprocess
import sys
from pathlib import Path

import material
import pytest

from tools.project import ROOT
from tools.publish.page import PublishError
from tools.publish.site import publish

WORDS = '{"translations": {"clipboard.copy": "Copier"}}'
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="description" content="Ce que dit {title}.">
<link rel="stylesheet" href="{root}assets/stylesheets/main.min.css">
<link rel="stylesheet" href="{root}stylesheets/own.css">
</head><body>
<a class="md-logo" title="Le site" href="{root}">x</a>
<nav class="md-nav md-nav--primary" aria-label="Navigation">
<a class="md-nav__link" href="{root}">A</a><a class="md-nav__link" href="{root}b/">B</a>
</nav>
<article><h1>{title}</h1>
<div class="language-python highlight"><pre><span></span><code><span class="n">x</span>
</code></pre></div>
<div class="language-text highlight"><pre><span></span><code>1
</code></pre></div></article>
<script id="__config" type="application/json">{words}</script>
</body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages with the theme's sheet and one of their own; no generator made them."""
    styles = Path(material.__file__).parent / "templates/assets/stylesheets"
    (main,) = styles.glob("main.*.min.css")
    for name, root in (("index.html", "./"), ("b/index.html", "../")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE.format(title=f"Page {name[0]}", root=root, words=WORDS))
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    shutil.copy(main, tmp_path / "assets/stylesheets/main.min.css")
    (tmp_path / "stylesheets").mkdir()
    (tmp_path / "stylesheets/own.css").write_text(
        "[data-md-color-switching] * { color: red }\n"
        '[data-md-color-primary="red"] { --own: 1px }\n[x] > a { top : 2px }\n'
    )
    return tmp_path


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the step as a command."""
    return subprocess.run(
        [sys.executable, "-m", "tools.publish", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_a_folder_of_any_generator_is_published(folder):
    done = command(folder)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = (
        (folder / name).read_text() for name in ("index.html", "b/index.html")
    )
    (sheet,) = folder.rglob("*.css")
    assert first.count("<link") == second.count("<link") == 1
    assert f'href="./assets/stylesheets/{sheet.name}"' in first
    assert f'href="../assets/stylesheets/{sheet.name}"' in second
    assert sheet.read_text().endswith("[x]>a{top:2px}")
    assert first.count("Copier") == 3
    assert '<span class="n">' not in first
    assert first.count('http-equiv="Content-Security-Policy"') == 1
    assert '<meta property="og:title" content="Page b">' in second
    assert (folder / "assets/cards/b.png").stat().st_size > 1000
    assert (
        (folder / "llms.txt")
        .read_text()
        .endswith(
            "- [Page i](/): Ce que dit Page i.\n- [Page b](/b/): Ce que dit Page b.\n"
        )
    )
    assert "```python\nx\n```" in (folder / "llms-full.txt").read_text()


def test_the_sheet_has_another_name_when_its_bytes_change(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "site"
    shutil.copytree(folder, other)
    own = other / "stylesheets/own.css"
    own.write_text(own.read_text().replace("2px", "3px"))
    publish(folder)
    publish(other)
    names = [next(place.rglob("*.css")).name for place in (folder, other)]
    assert names[0] != names[1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<h1>Page b</h1>", "", "b/index.html: no heading; begin the page"),
        ('name="description"', 'name="x"', "b/index.html: no description; add it"),
        ("<article>", "<div>", "b/index.html: no <article>"),
        ("own.css", "other.css", "pages load different sheets"),
        ('<meta charset="utf-8">', "", "no <meta charset"),
    ],
)
def test_a_page_that_lacks_something_is_named(folder, old, new, message):
    page = folder / "b/index.html"
    assert old in page.read_text()
    page.write_text(page.read_text().replace(old, new))
    with pytest.raises(PublishError, match=message):
        publish(folder)


def test_a_page_in_no_menu_is_named(folder):
    shutil.copytree(folder / "b", folder / "c")
    with pytest.raises(PublishError, match="c/: in no menu; add the page to nav"):
        publish(folder)


@pytest.mark.parametrize("arguments", [(), ("one", "two")])
def test_the_command_says_what_it_needs(arguments):
    done = command(*arguments)
    assert done.returncode == 1
    assert done.stderr == ("publish: name one folder: python -m tools.publish FOLDER\n")


def test_a_folder_without_pages_is_named(tmp_path):
    done = command(tmp_path)
    assert done.returncode == 1
    assert "no index.html; build the site into it first" in done.stderr
    assert "Traceback" not in done.stderr
