"""The masks of Keras 3 on PyTorch, for a layer with a seed or a noise shape.

Each call makes a generator of its own: the Mersenne Twister, seeded with the sum of
seed and call, so call 1 of seed 3 draws what call 0 of seed 4 draws. The dtype does not
move the zeros. A layer with neither a seed nor a noise shape is PyTorch's own dropout:
see :mod:`tools.streams.pytorch`, seeded by ``keras.utils.set_random_seed``.

Survivors are divided by 1 - rate, as PyTorch divides a tensor by a number.

Sources: Keras' random.py of its torch backend, PyTorch's distribution of
torch.bernoulli for a tensor of float32. Run: Keras 3.15.1 on PyTorch 2.13.0, 2.7.0 and
2.6.0, on Linux x86-64 processors. Not run: GPUs, Arm, Windows, macOS.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from tools.streams import mersenne
from tools.streams.arguments import check


def keep(
    size: int,
    rate: float,
    *,
    seed: int | None = None,
    global_seed: int | None = None,
    nth: int = 0,
    call: int = 0,
) -> NDArray[np.bool_]:
    """Draw one mask, in row-major order of the noise shape.

    Args:
        size: How many numbers the noise shape holds, at least 0.
        rate: Probability of dropping, in [0, 1); 1 - rate is rounded to float32.
        seed: The layer's seed, in [-2**31, 2**31): from 2**31 on, Keras fails.
        global_seed: Of ``keras.utils.set_random_seed``, in [0, 2**32), where the layer
            has no seed but a noise shape.
        nth: How many seeds others took after the global seed; see
            :func:`tools.streams.mersenne.layer_seed`.
        call: How many masks the layer has drawn before, at least 0.

    Returns:
        bool array of shape (size,): True where a number survives.

    Raises:
        ValueError: An argument is out of its range, or not one of the seeds is given.
    """
    check(size, rate, call=call)
    own = mersenne.seed_of(seed, global_seed, nth)
    if not -(2**31) <= own < 2**31:
        raise ValueError(f"seed must be in [-2**31, 2**31), got {own}")
    if rate == 0:
        return np.ones(size, dtype=np.bool_)
    numbers = mersenne.words(own + call, size) & np.uint32(0xFFFFFF)
    return numbers < ceil(float(np.float32(1 - rate)) * 2**24)
