"""The built site holds together: links, anchors, assets, programs, no request out."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from visits import NAMES

from tools.pages import examples
from tools.project import ROOT

ORIGIN = "https://site.invalid/"
FILES = [*examples.files(), *examples.framework_files()]
EXAMPLES = [e for path in FILES for e in examples.examples(path)]


@pytest.fixture(scope="session")
def prose(pages: dict[str, BeautifulSoup]) -> dict[str, str]:
    """What readers see of every page, less its code."""
    texts = {}
    for name, page in pages.items():
        body = BeautifulSoup(str(page.body), "html.parser")
        for element in body.find_all(["script", "style", "pre", "code"]):
            element.decompose()
        texts[name] = body.get_text()
    return texts


def references(page: BeautifulSoup) -> list[str]:
    """Everything a page links to or loads."""
    return [
        element[attribute]
        for attribute in ("href", "src", "data-src", "poster", "action")
        for element in page.find_all(attrs={attribute: True})
    ]


def test_the_site_has_the_pages_of_its_navigation(pages):
    assert {f"{name}index.html" for name in NAMES} | {"404.html"} == set(pages)


def test_programs_have_a_copy_button_of_their_own_and_outputs_none(pages):
    programs = 0
    for name, page in pages.items():
        for block in page.find_all("pre"):
            output = "language-text" in block.parent["class"]
            targets = [b["data-clipboard-target"] for b in block.find_all("button")]
            own = [] if output else [f"#{block.code['id']}"]
            assert targets == own, name
            programs += len(own)
    assert programs >= len(EXAMPLES)


def test_every_internal_link_anchor_and_asset_is_there(site, pages):
    missing = []
    for name, page in pages.items():
        for reference in references(page):
            target = urlsplit(urljoin(ORIGIN + name, reference))
            if target.netloc != "site.invalid" or target.scheme != "https":
                continue
            path = unquote(target.path).lstrip("/")
            file = path + "index.html" if path.endswith("/") or not path else path
            fragment = unquote(target.fragment)
            if not (site / file).is_file():
                missing.append(f"{name}: {reference}")
            elif fragment.startswith("layer=") and file == "playground/index.html":
                continue  # A view: test_live_figure.py opens it.
            elif fragment and file.endswith(".html"):
                soup = pages[file]
                if not soup.find(id=fragment) and not soup.find(
                    attrs={"name": fragment}
                ):
                    missing.append(f"{name}: {reference}")
    assert not missing


def test_nothing_is_loaded_from_another_site(site, pages):
    loaded = []
    for page in pages.values():
        loaded += [
            s["src"] for s in page.find_all(["script", "img", "iframe"], src=True)
        ]
        loaded += [
            link["href"]
            for link in page.find_all("link", href=True)
            if not {"canonical", "prev", "next"} & set(link["rel"])
        ]
    for sheet in site.rglob("*.css"):
        loaded += re.findall(r"url\(([^)]*)\)", sheet.read_text("utf-8"))
        loaded += re.findall(r"@import\s+([^;]+);", sheet.read_text("utf-8"))
    assert loaded
    outside = [u for u in loaded if re.match(r"""["']?(https?:)?//""", u)]
    assert not outside


def test_every_program_on_a_page_is_an_executed_example(pages):
    shown = 0
    known = {example.code.rstrip() for example in EXAMPLES}
    printed = {example.output.rstrip() for example in EXAMPLES}
    for name, page in pages.items():
        if name.startswith("notebooks/"):
            continue  # They are run there: tests/pages/test_notebooks.py.
        for block in page.find_all("pre"):
            text = block.get_text().rstrip()
            language = block.find_parent(class_="highlight")["class"]
            assert text in (printed if "language-text" in language else known), name
            shown += 1
    assert shown >= 70


@pytest.mark.parametrize(
    "leftover",
    [
        "--8<--",
        "```",
        "~~~",
        "{ #",
        "](",
        "=== ",
        "!!! ",
        "\\(",
        "\\[",
        "$$",
        "Traceback",
        "{{",
        "{%",
        "**",
    ],
)
def test_no_page_shows_markup(prose, leftover):
    assert [name for name, text in prose.items() if leftover in text] == []


def test_every_heading_has_an_english_id_of_its_own(pages):
    for name, page in pages.items():
        article = page.find("article")
        if name == "404.html":
            continue
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name
        levels = [int(h.name[1]) for h in article.find_all(re.compile("h[1-6]"))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        if name.startswith("notebooks/"):
            continue  # mkdocs-jupyter makes their ids from their titles.
        source = Path("docs/en") / (Path(name).parent.name or "index")
        markdown = (ROOT / source).with_suffix(".md").read_text("utf-8")
        for line in re.findall(r"^#+ .*$", markdown, re.MULTILINE):
            assert re.search(r"\{ #[a-z0-9-]+[^}]* \}$", line), line


def test_every_page_has_a_description_of_its_own(pages):
    texts = [
        page.find("meta", attrs={"name": "description"})["content"]
        for name, page in pages.items()
        if name != "404.html"
    ]
    assert len(set(texts)) == len(texts)


def test_no_page_names_a_repository_that_nobody_configured(pages):
    for page in pages.values():
        assert not page.find("link", rel="canonical")
        assert not page.find(class_="md-source")


def test_a_fork_publishes_under_its_own_name(forked_site):
    page = BeautifulSoup(
        (forked_site / "elements/index.html").read_bytes(), "html.parser"
    )
    canonical = page.find("link", rel="canonical")["href"]
    assert canonical == "https://someone.github.io/a-fork/elements/"
    edit = page.find("a", title="Edit this page")["href"]
    assert edit == "https://github.com/someone/a-fork/edit/main/docs/en/elements.md"
    source = page.find("a", class_="md-source")
    assert source["href"] == "https://github.com/someone/a-fork"
    # With this mark Material's script would ask GitHub's API on every page.
    assert not source.has_attr("data-md-component")
