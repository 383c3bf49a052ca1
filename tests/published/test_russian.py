"""A translation can be read in all ways: its words are others, and longer.

Styles, scripts and colours are those of the English page; what hangs on words is asked.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from test_access import VIOLATIONS, WIDER
from visits import NAMES, OVERFLOW

from tools.measure import server as served
from tools.project import languages

# A page of each kind: figures, a form, wide tables, a notebook.
KINDS = ("", "playground/", "traps/", "notebooks/which-one/")
HEAVIER = 1.15
HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=")


@pytest.fixture(scope="module")
def seen(browser: Browser, address: str) -> dict[str, dict]:
    """What each page in Russian loads, and how it stands on the narrowest phone."""
    found = {}
    for name in NAMES:
        page = browser.new_page(viewport={"width": 320, "height": 844})
        loaded, errors = [], []
        page.on("request", lambda request, to=loaded: to.append(request.url))
        page.on("pageerror", lambda error, to=errors: to.append(str(error)))
        page.on("console", lambda said, to=errors: to.append(said.text))
        page.goto(f"{address}ru/{name}")
        axe = []
        if name in KINDS:
            page.evaluate(Axe().axe_script)
            axe = page.evaluate(VIOLATIONS)
        found[name] = {"loaded": loaded, "errors": errors, "axe": axe}
        found[name] |= {"wide": page.evaluate(WIDER), "over": page.evaluate(OVERFLOW)}
        page.close()
    return found


def test_axe_finds_nothing_to_mend_in_russian(seen) -> None:
    assert [(name, *each) for name in KINDS for each in seen[name]["axe"]] == []


def test_no_longer_word_makes_a_phone_scroll_sideways(seen) -> None:
    assert {name: one["over"] for name, one in seen.items() if one["over"] > 0} == {}
    # A table of versions scrolls beside its symptoms.
    wide = {name: one["wide"] for name, one in seen.items() if name != "traps/"}
    assert {name: each for name, each in wide.items() if each} == {}


def test_russian_pages_say_no_error_and_load_only_their_own(seen, address) -> None:
    assert {name: one["errors"] for name, one in seen.items() if one["errors"]} == {}
    loaded = {url for one in seen.values() for url in one["loaded"]}
    assert len(loaded) > 20
    assert [url for url in loaded if not url.startswith(f"{address}ru/")] == []


def test_the_first_view_in_russian_weighs_little_more(seen, site, address) -> None:
    heavy = {}
    for name, one in seen.items():
        english = [url.replace("/ru/", "/", 1) for url in one["loaded"]]
        own, other = (
            served.weights(site, address, urls)["KB"]
            for urls in (one["loaded"], english)
        )
        assert other > 40
        heavy |= {name: round(own / other, 3)} if own > HEAVIER * other else {}
    assert heavy == {}


def test_every_translated_page_has_one_policy_and_no_handler(site: Path) -> None:
    pages = [path for code in languages() for path in (site / code).rglob("*.html")]
    assert len(pages) >= 15
    for path in pages:
        text = path.read_text("utf-8")
        (policy,) = re.findall(r'http-equiv="?Content-Security-Policy"? ([^>]*)>', text)
        assert text.index(policy) < text.index("<title>"), path
        scripts = re.search(r"script-src ([^;\"]*)", policy)[1]
        assert set(re.sub(r"'sha256-[^']{44}'", "", scripts).split()) == {"'self'"}
        assert HANDLER.findall(text) == [], path


def test_figures_answer_with_a_comma_and_repeat_what_was_typed(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}ru/elements/")
    page.get_by_role("slider", name="Вероятность").first.press("ArrowRight")
    expect(page.locator(".scene-values output")).to_have_text("0,25")
    expect(page.locator(".values-mask i").first).to_have_text(re.compile("1,333|0"))
    page.goto(f"{address}ru/playground/")
    page.locator("#rate").fill("0,4")
    note = page.get_by_role("alert")
    expect(note).to_contain_text("здесь «0,4»; пишите через точку: 0.4.")
    page.locator("#rate").fill("0.4")
    expect(note).to_be_empty()
    expect(page.locator("[data-number=scale]")).to_have_text("1,666667")
    page.goto(f"{address}ru/questions/")
    page.get_by_role("searchbox").press_sequentially("cudnn")
    found = page.locator("article h3:visible").count()
    assert 0 < found < 10
    expect(page.get_by_role("status")).to_contain_text(f"Подошло вопросов: {found} из")
    page.close()
