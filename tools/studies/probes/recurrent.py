"""Dropout inside of LSTM and GRU."""

from typing import Any

import numpy as np

from tools.studies.probes.common import ONES, Answer, numbers, same

# Gates i, f and o forced open, shut and open; the output is the masked input's.
_KERNEL, _BIAS = (0, 0, 1, 0), (99, -99, 0, 99)


def _lstm(layer: Any, kernel: tuple, bias: tuple, steps: int) -> np.ndarray:
    """What an LSTM of one unit gives for ones, with the gates set: (64, steps)."""
    x = np.ones((64, steps, 1), "float32")
    layer.build(x.shape)
    weights = [np.array([kernel]), np.zeros((1, 4)), np.array(bias)]
    layer.set_weights([weight.astype("float32") for weight in weights])
    return numbers(layer(x, training=True))[..., 0]


def _one_mask(layer: Any) -> bool:
    zero = _lstm(layer, _KERNEL, _BIAS, 20) == 0
    if not zero.any() or zero.all():
        raise AssertionError("the probe saw no mask")
    return bool((zero == zero[:, :1]).all())


def lstm_one_mask(keras: Any) -> Answer:
    """LSTM(dropout=0.5) uses one mask at all timesteps."""
    return _one_mask(keras.layers.LSTM(1, dropout=0.5, return_sequences=True))


def lstm_mask_by_path(keras: Any) -> Answer:
    """LSTM(dropout=0.5) uses one mask with unroll=True, many without it."""
    settings = {"dropout": 0.5, "return_sequences": True}
    cell = keras.layers.LSTMCell(1, dropout=0.5)
    others = (
        keras.layers.LSTM(1, activation="relu", **settings),
        keras.layers.LSTM(1, unroll=True, **settings),
        keras.layers.RNN(cell, return_sequences=True),
    )
    one = {_one_mask(layer) for layer in others}
    return one == {True} and not _one_mask(keras.layers.LSTM(1, **settings))


def gates_have_own_masks(keras: Any) -> Answer:
    """LSTM(dropout=0.5, recurrent_dropout=0.5) draws a mask for each gate."""
    layer = keras.layers.LSTM(1, dropout=0.5, recurrent_dropout=0.5)
    # The output gate opens only where it is given the input; the cell is 1 or 2.
    outputs = _lstm(layer, (0, 0, 1, 99), (99, -99, 1, -99), 1)
    return len(np.unique(outputs[outputs != 0].round(3))) > 1


def recurrent_dropout_dead(keras: Any) -> Answer:
    """LSTM(recurrent_dropout=0.5) has no effect where dropout=0."""
    layer = keras.layers.LSTM(8, recurrent_dropout=0.5)
    return same(layer(ONES, training=True), layer(ONES, training=False))


def gru_explodes(keras: Any) -> Answer:
    """GRU(recurrent_dropout=0.5) leaves [-1, 1] within 100 steps."""
    keras.utils.set_random_seed(0)
    layer = keras.layers.GRU(16, recurrent_dropout=0.5)
    x = np.random.default_rng(0).normal(size=(8, 100, 16)).astype("float32")
    most = np.abs(numbers(layer(x, training=True))).max()
    return bool(most > 1), f"reaches {most:.0e}" if most > 1 else ""


def fused_lstm_drops(keras: Any) -> Answer:
    """LSTM(dropout=0.5) hands the fused kernel a masked input while not training."""
    if not hasattr(keras, "ops"):
        raise NotImplementedError("Keras 2 has no such switch")
    from keras.src import backend

    given = []

    def fused(sequences: Any, *_: Any, **__: Any) -> None:
        given.append(numbers(sequences))
        raise NotImplementedError

    layer = keras.layers.LSTM(8, dropout=0.5)
    real, backend.lstm = backend.lstm, fused
    try:
        layer(ONES, training=False)
    finally:
        backend.lstm = real
    if not given:
        return False, "the fused kernel was not asked"
    return bool((given[0] == 0).any()), "kernel replaced, not run on a GPU"
