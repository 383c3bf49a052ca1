"""The mask that a seeded Keras 3 layer draws on JAX, computed with NumPy alone.

``keras.layers.Dropout(rate, seed=seed)`` on the JAX backend, called with
``training=True`` after it has drawn ``call`` masks, gives what :func:`keep` gives here,
eager and in ``fit``. Keras' pair (seed, call) is the key itself: nothing is hashed or
scrambled.

Source of the method: Keras' ``SeedGenerator`` and its JAX backend, ``random.py``.

What it depends on: JAX's setting ``jax_threefry_partitionable``. The dtype policy does
not matter: float16, bfloat16 and float64 draw the mask of float32.

Ran: Keras 3.15.1 on JAX 0.10.2, on a CPU, Linux x86-64. Not run: other versions of
Keras 3; GPUs, TPUs, Arm, Windows, macOS; what :mod:`tools.streams.jax_bernoulli` names.

Survivors: each is multiplied by ``float32(1) / float32(1 - rate)``. A rate of 0 makes
no seed and draws nothing; 1 drops everything.
"""

import numpy as np
from numpy.typing import NDArray

from tools.streams.jax_bernoulli import bernoulli


def keep(
    size: int,
    rate: float,
    *,
    seed: int,
    call: int = 0,
    partitionable: bool = True,
) -> NDArray[np.bool_]:
    """Draw one mask: True where a number survives.

    Args:
        size: How many numbers, in row-major order of the noise shape, in [0, 2**32).
        rate: Probability of dropping, in [0, 1].
        seed: The layer's seed, in [0, 2**32). With another seed Keras raises
            OverflowError when the layer is made, negative seeds among them.
        call: How many masks the layer has drawn before, in [0, 2**32).
        partitionable: JAX's setting ``jax_threefry_partitionable``.

    Returns:
        bool array of shape (size,).

    Raises:
        ValueError: An argument is out of its range.
    """
    for name, word in (("seed", seed), ("call", call)):
        if not 0 <= word < 2**32:
            raise ValueError(f"{name} must be in [0, 2**32), got {word}")
    return bernoulli(size, rate, (seed, call), partitionable=partitionable)
