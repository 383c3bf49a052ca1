"""What an LSTM of Keras drops, gate by gate and timestep by timestep, as it behaves.

A gate's kernel gets no gradient from a number that its mask dropped. Other releases
than the installed one print their masks as gates_masks.json holds them, one line each::

    python tests/figures/gates_keras.py

with NumPy, TensorFlow and that Keras installed.
"""

import json
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


def observed(
    keras: Any, recurrent: bool, rate: float, seed: int, call: int
) -> tuple[np.ndarray, np.ndarray]:
    """Which numbers the gates get.

    Returns:
        True where a number is kept. Of the input: (gates, timesteps, 64). Of the state:
        (gates, 64), False where it is dropped at every timestep.
    """
    inputs = np.zeros((4, STEPS, SIZE), bool)
    ones = tf.ones((1, SIZE))
    for step in range(STEPS):
        tf.random.set_seed(GLOBAL_SEED)
        layer = lstm(keras, recurrent, rate, seed)
        x = np.zeros((1, STEPS, SIZE), "float32")
        x[:, step] = 1
        for _ in range(call):
            layer(x, training=True)
        if not layer.built:
            layer.build(x.shape)
        kernels = [layer.cell.kernel, layer.cell.recurrent_kernel]
        kernels = [
            one if isinstance(one, tf.Variable) else one.value for one in kernels
        ]
        with tf.GradientTape() as tape:
            output = layer(x, initial_state=[ones, ones], training=True)
            loss = tf.reduce_sum(output)
        found = [
            gradient.numpy().reshape(SIZE, 4, SIZE).any(axis=2).T
            for gradient in tape.gradient(loss, kernels)
        ]
        inputs[:, step], states = found
    return inputs, states


def text(kept: np.ndarray) -> str:
    """A mask as ones and zeros."""
    return "".join(map(str, kept.astype(int).flat))


if __name__ == "__main__":
    import keras

    for asked in ASKED:
        inputs, states = observed(keras, *asked)
        line = [keras.__version__, *asked, text(inputs), text(states)]
        print(json.dumps(line))
