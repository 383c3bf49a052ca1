"""What the scene lookup draws: one-hot rows, the table, what is looked up of it.

A real layer stands behind each square: the table is that of ``Embedding(1000, 16)``
with ``RandomUniform(seed=1)``, the mask that of ``Dropout(0.2, seed=7)``. A word's id
is that of ``StringLookup`` over the words in order of appearance: the first is 1.
docs/theme/javascripts/places.js draws the same when the reader changes something.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tools.figures import mask
from tools.figures.drawing import CELL, HEADER, PITCH

VOCABULARY, FEATURES, RATE, SEED, TABLE_SEED = 1000, 16, 0.2, 7, 1
# Tints of the table's numbers, from the lowest quarter of their range to the highest.
LEVELS = 4

# In CSS pixels. Left: words, one-hot rows, links, rows of the table. Right: the output,
# and the words again; the links to it begin a gap to the left of it.
GEOMETRY = {"pitch": PITCH, "cell": CELL, "header": HEADER} | {
    "narrow": 6,
    "oneHot": 56,
    "rest": 149,
    "bars": 167,
    "table": 224,
    "gap": 40,
    "link": 38,
}
NARROW, ONE_HOT, REST, BARS, TABLE, GAP, LINK = list(GEOMETRY.values())[3:]

Corners = Iterable[tuple[int, int]]


def tints() -> NDArray[np.int64]:
    """The quarter of its range in which each number of the table lies: 0 to 3.

    Shape (1000, 16). RandomUniform draws from a seed as Dropout does.
    """
    drawn = mask.uniform(VOCABULARY * FEATURES, TABLE_SEED)
    return (drawn * LEVELS).astype(int).reshape(VOCABULARY, FEATURES)


def squares(
    corners: Corners, width: int, height: int = CELL, start: str = "0 0"
) -> str:
    """Rectangles as the data of a path, in steps from corner to corner."""
    path, left, top = f"M{start}", 0, 0
    for x, y in corners:
        path += f"m{x - left} {y - top}h{width}v{height}h-{width}z"
        left, top = x, y
    return path


def link(x: int, width: int, start: int, end: int) -> str:
    """A line from the middle of one row to the middle of another."""
    middle, down = HEADER + PITCH * start + CELL // 2, PITCH * (end - start)
    return f"M{x} {middle}c{width / 2:g} 0 {width / 2:g} {down} {width} {down}"


@dataclass(frozen=True)
class Rest:
    """The scene at rest: the first word is lit, the layer has drawn no mask."""

    words: list[str]

    @cached_property
    def types(self) -> list[str]:
        """The distinct words, in order of appearance."""
        return list(dict.fromkeys(self.words))

    @cached_property
    def rows(self) -> list[int]:
        """For each word its row among those that are drawn."""
        return [self.types.index(word) for word in self.words]

    @cached_property
    def places(self) -> list[int]:
        """The timesteps of the lit word."""
        return [t for t, row in enumerate(self.rows) if row == self.rows[0]]

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """The tints of the rows that are drawn."""
        return tints()[1 : len(self.types) + 1]

    @cached_property
    def keep(self) -> NDArray[np.bool_]:
        """True where a number survives, shape (steps, 16)."""
        return mask.keep_mask((len(self.words), FEATURES), RATE, SEED)

    def left(self) -> dict[str, str]:
        """The paths of the left drawing, by class and in order."""
        steps, known = range(len(self.words)), range(len(self.types))
        tops = [HEADER + PITCH * t for t in steps]
        lit = self.rows[0]
        dark = [(ONE_HOT, y - 1) for t, y in enumerate(tops) if t not in self.places]
        other = [(TABLE, HEADER + PITCH * row - 1) for row in known if row != lit]
        return {
            "bars": squares([(ONE_HOT, y) for y in tops], NARROW * len(known) - 1)
            + squares([(REST, y) for y in tops], BARS - REST),
            "marks": squares(
                [
                    (ONE_HOT + NARROW * row, y)
                    for row, y in zip(self.rows, tops, strict=True)
                ],
                NARROW - 1,
            ),
            **_filled(self.table, self.table >= 0, TABLE, NARROW),
            "veil": squares(dark, BARS - ONE_HOT, PITCH)
            + squares(other, NARROW * FEATURES, PITCH),
            "links": "".join(link(BARS + 2, LINK, t, lit) for t in self.places),
            "counted": "",
        }

    def right(self) -> dict[str, str]:
        """The paths of the right drawing, by class and in order."""
        dark = [
            (0, HEADER + PITCH * t - 1)
            for t in range(len(self.words))
            if t not in self.places
        ]
        links = [link(-GAP, LINK, self.rows[0], t) for t in self.places]
        dropped = _corners(~self.keep, 0, PITCH)
        return {
            **_filled(self.table[self.rows], self.keep, 0, PITCH),
            # Their strokes lie on whole pixels.
            "dropped": squares(dropped, CELL - 1, CELL - 1, "0.5 0.5"),
            "veil": squares(dark, PITCH * FEATURES, PITCH),
            "links": "".join(links),
            "counted": "",
        }


def _corners(chosen: NDArray[np.bool_], x: int, width: int) -> Corners:
    return [
        (x + width * int(f), HEADER + PITCH * int(t)) for t, f in np.argwhere(chosen)
    ]


def _filled(
    table: NDArray[np.int64], keep: NDArray[np.bool_], x: int, width: int
) -> dict[str, str]:
    size = min(width - 1, CELL)
    return {
        f"tint-{level}": squares(_corners((table == level) & keep, x, width), size)
        for level in range(LEVELS)
    }
