"""PyTorch's streams without PyTorch: both arrays of one seed, parts, errors."""

import numpy as np
import pytest

from tools.streams import keras_torch, pytorch


# What people compare as macOS and Linux: Dropout(0.5) on ones(6, 6) after
# torch.manual_seed(123), https://github.com/pytorch/pytorch/issues/121595
@pytest.mark.parametrize(
    ("version", "start"), [("2.7", "110110000101"), ("2.0", "111111010000")]
)
def test_one_seed_gives_two_arrays_by_version(version, start):
    kept = pytorch.keep(36, 0.5, seed=123, version=version)
    assert "".join(map(str, kept[:12].astype(int))) == start


@pytest.mark.parametrize("version", pytorch.VERSIONS)
def test_a_rate_of_zero_keeps_all(version):
    assert pytorch.keep(5, 0, seed=1, version=version).all()


@pytest.mark.parametrize("version", pytorch.VERSIONS)
def test_what_is_drawn_before_moves_the_draws(version):
    one = pytorch.keep(64, 0.5, seed=1, version=version)
    other = pytorch.keep(64, 0.5, seed=1, before=[1], version=version)
    assert (one != other).any()
    words = 2 if version == "2.7" else 1
    moved = pytorch.keep(64, 0.5, seed=1, words=words, version=version)
    np.testing.assert_array_equal(other, moved)


def test_call_1_of_a_seed_is_call_0_of_the_next():
    np.testing.assert_array_equal(
        keras_torch.keep(99, 0.5, seed=3, call=1), keras_torch.keep(99, 0.5, seed=4)
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rate": float("nan")}, "got nan"),
        ({"words": -1}, "words must be at least 0, got -1"),
        ({"before": [-2, 1]}, "before must be at least 0, got -2"),
        ({"seed": 2**64}, "got 18446744073709551616"),
        ({"version": "1.9"}, "version must be one of 2.7, 2.0, got 1.9"),
    ],
)
def test_an_argument_out_of_range_is_named(settings, message):
    with pytest.raises(ValueError, match=message):
        pytorch.keep(**{"size": 3, "rate": 0.5, "seed": 0} | settings)


def test_a_seed_that_keras_on_pytorch_does_not_take_is_named():
    with pytest.raises(ValueError, match=r"in \[-2\*\*31, 2\*\*31\), got 2147483648"):
        keras_torch.keep(3, 0.5, seed=2**31)
    with pytest.raises(ValueError, match="call must be at least 0, got -1"):
        keras_torch.keep(3, 0.5, seed=0, call=-1)
