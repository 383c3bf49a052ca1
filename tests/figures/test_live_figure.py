"""A figure comes alive as it was, moves on, and says what each number becomes."""

import dataclasses

import pytest
from live_cases import WORDS
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.figures import block, drawing
from tools.pages.corpus import figure_texts, pages
from tools.pages.fences import FENCE

FIGURES = [
    (name.removesuffix(".md"), source)
    for name, page in pages().items()
    for fence, source in FENCE.findall(page)
    if fence == "mask"
]


def test_there_are_figures():
    assert len(FIGURES) >= 9


@pytest.mark.parametrize("name", sorted({name for name, _ in FIGURES}))
def test_a_figure_that_comes_alive_looks_as_before(page: Page, address, name):
    page.goto(address + ("" if name == "index" else f"{name}/"))
    changed = page.evaluate(
        """async () => {
          const seen = (host) => [
            ...host.querySelectorAll("path, text, title, desc, .mask-counts"),
          ].map((part) => part.getAttribute("d") ?? part.textContent);
          const figures = [...document.querySelectorAll("mask-figure")];
          const before = figures.map(seen);
          for (const host of figures) await (await host.load()).show();
          const after = figures.map(seen);
          return [before, after];
        }"""
    )
    assert len(changed[0]) == [page for page, _ in FIGURES].count(name)
    assert changed[0] == changed[1]


def test_the_next_call_draws_what_keras_draws_next(page: Page, address):
    page.goto(address + "rows-and-columns/")
    asked = [
        block.read(source, " ".join(WORDS))
        for name, source in FIGURES
        if name == "rows-and-columns"
    ]
    for index, one in enumerate(asked):
        host = page.locator("mask-figure").nth(index)
        host.get_by_role("button", name="Next call").click()
        call = one.call + 1
        wait_until(
            page,
            """([index, call]) => document.querySelectorAll("mask-figure")[index]
              .querySelector(".mask-counts").textContent.includes(`, call ${call}.`)""",
            arg=[index, call],
        )
        moved = dataclasses.replace(one, call=call)
        drawn = drawing.draw(moved, "name", figure_texts())
        for path in host.locator("path").all():
            assert f'd="{path.get_attribute("d")}"' in drawn


def test_pointing_says_word_feature_input_and_output(page: Page, address):
    page.goto(address + "elements/")
    host = page.locator("mask-figure").first
    svg = host.locator("svg").first
    # Each square is 16 pixels from the next; "film" is row 1, and keeps feature 0.
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    page.mouse.move(box["x"] + 64 + 7, box["y"] + 18 + 16 + 7)
    readout = host.locator(".mask-cell")
    wait_until(
        page, "document.querySelector('.mask-cell').textContent.startsWith('film')"
    )
    assert (
        readout.text_content() == "film, timestep 1, feature 0: input 17, output 21.25."
    )
    page.mouse.move(box["x"] + 64 + 16 + 7, box["y"] + 18 + 16 + 7)
    assert readout.text_content() == (
        "film, timestep 1, feature 1: input 18, output 0."
    )
    assert svg.locator(".mask-cursor").count() == 1


def test_a_tap_says_the_same(browser: Browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address + "elements/")
    svg = page.locator("mask-figure svg").first
    scale = svg.bounding_box()["width"] / 320
    svg.tap(position={"x": 71 * scale, "y": 41 * scale})
    page.get_by_text("film, timestep 1, feature 0: input 17, output 21.25.").wait_for()
    context.close()


def test_the_arrow_keys_move_through_a_figure(page: Page, address):
    page.goto(address + "elements/")
    svg = page.locator("mask-figure svg").first
    svg.focus()
    wait_until(page, "document.querySelector('mask-figure').live")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    readout = page.locator("mask-figure .mask-cell").first
    assert (
        readout.text_content() == "film, timestep 1, feature 0: input 17, output 21.25."
    )
    assert readout.get_attribute("role") == "status"
    for _ in range(30):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
    assert readout.text_content().startswith("the, timestep 0, feature 0: input 1,")


def test_a_figure_leads_to_the_playground_with_its_view(page: Page, address):
    page.goto(address + "elements/")
    host = page.locator("mask-figure")
    host.get_by_role("link", name="Change it").click()
    page.wait_for_url("**/playground/#layer=elements&*")
    counts = page.locator(".mask-counts")
    wait_until(
        page, "document.querySelector('.mask-counts').textContent.includes('call 1')"
    )
    assert "Dropout(0.2, seed=7), call 1." in counts.text_content()
    assert page.locator(".mask-samples svg").count() == 2
