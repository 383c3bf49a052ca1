"""The mask of an address of the playground, whatever framework draws it.

docs/theme/javascripts/sources.js reads the same addresses for the browser, and the
modules of docs/theme/javascripts/frameworks/ seed the streams in the same ways.
"""

from collections.abc import Callable, Mapping
from math import prod
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
from numpy.typing import NDArray

from tools.figures.kinds import FRAMEWORKS, KINDS
from tools.figures.mask import fill_noise_shape
from tools.streams import (
    flax_linen,
    flax_nnx,
    jax_bernoulli,
    keras_2,
    keras_jax,
    keras_tensorflow,
    keras_torch,
    mersenne,
    pytorch,
    tensorflow_js,
)

# How the keep of a framework is called: from its seed, how it is seeded ("" for the
# usual way), what came before, the call, and how many numbers a call draws.
Seeding = Callable[[int, str, int, int, int], Mapping[str, Any]]
Keep = Callable[..., NDArray[np.bool_]]


def _keras(seed: int, way: str, before: int, call: int, _: int) -> Mapping[str, Any]:
    seeds = {"global_seed": seed, "nth": before} if way == "global" else {"seed": seed}
    return {**seeds, "call": call}


def _keras_2(seed: int, way: str, before: int, call: int, _: int) -> Mapping[str, Any]:
    if way == "layer":
        return {"seed": seed, "call": call}
    # Without a seed of its own, the layer's calls are among all operations.
    return {"global_seed": seed, "nth": before + call}


def _keras_jax(seed: int, way: str, before: int, call: int, _: int) -> dict[str, int]:
    own = mersenne.seed_of(None, seed, before) if way == "global" else seed
    return {"seed": own, "call": call}


def _folded(*folds: int) -> Seeding:
    def seeding(seed: int, way: str, _: int, call: int, __: int) -> Mapping[str, Any]:
        return {"seed": seed, "folds": [*(() if way == "key" else (call,)), *folds]}

    return seeding


_STREAMS: dict[str, tuple[Keep, Seeding]] = {
    "keras-tensorflow": (keras_tensorflow.keep, _keras),
    "keras-2": (keras_2.keep, _keras_2),
    "keras-jax": (keras_jax.keep, _keras_jax),
    "keras-torch": (keras_torch.keep, _keras),
    "pytorch": (
        pytorch.keep,
        lambda seed, _, before, call, draws: {
            "seed": seed,
            "words": before,
            "before": [draws] * call,
        },
    ),
    "pytorch-mkl": (
        pytorch.keep,
        lambda seed, _, before, call, __: {
            "seed": seed,
            "words": before + call,
            "version": "2.0",
        },
    ),
    "jax": (jax_bernoulli.keep, _folded()),
    # What Flax folds into the key of the first call of a module without a name.
    "flax-linen": (jax_bernoulli.keep, _folded(flax_linen.folded((), 0))),
    "flax-nnx": (
        flax_nnx.keep,
        lambda seed, _, before, call, __: {
            "seed": seed,
            "uses_before": before,
            "call": call,
        },
    ),
    "tensorflow-js": (tensorflow_js.keep, lambda seed, *_: {"seed": seed}),
}


def mask(address: str) -> NDArray[np.bool_]:
    """Draw the mask of a view, written as in the fragment of an address.

    Args:
        address: As docs/theme/javascripts/sources.js writes it, of a kind with a noise
            shape of its own, in float32, not compiled, with ``training=1``.

    Returns:
        bool array of shape (batch, steps, features): True where a number survives.

    Raises:
        KeyError: Something is unknown or missing.
        ValueError: Something is out of its range.
    """
    view = dict(parse_qsl(address, strict_parsing=True))
    batch, steps, features = (int(view[k]) for k in ("batch", "steps", "features"))
    shape = batch, steps, features
    noise = fill_noise_shape(KINDS[view["layer"]].noise_shape, shape)
    keep, seeding = _STREAMS[view.get("framework", FRAMEWORKS[0])]
    draws, numbers = prod(noise), [int(view[key]) for key in ("seed", "call")]
    before = int(view.get("before", 0))
    given = seeding(numbers[0], view.get("seeding", ""), before, numbers[1], draws)
    drawn = keep(draws, float(view["rate"]), **given).reshape(noise)
    return np.broadcast_to(drawn, shape)
