"""The masks of the scene gates are those of Keras' LSTM, age by age."""

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import gates_keras
import keras
import numpy as np
import pytest
import tf_keras
from playwright.sync_api import Page

from tools.figures import gates
from tools.figures.gates import BEFORE, FROM, KERAS_2, State
from tools.pages.corpus import snippets
from tools.pages.examples import EXAMPLE

MASKS = Path(__file__).with_name("gates_masks.jsonl")
NEWEST, OLDER = 510, 60
# What the script's functions make of states, with seeds as text.
ASK = """async ([address, states]) => {
  const at = (name) => import(`${address}javascripts/${name}.js`);
  const { lost, masksOf, strokes, withAny } = await at("gates");
  return states.map((state) =>
    masksOf({ ...state, seed: BigInt(state.seed) }).map((mask) => {
      const blocks = withAny(mask);
      return [mask.join(""), lost(blocks), strokes(blocks)];
    }),
  );
}"""


def age(version: str) -> str:
    """What the scene calls a version."""
    release = tuple(map(int, version.split(".")))
    return KERAS_2 if release < (3,) else BEFORE if release < (3, 8) else FROM


def states() -> list[State]:
    """Random states, most of them of the newest Keras."""
    choose = random.Random(17)
    ages = [FROM] * NEWEST + [KERAS_2, BEFORE] * (OLDER // 2)
    return [
        State(
            version,
            choose.random() < 0.4,
            round(0.05 * choose.randrange(1, 20), 2),
            choose.randrange(1000),
            choose.choice([7, choose.randrange(-(2**62), 2**62)]),
        )
        for version in ages
    ]


@cache
def cell(recurrent: bool, rate: float) -> Any:
    """The cell of an LSTM of the installed Keras."""
    return gates_keras.lstm(keras, recurrent, rate, 0).cell


def of_keras(state: State) -> list[np.ndarray]:
    """The masks that such a cell draws: (1 or gates, 64) each."""
    drawing = cell(state.recurrent, state.rate)
    count = 8 if state.recurrent else 1
    drawing.seed_generator.state.assign([state.seed, state.call * count])
    drawing.reset_dropout_mask()
    drawing.reset_recurrent_dropout_mask()
    ones = keras.ops.ones((1, gates.SIZE))
    # In the order of RNN.call.
    drawn = [drawing.get_dropout_mask(ones), drawing.get_recurrent_dropout_mask(ones)]
    return [
        np.concatenate(mask if isinstance(mask, list) else [mask]) != 0
        for mask in drawn
        if mask is not None
    ]


def test_random_states_equal_keras_and_the_script_equals_them(page: Page, address):
    asked = states()
    page.goto(address)
    given = [vars(state) | {"seed": str(state.seed)} for state in asked]
    compared = 0
    for state, live in zip(asked, page.evaluate(ASK, [address, given]), strict=True):
        drawn = gates.masks(state)
        for kept, (text, lost, path) in zip(drawn, live, strict=True):
            assert text == "".join(map(str, kept.astype(int).flat)), state
            assert lost == gates.lost(kept)
            assert path == gates.strokes(gates.with_any(kept))
        if state.version == FROM:
            wanted = [*of_keras(state), np.ones((1, gates.SIZE), bool)]
            for kept, mask in zip(drawn, wanted[:2], strict=True):
                whole = np.broadcast_to(mask[:, None], kept.shape)
                np.testing.assert_array_equal(kept, whole, str(state))
            compared += 1
    assert compared >= 500


@pytest.mark.parametrize(
    ("version", "library", "asked"),
    [
        *((FROM, keras, asked) for asked in gates_keras.ASKED[::2]),
        *((KERAS_2, tf_keras, asked) for asked in gates_keras.ASKED[1::2]),
    ],
)
def test_the_layer_itself_gives_each_gate_what_is_drawn(version, library, asked):
    recurrent, rate, seed, call = asked
    inputs, states = gates_keras.observed(
        lambda: gates_keras.lstm(library, recurrent, rate, seed), call
    )
    drawn = gates.masks(State(version, recurrent, rate, call, seed))
    np.testing.assert_array_equal(inputs, drawn[0])
    np.testing.assert_array_equal(states, drawn[1][:, 0])


def test_other_releases_drew_what_is_drawn():
    seen = set()
    for line in MASKS.read_text("utf-8").splitlines():
        version, recurrent, rate, seed, call, *printed = json.loads(line)
        inputs, states = gates.masks(State(age(version), recurrent, rate, call, seed))
        assert printed == [gates_keras.text(inputs), gates_keras.text(states[:, 0])]
        seen.add((version, recurrent, rate, seed, call))
    releases = ("2.15.0", "3.0.5", "3.2.1", "3.7.0", "3.8.0")
    assert seen == {(one, *asked) for one in releases for asked in gates_keras.ASKED}


def test_an_lstm_of_keras_2_has_a_mask_for_each_gate_with_both_dropouts():
    inputs, states = gates_keras.observed(
        lambda: tf_keras.layers.LSTM(64, dropout=0.5, recurrent_dropout=0.5, seed=7), 0
    )
    assert (inputs == inputs[:, :1]).all()
    for masks in (inputs[:, 0], states):
        assert len(np.unique(masks, axis=0)) == gates.GATES
        assert 0.35 < masks.mean() < 0.65


def test_the_program_prints_the_first_picture():
    section = snippets()["through-the-model.md"].partition("[start:gates]")[2]
    printed = EXAMPLE.search(section)["output"]
    wanted = ""
    for name, kept in zip(("input", "state"), gates.masks(State()), strict=True):
        (lost,) = set(gates.lost(kept))
        wanted += f"{name}, lost to all gates: {lost}\n"
        for gate, row in zip("ifco", kept[:, 0], strict=True):
            wanted += f"{gate} {''.join('.#'[one] for one in row.astype(int))}\n"
    assert re.sub(r"\s+$", "\n", printed) == wanted
