"""The scene of survivors shows the notebook's words, its masks and its readers."""

import json
import random
import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page
from still_there import readings, taken
from waiting import wait_until

from tools.figures import readers, survivors
from tools.figures.survivors import TALLEST, WORD
from tools.pages.corpus import config

STATES = 520
CALLS = 30
TEXTS = config()["extra"]["survivors"]
READ = """async ([address, states]) => {
  const load = (name) => import(`${address}javascripts/${name}.js`);
  const [readers, masks, views, kinds] = await Promise.all(
    ["readers", "mask", "view", "kinds"].map(load));
  const given = JSON.parse(document.querySelector("mask-scene script").textContent);
  const table = readers.tableOf(readers.normals(given.states[0]), given.rows, 16);
  const normal = readers.normals(given.states[1]);
  const noises = Array.from({ length: 30 }, () =>
    Float64Array.from({ length: 320 }, normal));
  const read = states.map(({ name, rate, call, noise }) => {
    const kind = kinds.kindNamed(name);
    const view = { ...views.parse(given.view), kind, noise: kind.noise, rate, call };
    const [kept] = masks.windowOf(view, masks.layoutOf(view, []));
    const { seen, guesses } = readers.read(
      table, given.words, kept, view, noise ? noises[call] : undefined);
    return [kept.map((row) => [...row]), seen.map((row) => [...row]), guesses];
  });
  // Text passes sooner than as many numbers.
  return JSON.stringify([[...table.numbers], read]);
}"""
# What a reader sees of the scene.
SEEN = """() => [...document.querySelectorAll(
    "mask-scene :is(p, b, span, code, output, path, circle, rect)",
  )].map((part) => [part.textContent, part.getAttribute("class"),
    ...["d", "cx", "cy", "x"].map((name) => part.getAttribute(name))])"""


@pytest.fixture(scope="module")
def notebook() -> dict:
    """The vectors, the words and the readers of the notebook."""
    return taken()


@pytest.fixture(scope="module")
def noises() -> np.ndarray:
    """The noise of each call."""
    return np.random.default_rng(readers.NOISE).normal(size=(CALLS, 20, 16))


@pytest.fixture
def scene(page: Page, address) -> Locator:
    """The scene, untouched."""
    page.goto(f"{address}notebooks/still-there/")
    return page.locator("mask-scene")


def test_masks_and_guesses_equal_the_notebook_in_random_states(
    scene, page: Page, address, notebook, noises
):
    choose = random.Random(0)
    states = [
        {
            "name": choose.choice(readers.KINDS),
            "rate": choose.choice([*np.arange(19) / 20, choose.random() * 0.95]),
            "call": choose.randrange(CALLS),
            "noise": choose.random() < 0.5,
        }
        for _ in range(STATES)
    ]
    table, read = json.loads(page.evaluate(READ, [address, states]))
    assert np.array_equal(np.reshape(table, (1000, 16)), notebook["table"])
    assert len(read) == STATES
    for state, (kept, seen, guesses) in zip(states, read, strict=True):
        noise = noises[state["call"]] if state.pop("noise") else None
        mask_, rows, ours = readings(notebook, noise, **state)
        assert np.array_equal(kept, mask_)
        np.testing.assert_allclose(seen, rows, rtol=1e-6, atol=1e-9)
        # Where nothing is left, each row fits as well.
        some = mask_.any(axis=1)
        for index, (theirs, wanted) in enumerate(zip(guesses, ours, strict=True)):
            held = some | (noise is not None and index < 2)
            assert np.array_equal(np.array(theirs)[held], wanted[held]), state


def test_the_drawing_of_the_build_reads_as_the_notebook(notebook):
    table, words = readers.vectors()
    assert np.array_equal(table, notebook["table"])
    assert np.array_equal(words, notebook["words"])
    drawn = survivors.draw(TEXTS, "x").html
    _, _, guesses = readings(notebook, None, "elements", survivors.RATE, 0)
    verdicts = re.findall(r"</b> <span>(.*?)</span>", drawn)
    for verdict, named in zip(verdicts, guesses, strict=True):
        row = named[survivors.TIMESTEP]
        key = "right" if row == words[survivors.TIMESTEP] else "wrong"
        assert verdict == TEXTS[key].format(row=row)


def test_the_lines_are_what_the_notebook_prints():
    lines = readers.curves()
    assert len(lines) == 6
    assert all(np.shape(line) == (3, 10) for line in lines.values())
    # What the page says of rates 0.2, 0.5 and 0.8.
    assert [lines["elements"][0][i] for i in (2, 5, 8)] == [92, 49, 6]
    assert [lines["elements"][1][i] for i in (2, 5, 8)] == [100, 100, 97]
    assert [line[2] for line in lines["elements noise"]] == [78, 92, 98]
    assert [lines["rows"][2][i] for i in (2, 5, 8)] == [80, 50, 20]
    with pytest.raises(ValueError, match="two tables"):
        readers.measured("0.1 0.98 0.99 1.00 1.00 0.90\n")


def test_a_scene_that_comes_alive_looks_as_before(scene: Locator, page: Page):
    before = page.evaluate(SEEN)
    assert len(before) > 40
    scene.locator("[type=range]").fill("0.5")
    wait_until(page, "document.querySelector('mask-scene').live")
    changed = page.evaluate(SEEN)
    assert changed != before
    scene.locator("[type=checkbox]").check()
    assert page.evaluate(SEEN) != changed
    scene.locator("[type=checkbox]").uncheck()
    scene.locator("[type=range]").fill("0.8")
    assert page.evaluate(SEEN) == before


def test_a_reader_sees_what_was_read_and_measured(
    scene: Locator, page: Page, notebook, noises
):
    page.evaluate("document.querySelector('mask-scene').load()")
    words = notebook["words"]
    for call, name, rate, noisy, timestep in (
        (0, "elements", 0.6, False, 3),
        (1, "columns", 0.85, True, 19),
        (2, "rows", 0.5, False, 0),
        (3, "rows", 0.5, True, 7),
        (4, "elements", 0.0, True, 8),
    ):
        scene.get_by_text(TEXTS[name], exact=True).click()
        scene.locator("[type=range]").fill(str(rate))
        scene.locator("[type=checkbox]").set_checked(noisy)
        if call:
            scene.locator("button").click()
        box = scene.locator(".survivors-sentence").first.bounding_box()
        page.mouse.click(box["x"] + 16 * timestep + 8, box["y"] + 8)
        kept, rows, guesses = readings(
            notebook, noises[call] if noisy else None, name, rate, call
        )
        left = int(kept[timestep].sum())
        status = scene.locator("[role=status]").text_content()
        row = words[timestep]
        assert status == TEXTS["word"].format(timestep=timestep, row=row, kept=left)
        keep, own = kept[timestep], notebook["table"][row]
        shown = rows[timestep] * (1 - rate)
        for key, numbers, inset in (
            ("kept", shown * keep, 0),
            ("noise", shown * (1 - keep), 0),
            ("whole", own * keep, 0.5),
            ("lost", own * (1 - keep), 0.5),
        ):
            path = scene.locator(f".survivors-word .survivors-{key}")
            wanted = survivors.bars(numbers, TALLEST + 1, WORD, inset)
            assert path.get_attribute("d") == wanted
        curves = readers.curves()[f"{name}{' noise' * noisy}"]
        for index, named in enumerate(guesses):
            reader = scene.locator(".survivors-reader").nth(index)
            nothing = not left and (not noisy or index == 2)
            guess = named[timestep]
            key = "nothing" if nothing else "right" if guess == row else "wrong"
            said = reader.locator("span").text_content()
            assert said == TEXTS[key].format(row=guess)
            data = reader.locator(".survivors-right").get_attribute("d")
            right = int((named == words).sum())
            assert data.count("M") == right
            share = "\N{EN DASH}".join(
                str(curves[index][at])
                for at in sorted({int(rate * 10 + 0.5), int(rate * 10)}, reverse=True)
            )
            wanted = TEXTS["score"].format(right=right, share=share)
            assert reader.locator("p").last.text_content() == wanted
            marked = scene.locator("circle").nth(index).get_attribute("cy")
            ends = [curves[index][at] for at in (int(rate * 10), int(rate * 10 + 0.5))]
            assert float(marked) == pytest.approx(162 - 1.5 * np.mean(ends), abs=0.02)


def test_keys_and_the_chart_do_what_the_controls_do(scene: Locator, page: Page):
    page.evaluate("document.querySelector('mask-scene').load()")
    scene.locator("[data-reach]").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    assert "Timestep 19" in scene.locator("[role=status]").text_content()
    box = scene.locator(".survivors-chart").bounding_box()
    scale = box["width"] / 320

    def place(rate: float) -> tuple[float, float]:
        return box["x"] + scale * (32 + 270 * rate), box["y"] + 60

    page.mouse.move(*place(0.2))
    assert scene.locator("output").text_content() == "0.8"
    page.mouse.down()
    assert scene.locator("output").text_content() == "0.2"
    page.mouse.move(*place(0.45))
    assert scene.locator("output").text_content() == "0.45"
    page.mouse.move(box["x"] + scale * 319, box["y"] + 60)
    page.mouse.up()
    page.mouse.move(*place(0.1))
    assert scene.locator("output").text_content() == "0.9"
    assert scene.locator("[type=range]").input_value() == "0.9"
