"""A thousand calls in the playground: those of Keras, charted, and stopped."""

import numpy as np
import pytest
from kinds import is_own, kind_names
from playground_page import COUNTED, DEFAULT, turn, view_of
from waiting import wait_until

from tools.figures import mask
from tools.pages import examples
from tools.project import ROOT


def test_a_thousand_calls_are_those_of_keras(opened, errors):
    page = opened()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    sentence = page.locator(".playground-result").text_content()
    zeros = [(~mask.keep_mask((320,), 0.2, 7, call)).sum() for call in range(1000)]
    mean, sd = np.mean(zeros), np.std(zeros)
    assert sentence == (
        f"1,000 calls: {mean:.6g} dropped on average, standard deviation {sd:.3g}. "
        "By formula 64 and 7.16."
    )
    output = examples.examples(ROOT / "snippets/playground.md")[2].output
    assert f"dropped on average {mean:.2f}" in output
    assert f"standard deviation {sd:.2f}" in output
    bars = page.locator("[data-chart=histogram] .chart-bar")
    heights = [float(bar.get_attribute("height")) for bar in bars.all()]
    # The bars hold all calls: the tallest bar's count is written beside the axis.
    top = int(page.locator("[data-chart=histogram] text").nth(1).text_content())
    counts, _ = np.histogram(zeros, range(min(zeros), max(zeros) + 2))
    assert max(heights) > 0
    assert top >= counts.max()
    assert page.locator("[data-chart=histogram] .chart-expected").count() == 1
    # The last point of the thick line is the mean of all outputs divided by inputs.
    points = page.locator(".chart-all").get_attribute("points").split(" ")
    last = float(points[-1].split(",")[1])
    assert last == pytest.approx(84, abs=1)
    assert errors == []


@pytest.mark.parametrize("rate", ["0", "0.3", "0.999999999"])
def test_the_charts_stand_for_every_layer(opened, errors, rate):
    page = opened()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    for kind in kind_names():
        noise = "&noise=None,1,1" if is_own(kind) else ""
        page.evaluate("document.querySelector('.playground-result').textContent = ''")
        turn(page, DEFAULT.replace("elements", kind).replace("0.2", rate) + noise)
        page.get_by_text("calls: ").wait_for()
        assert page.locator(".chart-bar").count() >= 1
        places = page.locator(".playground-charts").inner_html()
        assert "NaN" not in places
        assert "Infinity" not in places
    assert errors == []


def test_the_charts_follow_the_controls_and_the_eye(opened):
    page = opened()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    page.locator("#rate").fill("0.5")
    page.get_by_text("By formula 160 and 8.94.").wait_for()
    page.locator("mask-figure svg").focus()
    page.keyboard.press("ArrowRight")
    following = page.locator(".playground-following")
    assert following.text_content() == "“the”, timestep 0, feature 1"


def test_a_million_numbers_are_drawn_and_the_long_work_can_be_stopped(opened, errors):
    page = opened()
    page.locator("#steps").fill("1000")
    page.locator("#features").fill("1000")
    wait_until(page, COUNTED.format("of 1000000 numbers"))
    zeros = (~mask.keep_mask((1, 1000, 1000), 0.2, 7)).sum()
    assert page.locator("[data-number=zeros]").text_content() == f"{zeros:,}"
    # The window moves by its fields and by the keys.
    page.locator("#timestep").fill("960")
    page.locator("#feature").fill("5")
    page.locator("mask-figure svg").focus()
    page.keyboard.press("ArrowRight")
    assert "timestep=960&feature=5" in view_of(page)
    page.get_by_role("button", name="1,000 calls").click()
    page.locator("progress").wait_for()
    page.get_by_role("button", name="Next call").click()
    assert "call=1" in view_of(page)
    wait_until(page, "document.querySelector('progress').value > 0")
    page.get_by_role("button", name="Stop").click()
    assert not page.locator("progress").is_visible()
    assert page.get_by_role("button", name="1,000 calls").is_visible()
    assert page.locator(".playground-result").text_content() == ""
    assert errors == []
