"""The scene of values shows what Dropout of Keras gives, call by call."""

import random
import re

import keras
import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page
from waiting import wait_until

from tools.figures import values
from tools.pages.corpus import config
from tools.project import ROOT

TEXTS = config()["extra"]["values"]
STATES = 600
INPUT = np.arange(1, 21, dtype="float32").reshape(1, 5, 4)
RATES = [step / 20 for step in range(19)]
# What a reader sees of the scene, but for the line that says what changed.
SEEN = """() => [...document.querySelectorAll(
    "mask-scene :is(i, b, u, p:not([role]), code, svg, path, output, button)",
  )].map((part) => [part.localName, part.textContent, part.className.baseVal ??
    part.className, getComputedStyle(part).backgroundColor, part.disabled,
    ...["d", "viewBox"].map((name) => part.getAttribute(name)),
    part.localName === "u" ? part.style.top : ""])"""
CALLS = """async ([address, states]) => {
  const { callOf, inputsOf, sumOf, tint, topOf } =
    await import(`${address}javascripts/values.js`);
  const { parse } = await import(`${address}javascripts/view.js`);
  const given = JSON.parse(document.querySelector("mask-scene script").textContent);
  return states.map((state) => {
    const view = { ...parse(given.view), ...state };
    const inputs = inputsOf(view);
    const { factors, outputs } = callOf(view, inputs);
    return {
      factors: [...factors], outputs: [...outputs], sum: sumOf(outputs),
      tints: [...outputs].map((output) => tint(output, 20, given.palest)),
      top: topOf(inputs, state.rate, given.spread),
    };
  });
}"""
# The squares of a grid: their numbers and tints.
GRID = """(name) => [...document.querySelectorAll(`.values-${name} i`)].map((cell) => [
  cell.textContent, cell.className,
  ...["--tint", "--ink"].map((key) => parseInt(cell.style.getPropertyValue(key)))])"""
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


def dropped(rate: float, call: int) -> np.ndarray:
    """What Keras makes of the input when the layer has drawn so many masks."""
    layer = keras.layers.Dropout(rate, seed=7)
    layer.build(INPUT.shape)
    if rate:
        layer.seed_generator.state.assign([7, call])
    return layer(INPUT, training=True).numpy()[0].ravel()


@pytest.fixture
def scene(page: Page, address) -> Locator:
    """The scene, untouched."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}elements/")
    return page.locator("mask-scene")


def says(scene: Locator, text: str) -> None:
    """Wait until the scene says a text."""
    scene.locator(".values-status", has_text=text).wait_for()


def test_every_output_equals_keras_in_random_states(scene, page: Page, address):
    choose = random.Random(0)
    states = [
        {
            "rate": choose.choice([*RATES, choose.random() * 0.95]),
            "call": choose.choice([0, 1, choose.randrange(500)]),
        }
        for _ in range(STATES)
    ]
    drawn = page.evaluate(CALLS, [address, states])
    assert len(drawn) == STATES
    for state, seen in zip(states, drawn, strict=True):
        y = dropped(**state)
        np.testing.assert_allclose(seen["outputs"], y, rtol=1.2e-7)
        assert ((np.array(seen["factors"]) == 0) == (y == 0)).all()
        assert seen["sum"] == pytest.approx(y.sum(), rel=1e-6)
        assert seen["tints"] == [list(values.tint(v, 20)) for v in seen["outputs"]]
        assert seen["top"] == values.top(INPUT, state["rate"])


def test_a_scene_that_comes_alive_looks_as_before(scene: Locator, page: Page):
    before = page.evaluate(SEEN)
    assert len(before) > 100
    scene.locator("[type=range]").fill("0.5")
    wait_until(page, "document.querySelector('mask-scene').live")
    assert page.evaluate(SEEN) != before
    scene.locator(".values-run").click()
    scene.locator("[type=range]").fill("0.2")
    assert page.evaluate(SEEN) == before


def test_the_squares_show_each_call_and_the_mean_of_all(scene: Locator, page: Page):
    choose = random.Random(1)
    shown = 0
    for rate in choose.sample(RATES[1:], 5):
        scene.locator("[type=range]").fill(str(rate))
        outputs = []
        for call in range(12):
            if call:
                scene.locator(".values-again").click()
            outputs.append(dropped(rate, call))
            mean = np.mean(outputs, axis=0, dtype=float)
            for name, expected, digits in (
                ("output", outputs[-1].astype(float), 4),
                ("mean", mean, 3 if call else 4),
            ):
                cells = page.evaluate(GRID, name)
                for (text, kind, *tint), value in zip(cells, expected, strict=True):
                    assert float(text) == pytest.approx(
                        value, rel=0.6 * 10 ** (1 - digits)
                    )
                    assert (kind == "o") == (value == 0)
                    assert abs(sum(tint) - sum(values.tint(value, 20))) <= 1
                    shown += 1
            sums = scene.locator(".values-sum").all_text_contents()
            assert sums[1].startswith(f"{(outputs[-1] == 0).sum()} of 20")
            for text, value in ((sums[2], outputs[-1].sum()), (sums[3], mean.sum())):
                assert float(text.split()[1]) == pytest.approx(value, rel=6e-5)
    assert shown == 5 * 12 * 40


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_a_run_ends_at_the_mean_of_500_calls_of_keras(scene, page: Page, rate):
    scene.locator("[type=range]").fill(str(rate))
    scene.locator(".values-run").click()
    says(scene, "Mean of 500 calls")
    layer = keras.layers.Dropout(rate, seed=7)
    total = sum(layer(INPUT, training=True).numpy().astype(float) for _ in range(500))
    drawn = page.evaluate(
        "[...document.querySelector('mask-scene').live.drawn.record.totals]"
    )
    np.testing.assert_allclose(drawn, total.ravel(), rtol=1.2e-7)
    dots = scene.locator(".values-dots").get_attribute("d")
    assert dots.count("M") == 500
    # The next call begins anew.
    scene.locator(".values-again").click()
    says(scene, "Mean of 1 call:")


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


def test_a_program_of_the_page_prints_what_the_scene_shows(scene: Locator):
    text = (ROOT / "snippets/elements.md").read_text("utf-8")
    (printed,) = re.findall(
        r"call 0, sum ([\d.]+) of 210.0\n(\[\[[^\]]+\](?:\n \[[^\]]+\])+\])"
        r"\nmean of 500 calls, sum ([\d.]+)",
        text,
    )
    numbers = list(map(float, re.findall(r"[\d.]+", printed[1])))
    shown = scene.locator(".values-output i").all_text_contents()
    assert list(map(float, shown)) == numbers
    assert scene.locator(".values-output .values-sum").text_content() == (
        f"sum {printed[0]}"
    )
    scene.locator(".values-run").click()
    says(scene, "Mean of 500 calls")
    mean = scene.locator(".values-mean .values-sum").text_content().split()[1]
    assert round(float(mean), 1) == float(printed[2])
