"""Time one mask in its framework: ``python -m tools.measure.frameworks STREAM ROUNDS``.

It runs in the environment that holds the framework, on one core where the system can
hold a process to one, and prints as JSON who drew and the milliseconds of each round.
What is timed is a layer, or what it calls, on ones.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

UNITS = 2**20
RATE = 0.2
SEED = 7
# Rounds in which compilers and caches warm up.
WARM = 3
Draw = Callable[[], Any]


def keras(library: str = "keras") -> Draw:
    """A Dropout of Keras 3, on the backend of KERAS_BACKEND, or of ``tf_keras``."""
    module = import_module(library)
    layer = module.layers.Dropout(RATE, seed=SEED)
    x = layer(np.ones(UNITS, "float32"), training=False)
    return lambda: layer(x, training=True)


def pytorch() -> Draw:
    """``torch.nn.Dropout``."""
    torch = import_module("torch")
    layer, x = torch.nn.Dropout(RATE), torch.ones(UNITS)
    return lambda: layer(x)


def bernoulli() -> Draw:
    """``jax.random.bernoulli``."""
    jax = import_module("jax")
    key = jax.random.key(SEED)
    return lambda: jax.random.bernoulli(key, 1 - RATE, (UNITS,))


def linen() -> Draw:
    """``flax.linen.Dropout``, not compiled as a whole."""
    jax = import_module("jax")
    layer = import_module("flax.linen").Dropout(RATE, deterministic=False)
    x, rngs = jax.numpy.ones(UNITS), {"dropout": jax.random.key(SEED)}
    return lambda: layer.apply({}, x, rngs=rngs)


def nnx() -> Draw:
    """``flax.nnx.Dropout``, not compiled as a whole."""
    module = import_module("flax.nnx")
    layer = module.Dropout(RATE, rngs=module.Rngs(SEED))
    x = import_module("jax").numpy.ones(UNITS)
    return lambda: layer(x)


# By stream: how to draw, and the modules that do.
DRAW: dict[str, tuple[Callable[[], Draw], tuple[str, ...]]] = {
    "keras-tensorflow": (keras, ("keras", "tensorflow")),
    "keras-2": (lambda: keras("tf_keras"), ("tf_keras", "tensorflow")),
    "keras-torch": (keras, ("keras", "torch")),
    "keras-jax": (keras, ("keras", "jax")),
    "pytorch": (pytorch, ("torch",)),
    "jax-bernoulli": (bernoulli, ("jax",)),
    "flax-linen": (linen, ("flax", "jax")),
    "flax-nnx": (nnx, ("flax", "jax")),
}


def main(stream: str, rounds: int) -> None:
    """Draw as many masks and print how long each took."""
    make, modules = DRAW[stream]
    # Before a library counts the cores.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-1:])
    draw = make()
    times = []
    for _ in range(WARM + rounds):
        start = time.perf_counter()
        drawn = draw()
        # JAX returns before it has drawn.
        np.asarray(drawn)
        times.append((time.perf_counter() - start) * 1e3)
    by = [f"{name} {import_module(name).__version__}" for name in modules]
    print(json.dumps({"by": ", ".join(by), "times": times[WARM:]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
