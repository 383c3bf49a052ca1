"""Keras 2 draws what the stream says after tf.random.set_seed, eager."""

import random

import numpy as np
import pytest
import tensorflow as tf
from streams.drawn import keras_2_library, some_layer

from tools.streams import keras_2

keras2 = keras_2_library()
DTYPES = ["float16", "bfloat16", "float32", "float64"]
SEEDS = [0, 1, -5, 2**31 - 2, 2**31 - 1, 2**31, 2**33]


def kept(values):
    return np.asarray(tf.cast(values, "float32") != 0).ravel()


def chosen(choose):
    rate = choose.choice([1e-9, 0.2, 0.5, 0.99, 1 - 2**-12, choose.random()])
    return choose.choice([*SEEDS, choose.randrange(2**33)]), rate, choose.choice(DTYPES)


def test_layers_without_a_seed_equal_keras_2_in_their_order():
    choose = random.Random(1)
    for _ in range(80):
        seed, rate, dtype = chosen(choose)
        size = choose.randrange(1, 60)
        layers = [
            some_layer(keras2.layers, choose, rate, size, dtype=dtype) for _ in range(2)
        ]
        tf.random.set_seed(seed)
        for nth in range(4):
            layer, shape, at = layers[nth % 2]
            values = layer(np.ones(shape), training=True)[at]
            ours = keras_2.keep(size, rate, global_seed=seed, nth=nth, dtype=dtype)
            case = f"{seed} {nth} {rate} {dtype}"
            np.testing.assert_array_equal(ours, kept(values), case)


def test_layers_with_a_seed_equal_keras_2_call_by_call():
    choose = random.Random(2)
    for _ in range(80):
        global_seed, rate, dtype = chosen(choose)
        own = choose.choice([0, 7, 2**31 - 2, 2**31 - 1, choose.randrange(2**31)])
        tf.random.set_seed(global_seed)
        layer = keras2.layers.Dropout(rate, seed=own, dtype=dtype)
        for call in range(3):
            size = choose.randrange(1, 60)
            values = layer(np.ones(size), training=True)
            case = {"global_seed": global_seed, "seed": own, "call": call}
            ours = keras_2.keep(size, rate, dtype=dtype, **case)
            np.testing.assert_array_equal(ours, kept(values), f"{case} {rate} {dtype}")


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
