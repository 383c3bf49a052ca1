"""The mask that a ``flax.linen.Dropout`` draws, computed with NumPy alone.

``nn.Dropout(rate, deterministic=False)`` anywhere in a module, applied with
``rngs={"dropout": jax.random.key(seed)}``, in eager mode and under ``jax.jit``, gives
what :func:`keep` gives here. The noise shape is the input's, 1 along
``broadcast_dims``.

The key is folded with the first four bytes of a SHA-1 digest: of the names of the
modules from the applied one down to the layer, in UTF-8, nothing between them, and of
the count of the layer's masks in this apply, which starts at 1.

Source of the method: Flax' ``flax.core.scope`` (``LazyRng``, ``make_rng``).

What it depends on: the layer's path, JAX's setting ``jax_threefry_partitionable``, and
Flax' setting ``flax_fix_rng_separator``, which is off by default.

Ran: Flax 0.12.8 on JAX 0.10.2, Flax 0.8.5 on JAX 0.4.35; on a CPU, Linux x86-64. Not
run: GPUs, TPUs, Arm, Windows, macOS; modules lifted by ``nn.scan``, ``nn.vmap`` and the
like, which split their keys; what :mod:`tools.streams.jax_bernoulli` names.

Survivors: each is multiplied by ``float32(1) / float32(1 - rate)``. In eager mode JAX
0.4.35 divided by ``float32(1 - rate)`` instead, which may differ in the last bit; under
``jax.jit`` it multiplied. A rate of 0 draws nothing and 1 drops everything.
"""

from collections.abc import Sequence
from hashlib import sha1

import numpy as np
from numpy.typing import NDArray

from tools.streams import jax_bernoulli
from tools.streams.arguments import counted


def keep(
    size: int,
    rate: float,
    *,
    seed: int,
    path: Sequence[str] = (),
    call: int = 0,
    separator: bool = False,
    partitionable: bool = True,
) -> NDArray[np.bool_]:
    """Draw one mask: True where a number survives.

    Args:
        size: How many numbers, in row-major order of the noise shape, in [0, 2**32).
        rate: Probability of dropping, in [0, 1].
        seed: Of the key that ``rngs`` holds, in [-2**63, 2**63).
        path: Names of the modules below the applied one, the layer last: () where the
            layer itself is applied, ("Dropout_0",) for the first without a name in a
            compact module, ("layers_2",) for the third of ``nn.Sequential``.
        call: How many masks the layer has drawn before in this apply, at least 0. Each
            apply with the same key starts again.
        separator: Flax' setting ``flax_fix_rng_separator``.
        partitionable: JAX's setting ``jax_threefry_partitionable``.

    Returns:
        bool array of shape (size,).

    Raises:
        ValueError: An argument is out of its range.
    """
    folds = (folded(path, call, separator=separator),)
    return jax_bernoulli.keep(
        size, rate, seed=seed, folds=folds, partitionable=partitionable
    )


def folded(path: Sequence[str], call: int, *, separator: bool = False) -> int:
    """What Flax folds into the key for a call of a layer: see :func:`keep`.

    Returns:
        In [0, 2**32).

    Raises:
        ValueError: ``call`` is negative.
    """
    counted(call=call)
    count = call + 1
    digits = count.to_bytes(-(-count.bit_length() // 8), "big")
    between = b"\0" if separator else b""
    text = b"".join(between + part for part in (*map(str.encode, path), digits))
    return int.from_bytes(sha1(text, usedforsecurity=False).digest()[:4], "big")
