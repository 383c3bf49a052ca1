"""What programs read: llms.txt, llms-full.txt and what a link to a page shows."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from PIL import Image
from visits import english

from tools.pages.examples import examples, files, framework_files
from tools.publish import cards, llms
from tools.publish.page import Page

# The README is no page.
SHOWN = [*files()[1:], *framework_files()]
PLACE = "https://someone.github.io/a-fork/"


def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every built page but that for missing ones, by its address on the site."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in english(site, "*.html")
        if path.name != "404.html"
    }


def meta(page: BeautifulSoup, name: str) -> str | None:
    """The content of an Open Graph element."""
    found = page.find("meta", property=name)
    return found and found["content"]


def test_every_page_has_canonical_link_title_text_and_picture(forked_site) -> None:
    found = pages(forked_site)
    assert len(found) >= 14
    for address, page in found.items():
        assert page.find("link", rel="canonical")["href"] == PLACE + address
        assert meta(page, "og:url") == PLACE + address
        assert meta(page, "og:title")
        assert len(meta(page, "og:description")) > 40
        picture = meta(page, "og:image")
        assert picture.startswith(PLACE)
        with Image.open(forked_site / picture.removeprefix(PLACE)) as image:
            assert image.size == cards.SIZE
    texts = [meta(page, "og:description") for page in found.values()]
    assert len(set(texts)) == len(texts)
    check_llms(forked_site, found)


def check_llms(site: Path, found: dict[str, BeautifulSoup]) -> None:
    """Both files name every page; the long one holds every program and output."""
    short = (site / "llms.txt").read_text("utf-8")
    whole = (site / "llms-full.txt").read_text("utf-8")
    linked = re.findall(r"^- \[.+\]\((.+?)\): .+$", short, re.MULTILINE)
    assert sorted(linked) == sorted(PLACE + address for address in found)
    assert all(f"\n<{PLACE}{address}>\n" in whole for address in found)
    shown = [e for path in SHOWN for e in examples(path)]
    assert shown
    assert [str(e) for e in shown if e.code not in whole] == []
    # Markdown keeps no space at the end of a block.
    assert [str(e) for e in shown if e.output.rstrip() not in whole] == []
    assert "--8<--" not in whole
    assert not re.search(r"^```(traps|versions)", whole, re.MULTILINE)
    assert f"]({PLACE}traps/#fused)" in whole
    # Every link leads to a page of the site, from wherever it is read.
    links = re.findall(r"\]\(([^)\s]+)", whole)
    assert len(links) > 200
    assert [link for link in links if "://" not in link] == []
    pages = {link.partition("#")[0] for link in links if link.startswith(PLACE)}
    # Besides pages, files to take away.
    assert {page for page in pages if page.endswith("/")} <= {
        PLACE + address for address in found
    }
    assert f"{PLACE}notebooks/which-one/" in pages


def test_every_column_of_a_joined_cell_says_what_it_holds() -> None:
    page = Page(
        "a/index.html",
        "<head></head><body><article><h1>A</h1><table><tr><th>x</th><th>y</th></tr>"
        "<tr><td colspan=2>yes</td></tr></table><a href='../b/#c'>b</a></article>",
    )
    text = llms.markdown(page)
    assert "| yes | yes |" in text
    assert text.endswith("[b](/b/#c)")
