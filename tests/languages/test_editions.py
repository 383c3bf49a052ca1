"""Every page is there in every language, and leads to itself in the others."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page
from visits import NAMES
from waiting import wait_until

from tools.pages.typography import NO_BREAK
from tools.project import PAGES, languages

CODES = languages()
PLACE = "https://someone.github.io/a-fork/"
ENGLISH_WORDS = re.compile(r"\b(?:the|and|with|from|press|draw|next|zeros)\b", re.I)
PROSE = "p, li, td, th, h1, h2, h3, dt, dd, label, button, legend, summary, figcaption"
SHARED = "pre, code, svg, script, style, a[href^=http], [data-drop] > span"
FIRST = """() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3)
  .map((item) => item.querySelector("a").pathname)"""


@pytest.fixture(scope="module")
def parsed(forked_site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the fork in every language, by its place."""
    found = {}
    for name in NAMES:
        for place in (name, *(f"{code}/{name}" for code in CODES)):
            text = (forked_site / place / "index.html").read_bytes()
            found[place] = BeautifulSoup(text, "html.parser")
    return found


def whole(name: str, code: str) -> bool:
    """Whether a page is translated."""
    path = PAGES.with_name(code) / f"{name.strip('/') or 'index'}.md"
    return path.is_file()


def test_every_page_is_there_in_its_language(parsed):
    assert CODES
    for code in CODES:
        assert whole("", code)
        for name in NAMES:
            page = parsed[f"{code}/{name}"]
            assert page.html["lang"] == code
            own = whole(name, code)
            assert page.article.get("lang") == (None if own else "en"), name
            assert bool(page.select(".edition")) <= (not own), name
            ids = [h["id"] for h in page.select("article :is(h1, h2, h3)[id]")]
            assert ids == [
                h["id"] for h in parsed[name].select("article :is(h1, h2, h3)[id]")
            ], name


def test_programs_outputs_and_drawings_are_shared(parsed):
    for code in CODES:
        for name in NAMES:
            here, there = (
                [block.get_text() for block in page.select("pre")]
                for page in (parsed[f"{code}/{name}"], parsed[name])
            )
            assert here == there, name


def test_a_page_names_itself_in_each_language_for_machines(parsed):
    for place, page in parsed.items():
        code = place.partition("/")[0]
        name = place.removeprefix(f"{code}/") if code in CODES else place
        alike = {"en": PLACE + name}
        alike |= {c: f"{PLACE}{c}/{name}" for c in CODES if whole(name, c)}
        own = code if code in CODES else "en"
        links = page.select("link[rel=alternate]")
        said = {link["hreflang"]: link["href"] for link in links}
        assert said == (alike if len(alike) > 1 and own in alike else {}), place
        canonical = page.select_one("link[rel=canonical]")["href"]
        assert canonical == alike.get(own, PLACE + name), place


def test_the_switch_leads_to_the_same_page(parsed, site):
    for place in parsed:
        page = BeautifulSoup((site / place / "index.html").read_bytes(), "html.parser")
        (link, *_) = page.select("a.language")
        address = urlsplit(urljoin(f"https://x.invalid/{place}", link["href"])).path
        code = place.partition("/")[0]
        other = place.removeprefix(f"{code}/") if code in CODES else f"ru/{place}"
        assert unquote(address) == f"/{other}"


def test_what_a_domain_has_once_names_every_language(forked_site):
    for code in CODES:
        assert not (forked_site / code / "404.html").exists()
        assert not (forked_site / code / "sitemap.xml").exists()
    missing = (forked_site / "404.html").read_text("utf-8")
    sitemap = (forked_site / "sitemap.xml").read_text("utf-8")
    for code in CODES:
        assert f'href="/a-fork/{code}/" hreflang="{code}"' in missing
        for name in NAMES:
            address = f"<loc>{PLACE}{code}/{name}</loc>"
            assert (address in sitemap) == whole(name, code), name
    assert all(f"<loc>{PLACE}{name}</loc>" in sitemap for name in NAMES)


def test_no_word_around_a_russian_page_is_english(site):
    for name in filter(lambda name: whole(name, "ru"), NAMES):
        text = (site / "ru" / name / "index.html").read_text("utf-8")
        page = BeautifulSoup(text, "html.parser")
        for part in page.select(SHARED):
            part.decompose()
        parts = page.article.select(PROSE)
        said = " ".join(part.get_text(" ") for part in parts)
        assert len(said.split()) > 200
        assert f"{NO_BREAK}—" in said, name
        assert " —" not in said, name
        # Sentences and messages of a page stay English, in its headings too.
        for part in page.select(".md-nav--secondary"):
            part.decompose()
        around = " ".join(part.get_text(" ") for part in page.select("nav, footer"))
        assert ENGLISH_WORDS.findall(around) == [], name


PHRASINGS = tomllib.loads(
    Path(__file__).with_name("phrasings.ru.toml").read_text("utf-8")
)["phrasing"]


def test_who_types_russian_sees_the_page_that_answers(page: Page, address: str):
    # A page that is not translated is not searched for in Russian.
    asked = [
        (phrasing["typed"], right)
        for phrasing in PHRASINGS
        if (right := [one for one in phrasing["right"] if whole(f"{one}/", "ru")])
    ]
    assert asked
    missed = []
    page.goto(f"{address}ru/")
    box = page.get_by_role("textbox", name="Поиск")
    for typed, right in asked:
        box.fill("")
        wait_until(page, f"({FIRST})().length === 0")
        box.fill(typed)
        # The theme searches at the release of a key.
        box.press("End")
        wait_until(page, f"({FIRST})().length > 0")
        seen = [place.strip("/").partition("/")[2] for place in page.evaluate(FIRST)]
        if not {one or "index" for one in seen} & set(right):
            missed.append(f"{typed}: {seen}, not {right}")
    assert len(missed) <= len(asked) / 20, "\n".join(missed)


def test_who_changes_the_language_stays_at_the_heading(page: Page, address: str):
    page.goto(f"{address}elements/")
    page.evaluate("document.querySelector('#edges').scrollIntoView()")
    page.locator("a.language").click()
    page.wait_for_url(f"{address}ru/elements/#edges")
    page.locator("a.language").click()
    page.wait_for_url(f"{address}elements/#edges")
    page.goto(f"{address}playground/#layer=rows&rate=0.5")
    page.locator("a.language").click()
    page.wait_for_url(f"{address}ru/playground/#layer=rows&rate=0.5*")
