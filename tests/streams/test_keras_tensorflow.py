"""Keras 3 on TensorFlow draws what the stream says: every dtype, eager and compiled."""

from functools import cache

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from properties import CALLS, DTYPES, RATES, SEEDS, WORDS, few
from streams.drawn import some_layer

from tools.figures import mask
from tools.streams import keras_tensorflow
from tools.streams.tensorflow import rounded

POLICIES = [*DTYPES, "mixed_float16", "mixed_bfloat16"]


def kept(values):
    return np.asarray(tf.cast(values, "float32") != 0).ravel()


@few(200)
@given(
    st.integers(1, 60),
    RATES,
    SEEDS,
    CALLS,
    st.sampled_from(POLICIES),
    st.randoms(use_true_random=False),
)
def test_eager_masks_equal_those_of_keras(size, rate, seed, call, policy, choose):
    options = {"seed": seed, "dtype": policy}
    layer, shape, at = some_layer(keras.layers, choose, rate, size, **options)
    if rate:
        layer.seed_generator.state.assign([seed, call])
    case = {"seed": seed, "call": call, "dtype": policy.removeprefix("mixed_")}
    ours = keras_tensorflow.keep(size, rate, **case)
    values = layer(np.ones(shape), training=True)[at]
    np.testing.assert_array_equal(ours, kept(values))


@cache
def compiled(size, rate, dtype):
    """To compile takes long: one program draws the masks of many seeds."""
    layer = keras.layers.Dropout(rate, seed=0, dtype=dtype)
    draw = tf.function(lambda x: layer(x, training=True), jit_compile=True)
    return layer.seed_generator.state, draw


@few(200)
@given(
    st.sampled_from([(37, 0.3), (60, 0.5 + 2**-9 + 2**-40)]),
    st.sampled_from(DTYPES),
    SEEDS,
    CALLS,
)
def test_compiled_masks_equal_those_of_keras(program, dtype, seed, call):
    size, rate = program
    state, draw = compiled(size, rate, dtype)
    state.assign([seed, call])
    case = {"seed": seed, "call": call, "dtype": dtype, "compiled": True}
    ours = keras_tensorflow.keep(size, rate, **case)
    np.testing.assert_array_equal(ours, kept(draw(np.ones(size))))


@pytest.mark.parametrize("compiled", [False, True])
def test_training_draws_as_a_call_does(compiled):
    weigh = keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")
    model = keras.Sequential([keras.layers.Dropout(0.4, seed=11), weigh])
    # The gradient of the sum is what dropout lets through.
    model.compile("sgd", lambda _, sums: sums, jit_compile=compiled)
    for call in range(3):
        model.train_on_batch(np.ones((1, 70)), np.ones((1, 1)))
        ours = keras_tensorflow.keep(70, 0.4, seed=11, call=call, compiled=compiled)
        np.testing.assert_array_equal(ours, kept(weigh.kernel), f"call {call}")
        weigh.kernel.assign(np.zeros((70, 1)))


@few(40)
@given(WORDS)
def test_layers_without_a_seed_equal_those_of_keras_in_their_order(seed):
    keras.utils.set_random_seed(seed)
    keras.layers.SpatialDropout1D(0.5)
    # A layer with a seed, or that drops nothing, takes none.
    keras.layers.Dropout(0.5, seed=1)
    keras.layers.Dropout(0.0)
    layer = keras.layers.Dropout(0.5)
    for call in range(3):
        values = layer(np.ones(40), training=True)
        ours = keras_tensorflow.keep(40, 0.5, call=call, global_seed=seed, nth=1)
        np.testing.assert_array_equal(ours, kept(values))


def test_the_float32_stream_is_the_exact_mask_of_the_figures():
    ours = keras_tensorflow.keep(4099, 0.3, seed=5, call=2)
    np.testing.assert_array_equal(ours, mask.keep_mask((4099,), 0.3, 5, 2))


def test_a_rate_that_only_float32_finds_halfway_is_rounded_by_it_in_eager_mode_only():
    rate = 0.5 + 2**-12 + 2**-40
    layer = keras.layers.Dropout(rate, seed=3, dtype="float16")
    ours = keras_tensorflow.keep(2**13, rate, seed=3, dtype="float16")
    np.testing.assert_array_equal(ours, kept(layer(np.ones(2**13), training=True)))
    layer.seed_generator.state.assign([3, 0])
    drawn = tf.function(lambda x: layer(x, training=True))(np.ones(2**13))
    ours = keras_tensorflow.keep(
        2**13, float(np.float16(rate)), seed=3, dtype="float16"
    )
    np.testing.assert_array_equal(ours, kept(drawn))
    assert float(np.float16(rate)) != rounded(rate, "float16")


@few(200)
@given(RATES, st.sampled_from(DTYPES))
def test_rates_are_rounded_as_tensorflow_rounds_them(rate, dtype):
    theirs = float(tf.cast(tf.constant(rate, dtype), "float64"))
    assert rounded(rate, dtype) == theirs


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rate": 1.0}, r"rate must be in \[0, 1\), got 1.0"),
        ({"size": -1}, "size must be at least 0, got -1"),
        ({"call": -1}, "call must be at least 0, got -1"),
        ({"seed": 2**63}, "seed must fit in 64 signed bits"),
        ({"dtype": "int8"}, "dtype must be one of float16, .*, got 'int8'"),
        ({"global_seed": 3}, "got seed=7 and global_seed=3"),
    ],
)
def test_an_argument_out_of_range_is_named(settings, message):
    with pytest.raises(ValueError, match=message):
        keras_tensorflow.keep(**{"size": 3, "rate": 0.5, "seed": 7} | settings)
