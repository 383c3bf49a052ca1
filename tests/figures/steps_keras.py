"""What Keras itself does to the table of the scene ``steps``, step by step."""

from collections.abc import Iterator

import keras
import numpy as np
import tensorflow as tf

from tools.figures.kinds import KINDS, TYPES
from tools.figures.training import FEATURES, RATE, Task

OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(),
    "momentum": lambda: keras.optimizers.SGD(momentum=0.9),
    "adam": lambda: keras.optimizers.Adam(),
    "lazy": lambda: keras.optimizers.Adam(),
}


def layer(kind: str, seed: int) -> keras.Layer:
    """The layer that draws the masks of a kind."""
    row = KINDS[kind]
    noise = row.noise_shape if row.written else None
    options = {"noise_shape": noise} if noise else {}
    return getattr(keras.layers, row.layer)(RATE, seed=seed, **options)


def train(
    task: Task, kind: str, steps: int, name: str
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Train a table of zeros; give gradient and table after each step.

    The lazy one is Adam, given the sum over a word's occurrences; table and moments are
    put back in the rows of absent words.
    """
    words = len(task.words)
    embedding = keras.layers.Embedding(words, FEATURES, "zeros")
    embedding.build((None, None))
    dropout, optimizer = layer(kind, task.seed), OPTIMIZERS[name]()
    optimizer.build(embedding.trainable_weights)
    weight = embedding.trainable_weights[0]
    for step in range(steps):
        ids = np.array(task.ids[step % len(task.ids)])
        held = [weight, *optimizer.variables[2:]] if name == "lazy" else []
        before = [variable.numpy() for variable in held]
        with tf.GradientTape() as tape:
            # Ones beside a table of zeros: what is dropped shows.
            output = embedding(ids) + 1
            if kind == TYPES:
                drawn = dropout(tf.ones((len(ids), words)), training=True)
                output *= tf.gather(drawn, ids, batch_dims=1)[..., None]
            else:
                output = dropout(output, training=True)
            loss = tf.reduce_sum(output)
        gradient = tape.gradient(loss, weight)
        dense = tf.convert_to_tensor(gradient)
        optimizer.apply([dense if name == "lazy" else gradient], [weight])
        present = np.isin(range(words), ids)[:, None]
        for variable, old in zip(held, before, strict=True):
            variable.assign(np.where(present, variable.numpy(), old))
        yield dense.numpy(), weight.numpy()
