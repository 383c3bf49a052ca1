"""Keras 2 draws what the stream says after tf.random.set_seed, eager."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import example, given
from hypothesis import strategies as st
from properties import DTYPES, RATES, SEEDS, few
from streams.drawn import keras_2_library, some_layer

from tools.streams import keras_2

keras2 = keras_2_library()
# Of tf.random.set_seed, and of a layer.
GLOBAL = st.sampled_from([0, 1, -5, 2**31 - 1, 2**33]) | SEEDS
OWN = st.sampled_from([0, 7, 2**31 - 2, 2**31 - 1]) | st.integers(0, 2**31 - 1)
CASES = (GLOBAL, RATES, st.sampled_from(DTYPES))
SIZE = st.lists(st.integers(1, 60), min_size=3, max_size=4)


def kept(values):
    return np.asarray(tf.cast(values, "float32") != 0).ravel()


@few(80)
@given(*CASES, st.integers(1, 60), st.randoms(use_true_random=False))
def test_layers_without_a_seed_equal_those_of_keras_2(seed, rate, dtype, size, choose):
    layers = [
        some_layer(keras2.layers, choose, rate, size, dtype=dtype) for _ in range(2)
    ]
    tf.random.set_seed(seed)
    for nth in range(4):
        layer, shape, at = layers[nth % 2]
        values = layer(np.ones(shape), training=True)[at]
        ours = keras_2.keep(size, rate, global_seed=seed, nth=nth, dtype=dtype)
        np.testing.assert_array_equal(ours, kept(values))


@few(60)
@given(*CASES, SIZE, OWN)
@example(seed=0, rate=0.5, dtype="float32", sizes=[1, 2, 3], own=0)
def test_layers_with_a_seed_equal_those_of_keras_2(seed, rate, dtype, sizes, own):
    tf.random.set_seed(seed)
    layer = keras2.layers.Dropout(rate, seed=own, dtype=dtype)
    for call, size in enumerate(sizes):
        values = layer(np.ones(size), training=True)
        case = {"global_seed": seed, "seed": own, "call": call, "dtype": dtype}
        np.testing.assert_array_equal(keras_2.keep(size, rate, **case), kept(values))


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_next_step_of_a_graph_goes_on_where_the_last_one_ended(dtype):
    tf.random.set_seed(9)
    draw = tf.function(lambda: tf.random.uniform([41], seed=3, dtype=dtype))
    for step in range(4):
        # The seed of an operation in a graph stands where that of a call stands.
        case = {"global_seed": 9, "seed": 3, "before": [41] * step, "dtype": dtype}
        ours = keras_2.keep(41, 0.5, **case)
        np.testing.assert_array_equal(ours, (draw() >= 0.5).numpy(), str(case))


def test_the_arrays_of_the_question_come_again():
    numbers = np.arange(1.0, 37).reshape(3, 3, 4)
    tf.random.set_seed(0)
    dropped = keras2.layers.Dropout(0.5)(numbers, training=True)
    ours = keras_2.keep(36, 0.5, global_seed=0)
    np.testing.assert_array_equal(ours, kept(dropped))
    spatial = keras2.layers.SpatialDropout1D(0.5)(numbers, training=True)
    ours = keras_2.keep(12, 0.5, global_seed=0, nth=1)
    np.testing.assert_array_equal(ours, kept(spatial[:, 0]))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"global_seed": None}, "without global_seed and seed"),
        ({"nth": -1}, "nth must be at least 0, got -1"),
        ({"before": [3, -1]}, "before must be at least 0, got -1"),
        ({"call": 1}, "call must be 0 for a layer without a seed, got 1"),
        ({"seed": 1, "nth": 2}, "nth must be 0 for a layer with a seed, got 2"),
        ({"dtype": "half"}, "got 'half'"),
    ],
)
def test_an_argument_out_of_range_is_named(settings, message):
    with pytest.raises(ValueError, match=message):
        keras_2.keep(3, 0.5, **{"global_seed": 0} | settings)
