"""Keras 3 on TensorFlow draws what the stream says: every dtype, eager and compiled."""

import random

import keras
import numpy as np
import pytest
import tensorflow as tf
from streams.drawn import some_layer

from tools.figures import mask
from tools.streams import keras_tensorflow
from tools.streams.tensorflow import rounded

DTYPES = ["float16", "bfloat16", "float32", "float64"]
POLICIES = ["mixed_float16", "mixed_bfloat16"]
SEEDS = [0, 2**31 - 3, 2**31 - 2, 2**40, 2**63 - 1, -1, -(2**63)]
# About halfway between two numbers of a dtype, and about 0 and 1.
RATES = [0.0, 1e-9, 0.2, 0.5, 0.5 + 2**-9, 0.5 + 2**-9 + 2**-40, 0.5 + 2**-12]
RATES += [
    0.99,
    0.5 + 2**-12 + 2**-40,
    0.5 + 3 * 2**-12,
    2**-10,
    3 * 2**-8,
    1 - 2**-8,
    1 - 2**-12,
    1 - 2**-25,
]


def kept(values):
    return np.asarray(tf.cast(values, "float32") != 0).ravel()


def test_eager_masks_equal_keras_in_random_cases():
    choose = random.Random(1)
    policies = [*DTYPES, *POLICIES]
    cases = [(rate, policy) for rate in RATES for policy in policies]
    cases += [(choose.random(), choose.choice(policies)) for _ in range(210)]
    assert len(cases) >= 300
    for rate, policy in cases:
        seed = choose.choice([*SEEDS, choose.randrange(2**40)])
        size, call = choose.randrange(1, 60), choose.randrange(3)
        options = {"seed": seed, "dtype": policy}
        layer, shape, at = some_layer(keras.layers, choose, rate, size, **options)
        for _ in range(call + 1):
            values = layer(np.ones(shape), training=True)[at]
        case = {"seed": seed, "call": call, "dtype": policy.removeprefix("mixed_")}
        ours = keras_tensorflow.keep(size, rate, **case)
        np.testing.assert_array_equal(ours, kept(values), f"{rate} {policy} {case}")


@pytest.mark.parametrize("dtype", DTYPES)
def test_compiled_masks_equal_keras_in_random_cases(dtype):
    choose = random.Random(dtype)
    # To compile takes long, so two programs draw the masks of many seeds.
    for size, rate in [(37, choose.choice(RATES[3:])), (60, choose.random())]:
        layer = keras.layers.Dropout(rate, seed=0, dtype=dtype)
        state = layer.seed_generator.state
        draw = tf.function(lambda x, to=layer: to(x, training=True), jit_compile=True)
        x = np.ones(size)
        for _ in range(40):
            case = {"seed": choose.randrange(2**40), "call": choose.randrange(9)}
            state.assign([case["seed"], case["call"]])
            ours = keras_tensorflow.keep(size, rate, dtype=dtype, compiled=True, **case)
            np.testing.assert_array_equal(ours, kept(draw(x)), f"{size} {rate} {case}")


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


def test_layers_without_a_seed_equal_keras_in_their_order():
    choose = random.Random(2)
    for _ in range(60):
        case = {"global_seed": choose.choice([0, 2**32 - 1, choose.randrange(2**32)])}
        keras.utils.set_random_seed(case["global_seed"])
        keras.layers.SpatialDropout1D(0.5)
        # A layer with a seed, or that drops nothing, takes none.
        keras.layers.Dropout(0.5, seed=1)
        keras.layers.Dropout(0.0)
        case["nth"] = 1
        layer = keras.layers.Dropout(0.5)
        for call in range(5):
            values = layer(np.ones(40), training=True)
            ours = keras_tensorflow.keep(40, 0.5, call=call, **case)
            np.testing.assert_array_equal(ours, kept(values), f"{call} {case}")


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


@pytest.mark.parametrize("dtype", DTYPES)
def test_rates_are_rounded_as_tensorflow_rounds_them(dtype):
    choose = random.Random(3)
    for number in [*RATES, *(choose.random() for _ in range(200))]:
        theirs = float(tf.cast(tf.constant(number, dtype), "float64"))
        assert rounded(number, dtype) == theirs


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
