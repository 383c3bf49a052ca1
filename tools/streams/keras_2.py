"""The masks of Keras 2 after ``tf.random.set_seed``, eager: TensorFlow's RandomUniform.

A pair of seeds, the global one and that of the operation, is the key and the upper half
of the counter of Philox4x32-10, without scrambling. A layer without a seed takes the
next whole number of ``random.Random(global_seed)``; so do ``tf.random.normal`` and
others. A layer with a seed adds the number of its calls to it: so it is in TensorFlow
2.8 and newer (before, in 2.3, the seed stayed and the counter went on; that is not
offered).

In ``fit`` and ``tf.function`` the operations of a graph are numbered instead, and each
step goes on where the last one ended; ``before`` knows the latter.

Sources: TensorFlow's random_seed.py, guarded_philox_random.h and random_op.cc, Keras
2's RandomGenerator. Run: tf_keras 2.21.0 with TensorFlow 2.21.0 and Keras 2.15.0 with
TensorFlow 2.15.1, on Linux x86-64 processors. Not run: GPUs, Arm, Windows, macOS.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools.streams import tensorflow
from tools.streams.arguments import check
from tools.streams.mersenne import randint
from tools.streams.tensorflow import scale

__all__ = ["keep", "scale"]

_MODULUS = 2**31 - 1
# TensorFlow's global seed where none was set.
_DEFAULT = 87654321
# Each run of an operation reserves so many blocks for each of its numbers.
_RESERVED = 256


def keep(
    size: int,
    rate: float,
    *,
    global_seed: int | None = None,
    seed: int | None = None,
    nth: int = 0,
    call: int = 0,
    before: Sequence[int] = (),
    dtype: str = "float32",
) -> NDArray[np.bool_]:
    """Draw one mask, in row-major order of the noise shape.

    Args:
        size: How many numbers the noise shape holds, at least 0.
        rate: Probability of dropping, in [0, 1). It is rounded to the dtype first.
        global_seed: Of ``tf.random.set_seed``; None where it was not called.
        seed: The layer's seed, None for none.
        nth: Without a layer seed: how many random operations without a seed ran between
            ``tf.random.set_seed`` and this one, over all layers, at least 0.
        call: With a layer seed: how many masks the layer has drawn before, at least 0.
        before: How many numbers each earlier operation drew that had the same two seeds
            and the same dtype: another layer with this seed, an earlier step of a
            graph.
        dtype: Of the layer's computation: "float16", "bfloat16", "float32" or
            "float64".

    Returns:
        bool array of shape (size,): True where a number survives.

    Raises:
        ValueError: An argument is out of its range, no seed is given, or ``nth`` or
            ``call`` is given where it does not count.
    """
    check(size, rate, nth=nth, call=call, before=min(before, default=0))
    if seed is None and global_seed is None:
        raise ValueError("without global_seed and seed no mask comes again, got None")
    if seed is not None and nth:
        raise ValueError(f"nth must be 0 for a layer with a seed, got {nth}")
    if seed is None and call:
        raise ValueError(f"call must be 0 for a layer without a seed, got {call}")
    first, second = _pair(global_seed, seed, nth, call)
    return tensorflow.keep(
        size,
        rate,
        key=(first, 0),
        high=(second, 0),
        block=_RESERVED * sum(before),
        dtype=dtype,
    )


def _pair(
    global_seed: int | None, seed: int | None, nth: int, call: int
) -> tuple[int, int]:
    first = _DEFAULT if global_seed is None else global_seed % _MODULUS
    if seed is not None:
        second = (seed + call) % _MODULUS
    else:
        assert global_seed is not None
        second = randint(global_seed, 0, 2**31 - 1, nth) % _MODULUS
    # Two zeros would ask TensorFlow for a seed of chance.
    return first, second if first or second else _MODULUS
