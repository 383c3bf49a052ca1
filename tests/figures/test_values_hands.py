"""The scene of values answers pointer, finger and keys, and rests without a script."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page
from values_page import GRID, TEXTS, opened, says
from waiting import wait_until

CONTRASTS = """() => {
  const cell = document.querySelector(".values-output i");
  cell.style.transition = "none";
  const context = document.createElement("canvas").getContext("2d");
  const light = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((part) =>
      part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 255 / 12.92);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  return Array.from({ length: 191 }, (_, at) => {
    cell.style.setProperty("--tint", `${Math.min(100, 10 + at)}%`);
    cell.style.setProperty("--ink", `${Math.max(0, at - 90)}%`);
    const { color, backgroundColor } = getComputedStyle(cell);
    const [one, other] = [light(color), light(backgroundColor)];
    return Math.max(one, other) / Math.min(one, other);
  });
}"""


@pytest.fixture
def scene(page: Page, address) -> Locator:
    """The scene, untouched."""
    return opened(page, address)


def test_a_run_shows_its_way_and_can_be_stopped(scene: Locator, page: Page):
    page.emulate_media(reduced_motion="no-preference")
    run = scene.locator(".values-run")
    run.click()
    scene.get_by_role("button", name=TEXTS["stop"]).wait_for()
    scene.locator(
        ".values-mean p", has_text=re.compile(r"of ([5-9]|\d\d+) ")
    ).wait_for()
    run.click()
    says(scene, "Mean of")
    stopped = scene.locator(".values-mean > p").first.text_content()
    page.wait_for_timeout(100)
    assert scene.locator(".values-mean > p").first.text_content() == stopped
    assert stopped != TEXTS["mean"].format(calls="500 calls")
    run.click()
    says(scene, "Mean of 500 calls")
    assert run.text_content() == TEXTS["run"].format(calls=500)


def test_without_training_the_output_is_the_input_and_the_mean_stays(scene, page: Page):
    scene.locator(".values-run").click()
    says(scene, "Mean of 500 calls")
    mean = page.evaluate(GRID, "mean")
    scene.get_by_label("training").uncheck()
    says(scene, "Sum before: 210, after: 210. Mean of 500 calls: 209.08.")
    assert [cell[0] for cell in page.evaluate(GRID, "output")] == [
        str(number) for number in range(1, 21)
    ]
    assert page.evaluate(GRID, "mean") == mean
    assert scene.locator("button:disabled").count() == 2
    # Nor does rate 0 draw anything.
    scene.get_by_label("training").check()
    scene.get_by_label("Rate").fill("0")
    assert scene.locator("button:disabled").count() == 2


def test_a_square_is_told_by_pointer_keys_and_finger(
    scene: Locator, page: Page, browser: Browser, address
):
    scene.locator(".values-mean i").nth(6).hover()
    says(scene, "film, feature 2: 7 × 1.25 = 8.75. Mean of 1 call: 8.75.")
    assert scene.locator("i.at").count() == 4
    scene.locator(".values-grids").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    says(scene, "film, feature 0: 5 × 0 = 0. Mean of 1 call: 0.")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    says(scene, "and, feature 0: 17 × 0 = 0.")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    touched = context.new_page()
    touched.goto(f"{address}elements/")
    touched.locator(".values-input i").nth(19).tap()
    says(touched.locator("mask-scene"), "and, feature 3: 20 × 1.25 = 25.")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_on_demand_are_legible_on_every_tint(scene, page: Page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.reload()
    number = scene.locator(".values-output i").nth(1)
    assert number.evaluate("(cell) => getComputedStyle(cell).fontSize") == "0px"
    scene.get_by_label(TEXTS["numbers"]).check()
    wait_until(page, "document.querySelector('mask-scene [data-numbers]')")
    assert number.evaluate("(cell) => parseFloat(getComputedStyle(cell).fontSize)") > 8
    assert min(page.evaluate(CONTRASTS)) >= 4.5


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_nothing_moves_or_leaves_its_place_at_any_width(scene, page: Page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("document.querySelector('mask-scene').load()")
    scene.get_by_label(TEXTS["numbers"]).check()
    tops = set()
    for rate in ("0", "0.05", "0.85"):
        scene.get_by_label("Rate").fill(rate)
        for trains in (True, False):
            scene.get_by_label("training").set_checked(trains)
            tops.add(str(scene.locator(".values-chart").bounding_box()["y"]))
            assert not page.evaluate(
                """[...document.querySelectorAll(".values-cells i")].some(
                  (cell) => cell.scrollWidth > cell.clientWidth)"""
            )
            scene.get_by_label("training").check()
            if rate != "0":
                scene.locator(".values-run").click()
                scene.locator(".values-output i").nth(7).hover()
    assert len(tops) == 1
    square = scene.locator(".values-mean i").first.bounding_box()
    assert min(square["width"], square["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_numbers_stand_in_their_squares(browser: Browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}elements/")
    assert page.locator("mask-scene .scene-controls").first.is_hidden()
    shown = page.locator(".values-output i").nth(6)
    assert shown.text_content() == "8.75"
    assert shown.evaluate("(cell) => getComputedStyle(cell).fontSize") == "10px"
    # One call has no mean to show.
    assert page.locator(".values-mean").is_hidden()
    assert page.locator(".values-chart").is_hidden()
    context.close()
