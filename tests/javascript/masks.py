"""Masks of Keras for the unit tests of the scripts, in masks.json.

Written by ``make masks``.
"""

import json
from math import prod
from pathlib import Path

import keras
import numpy as np
from kinds import by_word_type, is_own, kinds

from tools.pages.corpus import figure_texts
from tools.project import write_whole

FILE = Path(__file__).with_name("masks.json")
WORDS = figure_texts()["words"].split()
# Rate, seed, call, shape.
DRAWN = [
    (0.2, 7, 0, (1, 4, 6)),
    (0.5, -1, 1, (3, 5, 2)),
    (0.9, 2**40, 2, (2, 22, 3)),
    (0.0, 3, 1, (1, 2, 2)),
]


def mask(name: str, rate: float, seed: int, call: int, shape: tuple) -> dict[str, str]:
    """One view and what Keras keeps of it: a 1 or a 0 for each number, in order.

    Args:
        name: Of the kind of mask.
        rate: In [0, 1).
        seed: The layer's seed.
        call: How many masks the layer has drawn before.
        shape: (batch, steps, features).
    """
    batch, steps, features = shape
    row = kinds()[name]
    noise = (None, steps, 1) if is_own(name) else row["noise"]
    given = np.ones(shape, "float32")
    ids = list(range(steps))
    if by_word_type(name):
        words = [WORDS[t % len(WORDS)] for t in range(steps)]
        types = list(dict.fromkeys(words))
        ids = [types.index(word) for word in words]
        given = np.ones((batch, len(types), 1), "float32")
    options = {"noise_shape": noise} if row["layer"] == "Dropout" else {}
    layer = getattr(keras.layers, row["layer"])(rate, seed=seed, **options)
    for _ in range(call + 1):
        drawn = layer(given, training=True).numpy()
    kept = np.broadcast_to(drawn[:, ids] != 0, shape).astype(int)
    view = {"layer": name}
    if is_own(name):
        view["noise"] = ",".join(map(str, noise))
    view |= {"rate": f"{rate:g}", "seed": seed, "call": call, "training": 1}
    view |= {"batch": batch, "steps": steps, "features": features}
    assert kept.size == prod(shape)
    return {
        "view": "&".join(f"{key}={value}" for key, value in view.items()),
        "kept": "".join(map(str, kept.flat)),
    }


def text() -> str:
    """The whole file."""
    masks = [mask(name, *drawn) for name in kinds() for drawn in DRAWN]
    return json.dumps({"words": WORDS, "masks": masks}, indent=1) + "\n"


if __name__ == "__main__":
    write_whole(FILE, text())
