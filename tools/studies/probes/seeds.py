"""Which seed makes which zeros."""

import random
from collections.abc import Callable
from typing import Any

from tools.figures import mask
from tools.studies.probes.common import ONES, Answer, backend, numbers, same


def _masks_after(keras: Any, seed: Callable[[int], None]) -> bool:
    """Whether two layers, each created after the same seed, draw the same mask."""
    outputs = []
    # The first layer may load modules that draw from the same generators.
    for _ in range(3):
        seed(0)
        outputs.append(keras.layers.Dropout(0.5)(ONES, training=True))
    return same(*outputs[1:])


def _fails(keras: Any, seed: int) -> Answer:
    """Whether a layer with a seed raises when it should drop."""
    try:
        keras.layers.Dropout(0.5, seed=seed)(ONES, training=True)
    except Exception as error:
        return True, f"raises {type(error).__name__}"
    return False


def tensorflow_seed_ignored(keras: Any) -> Answer:
    """tf.random.set_seed does not make Dropout repeatable."""
    if backend(keras) != "tensorflow":
        raise NotImplementedError("TensorFlow is not the backend")
    import tensorflow

    return not _masks_after(keras, tensorflow.random.set_seed)


def python_seed_counts(keras: Any) -> Answer:
    """random.seed alone makes Dropout repeatable."""
    return _masks_after(keras, random.seed)


def late_seed_ignored(keras: Any) -> Answer:
    """set_random_seed does not make a layer repeatable that is there already."""
    layer = keras.layers.Dropout(0.5)
    outputs = []
    for _ in range(2):
        keras.utils.set_random_seed(0)
        outputs.append(layer(ONES, training=True))
    return not same(*outputs)


def dropout_changes_weights(keras: Any) -> Answer:
    """After set_random_seed, a Dropout changes the first weights of the next layer."""
    weights = []
    for number in (0, 1):
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dropout(0.5) for _ in range(number)]
        dense = keras.layers.Dense(4)
        keras.Sequential([keras.Input((20, 16)), *layers, dense])
        weights.append(dense.get_weights()[0])
    return not same(*weights)


def same_seed_same_mask(keras: Any) -> Answer:
    """Two layers with seed=7 draw the same mask."""
    layers = [keras.layers.Dropout(0.5, seed=7) for _ in range(2)]
    return same(*(layer(ONES, training=True) for layer in layers))


def next_seed_next_mask(keras: Any) -> Answer:
    """The second mask of seed=7 is the first of seed=8."""
    layer, following = (keras.layers.Dropout(0.5, seed=seed) for seed in (7, 8))
    layer(ONES, training=True)
    return same(layer(ONES, training=True), following(ONES, training=True))


def seed_7_differs(keras: Any) -> Answer:
    """Dropout(0.5, seed=7) draws other zeros than Keras 3 on TensorFlow in float32."""
    layer = keras.layers.Dropout(0.5, seed=7)
    return not all(
        same(
            numbers(layer(ONES, training=True)) != 0,
            mask.keep_mask(ONES.shape, 0.5, 7, call),
        )
        for call in range(3)
    )


def large_seed_fails(keras: Any) -> Answer:
    """Dropout(0.5, seed=2147483648) raises when it should drop."""
    return _fails(keras, 2**31)


def negative_seed_fails(keras: Any) -> Answer:
    """Dropout(0.5, seed=-1) raises when it should drop."""
    return _fails(keras, -1)


def state_restarts(keras: Any) -> Answer:
    """A copy of a layer with seed=7 starts again at the first mask."""
    layer = keras.layers.Dropout(0.5, seed=7)
    first, _ = layer(ONES, training=True), layer(ONES, training=True)
    copy = keras.layers.Dropout.from_config(layer.get_config())
    return same(first, copy(ONES, training=True))
