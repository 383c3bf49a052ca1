"""The first figure draws what the framework draws that a reader chooses."""

import contextlib
import io
import random

import numpy as np
import pytest
from live_cases import keras_output
from playwright.sync_api import Page, expect
from tensorflow.python.eager import context
from test_instrument_scene import KINDS, SEEN, SHAPE
from waiting import wait_until

from tools.figures.kinds import FRAMEWORKS
from tools.measure import server
from tools.pages.corpus import config

STATES = 15
SELECT = ".instrument-python select"
# What a reader sees of each state, and what the playground draws at the link beside it.
WALK = """async ([address, name, states]) => {
  const script = (file) => import(`${address}javascripts/${file}.js`);
  const [{ parse, drawingOf }, { windowOf, layoutOf }, { output }, { expectedOf }] =
    await Promise.all(["sources", "mask", "texts", "expected"].map(script));
  const host = document.querySelector("mask-scene");
  const text = (selector) => document.querySelector(selector).textContent;
  const { sentence } = JSON.parse(host.querySelector("script").textContent).texts;
  const words = sentence.split(" ");
  const set = (control, change) => {
    change(control);
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const seen = [];
  for (const { layer, rate, presses } of states) {
    set(host.querySelector(`[value=${layer}]`), (one) => { one.checked = true; });
    set(host.querySelector("[type=range]"), (one) => { one.value = rate; });
    for (const press of presses) host.querySelector(`.instrument-${press}`).click();
    const cells = host.querySelectorAll(".instrument-grid i");
    const kept = [...cells].map((cell) => Number(cell.className !== "o"));
    const { hash } = host.querySelector(".instrument-buttons a");
    const view = parse(hash.slice(1));
    view.drawing = await drawingOf(view);
    const layout = layoutOf(view, words);
    const drawn = windowOf(view, layout);
    const { mean, sd } = expectedOf(view, layout);
    const zeros = kept.filter((one) => !one).length;
    seen.push({
      kept,
      drawn: drawn[0].flatMap((row) => [...row]),
      framework: view.source?.framework.name,
      call: view.call,
      layer: [text(".instrument-python code"), view.drawing?.expression(view)],
      printed: [text("#code ~ .language-text code"), output(view, drawn, zeros)],
      program: [text("#program-index-answer code"), view.drawing?.program(view, words)],
      counts: [text(".instrument-counts"), `${zeros} of 320 numbers are zero, ${
        Number(mean.toPrecision(6))} on average;`],
      spread: [text("[data-now] > :last-child"), `± ${sd.toFixed(1)}`],
    });
  }
  return seen;
}"""


def speak(page: Page, name: str) -> None:
    """Choose a framework, and wait until it draws."""
    page.locator(SELECT).select_option(name)
    hash_of = "document.querySelector('.instrument-buttons a').hash"
    other = name != FRAMEWORKS[0]
    written = f"framework={name}&" if other else "framework="
    wait_until(page, f"{hash_of}.includes({written!r}) === {str(other).lower()}")


@pytest.fixture
def alive(page: Page, address) -> Page:
    """The first page, its figure loaded."""
    page.goto(address)
    page.evaluate("document.querySelector('mask-scene').load()")
    return page


def states(seed: int) -> list[dict]:
    """Random settings of the controls."""
    choose = random.Random(seed)
    return [
        {
            "layer": KINDS[i % len(KINDS)],
            "rate": str(round(0.05 * choose.randrange(20), 2)),
            "presses": choose.choices(["again", "many", "back"], [5, 1, 2], k=2),
        }
        for i in range(STATES)
    ]


def equals_keras_2(seen: dict) -> None:
    """Run the program that is shown, as in a new process."""
    context.context()._set_global_seed(None)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(seen["program"][0], "keras-2", "exec"), {})
    assert printed.getvalue() == seen["printed"][0]


def test_every_framework_draws_what_the_playground_draws(alive: Page, address):
    names = alive.locator(f"{SELECT} option")
    written = config()["extra"]["playground"]["frameworks"]
    assert names.all_text_contents() == list(written.values())
    assert tuple(written) == FRAMEWORKS
    said = set()
    for seed, name in enumerate(FRAMEWORKS):
        speak(alive, name)
        about = alive.locator(".instrument-about").text_content()
        assert about.endswith("not run on GPUs, Arm, Windows.")
        said.add(about)
        asked = states(seed)
        for state, seen in zip(
            asked, alive.evaluate(WALK, [address, name, asked]), strict=True
        ):
            where = f"{name} {state} call {seen['call']}"
            assert seen["kept"] == seen["drawn"], where
            assert seen["spread"][0] == seen["spread"][1], where
            assert seen["counts"][0].startswith(seen["counts"][1]), where
            if name == FRAMEWORKS[0]:
                view = {"rate": float(state["rate"]), "seed": 7, "call": seen["call"]}
                y = keras_output(view | SHAPE | {"layer": state["layer"]})
                np.testing.assert_array_equal(seen["kept"], y.ravel() != 0, where)
                continue
            assert seen["framework"] == name
            for shown, expected in (seen["layer"], seen["printed"], seen["program"]):
                assert shown == expected, where
            if name == "keras-2" and seen["call"] < 4:
                equals_keras_2(seen)
    assert len(said) == len(FRAMEWORKS)


def test_back_in_the_first_framework_nothing_is_left_of_another(alive: Page):
    before = alive.evaluate(SEEN)
    alive.locator(".instrument-grid i").nth(17).hover()
    speak(alive, "keras-torch")
    told = alive.locator(".instrument-cell")
    expect(told).to_contain_text("input 18")
    assert alive.evaluate(SEEN) != before
    speak(alive, FRAMEWORKS[0])
    alive.locator(".instrument-grid .at").evaluate("(cell) => cell.className = ''")
    hint = config()["extra"]["instrument"]["hint"]
    told.evaluate("(line, hint) => { line.textContent = hint; }", hint)
    assert alive.evaluate(SEEN) == before


def test_a_framework_that_does_not_load_leaves_the_picture(alive: Page):
    before = alive.locator(".instrument-counts").text_content()
    alive.route("**/frameworks/jax.js", lambda route: route.abort())
    alive.locator(SELECT).select_option("jax")
    expect(alive.locator(".instrument-cell")).to_contain_text("could not be loaded")
    assert alive.locator(SELECT).input_value() == FRAMEWORKS[0]
    assert alive.locator(".instrument-counts").text_content() == before


def test_a_framework_is_loaded_when_it_is_chosen(alive: Page, site):
    requested: list[str] = []
    alive.on("request", lambda request: requested.append(request.url))
    for name, most in (("keras-2", 4_500), ("pytorch", 2_500), (FRAMEWORKS[0], 0)):
        requested.clear()
        speak(alive, name)
        alive.wait_for_load_state("networkidle")
        scripts = [url.partition("/javascripts/")[2] for url in requested]
        loaded = [len(server.body(site / "javascripts" / url)) for url in scripts]
        assert sum(loaded) <= most, scripts
        assert bool(loaded) == bool(most)


@pytest.mark.parametrize("width", [320, 600, 1440])
def test_nothing_moves_from_framework_to_framework(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 1000})
    for language in ("", "ru/"):
        page.goto(address + language)
        page.evaluate("document.querySelector('mask-scene').load()")
        places = """() => [".instrument-grid", "#code"].map((selector) =>
          document.querySelector(selector).getBoundingClientRect().top + scrollY)"""
        before = page.evaluate(places)
        for name, kind in (
            ("tensorflow-js", "rows"),
            ("jax", "types"),
            ("pytorch", "columns"),
            ("keras-2", "elements"),
        ):
            speak(page, name)
            page.locator(f"[value={kind}]").evaluate("(radio) => radio.click()")
            assert page.evaluate(places) == before, (language, name, kind)
    page.close()
