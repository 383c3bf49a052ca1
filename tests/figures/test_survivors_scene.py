"""The scene of survivors shows the notebook's words, its masks and its readers."""

import ast
import random
import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page
from waiting import wait_until

from tools.figures import mask, readers, survivors
from tools.figures.kinds import KINDS
from tools.pages.corpus import config
from tools.project import NOTEBOOKS

STATES = 520
CALLS = 30
TEXTS = config()["extra"]["survivors"]
# Of the notebook: what it reads, and how.
NAMES = {
    *("VOCABULARY", "STEPS", "random", "numbers", "table", "words", "NOISE"),
    *("by_cosine", "by_survivors", "alone"),
}
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
  return [[...table.numbers], read];
}"""
# What a reader sees of the scene.
SEEN = """() => [...document.querySelectorAll(
    "mask-scene :is(p, b, span, code, output, path, circle, rect)",
  )].map((part) => [part.textContent, part.getAttribute("class"),
    ...["d", "cx", "cy", "x"].map((name) => part.getAttribute(name))])"""


@pytest.fixture(scope="module")
def notebook() -> dict:
    """The vectors, the words and the readers of the notebook, by its own source."""

    def named(node: ast.stmt) -> set[str]:
        if isinstance(node, ast.FunctionDef):
            return {node.name}
        targets = node.targets if isinstance(node, ast.Assign) else []
        return {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}

    tree = ast.parse((NOTEBOOKS / "still-there.py").read_text("utf-8"))
    tree.body = [node for node in tree.body if named(node) & NAMES]
    found: dict = {"np": np}
    exec(compile(tree, "still-there.py", "exec"), found)
    assert found.keys() >= NAMES
    # The scene reads one sentence.
    found |= {"words": found["words"][0], "SAMPLES": 1}
    return found


@pytest.fixture(scope="module")
def noises() -> np.ndarray:
    """The noise of each call."""
    return np.random.default_rng(readers.NOISE).normal(size=(CALLS, 20, 16))


def kept_by(name: str, rate: float, call: int) -> np.ndarray:
    """The mask of one sentence, as Keras draws it."""
    shape = mask.fill_noise_shape(KINDS[name].noise_shape, (1, 20, 16))
    return np.broadcast_to(mask.keep_mask(shape, rate, 7, call)[0], (20, 16))


def readings(notebook: dict, noise, name, rate, call) -> tuple:
    """The mask, what is seen, and what the notebook's readers take it for."""
    kept = kept_by(name, rate, call).astype(float)
    scale = np.float32(1 / (1 - rate))
    rows = (notebook["numbers"][notebook["words"]] * scale).astype(float) * kept
    if noise is not None:
        rows = rows + notebook["NOISE"] * noise
    told = notebook["by_survivors"](rows, kept, rate)
    alone = told
    if noise is not None:
        alone = (
            notebook["by_survivors"](rows, np.ones_like(rows), rate)
            if name == "rows"
            else notebook["alone"](rows, rate)
        )
    return kept, rows, [notebook["by_cosine"](rows), alone, told]


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
    table, read = page.evaluate(READ, [address, states])
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
        kept, _, guesses = readings(
            notebook, noises[call] if noisy else None, name, rate, call
        )
        left = int(kept[timestep].sum())
        status = scene.locator("[role=status]").text_content()
        row = words[timestep]
        assert status == TEXTS["word"].format(timestep=timestep, row=row, kept=left)
        for key in ("kept", "noise", "whole", "lost"):
            data = scene.locator(f".survivors-word .survivors-{key}")
            drawn = (data.get_attribute("d") or "").count("M")
            most = left if key in ("kept", "whole") else 16 - left
            assert drawn <= most
            assert drawn >= most - 2 or (key == "noise" and not noisy)
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
