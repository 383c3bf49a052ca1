"""A program lies folded beneath what it prints, and opens for whoever looks for it."""

import markdown
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.pages import corpus
from tools.pages.examples import INCLUDE
from tools.project import SNIPPETS

CLOSED = "details.program:not([open])"


def converted(text: str) -> BeautifulSoup:
    """Markdown as a page has it."""
    html = markdown.markdown(
        text,
        extensions=[
            "pymdownx.superfences",
            "tools.pages.programs",
            "pymdownx.snippets",
        ],
        extension_configs={
            "tools.pages.programs": {"summary": "The <program>"},
            "pymdownx.snippets": {"base_path": [str(SNIPPETS)], "check_paths": True},
        },
    )
    return BeautifulSoup(html, "html.parser")


def test_an_include_becomes_its_output_and_its_program_folded():
    page = converted('Said.\n\n--8<-- "index.md:answer"\n\nMore.\n')
    kinds = [e.name for e in page.find_all(recursive=False)]
    assert kinds == ["p", "div", "details", "p"]
    assert page.div.get_text().startswith("shape (1, 20, 16)\n")
    assert page.summary.get_text() == "The <program>"
    assert (
        page.find(id="program-index-answer")
        .get_text()
        .strip()
        .startswith("import keras")
    )


def test_every_program_of_a_page_is_folded(pages):
    included = 0
    for name, text in corpus.pages().items():
        place = "" if name == "index.md" else f"{name.removesuffix('.md')}/"
        page = pages[f"{place}index.html"]
        programs = page.select("article details.program")
        assert len(programs) == len(INCLUDE.findall(text)), name
        for program in programs:
            output = program.find_previous_sibling()
            assert "language-text" in output["class"], name
            assert not program.has_attr("open")
        included += len(programs)
    assert included >= 100


@pytest.mark.parametrize("scripts", [True, False])
def test_a_press_opens_a_program(browser: Browser, address, scripts):
    page = browser.new_page(java_script_enabled=scripts)
    page.goto(address + "elements/")
    code = page.locator("#program-elements-scene code")
    assert not code.is_visible()
    page.locator("details.program summary").first.click()
    assert code.is_visible()
    page.close()


def test_a_link_to_a_program_opens_it(page: Page, address):
    page.goto(address + "elements/#program-elements-binomial")
    wait_until(
        page, "document.querySelector('#program-elements-binomial').checkVisibility()"
    )
    page.evaluate("location.hash = 'program-elements-values'")
    wait_until(
        page, "document.querySelector('#program-elements-values').checkVisibility()"
    )
    assert page.locator(CLOSED).count() > 3


def test_what_search_found_in_a_program_is_shown(page: Page, address):
    page.goto(address + "elements/?h=unique")
    wait_until(page, "document.querySelector('article mark')")
    for mark in page.locator("article mark").all():
        wait_until(page, "mark => mark.checkVisibility()", arg=mark.element_handle())


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_shows_every_program(browser: Browser, address, scripts):
    page = browser.new_page(java_script_enabled=scripts)
    page.goto(address + "elements/")
    assert not page.locator("#program-elements-scene code").is_visible()
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for code in page.locator("article pre").all():
        assert code.bounding_box()["height"] > 10
    page.close()
