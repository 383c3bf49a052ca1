"""The masks of PyTorch on a processor after ``torch.manual_seed``.

``torch.nn.Dropout``, ``F.dropout`` and, on a noise shape of (N, C, 1, ...),
``F.dropout1d`` and its kin. One generator serves all layers and calls in turn, so a
draw depends on every draw before it; a rate of 0 draws nothing.

PyTorch 2.7 and newer: two words of the Mersenne Twister make a number. PyTorch 2.0 to
2.6 with MKL, the x86-64 builds: one word per call seeds MKL's generator MCG31m1, whose
numbers are compared as float32. Version and build move the zeros; dtype, threads and
operating system do not, except that the builds for Arm have no MKL. PyTorch fills a
dense tensor in the order of its memory since 2.7, of its indices before.

Sources: PyTorch's DistributionTemplates.h and, before 2.7, its bernoulli_mkl_kernel;
L'Ecuyer, "Tables of linear congruential generators", Math. Comp. 68, 1999,
https://doi.org/10.1090/S0025-5718-99-00996-5 (the multiplier 1132489760). Run: 2.13.0,
2.7.0 and 2.6.0 on Linux x86-64 processors. Not run: GPUs, Arm, Windows, macOS.
``torch.compile`` draws other bits.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools.streams import mersenne
from tools.streams.arguments import check
from tools.streams.tensorflow import rounded

# The first version of each range.
VERSIONS = ("2.7", "2.0")

_MODULUS = 2**31 - 1
_MULTIPLIER = 1132489760


def keep(
    size: int,
    rate: float,
    *,
    seed: int,
    before: Sequence[int] = (),
    words: int = 0,
    version: str = "2.7",
) -> NDArray[np.bool_]:
    """Draw one mask, in row-major order of the noise shape.

    Args:
        size: How many numbers the noise shape holds, at least 0.
        rate: Probability of dropping, in [0, 1).
        seed: Of ``torch.manual_seed``, in [-2**63, 2**64). Only its lower 32 bits
            count.
        before: How many numbers each earlier dropout with a rate above 0 drew since
            then.
        words: How many words of the generator others took since then, at least 0:
            ``torch.rand(n)`` takes n, ``nn.Linear(4, 3)`` takes 15.
        version: "2.7" for PyTorch 2.7 and newer; "2.0" for PyTorch 2.0 to 2.6 with MKL.

    Returns:
        bool array of shape (size,): True where a number survives.

    Raises:
        ValueError: An argument is out of its range.
    """
    check(size, rate, words=words, before=min(before, default=0))
    if not -(2**63) <= seed < 2**64:
        raise ValueError(f"seed must be in [-2**63, 2**64), got {seed}")
    if version not in VERSIONS:
        raise ValueError(f"version must be one of {', '.join(VERSIONS)}, got {version}")
    if rate == 0 or size == 0:
        return np.ones(size, dtype=np.bool_)
    if version == "2.0":
        skip = words + sum(drawn > 0 for drawn in before)
        start = int(mersenne.words(seed, 1, skip)[0])
        numbers = (_mcg31(start, size) / _MODULUS).astype(np.float32)
        return numbers < np.float32(1 - rate)
    drawn = mersenne.words(seed, 2 * size, words + 2 * sum(before)).astype(np.uint64)
    high, low = drawn[::2], drawn[1::2]
    fractions = (high & np.uint64(0x1FFFFF)) << np.uint64(32) | low
    return fractions / 2**53 < 1 - rate


def _mcg31(seed: int, size: int) -> NDArray[np.uint64]:
    """The first numbers of MCG31m1, each in [1, 2**31 - 1)."""
    numbers = np.array([seed % _MODULUS or 1], dtype=np.uint64)
    while len(numbers) < size:
        # As many again: each is so many steps after one that is there.
        jump = np.uint64(pow(_MULTIPLIER, len(numbers), _MODULUS))
        further = numbers[: size - len(numbers)] * jump % np.uint64(_MODULUS)
        numbers = np.concatenate([numbers, further])
    return numbers[:size]


def scale(rate: float, dtype: str = "float32") -> float:
    """What PyTorch multiplies survivors by: one divided by 1 - rate, in float32.

    Args:
        rate: Probability of dropping, in [0, 1).
        dtype: Of the input: "float16", "bfloat16", "float32" or "float64". The first
            two divide in float32 and round the quotient.

    Returns:
        The multiplier as that dtype holds it. A dropped number is multiplied by 0: a
        negative one becomes -0, nan and infinity become nan.

    Raises:
        ValueError: The dtype is none of the four.
    """
    if dtype == "float64":
        return 1 / (1 - rate)
    return rounded(float(np.float32(1) / np.float32(1 - rate)), dtype)
