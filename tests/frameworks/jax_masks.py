"""Masks drawn by JAX, Flax and Keras on JAX, each with the settings of its stream.

``PYTHONPATH=tests KERAS_BACKEND=jax python -m frameworks.jax_masks COUNT STREAM...``
prints COUNT masks of each; tests/streams/vectors/jax-*.json hold 24. It runs on old
versions too: JAX 0.4.35 with Flax 0.8.5 drew theirs.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from random import Random
from typing import NamedTuple

import flax
import jax
import jax.numpy as jnp
import numpy as np
from flax import linen, nnx


class Case(NamedTuple):
    """What a stream is asked for."""

    stream: str
    size: int
    rate: float
    settings: dict


# From 0.11.0 a layer of nnx has a stream of its own.
FORKS = tuple(map(int, flax.__version__.split(".")[:2])) >= (0, 11)
# Few, since each is compiled anew.
SIZES = (1, 2, 3, 24, 47, 96)
DTYPES = (
    *("float32", "float16", "bfloat16", "float64"),
    *("mixed_float16", "mixed_bfloat16"),
)
RATES = (0.0, 1e-9, 2**-24, 2**-23, 0.2, 0.5, 0.9, 1 - 2**-23, 1 - 1e-9, 1.0)
SEEDS = (0, -1, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, -(2**63))
WORDS = (0, 1, 2**31 - 1, 2**31, 2**32 - 1)
PATHS = ((), ("Dropout_0",), ("Block_1", "Dropout_0"), ("layers_2",), ("größe", "d"))


def bernoulli(size: int, rate: float, *, seed: int, folds: Sequence[int]) -> jax.Array:
    """``jax.random.bernoulli`` with a folded key."""
    key = jax.random.key(seed)
    for number in folds:
        key = jax.random.fold_in(key, number)
    return jax.random.bernoulli(key, 1 - rate, (size,))


class Nest(linen.Module):
    """A dropout under the names of a path, called several times."""

    names: Sequence[str]
    rate: float
    calls: int

    @linen.compact
    def __call__(self, x: jax.Array) -> jax.Array:
        name, *rest = self.names
        if rest:
            return Nest(rest, self.rate, self.calls, name=name)(x)
        drop = linen.Dropout(self.rate, deterministic=False, name=name)
        return [drop(x) for _ in range(self.calls)][-1]


def of_linen(
    size: int,
    rate: float,
    *,
    seed: int,
    path: Sequence[str],
    call: int,
    separator: bool,
) -> jax.Array:
    """``linen.Dropout`` at a path; applied by itself, it draws once."""
    alone = linen.Dropout(rate, deterministic=False)
    module = Nest(path, rate, call + 1) if path else alone
    flax.config.update("flax_fix_rng_separator", separator)
    rngs = {"dropout": jax.random.key(seed)}
    try:
        return module.apply({}, jnp.ones(size), rngs=rngs)
    finally:
        flax.config.update("flax_fix_rng_separator", False)


def of_nnx(
    size: int, rate: float, *, seed: int, uses_before: int, call: int, fork: bool
) -> jax.Array:
    """``nnx.Dropout`` after other uses of its stream."""
    rngs = nnx.Rngs(seed) if seed % 2 else nnx.Rngs(dropout=seed)
    for _ in range(uses_before):
        rngs.dropout()
    own = {"rngs": rngs} if fork or not FORKS else {}
    drop = nnx.Dropout(rate, deterministic=False, **own)
    handed = {} if own else {"rngs": rngs}
    return [drop(jnp.ones(size), **handed) for _ in range(call + 1)][-1]


def of_keras(size: int, rate: float, *, seed: int, call: int) -> jax.Array:
    """``keras.layers``: each size has its kind and dtype, so little is compiled."""
    import keras

    place = SIZES.index(size)
    options = {"seed": seed, "dtype": DTYPES[place]}
    drop, shape, draws = (
        (keras.layers.Dropout(rate, **options), (size,), ...),
        (keras.layers.Dropout(rate, (None, 1), **options), (size, 3), (..., 0)),
        (keras.layers.SpatialDropout1D(rate, **options), (1, 2, size), (0, 0)),
    )[place % 3]
    # What earlier calls drew is nobody's business: only their count is.
    if call and rate:
        drop.seed_generator.state.assign(np.array([seed, call], "uint32"))
    return drop(jnp.ones(shape), training=True)[draws]


DRAW: dict[str, Callable[..., jax.Array]] = {
    "jax_bernoulli": bernoulli,
    "flax_linen": of_linen,
    "flax_nnx": of_nnx,
    "keras_jax": of_keras,
}


def drawn(case: Case) -> np.ndarray:
    """True where the framework keeps a number; bool, shape (size,)."""
    settings = dict(case.settings)
    with jax.threefry_partitionable(settings.pop("partitionable")):
        return np.asarray(DRAW[case.stream](case.size, case.rate, **settings)) != 0


def cases(stream: str, count: int, seed: int = 18) -> Iterator[Case]:
    """Boundaries first, then what chance gives."""
    random = Random(seed)
    for i in range(count):
        number = SEEDS[i % 8] if i < 16 else random.randrange(-(2**63), 2**63)
        settings: dict = {"seed": number}
        call = random.choice((0, 0, 1, 2, 5))
        if stream == "jax_bernoulli":
            folds = [random.choice(WORDS), random.randrange(2**32)]
            settings["folds"] = folds[: random.randrange(3)]
        elif stream == "flax_linen":
            path = PATHS[i % len(PATHS)]
            settings["path"] = path
            # A count of 256 is the first that takes two bytes.
            settings["call"] = {2: 254, 3: 255}.get(i, call) if path else 0
            settings["separator"] = i % 4 == 3
        elif stream == "flax_nnx":
            settings |= {"uses_before": random.randrange(4), "call": call}
            settings["fork"] = FORKS and i % 3 < 2
        else:
            numbers = (random.choice(WORDS), random.randrange(2**32))
            settings["seed"] = WORDS[i % 5] if i < 10 else numbers[1]
            settings["call"] = random.choice((call, numbers[0]))
        settings["partitionable"] = random.random() < 0.6
        rate = RATES[i // 2 % 10] if i % 2 else round(random.random(), 3)
        yield Case(stream, random.choice(SIZES), rate, settings)


def who() -> str:
    """The packages that draw, and where."""
    found = []
    for name in ("JAX", "jaxlib", "Flax", "Keras"):
        try:
            found.append(f"{name} {version(name.lower())}")
        except PackageNotFoundError:
            continue
    return ", ".join([*found, "Linux x86-64, CPU"])


def written(case: Case, kept: np.ndarray) -> dict[str, object]:
    """A case and its mask as JSON holds them: a 1 or a 0 for each number, in order.

    A seed is text: JavaScript's numbers do not hold it.
    """
    settings = case.settings | {"seed": str(case.settings["seed"])}
    text = "".join(map(str, kept.astype(int)))
    return case._asdict() | {"settings": settings, "kept": text}


if __name__ == "__main__":
    _, count, *names = sys.argv
    masks = [written(c, drawn(c)) for name in names for c in cases(name, int(count))]
    lines = ",\n".join(json.dumps(mask) for mask in masks)
    print(f'{{"drawn": {json.dumps(who())},\n"masks": [\n{lines}\n]}}')
