"""The streams draw in Chromium what they draw in NumPy."""

import base64
import random
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

COUNT = 300
DTYPES = ["float32", "float16", "bfloat16", "float64"]
RATES = [0, 1e-9, 0.2, 0.5, 1 / 3, 0.9, 1 - 2**-9]
SIZE = 200

# For each case a slice of its mask, one byte for each number.
DRAW = """async ([address, name, cases]) => {
  const { keeper } = await import(`${address}javascripts/streams/${name}.js`);
  const masks = cases.map(({ settings, rate, first, size }) => {
    for (const key of ["seed", "globalSeed"]) {
      if (key in settings) settings[key] = BigInt(settings[key]);
    }
    return String.fromCharCode(...keeper(settings, rate)(first, new Uint8Array(size)));
  });
  return masks.map(btoa);
}"""


def tensorflow(choose: random.Random) -> dict[str, Any]:
    seeds = [{"seed": choose.randrange(-(2**63), 2**63)}]
    seeds.append({"global_seed": choose.randrange(2**32), "nth": choose.randrange(4)})
    call, dtype = choose.randrange(9), choose.choice(DTYPES)
    compiled = choose.random() < 0.5
    return choose.choice(seeds) | {"call": call, "dtype": dtype, "compiled": compiled}


def keras_2(choose: random.Random) -> dict[str, Any]:
    seeds = [{"seed": choose.randrange(2**40), "call": choose.randrange(4)}]
    seeds.append({"global_seed": choose.randrange(2**40), "nth": choose.randrange(4)})
    before = [choose.randrange(99) for _ in range(choose.randrange(3))]
    return choose.choice(seeds) | {"dtype": choose.choice(DTYPES), "before": before}


def pytorch(choose: random.Random) -> dict[str, Any]:
    before = [choose.randrange(99) for _ in range(choose.randrange(3))]
    return {
        "seed": choose.randrange(-(2**63), 2**64),
        "before": before,
        "words": choose.randrange(99),
        "version": choose.choice(["2.7", "2.0"]),
    }


def keras_torch(choose: random.Random) -> dict[str, Any]:
    seeds = [{"seed": choose.randrange(-(2**31), 2**31)}]
    seeds.append({"global_seed": choose.randrange(2**32), "nth": choose.randrange(4)})
    return choose.choice(seeds) | {"call": choose.randrange(9)}


def jax(choose: random.Random, **settings: Any) -> dict[str, Any]:
    seed, halves = choose.randrange(-(2**63), 2**63), choose.random() < 0.5
    return {"seed": seed, "partitionable": halves} | settings


STREAMS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "keras_tensorflow": tensorflow,
    "keras_2": keras_2,
    "pytorch": pytorch,
    "keras_torch": keras_torch,
    "keras_jax": lambda choose: jax(
        choose, seed=choose.randrange(2**32), call=choose.randrange(9)
    ),
    "jax_bernoulli": lambda choose: jax(choose, folds=[choose.randrange(2**32)]),
    "flax_linen": lambda choose: jax(
        choose, path=["Block_0", "Dropout_1"], call=choose.randrange(300)
    ),
    "flax_nnx": lambda choose: jax(
        choose, uses_before=choose.randrange(9), call=choose.randrange(9)
    ),
    "tensorflow_js": lambda choose: {"seed": choose.randrange(1 - 2**53, 2**53)},
}


def camel(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings as JavaScript names them; it reads no large whole numbers."""
    words = {"global_seed": "globalSeed", "uses_before": "usesBefore"}
    large = ("seed", "global_seed")
    return {
        words.get(key, key): str(value) if key in large else value
        for key, value in settings.items()
    }


@pytest.fixture
def served(page: Page, address: str) -> Page:
    """A page of the site."""
    page.goto(f"{address}about/")
    return page


def test_every_stream_draws_the_same_masks_in_both_languages(served, address):
    choose = random.Random(1)
    for stream, settings_of in STREAMS.items():
        keep = import_module(f"tools.streams.{stream}").keep
        cases = [
            (settings_of(choose), choose.choice(RATES), choose.randrange(SIZE))
            for _ in range(COUNT)
        ]
        asked = [
            {
                "settings": camel(settings) | {"size": SIZE},
                "rate": rate,
                "first": first,
                "size": SIZE - first,
            }
            for settings, rate, first in cases
        ]
        name = stream.replace("_", "-")
        drawn = served.evaluate(DRAW, [address, name, asked])
        for text, (settings, rate, first) in zip(drawn, cases, strict=True):
            theirs = np.frombuffer(base64.b64decode(text), np.uint8) == 1
            ours = keep(SIZE, rate, **settings)[first:]
            np.testing.assert_array_equal(ours, theirs, f"{stream} {settings} {rate}")
