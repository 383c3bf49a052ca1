"""What an LSTM of Keras drops, gate by gate and timestep by timestep, as it behaves.

A gate's kernel gets no gradient from a number that its mask dropped. Releases that are
not installed beside the tests were asked in environments of their own, with NumPy and
TensorFlow; each printed its lines of gates_masks.jsonl::

    python tests/figures/gates_keras.py
"""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

STEPS, SIZE = 4, 64
# TensorFlow's own where none is set. Setting it makes Keras 2 draw as in a new process.
GLOBAL_SEED = 87654321
# Recurrent dropout, rate, seed, call.
ASKED = [
    (False, 0.5, 7, 0),
    (False, 0.2, 77, 3),
    (True, 0.5, 7, 0),
    (True, 0.9, 12345, 2),
]


def lstm(keras: Any, recurrent: bool, rate: float, seed: int) -> Any:
    """The layer that the scene shows.

    In Keras 2 the seed of an LSTM does not reach the cell, which draws with
    ``recurrent_dropout``; a cell of its own takes it.
    """
    options = {"dropout": rate} | ({"recurrent_dropout": rate} if recurrent else {})
    if recurrent and not hasattr(keras, "ops"):
        return keras.layers.RNN(keras.layers.LSTMCell(SIZE, seed=seed, **options))
    return keras.layers.LSTM(SIZE, seed=seed, **options)


def observed(make: Callable[[], Any], call: int) -> tuple[np.ndarray, np.ndarray]:
    """Which numbers the gates get.

    Args:
        make: Creates the layer.
        call: How many times it is called in training before.

    Returns:
        True where a number is kept. Of the input: (gates, timesteps, 64). Of the state:
        (gates, 64), False where it is dropped at every timestep.
    """
    inputs = np.zeros((4, STEPS, SIZE), bool)
    ones = tf.ones((1, SIZE))
    for step in range(STEPS):
        tf.random.set_seed(GLOBAL_SEED)
        layer = make()
        x = np.zeros((1, STEPS, SIZE), "float32")
        x[:, step] = 1
        for _ in range(call):
            layer(x, training=True)
        with tf.GradientTape() as tape:
            output = layer(x, initial_state=[ones, ones], training=True)
            loss = tf.reduce_sum(output)
        inputs[:, step], states = (
            gradient.numpy().reshape(SIZE, 4, SIZE).any(axis=2).T
            for gradient in tape.gradient(loss, layer.trainable_weights[:2])
        )
    return inputs, states


def text(kept: np.ndarray) -> str:
    """A mask in hexadecimal digits, four numbers each."""
    return np.packbits(kept).tobytes().hex()


if __name__ == "__main__":
    import keras

    for recurrent, rate, seed, call in ASKED:

        def make(asked: tuple = (recurrent, rate, seed)) -> Any:
            return lstm(keras, *asked)

        drawn = [text(kept) for kept in observed(make, call)]
        print(json.dumps([keras.__version__, recurrent, rate, seed, call, *drawn]))
