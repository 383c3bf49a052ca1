"""The mask that Keras 3 on TensorFlow draws, computed with NumPy alone.

``keras.layers.Dropout(rate, seed=seed)`` on the TensorFlow backend, called with
``training=True`` after it has drawn ``call`` masks, gives the same bits as
:func:`dropout` here: on the CPU, in eager mode and inside ``tf.function``. Under
``jit_compile=True`` TensorFlow draws other bits; GPUs have not been tested.

Sources of the method:

- the generator: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as
  1, 2, 3", SC 2011, https://doi.org/10.1145/2063384.2063405 (Philox4x32-10);
- seed to key and counter, counter to float: TensorFlow's stateless random operations;
- the pair (seed, call) and its reduction: Keras' ``SeedGenerator`` and its TensorFlow
  backend.
"""

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Multipliers and key increments of Philox4x32, from the paper's table.
_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_KEY_INCREMENTS = (0x9E3779B9, 0xBB67AE85)
_ROUNDS = 10
_LOW_32 = 0xFFFFFFFF

# TensorFlow scrambles every seed pair with one Philox block under this key.
_SCRAMBLING_KEY = (0x3EC8F720, 0x02461E29)

# Keras reduces the int64 seed state to what an int32 seed can hold.
_SEED_MODULUS = 2**31 - 2


def philox4x32(counter: ArrayLike, key: tuple[int, int]) -> NDArray[np.uint32]:
    """Encrypt counters with ten rounds of Philox4x32 (Salmon et al. 2011).

    Args:
        counter: Integers in [0, 2**32), shape (..., 4): one 128-bit counter per row,
            lowest word first.
        key: The two 32-bit words of the key, lowest first.

    Returns:
        uint32 array of the counter's shape: four random words per counter.

    Raises:
        ValueError: The last axis of ``counter`` does not have length 4.
    """
    words = np.asarray(counter, dtype=np.uint64)
    if words.ndim == 0 or words.shape[-1] != 4:
        raise ValueError(f"counter must have shape (..., 4), got {words.shape}")
    c0, c1, c2, c3 = (words[..., i] for i in range(4))
    k0, k1 = key
    for _ in range(_ROUNDS):
        product0 = c0 * np.uint64(_MULTIPLIERS[0])
        product1 = c2 * np.uint64(_MULTIPLIERS[1])
        c0 = (product1 >> np.uint64(32)) ^ c1 ^ np.uint64(k0)
        c1 = product1 & np.uint64(_LOW_32)
        c2 = (product0 >> np.uint64(32)) ^ c3 ^ np.uint64(k1)
        c3 = product0 & np.uint64(_LOW_32)
        k0 = (k0 + _KEY_INCREMENTS[0]) & _LOW_32
        k1 = (k1 + _KEY_INCREMENTS[1]) & _LOW_32
    return np.stack([c0, c1, c2, c3], axis=-1).astype(np.uint32)


def reduced(seed: int, call: int) -> tuple[int, int]:
    """What Keras hands to TensorFlow of a layer's state, each in [0, 2**31 - 2)."""
    return seed % _SEED_MODULUS, call % _SEED_MODULUS


def stream(seed: int, call: int = 0) -> tuple[tuple[int, int], tuple[int, int]]:
    """The key of a call, and the upper half of all its counters.

    Args:
        seed: The layer's seed, in [-2**63, 2**63).
        call: How many masks the layer has drawn before, at least 0.

    Returns:
        Each two 32-bit words, lowest first.

    Raises:
        ValueError: An argument is out of its range.
    """
    if not -(2**63) <= seed < 2**63:
        raise ValueError(f"seed must fit in 64 signed bits, got {seed}")
    if call < 0:
        raise ValueError(f"call must be at least 0, got {call}")
    # Both are below 2**31, so the upper half of each 64-bit word is zero.
    first, second = reduced(seed, call)
    words = philox4x32([first, 0, second, 0], _SCRAMBLING_KEY).tolist()
    return (words[0], words[1]), (words[2], words[3])


def uniform(size: int, seed: int, call: int = 0) -> NDArray[np.float32]:
    """Draw the numbers that a seeded Keras layer compares with its rate.

    Args:
        size: How many numbers, at least 0.
        seed: The layer's seed, in [-2**63, 2**63).
        call: How many masks the layer has drawn before, at least 0.

    Returns:
        float32 array of shape (size,), each a multiple of 2**-23 in [0, 1).

    Raises:
        ValueError: An argument is out of its range.
    """
    if size < 0:
        raise ValueError(f"size must be at least 0, got {size}")
    key, high = stream(seed, call)
    blocks = np.arange(-(-size // 4), dtype=np.uint64)
    counter = np.empty((len(blocks), 4), dtype=np.uint64)
    counter[:, 0] = blocks & np.uint64(_LOW_32)
    counter[:, 1] = blocks >> np.uint64(32)
    counter[:, 2:] = high
    words = philox4x32(counter, key).reshape(-1)[:size]
    # 23 random bits as the mantissa of a float in [1, 2).
    bits = np.uint32(0x3F800000) | (words & np.uint32(0x7FFFFF))
    return bits.view(np.float32) - np.float32(1)


def keep_mask(
    noise_shape: Sequence[int], rate: float, seed: int, call: int = 0
) -> NDArray[np.bool_]:
    """Draw one mask: True where a number survives.

    Args:
        noise_shape: Positive sizes, any rank. One number is drawn for each unit of
            this shape, in row-major order.
        rate: Probability of dropping, in [0, 1). It is rounded to float32 first, as
            TensorFlow does; a rate that rounds to 1 keeps nothing.
        seed: The layer's seed, in [-2**63, 2**63).
        call: How many masks the layer has drawn before, at least 0.

    Returns:
        bool array of shape ``noise_shape``.

    Raises:
        ValueError: An argument is out of its range.
    """
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be in [0, 1), got {rate}")
    sizes = tuple(noise_shape)
    if any(size < 1 for size in sizes):
        raise ValueError(f"noise_shape must hold positive sizes, got {sizes}")
    return (uniform(prod(sizes), seed, call) >= np.float32(rate)).reshape(sizes)


def fill_noise_shape(
    noise_shape: Sequence[int | None] | None, shape: Sequence[int]
) -> tuple[int, ...]:
    """Replace each None of a noise shape by the input's size on that axis.

    Args:
        noise_shape: Positive sizes or None, one per axis of the input; or None alone
            for one draw per number.
        shape: The input's shape.

    Returns:
        The noise shape with every size known.

    Raises:
        ValueError: The ranks differ, or a size is neither 1 nor the input's. Keras
            itself lets some of the latter pass and broadcasts the input instead.
    """
    if noise_shape is None:
        return tuple(shape)
    if len(noise_shape) != len(shape):
        raise ValueError(
            f"noise_shape {tuple(noise_shape)} must have {len(shape)} entries, "
            f"one per axis of {tuple(shape)}"
        )
    filled = tuple(
        size if noise is None else noise
        for noise, size in zip(noise_shape, shape, strict=True)
    )
    if any(noise not in (1, size) for noise, size in zip(filled, shape, strict=True)):
        raise ValueError(
            f"each entry of noise_shape {tuple(noise_shape)} must be None, 1 or the "
            f"size of its axis in {tuple(shape)}"
        )
    return filled


def word_type_mask(
    ids: ArrayLike, vocabulary: int, rate: float, seed: int, call: int = 0
) -> NDArray[np.bool_]:
    """Draw one number per sample and word type; all its occurrences share it.

    The dropout of Gal and Ghahramani 2016 (https://arxiv.org/abs/1512.05287, section
    4.2), drawn as ``Dropout(rate, seed=seed)`` draws on ones of shape (batch,
    vocabulary).

    Args:
        ids: Word ids in [0, vocabulary), shape (batch, steps).
        vocabulary: How many word types there are, at least 1.
        rate: Probability of dropping, in [0, 1).
        seed: The layer's seed, in [-2**63, 2**63).
        call: How many masks the layer has drawn before, at least 0.

    Returns:
        bool array of shape (batch, steps): True where the word survives.

    Raises:
        ValueError: An argument is out of its range.
    """
    words = np.asarray(ids)
    if words.ndim != 2 or words.size == 0:
        raise ValueError(f"ids must have shape (batch, steps), got {words.shape}")
    if words.min() < 0 or words.max() >= vocabulary:
        raise ValueError(
            f"ids must be in [0, {vocabulary}), got {words.min()} to {words.max()}"
        )
    drawn = keep_mask((len(words), vocabulary), rate, seed, call)
    return np.take_along_axis(drawn, words, axis=1)


def dropout(
    inputs: ArrayLike,
    rate: float,
    seed: int,
    call: int = 0,
    noise_shape: Sequence[int | None] | None = None,
) -> NDArray[np.float32]:
    """Apply ``Dropout(rate, noise_shape, seed)`` as Keras does with ``training=True``.

    ``SpatialDropout1D`` is ``noise_shape=(None, 1, None)``.

    Args:
        inputs: Numbers of any shape; converted to float32.
        rate: Probability of dropping, in [0, 1).
        seed: The layer's seed, in [-2**63, 2**63).
        call: How many masks the layer has drawn before, at least 0.
        noise_shape: As in Keras: 1 shares a draw along that axis.

    Returns:
        float32 array of the input's shape: zeros, and survivors times 1 / (1 - rate).

    Raises:
        ValueError: An argument is out of its range.
    """
    x = np.asarray(inputs, dtype=np.float32)
    keep = keep_mask(fill_noise_shape(noise_shape, x.shape), rate, seed, call)
    return np.where(keep, x * np.float32(1 / (1 - rate)), np.float32(0))
