"""The drawings of the scene ``chain``: what moved in each layer, and many opinions.

docs/theme/javascripts/strip.js makes the same texts when the reader changes something.
"""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from tools.figures import drawing
from tools.figures.forward import Numbers
from tools.figures.weights import FILTERS, KERNEL, POOL

Flags = NDArray[np.bool_]

# In CSS pixels: 64 filters fit a phone of 390. The rows of one pool stand together.
LEFT, WIDTH, HEIGHT, GAP = 14, 5, 8, 2
LEVELS = 4
BINS, TALLEST = 50, 16


def top(row: int) -> int:
    """Where a row of a layer's drawing begins."""
    return HEIGHT * row + GAP * (row // POOL)


def levels(before: Numbers, after: Numbers) -> NDArray[np.int64]:
    """How far numbers moved, against the one that moved most.

    Returns:
        In the shape of the numbers: 0 where nothing moved, else from 1 to LEVELS.
    """
    moved = np.abs(after.astype(np.float64) - before)
    return np.ceil(LEVELS * moved / (moved.max() or 1)).astype(np.int64)


def runs(rows: Flags, pitch: int, cell: int, tops: Sequence[int]) -> str:
    """A stroke for each run of neighbours, as the data of a path.

    Its dashes are the squares, ``cell`` wide and ``pitch`` from one to the next.

    Args:
        rows: (rows, columns), True where there is a square.
        pitch: In pixels, as the other sizes.
        cell: At most the pitch.
        tops: Where each row lies.
    """
    path, x, y = "", 0, 0
    for row, top in zip(rows, tops, strict=True):
        # A run begins where the row rises, and ends where it falls.
        turns = np.flatnonzero(np.diff(np.pad(row.astype(np.int8), 1)))
        for first, end in turns.reshape(-1, 2).tolist():
            across = pitch * (end - first) - (pitch - cell)
            path += f"m{pitch * first - x} {top - y}h{across}"
            x, y = pitch * first + across, top
    return path


def kept(keep: Flags) -> str:
    """What is kept of the embedding's output, as the data of a dashed path."""
    tops = [drawing.PITCH * row for row in range(len(keep))]
    return runs(keep, drawing.PITCH, drawing.CELL, tops)


def squares(chosen: Flags) -> str:
    """The chosen numbers of a (rows, 64) layer, as the data of a path of strokes."""
    path, x, y = "", 0, 0
    for row, column in np.argwhere(chosen).tolist():
        path += f"m{WIDTH * column - x} {top(row) - y}v{HEIGHT}"
        x, y = WIDTH * column, top(row) + HEIGHT
    return path


def marks(rows: Flags) -> str:
    """A mark before each row that is reached, as the data of a path of strokes."""
    return "".join(
        f"M6 {top(row)}v{HEIGHT - 1}" for row in np.flatnonzero(rows).tolist()
    )


def reached(keep: Flags) -> tuple[Flags, Flags]:
    """Which windows see a zero, and which pools see such a window.

    Args:
        keep: (20, 16), False where a number is dropped.
    """
    words = ~keep.all(axis=1)
    seen = np.lib.stride_tricks.sliding_window_view(words, KERNEL)
    windows: Flags = np.any(seen, axis=1)
    pools: Flags = np.any(windows.reshape(-1, POOL), axis=1)
    return windows, pools


def layer(before: Numbers, after: Numbers, rows: Flags, title: str) -> str:
    """The drawing of a layer of (rows, 64) numbers.

    Args:
        before: Without dropout.
        after: With it.
        rows: Those that are reached.
        title: What it is, for screen readers.
    """
    width, height = LEFT + WIDTH * FILTERS, top(len(rows) - 1) + HEIGHT
    level = levels(before, after).reshape(len(rows), FILTERS)
    moved = "".join(
        f'<path stroke-opacity="{one / LEVELS}" d="{squares(level == one)}"/>'
        for one in range(1, LEVELS + 1)
    )
    lines = "".join(
        f"M{LEFT} {top(row)}h{WIDTH * FILTERS}" for row in range(1, len(rows))
    )
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{title}"><path class="chain-reach" d="{marks(rows)}"/>'
        f'<rect x="{LEFT}" width="{WIDTH * FILTERS}" height="{height}"/>'
        f'<g transform="translate({LEFT + WIDTH / 2})">{moved}</g>'
        # One thick line whose dashes are the lines between the columns: it is short.
        f'<line class="chain-lines" x1="{LEFT - 0.5}" x2="{width}" y1="{height // 2}" '
        f'y2="{height // 2}" stroke-width="{height}"/>'
        f'<path class="chain-lines" d="{lines}"/></svg>'
    )


def bars(opinions: Numbers) -> str:
    """A histogram of opinions in [0, 1], as the data of a path."""
    bins = np.minimum(BINS - 1, np.floor(BINS * opinions.astype(np.float64)))
    counts = np.bincount(bins.astype(np.int64), minlength=BINS)
    tops = [TALLEST - ceil(TALLEST * one / counts.max()) for one in counts.tolist()]
    return f"M0 {TALLEST}{''.join(f'V{one}h1' for one in tops)}V{TALLEST}"


def band(mean: float, sd: float) -> tuple[float, float]:
    """Where the band of one standard deviation begins and how wide it is, in bins.

    Both are rounded to hundredths, halves up, as scripts do.
    """
    low, high = max(0, mean - sd), min(1, mean + sd)
    left, width = (floor(100 * BINS * x + 0.5) / 100 for x in (low, high - low))
    return left, width
