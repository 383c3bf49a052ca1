"""JAX and Flax draw what their streams draw: make test-frameworks."""

import json
from importlib import import_module
from pathlib import Path

import flax
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import linen, nnx
from frameworks.jax_masks import cases, drawn, who, written

from tools.streams import flax_linen, flax_nnx, jax_bernoulli
from tools.streams.threefry import fold_in, seed_key, split

STREAMS = ("jax_bernoulli", "flax_linen", "flax_nnx")
VECTORS = Path(__file__).parents[1] / "streams/vectors/jax-0.10.2.json"
COUNT = 300


@pytest.mark.parametrize("stream", STREAMS)
def test_every_mask_is_that_of_the_framework(stream, record_property):
    keep = import_module(f"tools.streams.{stream}").keep
    masks = [(case, drawn(case)) for case in cases(stream, COUNT)]
    assert len(masks) == COUNT
    for case, kept in masks:
        assert np.array_equal(keep(case.size, case.rate, **case.settings), kept), case
    record_property("streams", COUNT)
    record_property("version JAX", jax.__version__)
    record_property("version Flax", flax.__version__)
    committed = json.loads(VECTORS.read_text("utf-8"))
    own = [mask for mask in committed["masks"] if mask["stream"] == stream]
    again = [written(*mask) for mask in masks[: len(own)]]
    # JSON knows lists only.
    assert own
    assert json.loads(json.dumps(again)) == own
    assert committed["drawn"].startswith(who().partition(", Linux")[0])


@pytest.mark.parametrize("partitionable", [True, False])
def test_a_large_mask_under_jit_is_the_same(partitionable):
    size = 2**16 + 1
    bernoulli = jax.jit(jax.random.bernoulli, static_argnums=2)
    with jax.threefry_partitionable(partitionable):
        kept = bernoulli(jax.random.key(18), 0.8, (size,))
    mask = jax_bernoulli.keep(size, 0.2, seed=18, partitionable=partitionable)
    assert np.array_equal(mask, kept)


@pytest.mark.parametrize("partitionable", [True, False])
def test_the_keys_are_those_of_jax(partitionable):
    with jax.threefry_partitionable(partitionable):
        for seed, count in ((0, 1), (-7, 2), (2**40 + 5, 5)):
            key = jax.random.key(seed)
            data = jax.random.key_data(jax.random.split(key, count))
            own = split(seed_key(seed), count, partitionable=partitionable)
            assert list(map(tuple, data.tolist())) == own
            folded = jax.random.key_data(jax.random.fold_in(key, 2**32 - 1))
            assert tuple(folded.tolist()) == fold_in(seed_key(seed), 2**32 - 1)


class Within(linen.Module):
    """Dropouts named by Flax and by an attribute."""

    def setup(self) -> None:
        self.last = linen.Dropout(0.5, deterministic=False)
        self.layers = linen.Sequential(
            [jnp.abs, linen.Dropout(0.5, deterministic=False)]
        )

    def __call__(self, x: jax.Array) -> list[jax.Array]:
        return [self.last(x), self.layers(x), self.last(x)]


class Unnamed(linen.Module):
    """Two dropouts without a name, the second within a module without one."""

    depth: int = 1

    @linen.compact
    def __call__(self, x: jax.Array) -> list[jax.Array]:
        below = Unnamed(self.depth - 1)(x) if self.depth else []
        return [linen.Dropout(0.5, deterministic=False)(x), *below]


def test_a_name_is_that_of_its_place_in_linen():
    rngs, x = {"dropout": jax.random.key(3)}, jnp.ones(60)
    applied = {}
    for module in (Within(), Unnamed()):
        applied[type(module)] = jax.jit(module.apply)({}, x, rngs=rngs)
    paths = {
        Within: [(("last",), 0), (("layers", "layers_1"), 0), (("last",), 1)],
        Unnamed: [(("Dropout_0",), 0), (("Unnamed_0", "Dropout_0"), 0)],
    }
    for module, found in applied.items():
        assert len(found) == len(paths[module])
        for y, (path, call) in zip(found, paths[module], strict=True):
            mask = flax_linen.keep(60, 0.5, seed=3, path=path, call=call)
            assert np.array_equal(mask, y != 0), path


def test_a_linear_layer_of_nnx_uses_the_stream_twice():
    rngs = nnx.Rngs(11)
    nnx.Linear(2, 3, rngs=rngs)
    layers = [nnx.Dropout(0.5, rngs=rngs), nnx.Dropout(0.5, rngs=rngs)]
    call = nnx.jit(lambda layer, x: layer(x))
    for drawn_before in range(3):
        for place, layer in enumerate(layers):
            counts = {"uses_before": 2 + place, "call": drawn_before}
            mask = flax_nnx.keep(60, 0.5, seed=11, **counts)
            assert np.array_equal(mask, call(layer, jnp.ones(60)) != 0)


@pytest.mark.parametrize("compiled", [False, True])
def test_survivors_are_multiplied_by_what_float32_makes_of_the_rate(compiled):
    rate = 0.3

    def of_linen(x: jax.Array) -> jax.Array:
        layer = linen.Dropout(rate, deterministic=False)
        return layer.apply({}, x, rngs={"dropout": jax.random.key(1)})

    def of_nnx(layer: nnx.Dropout, x: jax.Array) -> jax.Array:
        return layer(x)

    if compiled:
        of_linen, of_nnx = jax.jit(of_linen), nnx.jit(of_nnx)
    x = jax.random.normal(jax.random.key(0), (1000,))
    scaled = np.asarray(x) * (np.float32(1) / np.float32(1 - rate))
    for y in (of_linen(x), of_nnx(nnx.Dropout(rate, rngs=nnx.Rngs(1)), x)):
        assert (y != 0).any()
        assert np.array_equal(y, np.where(y != 0, scaled, 0))
