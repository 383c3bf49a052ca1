"""The engine draws the zeros of Keras in every browser: random views of each kind."""

import random
from functools import cache

from browsers.driver import Driver
from kinds import kind_names
from live_cases import DRAW, WORDS, case, compare, fragment

CASES_PER_KIND = 48
SIZES = [1, 2, 3, 5, 16, 20, 41]


@cache
def views() -> list[dict]:
    """Random views of each kind, the same for each browser."""
    choose = random.Random(20)
    found = [
        case(choose, kind, tuple(choose.choices(SIZES, k=3)))
        for kind in kind_names()
        for _ in range(CASES_PER_KIND)
    ]
    assert len(found) >= 300
    return found


def test_every_element_equals_keras_in_random_cases(
    driven: Driver, home: str, record_property
):
    driven.go(home)
    # What a driver runs may not import; a page may.
    script = DRAW.replace("import(", "window.ear.load(")
    drawn = driven.run(
        f"(...given) => ({script})(given)", home, [*map(fragment, views())], WORDS
    )
    assert len(drawn) == len(views())
    squares = 0
    for one, view in zip(drawn, views(), strict=True):
        compare(one, view)
        squares += view["batch"] * view["steps"] * view["features"]
    record_property(driven.name.lower(), squares)
    record_property(f"version {driven.name}", driven.wire.version)
