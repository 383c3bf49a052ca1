"""The masks of Keras on JAX and what else it does, as JSON.

Keras reads its backend once, so this runs in a process of its own.
"""

import json

import jax.numpy as jnp
import keras
import numpy as np
from frameworks.jax_masks import cases, drawn, written
from written import check, programs


class Each(keras.layers.Layer):
    """A weight for each feature, which learns only where dropout lets it."""

    def build(self, shape: tuple) -> None:
        self.own = self.add_weight(shape=shape[1:], initializer="zeros")

    def call(self, x: object) -> object:
        return x + self.own


def fitted(rate: float, seed: int, size: int, steps: int) -> list[str]:
    """The masks of the steps of ``fit``: where a weight moved, its number survived."""
    keras.utils.set_random_seed(0)
    each = Each()
    model = keras.Sequential([each, keras.layers.Dropout(rate, seed=seed)])
    model.compile("sgd", loss=lambda true, made: keras.ops.mean(made))
    found = []
    for _ in range(steps):
        before = np.array(each.own) if each.built else np.zeros(size)
        x = np.zeros((1, size), "float32")
        model.fit(x, x, verbose=0, shuffle=False)
        moved = np.array(each.own) != before
        found.append("".join(map(str, moved.astype(int))))
    return found


def refused(seed: int) -> str:
    """The name of the error that a seed raises, or nothing."""
    try:
        keras.layers.Dropout(0.5, seed=seed)
    except OverflowError as error:
        return type(error).__name__
    return ""


def multiplied(rate: float) -> bool:
    """Whether survivors are multiplied by the float32 of 1 / (1 - rate)."""
    x = np.linspace(1, 2, 1000, dtype="float32")
    y = np.asarray(keras.layers.Dropout(rate, seed=1)(jnp.asarray(x), training=True))
    scaled = x * (np.float32(1) / np.float32(1 - rate))
    return bool((y != 0).any() and np.array_equal(y[y != 0], scaled[y != 0]))


def unlike(framework: str) -> list[str]:
    """The views of the playground whose programs print other pictures."""
    found = []
    for case in programs(framework):
        try:
            check(case)
        except AssertionError:
            found.append(case["view"])
    return found


if __name__ == "__main__":
    seeds = (-1, -(2**31), 2**32, 0, 2**31, 2**32 - 1)
    print(
        json.dumps(
            {
                "masks": [written(c, drawn(c)) for c in cases("keras_jax", 300)],
                "fit": fitted(0.5, 7, 40, 3),
                "refused": {str(seed): refused(seed) for seed in seeds},
                "multiplied": [multiplied(rate) for rate in (0.1, 0.3, 0.7)],
                "unlike": unlike("keras-jax"),
            }
        )
    )
