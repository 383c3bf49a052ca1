"""What readers type leads to the page that answers, among the first three results."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page
from searching import ask
from waiting import wait_until

from tools.pages.corpus import nav_sources
from tools.project import PAGES

PHRASINGS = tomllib.loads(
    (Path(__file__).parent / "phrasings.toml").read_text("utf-8")
)["phrasing"]
FIRST = 3
WANTED = 94

# The links in sight of the first results: a page, and of its sections the best.
SEEN = """(first) => [...document.querySelectorAll(".md-search-result__item")]
  .slice(0, first)
  .flatMap((item) => [...item.querySelectorAll(".md-search-result__link")])
  .filter((link) => !link.closest("details")).map((link) => link.href)"""
SAID = "() => document.querySelector('.md-search-result__meta').textContent"


def places(link: str, address: str) -> set[str]:
    """A link as "page" and "page#id"."""
    path = link.removeprefix(address).partition("?")[0].partition("#")[0]
    page = path.strip("/") or "index"
    return {page, f"{page}#{urlsplit(link).fragment}"}


def found(page: Page, address: str, typed: str) -> set[str]:
    """What is in sight once a reader has typed."""
    page.get_by_role("textbox", name="Search").fill("")
    wait_until(page, f"({SEEN})(1).length === 0")
    before = page.evaluate(SAID)
    ask(page, typed)
    wait_until(page, f"before => ({SAID})() !== before", before)
    return {
        place for link in page.evaluate(SEEN, FIRST) for place in places(link, address)
    }


def test_98_phrasings_name_pages_that_are_there() -> None:
    assert len({phrasing["typed"] for phrasing in PHRASINGS}) == len(PHRASINGS) >= 98
    names = {source.rpartition(".")[0] for source in nav_sources()}
    # Each has a page that is there; a page may yet be written.
    for phrasing in PHRASINGS:
        pages = {place.partition("#")[0] for place in phrasing["right"]}
        assert pages & names, phrasing
        for place in phrasing["right"]:
            name, _, anchor = place.partition("#")
            path = PAGES / f"{name}.md"
            if anchor and path.exists():
                assert f"{{ #{anchor} " in path.read_text("utf-8"), place


def test_who_types_a_phrasing_sees_the_page_that_answers(
    search_page: Page, address: str
) -> None:
    missed = [
        f"{phrasing['typed']}\n  wanted {phrasing['right']}\n  found {sorted(seen)}"
        for phrasing in PHRASINGS
        if not (seen := found(search_page, address, phrasing["typed"]))
        & set(phrasing["right"])
    ]
    hits = len(PHRASINGS) - len(missed)
    assert hits >= WANTED, f"{hits} of {len(PHRASINGS)}\n" + "\n".join(missed)


def test_nothing_of_search_is_loaded_before_somebody_searches(
    page: Page, address: str
) -> None:
    loaded = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(address, wait_until="networkidle")
    assert [path for path in loaded if "search" in path] == []
    page.get_by_role("textbox", name="Search").fill("philox")
    page.keyboard.press("End")
    wait_until(page, f"({SEEN})(1).length > 0")
    assert {"/search/search_index.json", "/javascripts/search.js"} <= set(loaded)
    assert [path for path in loaded if "javascripts/workers/search" in path]
