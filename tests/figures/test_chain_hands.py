"""The scene chain answers to keys and pointers, keeps its place, and loads late."""

import pytest
from chain_page import SEEN, SENTENCES, TEXTS, expected
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.measure import server

LOAD = "document.querySelector('mask-scene').load().then((live) => live.ready)"
PLACES = """() => [...document.querySelectorAll("figure.scene-chain :is(svg, button)")]
  .map((part) => {
    const box = part.getBoundingClientRect();
    return [part.localName, box.x, Math.round(box.y + scrollY), box.width];
  })"""


@pytest.fixture
def alive(page: Page, address) -> Page:
    """The page with its scene awake."""
    page.goto(f"{address}through-the-model/")
    page.evaluate(LOAD)
    return page


def test_arrow_keys_move_the_zero_to_words_and_columns(alive: Page):
    alive.locator(".chain-first svg").focus()
    cell = alive.locator(".chain-cell")
    for key, zero, said in (
        ("ArrowDown", [11, 3], "“cast”, timestep 11, feature 3"),
        ("ArrowLeft", [11, 2], "“cast”, timestep 11, feature 2"),
        *[("ArrowLeft", None, "")] * 2,
        ("ArrowLeft", [11, -1], "the word “cast”, timestep 11"),
        ("ArrowLeft", [11, -1], "the word “cast”, timestep 11"),
        ("ArrowRight", [11, 0], "feature 0"),
        *[("ArrowUp", None, "")] * 11,
        ("ArrowUp", [-1, 0], "column 0, in every word"),
    ):
        alive.keyboard.press(key)
        assert said in cell.text_content()
        if zero:
            wanted = expected(SENTENCES[0], {"zero": zero})["counts"]
            assert alive.evaluate(SEEN)["counts"] == wanted


def test_keys_step_through_the_layers(alive: Page):
    alive.locator(".chain-later svg").first.focus()
    cell = alive.locator(".chain-cell")
    said = []
    for key in ["ArrowDown"] + ["ArrowRight"] * 2 + ["ArrowDown"] * 21 + ["ArrowUp"]:
        alive.keyboard.press(key)
        said.append(cell.text_content())
        assert alive.locator("svg:focus .mask-cursor").count() == 1
    assert said[0].startswith("Window 0, words 0 to 4, filter 0: ")
    assert said[3].startswith("Window 1, words 1 to 5, filter 2: ")
    assert said[18].startswith("Pool 0, windows 0 to 3, filter 2: ")
    assert said[22].startswith("Unit 2: ")
    assert said[24].startswith("Pool 3, windows 12 to 15, filter 2: ")


def test_pointing_at_a_later_number_says_what_it_was_and_is(alive: Page):
    alive.locator(".chain-later svg").first.hover(
        position={"x": 14 + 5 * 9 + 2, "y": 4}
    )
    cell = alive.locator(".chain-cell")
    wait_until(alive, "document.querySelector('.chain-later .mask-cursor')")
    assert cell.text_content().startswith("Window 0, words 0 to 4, filter 9: ")


def test_a_tap_on_a_phone_follows_a_word(browser: Browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}through-the-model/")
    page.locator(".chain-first svg").tap(position={"x": 30, "y": 18 + 16 * 3 + 7})
    page.get_by_text("Zeros: the word “slow”, timestep 3.").wait_for()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_nothing_moves_when_something_is_pressed(browser: Browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}through-the-model/")
    page.evaluate(LOAD)
    before = page.evaluate(PLACES)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for kind in ("elements", "columns", "rows", "samples", "types", "one"):
        page.locator(f"mask-scene [value={kind}]").dispatch_event("input")
        assert page.evaluate(PLACES) == before, kind
    page.locator(".chain-later svg").nth(1).dispatch_event(
        "pointermove", {"clientX": 1, "clientY": 1}
    )
    page.locator(".scene-chain").get_by_role(
        "button", name=TEXTS["again"]
    ).dispatch_event("click")
    page.locator(".scene-chain [type=range]").fill("0.95")
    assert page.evaluate(PLACES) == before
    square = page.locator(".chain-first svg").bounding_box()["width"] / 20
    assert square >= 14
    context.close()


def test_without_a_script_the_picture_stands_and_no_dead_control(
    browser: Browser, address
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}through-the-model/")
    assert page.get_by_text("5 of 16 windows; ").is_visible()
    assert page.get_by_text("2 of 4 pools").is_visible()
    for svg in page.locator(".scene-chain svg").all():
        assert svg.is_visible()
    controls = page.locator(".scene-chain :is(button, input, select, progress)").all()
    assert len(controls) > 8
    for control in controls:
        assert not control.is_visible()
    context.close()


def test_the_weights_come_at_the_first_touch_and_from_this_site(
    page: Page, address, site
):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{address}through-the-model/", wait_until="networkidle")
    first = len(requested)
    assert not [url for url in requested if "weights" in url]
    # Who only passes by with the pointer loads no weights.
    page.locator(".chain-later svg").first.hover()
    wait_until(page, "!!document.querySelector('mask-scene').live")
    assert not [url for url in requested if "weights" in url]
    with page.expect_request("**/weights.js"):
        page.locator(".scene-chain").get_by_role("button", name=TEXTS["again"]).click()
    page.locator(".chain-cell", has_text="call 0").wait_for()
    touched = requested[first:]
    weight = server.weights(site, address, touched)
    assert weight["third-party"] == 0
    assert weight["KB"] <= 120
    ours = [url for url in touched if not url.endswith("weights.js")]
    assert server.weights(site, address, ours)["KB"] <= 12
    (own,) = site.glob("javascripts/scenes/chain.js")
    assert len(server.body(own)) <= 3000
