"""The first figure draws what Keras draws, says what it shows, and prints it."""

import contextlib
import io
import random

import numpy as np
import pytest
from live_cases import keras_output
from playwright.sync_api import Page, expect

from tools.figures import instrument
from tools.pages.corpus import config

STATES = 520
KINDS = [kind.name for kind in instrument.CHOICE]
SHAPE = {"batch": 1, "steps": 20, "features": 16}
SEEN = """() => [...document.querySelectorAll(
  "mask-scene :is(i, b, rect, text, code, p, output, .instrument-lane)"
)].map((e) => ["class", "x", "width", "data-now"].map((a) => e.getAttribute(a))
  .concat(e.children.length ? [] : e.textContent).join("|"))"""
# What a reader sees of each state, set by the controls as a reader does.
WALK = """(states) => {
  const host = document.querySelector("mask-scene");
  const set = (control, change) => {
    change(control);
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const link = () => host.querySelector(".instrument-buttons a");
  const text = (selector) => document.querySelector(selector).textContent;
  return states.map(({ layer, rate, training, presses }) => {
    set(host.querySelector(`[value=${layer}]`), (one) => { one.checked = true; });
    set(host.querySelector("[type=range]"), (one) => { one.value = rate; });
    set(host.querySelector("[type=checkbox]"), (one) => { one.checked = training; });
    for (const name of presses) host.querySelector(`.instrument-${name}`).click();
    return {
      kept: [...host.querySelectorAll(".instrument-grid i")]
        .map((cell) => Number(cell.className !== "o")),
      call: Number(new URLSearchParams(link().hash).get("call")),
      layer: text(".instrument-python code"),
      counts: text(".instrument-counts"),
      program: text("#program-index-answer code"),
      printed: text("#code ~ .language-text code"),
      link: link().hash,
    };
  });
}"""


@pytest.fixture
def alive(page: Page, address) -> Page:
    """The first page, its figure loaded."""
    page.goto(address)
    page.evaluate("document.querySelector('mask-scene').load()")
    return page


def states(number: int, seed: int) -> list[dict]:
    """Random settings of the controls."""
    choose = random.Random(seed)
    return [
        {
            "layer": choose.choice(KINDS),
            "rate": str(round(0.05 * choose.randrange(20), 2)),
            "training": choose.random() < 0.9,
            # Without training nothing is drawn, and no call counts.
            "presses": choose.choices(["again", "many", "back"], [5, 2, 1], k=2),
        }
        for _ in range(number)
    ]


def view(state: dict, seen: dict) -> dict:
    """What Keras is asked for a state."""
    rate = float(state["rate"])
    return {"layer": state["layer"], "rate": rate, "seed": 7, **SHAPE} | {
        "call": seen["call"]
    }


def test_it_comes_alive_as_it_was_drawn(page: Page, address):
    page.goto(address)
    before = page.evaluate(SEEN)
    page.evaluate("document.querySelector('mask-scene').load()")
    page.evaluate(
        """() => document.querySelector("[value=elements]").dispatchEvent(
          new InputEvent("input", { bubbles: true }))"""
    )
    after = page.evaluate(SEEN)
    assert len(before) > 350
    assert after == before


def test_every_square_equals_keras_in_random_states(alive: Page):
    asked = states(STATES, 1)
    calls = set()
    for state, seen in zip(asked, alive.evaluate(WALK, asked), strict=True):
        y = keras_output(view(state, seen)) if state["training"] else np.ones(320)
        np.testing.assert_array_equal(
            np.array(seen["kept"]), y.ravel() != 0, err_msg=str((state, seen["call"]))
        )
        zeros = int((y == 0).sum())
        mean = round(320 * float(state["rate"]), 4) if state["training"] else 0
        said = f"{zeros} of 320 numbers are zero, {mean:g} on average;"
        assert seen["counts"].startswith(said)
        assert f"seed=7&call={seen['call']}&training=" in seen["link"]
        calls.add(seen["call"])
    assert max(calls) > 1000


def test_the_program_beneath_prints_what_the_figure_shows(alive: Page):
    asked = [s for s in states(60, 2) if "many" not in s["presses"]]
    for state in asked:
        state["presses"].insert(0, "back")
    ran = set()
    for state, seen in zip(asked, alive.evaluate(WALK, asked), strict=True):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(seen["program"], str(state), "exec"), {})
        assert printed.getvalue() == seen["printed"], state
        ran.add(state["layer"])
    assert ran == set(KINDS)
    assert len(asked) >= 20


def test_the_strip_counts_the_calls_of_each_kind(alive: Page):
    alive.locator(".instrument-many").click()
    alive.get_by_text("Columns", exact=True).first.click()
    alive.locator(".instrument-many").click()
    for name in ("elements", "columns"):
        lane = alive.locator(f".instrument-lane[data-kind={name}]")
        counts = lane.locator(".tick").evaluate_all(
            "(all) => all.map((tick) => parseFloat(tick.getAttribute('x')) * 3.2)"
        )
        figure = instrument.block.read(
            instrument.FIRST, config()["extra"]["figure"]["words"]
        )
        mean, sd = instrument.spread(figure, instrument.KINDS[name])
        assert abs(np.mean(counts) - mean) < 4 * sd
        assert (lane.get_attribute("data-now") is not None) == (name == "columns")
    # A whole column has 20 numbers.
    assert all(round(count) % 20 == 0 for count in counts)


def test_line_ring_and_picture_agree_after_every_change(alive: Page):
    cell = alive.locator(".instrument-grid i").nth(16 + 1)
    cell.hover()
    readout = alive.locator(".instrument-cell")
    wanted = "film, timestep 1, feature 1: input 18, output {}."
    expect(readout).to_have_text(wanted.format("22.5"))
    alive.locator(".instrument-training").uncheck()
    expect(readout).to_have_text(wanted.format("18"))
    alive.locator(".instrument-training").check()
    for _ in range(5):
        cell.click()
        kept = "o" not in cell.get_attribute("class").split()
        expect(readout).to_have_text(wanted.format("22.5" if kept else "0"))
        assert alive.locator(".instrument-grid .at").count() == 1
    call = alive.locator(".instrument-python span").first
    expect(call).to_have_text("call 5")


def test_without_training_nothing_is_drawn_and_no_call_counts(alive: Page):
    alive.locator(".instrument-many").click()
    alive.locator(".instrument-training").uncheck()
    assert alive.locator(".instrument-again").is_disabled()
    assert alive.locator(".instrument-many").is_disabled()
    alive.locator(".instrument-grid i").nth(40).click()
    line = alive.locator(".instrument-python span").first
    expect(line).to_have_text("not training")
    spread = alive.locator(".instrument-lane[data-kind=elements] span").last
    expect(spread).to_have_text("± 7.2")
    alive.locator(".instrument-training").check()
    expect(line).to_have_text("call 100")


def test_a_finger_reads_a_square_before_it_draws(browser, address):
    context = browser.new_context(
        has_touch=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelector('mask-scene').load()")
    cell = page.locator(".instrument-grid i").nth(17)
    cell.tap()
    expect(page.locator(".instrument-cell")).to_contain_text("film, timestep 1")
    line = page.locator(".instrument-python span").first
    expect(line).to_have_text("call 0")
    cell.tap()
    expect(line).to_have_text("call 1")
    context.close()


def test_keys_reach_every_square_and_draw_again(alive: Page):
    grid = alive.locator(".instrument-grid")
    grid.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        grid.press(key)
    readout = alive.locator(".instrument-cell")
    expect(readout).to_contain_text("film, timestep 1, feature 1:")
    grid.press("Enter")
    expect(alive.locator(".instrument-python span").first).to_have_text("call 1")
    back = alive.locator(".instrument-back")
    back.click()
    expect(alive.locator(".instrument-counts")).to_contain_text("71 of 320")
    assert back.is_disabled()


def test_the_layer_can_be_copied(browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.get_by_text("Rows", exact=True).first.click()
    page.locator(".instrument-copy").click()
    expect(page.locator(".instrument-copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "keras.layers.Dropout(0.2, noise_shape=(None, None, 1), seed=7)"
    )
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_nothing_moves_while_a_reader_plays(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(address)
    place = "document.querySelector('#code').getBoundingClientRect().top + scrollY"
    before = page.evaluate(place)
    page.locator(".instrument-grid i").nth(300).hover()
    for name in ("Columns", "Rows", "Samples", "Word types"):
        page.get_by_text(name, exact=True).first.click()
        page.locator(".instrument-again").click()
        assert page.evaluate(place) == before, name
    squares = page.locator(".instrument-grid i").first.bounding_box()
    grid = page.locator(".instrument-grid").bounding_box()
    assert squares["width"] >= 12
    assert grid["width"] >= 560 or width < 768
    page.close()
