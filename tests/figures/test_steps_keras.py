"""The optimizers of the scene ``steps`` move a table as Keras does, in Chromium."""

import base64

import numpy as np
import pytest
import steps_keras
from playwright.sync_api import Page

from tools.figures.kinds import KINDS
from tools.figures.steps import KIND_NAMES
from tools.figures.training import FEATURES, RATE, Task
from tools.pages.corpus import config

SENTENCES = config()["extra"]["steps"]["sentences"]
SEEDS = (0, 7, 9, 2**40, -1)
STEPS = 20

# The gradients and movements of training steps, as float32 after float32.
TRAIN = """async ([address, task, kind, steps]) => {
  const { NAMES, next } = await import(`${address}javascripts/optimizers.js`);
  const numbers = [];
  let state;
  for (let step = 0; step < steps; step += 1) {
    state = next(task, kind, state);
    numbers.push(...state.gradient, ...state.moved.flatMap((one) => [...one]));
  }
  const bytes = new Uint8Array(Float32Array.from(numbers).buffer);
  return [NAMES, btoa(String.fromCharCode(...bytes))];
}"""


def in_browser(page: Page, address: str, task: Task, kind: str) -> np.ndarray:
    """What the script makes: (steps, gradient and optimizers, words, features)."""
    given = {
        "batches": task.ids,
        "words": len(task.words),
        "features": FEATURES,
        "rate": RATE,
        # JSON's numbers hold these exactly.
        "seed": task.seed,
    }
    names, text = page.evaluate(TRAIN, [address, given, kind, STEPS])
    assert names == list(steps_keras.OPTIMIZERS)
    numbers = np.frombuffer(base64.b64decode(text), np.float32)
    return numbers.reshape(STEPS, 1 + len(names), len(task.words), FEATURES)


def test_the_states_are_many():
    assert len(KIND_NAMES) * len(SEEDS) * STEPS >= 500


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_each_weight_moves_as_in_keras(page: Page, address, kind, seed):
    task = Task(SENTENCES, seed)
    page.goto(address)
    drawn = in_browser(page, address, task, kind)
    ours = task.train(KINDS[kind], STEPS)
    for place, name in enumerate(steps_keras.OPTIMIZERS, start=1):
        table = np.zeros(drawn.shape[2:], np.float32)
        trained = steps_keras.train(task, kind, STEPS, name)
        for live, step, (gradient, weights) in zip(drawn, ours, trained, strict=True):
            np.testing.assert_array_equal(live[0], gradient)
            np.testing.assert_array_equal(step.gradient, gradient)
            np.testing.assert_array_equal(step.moved[name], live[place])
            table += live[place]
            # Plain SGD adds the occurrences of a word to the table one by one.
            np.testing.assert_allclose(table, weights, rtol=1e-6, err_msg=name)
