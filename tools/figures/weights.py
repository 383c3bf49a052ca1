"""The trained model that a page runs: its numbers in a script, read and written here.

A float16 has a sign, five bits of exponent and ten of fraction. Signs and exponents
repeat and so compress; fractions do not. The file holds them apart, each as the text of
base64: one sign and exponent for each character, three fractions for each five.
"""

import json
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from tools.project import ROOT

FILE = ROOT / "docs/theme/javascripts/weights.js"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
HEAD = """/**
 * The trained model, float16: written by make model. It has learnt from the sentence
 * polarity dataset v1.0 of Pang and Lee, "Seeing stars", ACL 2005.
 */
export const MODEL = """

VOCABULARY, FEATURES, STEPS, FILTERS, KERNEL, POOL, UNITS = 1000, 16, 20, 64, 5, 4, 64
PADDING, UNKNOWN, FIRST_WORD = 0, 1, 2
SHAPES = {
    "embedding": (VOCABULARY, FEATURES),
    "conv_kernel": (KERNEL, FEATURES, FILTERS),
    "conv_bias": (FILTERS,),
    "lstm_kernel": (FILTERS, 4 * UNITS),
    "lstm_recurrent": (UNITS, 4 * UNITS),
    "lstm_bias": (4 * UNITS,),
    "dense_kernel": (UNITS, 1),
    "dense_bias": (1,),
}
HELD = {"accuracy": float, "checksum": int, "words": str}
HELD |= {"exponents": str, "fractions": str}
PARAMETERS = sum(prod(shape) for shape in SHAPES.values())


class WeightsError(ValueError):
    """The file does not hold the model; the message says what was found."""


@dataclass(frozen=True)
class Trained:
    """A trained model.

    Attributes:
        arrays: float16, by the names and shapes of :data:`SHAPES`, in the order in
            which Keras gives its weights.
        words: Those known, in the order of their ids, from 2 on.
        accuracy: Share of the test sentences that it judges right.
    """

    arrays: dict[str, NDArray[np.float16]]
    words: list[str]
    accuracy: float


def checksum(bits: NDArray[np.uint16]) -> int:
    """The sum of all bits, each number weighed by its place counted from 1.

    Args:
        bits: Of float16 numbers, shape (numbers,).

    Returns:
        The sum modulo 2**32.
    """
    places = np.arange(1, len(bits) + 1, dtype=np.uint64)
    return int((bits * places).sum() % 2**32)


def encode(trained: Trained) -> str:
    """The text of the file."""
    flat = [array.ravel() for array in trained.arrays.values()]
    bits = np.concatenate(flat).astype(np.float16).view(np.uint16)
    triples = (bits & 1023).astype(np.uint32).reshape(-1, 3) @ [2**20, 2**10, 1]
    sixes = triples[:, None] >> np.array([24, 18, 12, 6, 0]) & 63
    held = {
        "accuracy": trained.accuracy,
        "checksum": checksum(bits),
        "words": " ".join(trained.words),
        "exponents": "".join(DIGITS[digit] for digit in bits >> 10),
        "fractions": "".join(DIGITS[digit] for digit in sixes.ravel()),
    }
    return f"{HEAD}{json.dumps(held, ensure_ascii=False, indent=2)};\n"


def decode(text: str) -> Trained:
    """Read the text of the file.

    Raises:
        WeightsError: It is damaged.
    """
    try:
        held = json.loads(text.removeprefix(HEAD).rstrip(";\n"))
        if not isinstance(held, dict):
            raise ValueError("no object")
        for key, kind in HELD.items():
            if not isinstance(held[key], kind):
                raise ValueError(f"{key} is of another type")
        places = {ord(digit): place for place, digit in enumerate(DIGITS)}
        high = np.array([places[ord(c)] for c in held["exponents"]], np.uint16)
        sixes = np.array([places[ord(c)] for c in held["fractions"]], np.uint32)
        triples = sixes.reshape(-1, 5) @ [2**24, 2**18, 2**12, 2**6, 1]
        low = (triples[:, None] >> np.array([20, 10, 0]) & 1023).ravel()
        bits = (high << 10 | low).astype(np.uint16)
    except (KeyError, ValueError, RecursionError) as error:
        raise WeightsError(
            f"{FILE.name} is damaged ({error}); run make model"
        ) from None
    if len(bits) != PARAMETERS or checksum(bits) != held["checksum"]:
        raise WeightsError(
            f"{FILE.name} holds {len(bits)} numbers with checksum {checksum(bits)}; "
            f"expected {PARAMETERS} and {held['checksum']}; run make model"
        )
    ends = np.cumsum([prod(shape) for shape in SHAPES.values()])
    parts = np.split(bits.view(np.float16), ends[:-1])
    arrays = {
        name: part.reshape(shape)
        for part, (name, shape) in zip(parts, SHAPES.items(), strict=True)
    }
    return Trained(arrays, held["words"].split(), held["accuracy"])


def load() -> Trained:
    """The model of the site."""
    return decode(FILE.read_text("utf-8"))
