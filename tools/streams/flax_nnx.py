"""The mask that a ``flax.nnx.Dropout`` draws, computed with NumPy alone.

A stream of ``nnx.Rngs`` counts its uses, and each use folds the count into the key of
its seed. From Flax 0.11.0 a layer that is handed ``rngs`` when it is made uses the
stream once, for a stream of its own: a fork, which counts the layer's calls. Before,
and where ``rngs`` is handed over at the call, each mask uses the shared stream.

Source of the method: ``flax.nnx.rnglib`` and ``flax.nnx.nn.stochastic`` of Flax.

What it depends on: whether the layer forks, what used the stream before, and JAX's
setting ``jax_threefry_partitionable``. ``nnx.Linear`` uses the stream twice, for kernel
and bias, if ``params`` has no stream of its own.

Ran: Flax 0.12.8 on JAX 0.10.2 (fork and rngs at the call), Flax 0.8.5 on JAX 0.4.35 (no
fork); on a CPU, Linux x86-64. That the fork came with 0.11.0 is read from the releases
0.10.7 and 0.11.0, which were not run. Not run: GPUs, TPUs, Arm, Windows, macOS; layers
lifted by ``nnx.vmap`` and the like; what :mod:`tools.streams.jax_bernoulli` names.

Survivors: each is multiplied by ``float32(1) / float32(1 - rate)``. In eager mode JAX
0.4.35 divided by ``float32(1 - rate)`` instead, which may differ in the last bit; under
``nnx.jit`` it multiplied. A rate of 0 draws nothing and 1 drops everything; both leave
the stream unused, save for the fork.
"""

import numpy as np
from numpy.typing import NDArray

from tools.streams import jax_bernoulli
from tools.streams.arguments import counted


def keep(
    size: int,
    rate: float,
    *,
    seed: int,
    uses_before: int = 0,
    call: int = 0,
    fork: bool = True,
    partitionable: bool = True,
) -> NDArray[np.bool_]:
    """Draw one mask: True where a number survives.

    Args:
        size: How many numbers, in row-major order of the noise shape, in [0, 2**32).
        rate: Probability of dropping, in [0, 1].
        seed: Of the stream: ``nnx.Rngs(seed)`` or ``nnx.Rngs(dropout=seed)``, in
            [-2**63, 2**63).
        uses_before: How often the stream was used before: with ``fork`` before the
            layer was made, else before the first of the calls counted.
        call: How many masks the layer has drawn before, at least 0. Without ``fork``
            only the sum of both counts.
        fork: Flax 0.11.0 and newer, ``rngs`` handed to the layer when it is made.
        partitionable: JAX's setting ``jax_threefry_partitionable``.

    Returns:
        bool array of shape (size,).

    Raises:
        ValueError: An argument is out of its range.
    """
    counted(uses_before=uses_before, call=call)
    folds = (uses_before, call) if fork else (uses_before + call,)
    return jax_bernoulli.keep(
        size, rate, seed=seed, folds=folds, partitionable=partitionable
    )
