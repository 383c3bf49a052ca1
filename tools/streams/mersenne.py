"""The words of the Mersenne Twister as PyTorch, Python and so Keras seed it.

NumPy and the standard library hold both generators; this module says which is which.

Sources: Matsumoto and Nishimura, "Mersenne twister", ACM TOMACS 8(1), 1998,
https://doi.org/10.1145/272991.272995, and the seeding of their mt19937ar.c of 2002:
``init_genrand`` is PyTorch's and NumPy's RandomState's, ``init_by_array`` is Python's.
The same on every machine and in every version of Python since 3.2.
"""

from random import Random

import numpy as np
from numpy.typing import NDArray

# Words drawn together: what comes before a late draw is never held as a whole.
_BATCH = 2**20


def words(seed: int, size: int, skip: int = 0) -> NDArray[np.uint32]:
    """Words of the generator that ``torch.manual_seed(seed)`` leaves.

    Args:
        seed: Any whole number; only its lower 32 bits count.
        size: How many words, at least 0.
        skip: How many words come before them. They must all be drawn.

    Returns:
        uint32 array of shape (size,).
    """
    state = np.random.RandomState(seed & 0xFFFFFFFF)
    for done in range(0, skip, _BATCH):
        state.randint(0, 2**32, min(_BATCH, skip - done), np.uint32)
    return state.randint(0, 2**32, size, np.uint32)


def randint(seed: int, low: int, high: int, nth: int = 0) -> int:
    """One of the numbers that ``random.Random(seed).randint(low, high)`` gives.

    Args:
        seed: Any whole number; its sign does not count.
        low: The least that it can be.
        high: The most that it can be.
        nth: How many such numbers come before it, at least 0.
    """
    generator = Random(seed)
    for _ in range(nth):
        generator.randint(low, high)
    return generator.randint(low, high)


def layer_seed(global_seed: int, nth: int = 0) -> int:
    """The seed that Keras 3 gives a layer without one, on every backend.

    After ``keras.utils.set_random_seed(global_seed)`` each seed generator without a
    seed takes one number of Python's generator, in the order of creation. In Keras
    3.15.1 these take numbers: Dropout and SpatialDropout1D one each unless they have a
    seed or the rate 0; Embedding, Dense, Conv1D and MultiHeadAttention with dropout
    one; LSTM and GRU three; Bidirectional(LSTM) nine.

    Args:
        global_seed: In [0, 2**32).
        nth: How many numbers were taken before, at least 0.

    Returns:
        The layer's seed, in [1, 10**9].

    Raises:
        ValueError: An argument is out of its range.
    """
    if not 0 <= global_seed < 2**32:
        raise ValueError(f"global_seed must be in [0, 2**32), got {global_seed}")
    if nth < 0:
        raise ValueError(f"nth must be at least 0, got {nth}")
    return randint(global_seed, 1, 10**9, nth)


def seed_of(seed: int | None, global_seed: int | None, nth: int) -> int:
    """The layer's seed where it is given, else what Keras 3 takes for it.

    Raises:
        ValueError: Both seeds or none are given, or an argument is out of its range.
    """
    if seed is not None and global_seed is None:
        return seed
    if global_seed is None or seed is not None:
        raise ValueError(
            f"give seed or global_seed, got seed={seed} and global_seed={global_seed}"
        )
    return layer_seed(global_seed, nth)
