"""The figure that readers move draws the zeros of Keras, in real Chromium."""

import math
import platform
import random

import keras
import numpy as np
import pytest
import tensorflow as tf
from kinds import kind_names
from live_cases import case, compare, draw, fragment
from playwright.sync_api import Page
from test_mask import KNOWN_ANSWERS

CASES_PER_KIND = 300
SIZES = [1, 2, 3, 5, 16, 20, 41, 64]
LARGE = [(1, 1000, 1000), (1000, 1, 1000), (1, 1_000_000, 1), (4, 250, 1000), (5, 7, 9)]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(
    page: Page, address, counter, key, result
):
    page.goto(address)
    block = page.evaluate(
        """async ([address, counter, key]) => {
          const { philox4x32 } = await import(address + "javascripts/philox.js");
          return Array.from(philox4x32(counter, key), (part) => part >>> 0);
        }""",
        [address, counter, key],
    )
    assert tuple(block) == result


@pytest.mark.parametrize("kind", kind_names())
def test_every_element_equals_keras_in_random_cases(
    page: Page, address, kind, record_property
):
    choose = random.Random(kind)
    shapes = [tuple(choose.choices(SIZES, k=3)) for _ in range(CASES_PER_KIND)]
    views = [case(choose, kind, shape) for shape in shapes]
    assert len(views) * len(kind_names()) >= 2000
    page.goto(address)
    drawn = draw(page, address, *map(fragment, views))
    for one, view in zip(drawn, views, strict=True):
        compare(one, view)
    record_property("chromium", sum(map(math.prod, shapes)))
    record_property("version Chromium", page.context.browser.version)
    for library in (keras, np, tf):
        name = {"keras": "Keras", "numpy": "NumPy", "tensorflow": "TensorFlow"}
        record_property(f"version {name[library.__name__]}", library.__version__)
    record_property("version Python", platform.python_version())


@pytest.mark.parametrize("kind", kind_names())
def test_a_million_elements_equal_keras(page: Page, address, kind, record_property):
    choose = random.Random(kind)
    views = [case(choose, kind, shape) | {"rate": 0.3} for shape in LARGE]
    page.goto(address)
    for view in views:
        compare(draw(page, address, fragment(view))[0], view)
    record_property("chromium", sum(map(math.prod, LARGE)))


def test_a_view_is_written_as_it_was_read(page: Page, address):
    choose = random.Random(0)
    views = [case(choose, kind, (5, 45, 50)) for kind in kind_names()]
    page.goto(address)
    drawn = draw(page, address, *map(fragment, views))
    assert [one["same"] for one in drawn] == [True] * len(kind_names())
