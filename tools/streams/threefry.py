"""Threefry-2x32 with 20 rounds, and what JAX makes of it: keys, folding, splitting.

Sources of the method:

- the cipher: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
  SC 2011, https://doi.org/10.1145/2063384.2063405; its known answers are Random123's;
- keys: JAX's implementation ``threefry2x32``, the default of ``jax.random``. Other
  implementations (``rbg``, ``unsafe_rbg``) draw other bits and are not covered.

The same keys came out of JAX 0.4.35 and 0.10.2, with 64-bit types off. With
``jax_enable_x64`` a seed's upper half counts too; that is not covered.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Words = NDArray[np.uint32]
Key = tuple[int, int]

_LOW_32 = 0xFFFFFFFF
# From the paper: the parity of the key schedule, and the rotations of the rounds.
_PARITY = 0x1BD11BDA
_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))


def threefry2x32(key: Key, first: ArrayLike, second: ArrayLike) -> tuple[Words, Words]:
    """Encrypt counters with 20 rounds of Threefry-2x32 (Salmon et al. 2011).

    Args:
        key: Two 32-bit words.
        first: The first words of the counters, integers in [0, 2**32).
        second: The second words, of a shape that goes with that of ``first``.

    Returns:
        Two uint32 arrays of that shape: two random words for each counter.
    """
    schedule = [np.uint32(word) for word in (*key, key[0] ^ key[1] ^ _PARITY)]
    x0, x1 = np.asarray(first, np.uint32), np.asarray(second, np.uint32)
    # Sums are meant to wrap; of scalars NumPy would warn.
    with np.errstate(over="ignore"):
        x0, x1 = x0 + schedule[0], x1 + schedule[1]
        for group in range(5):
            for bits in _ROTATIONS[group % 2]:
                x0 = x0 + x1
                x1 = x1 << np.uint32(bits) | x1 >> np.uint32(32 - bits)
                x1 = x1 ^ x0
            x0 = x0 + schedule[(group + 1) % 3]
            x1 = x1 + schedule[(group + 2) % 3] + np.uint32(group + 1)
    return np.asarray(x0), np.asarray(x1)


def seed_key(seed: int) -> Key:
    """The key that ``jax.random.key(seed)`` makes: of the seed its lower 32 bits.

    Args:
        seed: In [-2**63, 2**63).

    Raises:
        ValueError: ``seed`` is out of its range, where JAX raises OverflowError.
    """
    if not -(2**63) <= seed < 2**63:
        raise ValueError(f"seed must fit in 64 signed bits, got {seed}")
    return 0, seed & _LOW_32


def fold_in(key: Key, number: int) -> Key:
    """The key that ``jax.random.fold_in(key, number)`` makes.

    Args:
        key: Two 32-bit words.
        number: In [0, 2**32).

    Raises:
        ValueError: ``number`` is out of its range, where JAX raises OverflowError.
    """
    if not 0 <= number <= _LOW_32:
        raise ValueError(f"a folded number must be in [0, 2**32), got {number}")
    first, second = threefry2x32(key, 0, number)
    return int(first), int(second)


def split(key: Key, count: int = 2, *, partitionable: bool = True) -> list[Key]:
    """The keys that ``jax.random.split(key, count)`` makes.

    Args:
        key: Two 32-bit words.
        count: How many, at least 1.
        partitionable: JAX's setting ``jax_threefry_partitionable``: True is its default
            from 0.5.0, False before. With True the keys are those of :func:`fold_in`
            with 0, 1, 2, ...; with False each depends on ``count``.

    Raises:
        ValueError: ``count`` is out of its range.
    """
    if count < 1:
        raise ValueError(f"count must be at least 1, got {count}")
    if partitionable:
        words = np.stack(threefry2x32(key, 0, np.arange(count)), axis=-1)
    else:
        pairs = threefry2x32(key, np.arange(count), np.arange(count, 2 * count))
        words = np.concatenate(pairs).reshape(count, 2)
    return [(first, second) for first, second in words.tolist()]
