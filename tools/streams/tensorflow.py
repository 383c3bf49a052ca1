"""From TensorFlow's random words to a mask, in each dtype, as compiled and as not.

TensorFlow's stateless and stateful uniform operations cut the same Philox words to the
mantissa of the dtype: they read the lowest bits of a word, XLA reads the highest.

Sources: TensorFlow's conversions from random bits to floating point, in
random_distributions.h, and XLA's, in prng.cc. Run: TensorFlow 2.21.0 on Linux x86-64
processors. Not run: GPUs, Arm, Windows, macOS.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from tools.figures.mask import philox4x32

# How many random bits a number has: the mantissa.
BITS = {"float16": 10, "bfloat16": 7, "float32": 23, "float64": 52}


def rounded(number: float, dtype: str) -> float:
    """The number of a dtype that TensorFlow makes of a Python float.

    The nearest; halfway, the one whose last bit is 0. To 16 bits it goes by float32, so
    what is halfway for float32 is halfway for good.

    Args:
        number: Finite, at least 0.
        dtype: "float16", "bfloat16", "float32" or "float64".

    Raises:
        ValueError: The dtype is none of the four.
    """
    if dtype not in BITS:
        raise ValueError(f"dtype must be one of {', '.join(BITS)}, got {dtype!r}")
    if dtype == "bfloat16":
        # NumPy has no bfloat16: the upper half of a float32, which is how it is made.
        bits = int(np.float32(number).view(np.uint32))
        bits = (bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000
        return float(np.uint32(bits).view(np.float32))
    with np.errstate(over="ignore"):
        single = number if dtype == "float64" else np.float32(number)
        return float(np.dtype(dtype).type(single))


def scale(rate: float, dtype: str = "float32") -> float:
    """What TensorFlow multiplies survivors by, in Keras 2 and 3: 1 / (1 - rate).

    Args:
        rate: Probability of dropping, in [0, 1).
        dtype: "float16", "bfloat16", "float32" or "float64".

    Returns:
        The multiplier as that dtype holds it; infinite where float16 ends.

    Raises:
        ValueError: The dtype is none of the four.
    """
    return rounded(1 / (1 - rate), dtype)


def words(
    size: int, key: tuple[int, int], high: tuple[int, int], block: int = 0
) -> NDArray[np.uint32]:
    """Consecutive words of a Philox stream.

    Args:
        size: How many words, at least 0.
        key: Two 32-bit words, lowest first.
        high: The upper half of all its counters: two 32-bit words, lowest first.
        block: The lower half of the first counter, in [0, 2**64).

    Returns:
        uint32 array of shape (size,).
    """
    blocks = np.arange(-(-size // 4), dtype=np.uint64) + np.uint64(block)
    counter = np.empty((len(blocks), 4), dtype=np.uint64)
    counter[:, 0] = blocks & np.uint64(0xFFFFFFFF)
    counter[:, 1] = blocks >> np.uint64(32)
    counter[:, 2:] = high
    return philox4x32(counter, key).reshape(-1)[:size]


def keep(
    size: int,
    rate: float,
    *,
    key: tuple[int, int],
    high: tuple[int, int],
    block: int = 0,
    dtype: str = "float32",
    compiled: bool = False,
) -> NDArray[np.bool_]:
    """Compare the numbers of a Philox stream with a rate.

    Args:
        size: How many numbers, at least 0.
        rate: Probability of dropping, in [0, 1). It is rounded to the dtype first.
        key: Two 32-bit words, lowest first.
        high: The upper half of all its counters: two 32-bit words, lowest first.
        block: The lower half of the first counter, in [0, 2**64).
        dtype: "float16", "bfloat16", "float32" or "float64".
        compiled: Whether XLA compiled the operation.

    Returns:
        bool array of shape (size,): True where a number survives.

    Raises:
        ValueError: The dtype is none of the four.
    """
    limit, bits = rounded(rate, dtype), BITS[dtype]
    if dtype == "float64":
        pairs = words(2 * size, key, high, block).astype(np.uint64)
        first, second = pairs[::2], pairs[1::2]
        if compiled:
            numbers = second << np.uint64(20) | first >> np.uint64(12)
        else:
            numbers = (first & np.uint64(0xFFFFF)) << np.uint64(32) | second
    elif compiled and dtype != "float16":
        # XLA draws a float32 and cuts it to bfloat16, which moves no number across a
        # rate that bfloat16 holds.
        numbers, bits = words(size, key, high, block) >> np.uint32(9), 23
    else:
        numbers = words(size, key, high, block) & np.uint32(2**bits - 1)
    return numbers >= ceil(limit * 2**bits)
