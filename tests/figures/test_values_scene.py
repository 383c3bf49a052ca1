"""The scene of values shows what Dropout of Keras gives, call by call."""

import random
import re

import keras
import numpy as np
import pytest
from playwright.sync_api import Locator, Page
from values_page import GRID, opened, says
from waiting import wait_until

from tools.figures import values
from tools.project import ROOT

STATES = 600
INPUT = np.arange(1, 21, dtype="float32").reshape(1, 5, 4)
RATES = [step / 20 for step in range(19)]
# What a reader sees of the scene, but for the line that says what changed.
SEEN = """() => [...document.querySelectorAll(
    "mask-scene :is(i, b, u, p:not([role]), code, svg, path, output, button)",
  )].map((part) => [part.localName, part.textContent, part.className.baseVal ??
    part.className, getComputedStyle(part).backgroundColor, part.disabled,
    ...["d", "viewBox"].map((name) => part.getAttribute(name)),
    part.style.getPropertyValue("--top")])"""
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
    return opened(page, address)


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
    page.evaluate("document.querySelector('mask-scene').load()")
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
