"""The Mersenne Twister gives its authors' numbers by both of its seedings."""

import numpy as np
import pytest

from tools.streams import mersenne


def test_words_are_those_of_init_genrand():
    # The 10000th word after the seed 5489, as the C++ standard states it.
    assert mersenne.words(5489, 1, skip=9999) == 4123659995
    assert mersenne.words(123, 3).tolist() == [2991312382, 3062119789, 1228959102]


def test_only_the_lower_32_bits_of_a_seed_count():
    drawn = mersenne.words(2**32 - 7, 5)
    np.testing.assert_array_equal(mersenne.words(-7, 5), drawn)
    np.testing.assert_array_equal(mersenne.words(2**40 - 7, 5), drawn)


def test_words_that_come_late_are_part_of_all():
    late = 2**20 + 10
    np.testing.assert_array_equal(
        mersenne.words(1, 5, skip=late), mersenne.words(1, late + 5)[late:]
    )


def test_python_draws_the_numbers_that_keras_takes():
    drawn = [mersenne.randint(0, 0, 2**31 - 1, nth) for nth in range(3)]
    assert drawn == [1654615998, 1806341205, 173879092]
    assert [mersenne.layer_seed(0, nth) for nth in (0, 1)] == [906691060, 413654000]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mersenne.layer_seed(-1), r"global_seed must be in .*, got -1"),
        (lambda: mersenne.layer_seed(2**32), "got 4294967296"),
        (lambda: mersenne.layer_seed(0, -1), "nth must be at least 0, got -1"),
        (lambda: mersenne.seed_of(None, None, 0), "seed=None and global_seed=None"),
        (lambda: mersenne.seed_of(1, 2, 0), "got seed=1 and global_seed=2"),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
