"""What the figure expects of a mask is exact."""

import random
from functools import cache
from itertools import product
from math import comb, prod, sqrt

import numpy as np
import pytest
from kinds import by_word_type, kind_names
from live_cases import WORDS, case, draw, fragment, noise_of
from playwright.sync_api import Page

from tools.figures import mask


@cache
def chance_of(rate: float) -> float:
    """Of the 2^23 numbers that TensorFlow draws from, those below the float32 rate."""
    numbers = np.arange(2**23, dtype=np.uint32) | np.uint32(0x3F800000)
    uniform = numbers.view(np.float32) - np.float32(1)
    return float((uniform < np.float32(rate)).mean())


def test_the_formulas_are_the_moments_of_the_draws(page: Page, address):
    shape = (2, 20, 16)
    page.goto(address)
    for kind, rate in product(kind_names(), [0, 1e-9, 0.2, 0.5, 1 - 2**-30]):
        view = case(random.Random(kind), kind, shape) | {"rate": rate}
        found = draw(page, address, fragment(view))[0]["expected"]
        # How many numbers each draw covers.
        if by_word_type(kind):
            covered = [WORDS.count(word) * 16 for word in dict.fromkeys(WORDS)] * 2
            per_row = 1
        else:
            sizes = mask.fill_noise_shape(noise_of(view), shape)
            covered = [prod(shape) // prod(sizes)] * prod(sizes)
            per_row = sizes[2]
        chance = chance_of(rate)
        # With rate 0 Keras draws nothing.
        assert found["draws"] == (len(covered) if rate else 0)
        assert found["units"] == prod(shape) == sum(covered)
        assert found["chance"] == chance
        assert found["mean"] == pytest.approx(chance * prod(shape))
        variance = sum(size**2 for size in covered) * chance * (1 - chance)
        assert found["sd"] == pytest.approx(sqrt(variance))
        assert found["row"] == pytest.approx(chance**per_row)
        assert found["scale"] == np.float32(1 / (1 - rate))


@pytest.mark.parametrize("kind", kind_names())
def test_the_expected_distribution_is_exact(page: Page, address, kind):
    view = case(random.Random(kind), kind, (1, 20, 4)) | {"rate": 0.5}
    page.goto(address)
    expected = page.evaluate(
        """async ([address, fragment, words]) => {
          const script = (name) => import(`${address}javascripts/${name}.js`);
          const { layoutOf } = await script("mask");
          const { distribution } = await script("statistics");
          const { parse } = await script("view");
          const view = parse(fragment);
          return [...distribution(view, layoutOf(view, words))];
        }""",
        [address, fragment(view), WORDS],
    )
    exact: dict[int, float] = {}
    if by_word_type(kind):
        sizes = [WORDS.count(word) * 4 for word in dict.fromkeys(WORDS)]
        for dropped in product((0, 1), repeat=len(sizes)):
            zeros = int(np.dot(dropped, sizes))
            exact[zeros] = exact.get(zeros, 0) + 0.5 ** len(sizes)
    else:
        draws = prod(mask.fill_noise_shape(noise_of(view), (1, 20, 4)))
        for k in range(draws + 1):
            exact[80 // draws * k] = comb(draws, k) * 0.5**draws
    found = dict.fromkeys(exact, 0) | {int(zeros): p for zeros, p in expected}
    assert found == pytest.approx(exact, abs=1e-15)
