"""The trained model of weights.py on one sentence, computed with NumPy alone.

docs/theme/javascripts/chain.js computes the same: sums in float64, and what a layer
hands on in float32. A test compares it with Keras.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from tools.figures import mask, weights
from tools.figures.kinds import TYPES, Kind
from tools.figures.weights import FEATURES, FILTERS, POOL, STEPS, UNITS, Trained

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Outputs:
    """What the layers make of sentences, float32.

    Attributes:
        conv: (sentences, 16, 64), after ReLU.
        pool: (sentences, 4, 64).
        lstm: (sentences, 64).
        dense: (sentences, 1), in (0, 1).
    """

    conv: Numbers
    pool: Numbers
    lstm: Numbers
    dense: Numbers


def read(words: Iterable[str], trained: Trained) -> list[int]:
    """The ids of a sentence: the first 20 words, then padding."""
    known = {
        word: place for place, word in enumerate(trained.words, weights.FIRST_WORD)
    }
    ids = [known.get(word, weights.UNKNOWN) for word in words][:STEPS]
    return ids + [weights.PADDING] * (STEPS - len(ids))


def embed(ids: list[int], trained: Trained) -> Numbers:
    """The vectors of a sentence, (20, 16)."""
    return trained.arrays["embedding"][ids].astype(np.float32)


def kept(
    ids: list[int], kind: Kind, rate: float, seed: int, call: int
) -> NDArray[np.bool_]:
    """What a layer of a kind keeps of the vectors of a sentence.

    Args:
        ids: Equal ones share the draws of word types.
        kind: Not the one whose noise shape a figure gives.
        rate: In [0, 1).
        seed: The layer's seed.
        call: How many masks it has drawn before.

    Returns:
        (20, 16), True where a number survives.
    """
    shape = (STEPS, FEATURES)
    if kind.name != TYPES:
        noise = mask.fill_noise_shape(kind.noise_shape, (1, *shape))
        return np.broadcast_to(mask.keep_mask(noise, rate, seed, call)[0], shape)
    types = list(dict.fromkeys(ids))
    rows = [[types.index(one) for one in ids]]
    drawn = mask.word_type_mask(rows, len(types), rate, seed, call)[0]
    return np.broadcast_to(drawn[:, None], shape)


def drop(vectors: Numbers, keep: NDArray[np.bool_], rate: float) -> Numbers:
    """What a layer makes of vectors that keeps some of them at a rate in [0, 1)."""
    return np.where(keep, vectors * np.float32(1 / (1 - rate)), np.float32(0))


def _sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-x))


def forward(dropped: Numbers, trained: Trained) -> Outputs:
    """The layers after Dropout.

    Args:
        dropped: What Dropout gives, (sentences, 20, 16).
        trained: The model.
    """
    w = {name: array.astype(np.float64) for name, array in trained.arrays.items()}
    size = prod(w["conv_kernel"].shape[:2])
    # A window is five words one after the other: 80 numbers.
    flat = dropped.reshape(len(dropped), -1)
    windows = np.lib.stride_tricks.sliding_window_view(flat, size, axis=1)
    windows = windows[:, :: dropped.shape[2]].astype(np.float64)
    sums = windows @ w["conv_kernel"].reshape(size, FILTERS) + w["conv_bias"]
    conv = np.maximum(sums, 0).astype(np.float32)
    pool = conv.reshape(len(conv), -1, POOL, FILTERS).max(axis=2)
    state = cell = np.zeros((len(conv), UNITS), np.float32)
    for inputs in pool.swapaxes(0, 1):
        sums = inputs @ w["lstm_kernel"] + state @ w["lstm_recurrent"] + w["lstm_bias"]
        enter, forget, fresh, leave = np.split(sums, 4, axis=1)
        cell = _sigmoid(forget) * cell + _sigmoid(enter) * np.tanh(fresh)
        cell = cell.astype(np.float32)
        state = (_sigmoid(leave) * np.tanh(cell.astype(np.float64))).astype(np.float32)
    dense = _sigmoid(state @ w["dense_kernel"] + w["dense_bias"]).astype(np.float32)
    return Outputs(conv, pool, state, dense)
