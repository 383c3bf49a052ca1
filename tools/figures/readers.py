"""What readers take masked words for: the notebook still-there.py, for its figure.

docs/theme/javascripts/readers.js draws the same vectors, and reads them live.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from tools.figures.block import Figure
from tools.project import NOTEBOOKS

Floats = NDArray[np.float64]

VOCABULARY, STEPS, FEATURES = 1000, 20, 16
KINDS = ("elements", "columns", "rows")
# The seed of the notebook's vectors; that of the noise is its own.
VECTORS, NOISE = 0, 1


@cache
def vectors() -> tuple[Floats, NDArray[np.int64]]:
    """The notebook's table, shape (1000, 16), float32 numbers, and its first sentence.

    The sentence holds 20 rows of the table.
    """
    random = np.random.default_rng(VECTORS)
    table = random.normal(size=(VOCABULARY, FEATURES)).astype(np.float32)
    return table.astype(float), random.integers(0, VOCABULARY, STEPS)


def measured(printed: str) -> dict[str, list[list[int]]]:
    """The share of words that each reader names right, as the notebook prints it.

    Args:
        printed: All that it prints.

    Returns:
        By kind, and by kind and noise: for each of three readers the words of 100 at
        rates 0.0, 0.1 and so on to 0.9.

    Raises:
        ValueError: The notebook prints something else.
    """
    lines = re.findall(r"^0\.\d((?: +[01]\.\d\d){5})$", printed, re.MULTILINE)
    columns = np.array(
        [[round(100 * float(n)) for n in line.split()] for line in lines]
    )
    noisy = {
        kind: re.findall(rf"^  {kind} *((?: +\d+){{10}})$", printed, re.MULTILINE)
        for kind in KINDS
    }
    if columns.shape != (10, 5) or {len(found) for found in noisy.values()} != {3}:
        raise ValueError(f"expected the notebook's two tables, got {printed[:400]!r}")
    elements, across, skipped, skipped_across, rows = columns.T.tolist()
    return {
        "elements": [elements, skipped, skipped],
        "columns": [across, skipped_across, skipped_across],
        "rows": [rows, rows, rows],
    } | {
        f"{kind} noise": [list(map(int, line.split())) for line in found]
        for kind, found in noisy.items()
    }


@cache
def curves() -> dict[str, list[list[int]]]:
    """What the committed notebook has measured, see :func:`measured`."""
    text = (NOTEBOOKS / "still-there.ipynb").read_text("utf-8")
    outputs = [
        out for cell in json.loads(text)["cells"] for out in cell.get("outputs", ())
    ]
    return measured("".join("".join(out.get("text", "")) for out in outputs))


@dataclass(frozen=True)
class Reading:
    """The notebook's first sentence under one mask, without noise.

    Attributes:
        figure: What draws the mask, of shape (1, 20, 16).
    """

    figure: Figure

    @property
    def kept(self) -> Floats:
        """1 where a number survives, shape (20, 16)."""
        return np.asarray(self.figure.keep[0], dtype=np.float64)

    @cached_property
    def guesses(self) -> list[list[int]]:
        """The row that each of three readers takes each word for.

        Without noise the best reader of one row needs not be told the mask.
        """
        table, words = vectors()
        rows = self.kept * table[words]
        cosine = rows @ (table / np.linalg.norm(table, axis=1, keepdims=True)).T
        distances = self.kept @ (table**2).T - 2 * rows @ table.T
        skipping = distances.argmin(axis=1).tolist()
        return [cosine.argmax(axis=1).tolist(), skipping, skipping]


def states() -> list[list[str]]:
    """State and increment of the generators of vectors and noise, before any draw."""
    found = [
        np.random.default_rng(seed).bit_generator.state for seed in (VECTORS, NOISE)
    ]
    return [[str(one["state"][key]) for key in ("state", "inc")] for one in found]
