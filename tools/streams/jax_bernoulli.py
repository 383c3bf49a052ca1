"""The mask that ``jax.random.bernoulli`` draws, computed with NumPy alone.

``jax.random.bernoulli(key, 1 - rate, shape)`` with ``key = jax.random.key(seed)``, in
eager mode and under ``jax.jit``, gives what :func:`keep` gives here. Flax and Keras on
JAX differ only in the key (:mod:`tools.streams.flax_linen`, ``flax_nnx``,
``keras_jax``).

Source of the method: JAX's ``jax.random``, implementation ``threefry2x32``, and
:mod:`tools.streams.threefry`.

What it depends on: one setting, ``jax_threefry_partitionable``. It is on by default
from JAX 0.5.0, and off before. The dtype of the layer's input does not matter.

Ran: JAX 0.10.2 with the setting on and off, JAX 0.4.35 with it off, its default; on a
CPU, Linux x86-64. Not run: GPUs, TPUs, Arm, Windows, macOS; ``jax_enable_x64``, where a
rate that is a Python float draws 64 bits for each number; ``mode="high"``; several
devices.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from tools.streams.threefry import Key, fold_in, seed_key, threefry2x32


def keep(
    size: int,
    rate: float,
    *,
    seed: int,
    folds: Sequence[int] = (),
    partitionable: bool = True,
) -> NDArray[np.bool_]:
    """Draw one mask: True where a number survives.

    Args:
        size: How many numbers, in row-major order of the noise shape, in [0, 2**32).
        rate: Probability of dropping, in [0, 1]; JAX is handed ``1 - rate``, a float64,
            and rounds that to float32.
        seed: Of ``jax.random.key``, in [-2**63, 2**63); its lower 32 bits count.
        folds: What ``jax.random.fold_in`` folds into the key, in this order, each in
            [0, 2**32). With ``partitionable``, ``split(key, n)[i]`` is the fold of i.
        partitionable: JAX's setting ``jax_threefry_partitionable``. With False each
            draw depends on ``size``.

    Returns:
        bool array of shape (size,).

    Raises:
        ValueError: An argument is out of its range.
    """
    key = seed_key(seed)
    for number in folds:
        key = fold_in(key, number)
    return bernoulli(size, rate, key, partitionable=partitionable)


def bernoulli(
    size: int, rate: float, key: Key, *, partitionable: bool = True
) -> NDArray[np.bool_]:
    """Draw one mask from a key of two 32-bit words; the rest as in :func:`keep`."""
    if not 0 <= size < 2**32:
        raise ValueError(f"size must be in [0, 2**32), got {size}")
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be in [0, 1], got {rate}")
    if partitionable:
        first, second = threefry2x32(key, 0, np.arange(size))
        words = first ^ second
    else:
        # One block makes number i and number i + half; an odd size lacks a counter.
        half = -(-size // 2)
        counters = np.arange(2 * half) * (np.arange(2 * half) < size)
        words = np.concatenate(threefry2x32(key, *counters.reshape(2, half)))[:size]
    # The upper 23 bits are the mantissa of a float32 in [0, 1).
    return words >> 9 < ceil(np.float32(1 - rate) * 2**23)
