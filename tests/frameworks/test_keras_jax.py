"""Keras on JAX draws what its stream draws: make test-frameworks."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.streams import keras_jax

TESTS = Path(__file__).parents[1]
VECTORS = TESTS / "streams/vectors/jax-0.10.2.json"


def printed(module: str, *arguments: str) -> dict:
    """What a module prints with JAX behind Keras, in a process of its own."""
    backend = {"KERAS_BACKEND": "jax", "PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    done = subprocess.run(
        command, env=os.environ | backend, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def text(kept: object) -> str:
    """A mask as JSON holds it."""
    return "".join(map(str, kept.astype(int)))


def test_every_mask_is_that_of_keras_on_jax():
    masks = printed("frameworks.jax_masks", "300", "keras_jax")["masks"]
    assert len(masks) == 300
    for mask in masks:
        settings = mask["settings"] | {"seed": int(mask["settings"]["seed"])}
        kept = keras_jax.keep(mask["size"], mask["rate"], **settings)
        assert text(kept) == mask["kept"], mask
    committed = json.loads(VECTORS.read_text("utf-8"))["masks"]
    own = [mask for mask in committed if mask["stream"] == "keras_jax"]
    assert own
    assert masks[: len(own)] == own


def test_what_keras_on_jax_does_besides_is_what_is_said():
    said = printed("frameworks.keras_jax_masks")
    steps = [text(keras_jax.keep(40, 0.5, seed=7, call=call)) for call in range(3)]
    assert said["fit"] == steps
    refused = {seed for seed, error in said["refused"].items() if error}
    assert refused == {"-1", "-2147483648", "4294967296"}
    assert said["refused"]["-1"] == "OverflowError"
    assert said["multiplied"] == [True] * 3
