"""The layers of Keras that the scene lookup shows, and what its paths draw."""

import re
from functools import cache

import keras
import numpy as np

from tools.figures import places
from tools.pages.corpus import figure_texts

WORDS = figure_texts()["words"].split()


@cache
def ids(steps: int) -> np.ndarray:
    """What StringLookup makes of the sentence, repeated."""
    types = list(dict.fromkeys(WORDS))
    lookup = keras.layers.StringLookup(vocabulary=types)
    return lookup([WORDS[t % len(WORDS)] for t in range(steps)]).numpy()


def embedding() -> keras.layers.Layer:
    """The layer whose table the scene shows."""
    uniform = keras.initializers.RandomUniform(seed=places.TABLE_SEED)
    made = keras.layers.Embedding(places.VOCABULARY, places.FEATURES, uniform)
    made.build()
    return made


def dropped(call: int, vectors: np.ndarray) -> np.ndarray:
    """What the layer makes of vectors when it has drawn `call` masks."""
    layer = keras.layers.Dropout(places.RATE, seed=places.SEED)
    layer.seed_generator.state.assign([places.SEED, call])
    return layer(vectors, training=True).numpy()[0]


def cells(path: str) -> set[tuple[int, int]]:
    """Row and column of each square of a path of the output."""
    _, *steps = re.findall(r"[Mm](-?[\d.]+) (-?[\d.]+)", path)
    x = y = 0
    found = []
    for right, down in steps:
        x, y = x + int(right), y + int(down)
        found.append(((y - 18) // 16, x // 16))
        assert (y - 18) % 16 == 0 == x % 16
    assert len(found) == len(set(found))
    return set(found)


def where(chosen: np.ndarray) -> set[tuple[int, int]]:
    """Row and column of each True."""
    return set(map(tuple, np.argwhere(chosen).tolist()))
