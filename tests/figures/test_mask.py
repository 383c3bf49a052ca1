"""The NumPy mask is the mask of Keras, bit for bit."""

import keras
import numpy as np
import pytest
from hypothesis import given
from properties import CALLS, RATES, SEEDS, few, shapes

from tools.figures import mask

# Published with Random123 (Salmon et al. 2011): counter, key, result.
KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(counter, key, result):
    assert tuple(mask.philox4x32(counter, key)) == result


@few(200)
@given(shapes(), RATES, SEEDS, CALLS)
def test_every_number_equals_that_of_keras(shapes, rate, seed, call):
    shape, noise = shapes
    x = np.random.default_rng(1).normal(size=shape).astype("float32")
    layer = keras.layers.Dropout(rate, noise, seed=seed)
    if rate:
        layer.seed_generator.state.assign([seed, call])
    theirs = layer(x, training=True)
    np.testing.assert_array_equal(mask.dropout(x, rate, seed, call, noise), theirs)


@few(20)
@given(shapes(), RATES, SEEDS)
def test_call_after_call_equals_that_of_keras(shapes, rate, seed):
    shape, noise = shapes
    layer = keras.layers.Dropout(rate, noise, seed=seed)
    for call in range(3):
        theirs = layer(np.ones(shape), training=True)
        ours = mask.dropout(np.ones(shape), rate, seed, call, noise)
        np.testing.assert_array_equal(ours, theirs)


def test_a_million_numbers_equal_keras():
    x = np.ones((2**20 + 3,), "float32")
    layer = keras.layers.Dropout(0.3, seed=5)
    np.testing.assert_array_equal(layer(x, training=True), mask.dropout(x, 0.3, 5))


def test_word_types_share_one_draw_per_sample():
    ids = np.array([[0, 1, 0, 2], [2, 2, 1, 0]])
    layer = keras.layers.Dropout(0.5, seed=3)
    drawn = layer(np.ones((2, 3)), training=True).numpy() != 0
    ours = mask.word_type_mask(ids, 3, 0.5, seed=3)
    np.testing.assert_array_equal(ours, np.take_along_axis(drawn, ids, axis=1))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mask.keep_mask((2,), 1.0, 7), r"rate must be in \[0, 1\), got 1.0"),
        (lambda: mask.keep_mask((2,), -0.1, 7), "got -0.1"),
        (lambda: mask.keep_mask((2,), float("nan"), 7), "got nan"),
        (lambda: mask.keep_mask((2, 0), 0.5, 7), r"positive sizes, got \(2, 0\)"),
        (lambda: mask.uniform(-1, 7), "size must be at least 0, got -1"),
        (lambda: mask.uniform(1, 2**63), "seed must fit in 64 signed bits"),
        (lambda: mask.uniform(1, 7, -1), "call must be at least 0, got -1"),
        (lambda: mask.philox4x32([1, 2], (0, 0)), r"\(\.\.\., 4\), got \(2,\)"),
        (lambda: mask.fill_noise_shape((1,), (2, 3)), "must have 2 entries"),
        (lambda: mask.fill_noise_shape((32, None), (2, 3)), "must be None, 1 or"),
        (lambda: mask.word_type_mask([1, 2], 3, 0.5, 7), r"\(batch, steps\)"),
        (lambda: mask.word_type_mask([[3]], 3, 0.5, 7), r"in \[0, 3\), got 3 to 3"),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
