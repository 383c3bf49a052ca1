"""What readers write into the playground is read as they mean it, and told exactly."""

from fractions import Fraction

import keras
import numpy as np
from playground_page import COUNTED, DEFAULT, note, squares
from waiting import wait_until

from tools.figures import mask


def test_a_decimal_comma_is_told_to_be_a_point(opened):
    page = opened()
    before = squares(page)
    page.locator("#rate").fill("0,3")
    assert "write a point: 0.3" in note(page)
    assert squares(page) == before
    page.locator("#rate").fill("0.3")
    assert note(page) == ""


def test_rate_1_drops_everything_as_keras_does(opened):
    page = opened(DEFAULT.replace("rate=0.2", "rate=1"))
    wait_until(page, COUNTED.format("320 of 320 numbers"))
    page.locator("mask-figure svg").focus()
    page.keyboard.press("ArrowRight")
    cell = page.locator(".mask-cell").text_content()
    assert cell == "the, timestep 0, feature 1: input 2, output 0."
    layer = keras.layers.Dropout(1.0, seed=7)
    assert (layer(np.ones((1, 20, 16)), training=True).numpy() == 0).all()


def test_line_and_ring_follow_every_change(opened):
    page = opened()
    svg = page.locator("mask-figure svg")
    svg.focus()
    page.keyboard.press("ArrowDown")
    cell = page.locator(".mask-cell")
    said = "film, timestep 1, feature 0: input 17, output {}."
    assert cell.text_content() == said.format(0)
    page.locator("#training").uncheck()
    assert cell.text_content() == said.format(17)
    assert (
        page.locator(".mask-counts")
        .text_content()
        .startswith("Dropout(0.2, seed=7), not training, nothing is dropped.")
    )
    page.locator("#training").check()
    for call in range(1, 6):
        page.get_by_role("button", name="Next call").click()
        wait_until(page, COUNTED.format(f"call {call}."))
        kept = mask.keep_mask((1, 20, 16), 0.2, 7, call)[0, 1, 0]
        assert cell.text_content() == said.format(21.25 if kept else 0)
        assert svg.locator(".mask-cursor").count() == 1


def test_a_chance_too_small_for_a_number_is_a_power_of_ten(opened):
    page = opened(DEFAULT.replace("rate=0.2", "rate=0.1").replace("=16", "=768"))
    shown = page.locator("[data-number=row]").text_content()
    exact = Fraction(float(np.float32(0.1))) ** 768
    assert float(exact) == 0
    digits, power = shown.split("e")
    # float32(0.1) is reached by one draw in 2^23 less or more.
    assert abs(float(Fraction(digits) * Fraction(10) ** int(power) / exact) - 1) < 0.01
    page.locator("#features").fill("16")
    assert page.locator("[data-number=row]").text_content() == "1.00e-16"
