"""The film of reproducibility.md equals Keras, and its steps are TensorFlow's."""

import random
import re

import keras
import numpy as np
import pytest
import tensorflow as tf
from playwright.sync_api import Page
from tensorflow import raw_ops
from waiting import wait_until

from tools.figures import film, mask
from tools.pages.corpus import config, snippets
from tools.pages.examples import EXAMPLE

TEXTS = config()["extra"]["film"]
PAGE = "reproducibility/"
CASES = 520
RATES = [step / 20 for step in range(1, 20)]

# What the scene shows, part for part.
SEEN = """() => {
  const all = (selector) => [...document.querySelectorAll(`.scene-film ${selector}`)];
  const texts = (selector) => all(selector).map((part) => part.textContent);
  return {
    frames: all(".film-reel div").map((frame) => [
      frame.firstChild.textContent,
      [...frame.querySelectorAll("i")].map((i) => 1 - i.matches(".o")).join(""),
    ]),
    at: all(".film-reel i").findIndex((square) => square.matches(".at")),
    layers: texts(".film-layer code"),
    seeds: all("[inputmode]").map((input) => input.value),
    marks: texts(".film-marks b"),
    said: texts("[role=status]"),
    chain: texts(".film-chain code"),
    strong: texts(".film-chain strong"),
    line: all(".film-line rect").map((part) => [
      part.getAttribute("x"), part.getAttribute("width"),
    ]),
  };
}"""
ASK = """async ([address, states]) => {
  const script = (name) => import(`${address}javascripts/${name}.js`);
  const { chain } = await script("film");
  return states.map(([seed, call, rate, index]) =>
    chain({ seed: BigInt(seed), call, rate }, index));
}"""


@pytest.fixture
def scene(page: Page, address) -> Page:
    """The page, its scene alive."""
    page.goto(address + PAGE)
    page.evaluate("document.querySelector('mask-scene').load()")
    return page


def states() -> list[tuple[int, int, float, int]]:
    """Seeds of all sizes, calls, rates and squares."""
    choose = random.Random(0)
    return [
        (
            choose.choice([choose.randrange(100), choose.randrange(-(2**63), 2**63)]),
            choose.randrange(10_000),
            choose.choice(RATES),
            choose.randrange(30),
        )
        for _ in range(CASES)
    ]


def output_of(section: str) -> str:
    """What a program of the page prints."""
    text = snippets()["reproducibility.md"].partition(f"[start:{section}]")[2]
    return EXAMPLE.search(text)["output"]


def test_a_program_of_the_page_prints_the_frames():
    printed = output_of("sequence").splitlines()
    assert len(printed) == film.FRAMES
    for call, line in enumerate(printed):
        rows = mask.keep_mask(film.SHAPE, film.RATE, film.SEED, call)[0].astype(int)
        drawn = " ".join("".join(map(str, row)) for row in rows)
        assert line == f"[{film.SEED} {call}] {drawn} equal: True"


def test_a_program_of_the_page_prints_the_steps_of_the_first_square():
    found = film.chain(film.SEED, 0, film.RATE, film.SQUARE)
    printed = dict(
        re.split(" +", line, maxsplit=1)
        for line in output_of("one-square").splitlines()
    )
    block, counter = found["counter"].split(" ", 1)
    assert int(block, 16) == film.SQUARE // 4
    assert printed == {
        "state": found["reduced"].replace(",", ""),
        "key": found["key"],
        "counter": f"0x00000000 {counter}",
        "words": found["words"],
        "bits": found["bits"].split()[1],
        "u": found["number"].rpartition(" ")[2],
        "output": f"{float(found['output'])}",
    }


def test_random_states_are_followed_as_tensorflow_draws(page: Page, address):
    page.goto(address + PAGE)
    cases = states()
    asked = page.evaluate(ASK, [address, [(str(seed), *rest) for seed, *rest in cases]])
    assert len(asked) == CASES
    for (seed, call, rate, index), live in zip(cases, asked, strict=True):
        drawn = film.chain(seed, call, rate, index)
        assert {step: live[step] for step in film.STEPS} == drawn
        state = np.array([seed, call]) % (2**31 - 2)
        key, counter = raw_ops.StatelessRandomGetKeyCounter(seed=state)
        given = {"shape": [32], "key": key, "counter": counter, "alg": 1}
        words = raw_ops.StatelessRandomUniformFullIntV2(**given, dtype=tf.uint32)
        u = raw_ops.StatelessRandomUniformV2(**given, dtype=tf.float32)[index].numpy()
        first = index - index % 4
        assert drawn["words"] == " ".join(
            map(film.word, words[first : first + 4].numpy())
        )
        assert drawn["key"] == " ".join(map(film.word, key.numpy().view("uint32")))
        assert live["u"] == u
        assert live["kept"] == (u >= np.float32(rate))


def test_the_frames_and_outputs_equal_keras():
    for seed, call, rate, index in states()[:100]:
        layer = keras.layers.Dropout(rate, seed=1)
        layer.seed_generator.state.assign([seed, call])
        y = layer(np.ones(film.SHAPE, "float32"), training=True).numpy()
        np.testing.assert_array_equal(
            mask.keep_mask(film.SHAPE, rate, seed, call), y != 0
        )
        end = film.chain(seed, call, rate, index)["output"].rpartition(" ")[2]
        assert np.float32(end) == y.ravel()[index]


def test_the_scene_at_rest_is_what_the_script_draws(page: Page, address):
    page.goto(address + PAGE)
    before = page.evaluate(SEEN)
    assert before["marks"] == ["="] * film.FRAMES
    assert before["chain"] == list(
        film.chain(film.SEED, 0, film.RATE, film.SQUARE).values()
    )
    scene = page.locator(".scene-film")
    scene.get_by_role("button", name=TEXTS["next"]).click()
    wait_until(page, "document.querySelector('mask-scene').live")
    scene.get_by_role("button", name="Seed of A plus 1").click()
    page.locator(".film-reel i").last.click()
    assert page.evaluate(SEEN) != before
    scene.get_by_role("button", name="Seed of A less 1").click()
    scene.get_by_role("button", name=TEXTS["back"]).click()
    page.locator(".film-reel i").nth(film.SQUARE).click()
    assert page.evaluate(SEEN) == before


@pytest.mark.parametrize("seed", [0, -1, 8, 2**31 + 5, -(2**63)])
def test_every_frame_equals_keras_call_after_call(scene: Page, seed):
    scene.locator("[inputmode]").nth(1).fill(str(seed))
    for start in range(4):
        if start:
            scene.locator(".scene-film [value=next]").click()
        seen = scene.evaluate(SEEN)
        expected = []
        for own in (film.SEED, seed):
            layer = keras.layers.Dropout(film.RATE, seed=own)
            for call in range(start + film.FRAMES):
                y = layer(np.ones(film.SHAPE), training=True).numpy()
                if call >= start:
                    kept = "".join(map(str, (y != 0).astype(int).flat))
                    expected.append([TEXTS["call"].format(call=call), kept])
        assert seen["frames"] == expected
        half = len(expected) // 2
        assert seen["marks"] == [
            "=" if a == b else "≠"
            for a, b in zip(expected[:half], expected[half:], strict=True)
        ]
        steps = film.chain(film.SEED, start, film.RATE, film.SQUARE)
        assert seen["chain"] == list(steps.values())
