"""Who says that this is training, and what hears it."""

from typing import Any

import numpy as np

from tools.studies.probes.common import (
    ONES,
    Answer,
    moved,
    numbers,
    same,
    table_and_dropout,
)


def predict_ignores_training(keras: Any) -> Answer:
    """predict ignores a layer called with training=True."""
    inputs = keras.Input((20, 16))
    outputs = keras.layers.Dropout(0.5)(inputs, training=True)
    zeros = np.mean(keras.Model(inputs, outputs).predict(ONES, verbose=0) == 0)
    return bool(zeros == 0)


def training_false_ignored(keras: Any) -> Answer:
    """A layer called with training=False drops in model(x, training=True)."""
    inputs = keras.Input((20, 16))
    outputs = keras.layers.Dropout(0.5)(inputs, training=False)
    zeros = np.mean(numbers(keras.Model(inputs, outputs)(ONES, training=True)) == 0)
    return bool(zeros > 0)


def training_false_moves_averages(keras: Any) -> Answer:
    """fit moves the averages of a batch normalisation called with training=False."""
    inputs = keras.Input((20, 16))
    norm = keras.layers.BatchNormalization()
    model = keras.Model(inputs, norm(inputs, training=False))
    model.compile("sgd", "mse")
    before = numbers(norm.get_weights()[2])
    model.fit(ONES, ONES, verbose=0)
    return not same(before, norm.get_weights()[2])


def subclass_drops_nothing(keras: Any) -> Answer:
    """fit drops nothing in a subclassed model whose call takes no training."""

    class Model(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.table, self.dropout = table_and_dropout(keras)

        def call(self, ids: Any) -> Any:
            return self.dropout(self.table(ids))

    model = Model()
    model(np.array([[0], [1]]))
    model.compile("sgd", "mse")
    return bool(moved(model, model.table).all())


def rate_change_ignored(keras: Any) -> Answer:
    """Once fit has run, layer.rate = 0 changes nothing in the next fit."""
    layers = table_and_dropout(keras)
    model = keras.Sequential([keras.Input((1,)), *layers])
    model.compile("sgd", "mse")
    moved(model, layers[0])
    layers[1].rate = 0.0
    return not moved(model, layers[0]).all()


def rate_from_zero_fails(keras: Any) -> Answer:
    """layer.rate = 0.5 on a Dropout(0) raises when it should drop."""
    layer = keras.layers.Dropout(0.0)
    layer(ONES, training=True)
    layer.rate = 0.5
    try:
        output = numbers(layer(ONES, training=True))
    except AttributeError as error:
        return True, f"raises {type(error).__name__}"
    return False, "drops" if (output == 0).any() else "drops nothing"


def trainable_false_drops(keras: Any) -> Answer:
    """A model with trainable=False drops when called with training=True."""
    model = keras.Sequential([keras.Input((20, 16)), keras.layers.Dropout(0.5)])
    model.trainable = False
    return bool((numbers(model(ONES, training=True)) == 0).any())


def inner_layer_inherits(keras: Any) -> Answer:
    """A layer drops that nobody passed training, inside of one called with True."""

    class Outer(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.dropout = keras.layers.Dropout(0.5)

        def call(self, inputs: Any, training: bool | None = None) -> Any:
            return self.dropout(inputs)

    return bool((numbers(Outer()(ONES, training=True)) == 0).any())


def train_on_batch_drops(keras: Any) -> Answer:
    """train_on_batch drops."""
    layers = table_and_dropout(keras)
    model = keras.Sequential([keras.Input((1,)), *layers])
    model.compile("sgd", "mse")
    before = numbers(layers[0].get_weights()[0])
    model.train_on_batch(np.array([[0], [1]]), np.full((2, 1, 64), 9.0))
    return bool((numbers(layers[0].get_weights()[0]) == before).any())


def training_true_moves_averages(keras: Any) -> Answer:
    """model(x, training=True) moves the averages of batch normalisation."""
    norm = keras.layers.BatchNormalization()
    model = keras.Sequential([keras.Input((20, 16)), norm])
    before = numbers(norm.get_weights()[2])
    model(ONES, training=True)
    return not same(before, norm.get_weights()[2])
