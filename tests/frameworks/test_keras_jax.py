"""Keras on JAX draws what its stream draws: make test-frameworks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tools.streams import keras_jax

TESTS = Path(__file__).parents[1]
VECTORS = TESTS / "streams/vectors/jax-0.10.2.json"


@pytest.fixture(scope="module")
def said() -> dict:
    """What Keras on JAX draws and does, in a process of its own: see the module."""
    backend = {"KERAS_BACKEND": "jax", "PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-W", "ignore", "-m", "frameworks.keras_jax_masks"]
    done = subprocess.run(
        command, env=os.environ | backend, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def text(kept: np.ndarray) -> str:
    """A mask as JSON holds it."""
    return "".join(map(str, kept.astype(int)))


def test_every_mask_is_that_of_keras_on_jax(said, record_property):
    masks = said["masks"]
    assert len(masks) == 300
    for mask in masks:
        settings = mask["settings"] | {"seed": int(mask["settings"]["seed"])}
        kept = keras_jax.keep(mask["size"], mask["rate"], **settings)
        assert text(kept) == mask["kept"], mask
    record_property("streams", len(masks))
    committed = json.loads(VECTORS.read_text("utf-8"))["masks"]
    own = [mask for mask in committed if mask["stream"] == "keras_jax"]
    assert own
    assert masks[: len(own)] == own


def test_the_steps_of_fit_are_the_calls_of_a_layer(said):
    steps = [text(keras_jax.keep(40, 0.5, seed=7, call=call)) for call in range(3)]
    assert said["fit"] == steps


def test_a_negative_seed_raises_and_so_does_one_of_more_than_32_bits(said):
    raised = {seed: error for seed, error in said["refused"].items() if error}
    assert raised == dict.fromkeys(("-1", "-2147483648", "4294967296"), "OverflowError")


def test_survivors_are_multiplied_by_what_float32_makes_of_the_rate(said):
    assert said["multiplied"] == [True] * 3


def test_every_program_of_the_playground_prints_its_picture(said):
    assert said["unlike"] == []
