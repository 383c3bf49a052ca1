"""The masks of Keras 3 on TensorFlow, in each dtype, eager or compiled by XLA.

``keras.layers.Dropout(rate, seed=seed, dtype=policy)`` called with ``training=True``:
eager, in ``tf.function`` and in ``fit`` with ``jit_compile=False`` it draws as with
``compiled=False``; under ``jit_compile=True`` XLA makes other numbers of the same
words, ``compiled=True``. XLA's auto clustering does the same.

One corner is left out. A rate that is not halfway between two numbers of float16, but
is when rounded to float32, such as 0.5 + 2**-12 + 2**-40, goes to float16 by float32 in
eager mode, as here, and at once in ``tf.function``, which then takes the other number.

What moves the zeros: seed, call, dtype of the computation ("mixed_float16" computes in
float16), and the compiler. Run: Keras 3.15.1 with TensorFlow 2.21.0 on Linux x86-64
processors. Not run: GPUs, Arm, Windows, macOS.
"""

import numpy as np
from numpy.typing import NDArray

from tools.figures.mask import stream
from tools.streams import tensorflow
from tools.streams.arguments import check
from tools.streams.mersenne import seed_of
from tools.streams.tensorflow import scale

__all__ = ["keep", "scale"]


def keep(
    size: int,
    rate: float,
    *,
    seed: int | None = None,
    global_seed: int | None = None,
    nth: int = 0,
    call: int = 0,
    dtype: str = "float32",
    compiled: bool = False,
) -> NDArray[np.bool_]:
    """Draw one mask, in row-major order of the noise shape.

    Args:
        size: How many numbers the noise shape holds, at least 0.
        rate: Probability of dropping, in [0, 1). It is rounded to the dtype first.
        seed: The layer's seed, in [-2**63, 2**63).
        global_seed: Of ``keras.utils.set_random_seed``, in [0, 2**32), where the layer
            has no seed.
        nth: How many seeds others took after the global seed; see
            :func:`tools.streams.mersenne.layer_seed`.
        call: How many masks the layer has drawn before, at least 0.
        dtype: Of the layer's computation: "float16", "bfloat16", "float32" or
            "float64".
        compiled: Whether XLA compiled the call (``jit_compile=True``).

    Returns:
        bool array of shape (size,): True where a number survives.

    Raises:
        ValueError: An argument is out of its range, or not one of the seeds is given.
    """
    check(size, rate)
    key, high = stream(seed_of(seed, global_seed, nth), call)
    return tensorflow.keep(
        size, rate, key=key, high=high, dtype=dtype, compiled=compiled
    )
