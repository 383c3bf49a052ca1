"""PyTorch draws what its stream says; so does Keras 3 on it, where it is installed."""

import os
import random

import numpy as np
import pytest
import torch
from streams.drawn import some_layer
from torch.nn import functional

from tools.streams import keras_torch, pytorch

NEW = tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 7)
VERSION = "2.7" if NEW else "2.0"
DTYPES = ["float32", "float64", "float16", "bfloat16"]
SEEDS = [0, 123, 2**32 - 1, 2**32, 2**63, 2**64 - 1, -1, -(2**63)]
RATES = [1e-9, 2**-24, 2**-25, 0.1, 0.5, 1 - 2**-10, 1 - 2**-23, 1 - 1e-9]
SPATIAL = [functional.dropout1d, functional.dropout2d, functional.dropout3d]


def chosen(choose):
    rate = choose.choice([*RATES, choose.random(), choose.random()])
    return choose.choice([*SEEDS, choose.randrange(2**40)]), rate


def kept(values):
    return (values.double().numpy() != 0).ravel()


def test_every_layer_and_call_takes_its_turn(record_property):
    choose = random.Random(1)
    for _ in range(100):
        seed, rate = chosen(choose)
        torch.manual_seed(seed)
        before = []
        for _ in range(4):
            sizes = [choose.randrange(1, 12) for _ in range(choose.randrange(1, 4))]
            dtype = choose.choice(DTYPES)
            x = torch.ones(sizes, dtype=getattr(torch, dtype))
            ours = pytorch.keep(
                x.numel(), rate, seed=seed, before=before, version=VERSION
            )
            theirs = kept(torch.nn.Dropout(rate)(x))
            case = f"{seed} {rate} {before} {sizes} {dtype}"
            np.testing.assert_array_equal(ours, theirs, case)
            before.append(x.numel())
            # A rate of 0 draws nothing, nor does a layer in evaluation.
            torch.nn.Dropout(0)(x)
            torch.nn.Dropout(0.5).eval()(x)
    record_property("streams", 100 * 4)
    record_property("version PyTorch", torch.__version__)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_spatial_dropout_draws_one_number_per_channel(rank):
    choose = random.Random(rank)
    for _ in range(40):
        seed, rate = chosen(choose)
        batch, channels = choose.randrange(1, 9), choose.randrange(1, 9)
        torch.manual_seed(seed)
        values = SPATIAL[rank - 1](torch.ones(batch, channels, *[3] * rank), rate)
        ours = pytorch.keep(batch * channels, rate, seed=seed, version=VERSION)
        np.testing.assert_array_equal(np.repeat(ours, 3**rank), kept(values))


def test_a_permuted_tensor_is_filled_by_memory_in_new_versions_only():
    choose = random.Random(5)
    for _ in range(40):
        seed, rate = chosen(choose)
        sizes = [choose.randrange(2, 7) for _ in range(3)]
        x = torch.ones(sizes).permute(2, 0, 1)
        torch.manual_seed(seed)
        values = functional.dropout(x, rate)
        filled = values.permute(1, 2, 0) if NEW else values
        ours = pytorch.keep(x.numel(), rate, seed=seed, version=VERSION)
        np.testing.assert_array_equal(ours, kept(filled))


def test_what_others_take_comes_before():
    torch.manual_seed(9)
    torch.nn.Linear(4, 3)
    torch.rand(7)
    theirs = kept(functional.dropout(torch.ones(500)))
    ours = pytorch.keep(500, 0.5, seed=9, words=15 + 7, version=VERSION)
    np.testing.assert_array_equal(ours, theirs)


def test_a_million_numbers_are_the_same_on_each_number_of_threads():
    ours = pytorch.keep(2**20 + 3, 0.3, seed=5, version=VERSION)
    threads = torch.get_num_threads()
    for number in (1, 2, 5):
        torch.set_num_threads(number)
        torch.manual_seed(5)
        theirs = kept(functional.dropout(torch.ones(2**20 + 3), 0.3))
        np.testing.assert_array_equal(ours, theirs)
    torch.set_num_threads(threads)


@pytest.mark.parametrize("dtype", DTYPES)
def test_survivors_are_multiplied_by_what_the_stream_says(dtype):
    choose = random.Random(6)
    for _ in range(100):
        rate = choose.uniform(0.01, 0.9)
        x = torch.full((99,), -3.0, dtype=getattr(torch, dtype))
        values = functional.dropout(x, rate).double().numpy()
        factor = torch.tensor(pytorch.scale(rate, dtype), dtype=x.dtype)
        assert set(values[values != 0]) == {float(x[0] * factor)}
        assert np.signbit(values).all()


def test_keras_on_pytorch_equals_its_stream_in_random_cases(record_property):
    os.environ["KERAS_BACKEND"] = "torch"
    keras = pytest.importorskip("keras")
    choose = random.Random(7)
    seeds = [0, -1, -5, 2**31 - 1, -(2**31)]
    for _ in range(150):
        seed = choose.choice([*seeds, choose.randrange(2**31)])
        _, rate = chosen(choose)
        dtype = choose.choice(["float32", "float16", "bfloat16", "float64"])
        size, options = choose.randrange(1, 60), {"seed": seed, "dtype": dtype}
        layer, shape, at = some_layer(keras.layers, choose, rate, size, **options)
        for call in range(3):
            values = layer(np.ones(shape, "float32"), training=True)[at]
            ours = keras_torch.keep(size, rate, seed=seed, call=call)
            np.testing.assert_array_equal(ours, kept(values), f"{seed} {call} {rate}")
    record_property("streams", 150 * 3)


def test_keras_on_pytorch_divides_survivors():
    os.environ["KERAS_BACKEND"] = "torch"
    keras = pytest.importorskip("keras")
    x = np.random.default_rng(1).normal(size=500).astype("float32")
    for rate in (0.1, 0.3, 1 / 3, 0.9):
        drawn = keras.layers.Dropout(rate, seed=2)(x, training=True).numpy()
        mask = keras_torch.keep(500, rate, seed=2)
        ours = np.where(mask, x / np.float32(1 - rate), np.float32(0))
        np.testing.assert_array_equal(ours, drawn)


def test_keras_on_pytorch_without_a_seed_is_that_of_a_noise_shape_or_pytorch():
    os.environ["KERAS_BACKEND"] = "torch"
    keras = pytest.importorskip("keras")
    for global_seed in range(20):
        keras.utils.set_random_seed(global_seed)
        plain = keras.layers.Dropout(0.3)
        spatial = keras.layers.SpatialDropout1D(0.3)
        drawn = spatial(np.ones((2, 3, 20), "float32"), training=True)
        ours = keras_torch.keep(40, 0.3, global_seed=global_seed, nth=1)
        np.testing.assert_array_equal(ours, kept(drawn[:, 0]))
        drawn = plain(np.ones(40, "float32"), training=True)
        ours = pytorch.keep(40, 0.3, seed=global_seed, version=VERSION)
        np.testing.assert_array_equal(ours, kept(drawn))
