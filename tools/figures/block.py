"""Read what a ``mask`` block of a page asks for.

A block holds one ``key: value`` per line::

    kind: elements                 a row of tools/figures/kinds.py
    noise_shape: (None, 1, None)   only with the kind own
    rate: 0.2                      in [0, 1)
    seed: 7                        the layer's seed
    call: 0                        how many masks the layer has drawn before, optional
    shape: (1, 20, 16)             (batch, steps, features)
    words: one per timestep        optional where the site's sentence has as many
    link: none                     leaves out the link to the playground, optional
    caption: What to see.
"""

import ast
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tools.figures import mask
from tools.figures.kinds import KINDS, OWN, TYPES, Kind, NoiseShape, expression

LARGEST = (4, 40, 40)


class BlockError(ValueError):
    """A block asks for something that cannot be drawn.

    Attributes:
        line: The line of the block that is wrong, counted from 0.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Figure:
    """What one block asks for, checked."""

    kind: Kind
    rate: float
    seed: int
    shape: tuple[int, int, int]
    words: tuple[str, ...]
    caption: str
    call: int = 0
    own_noise_shape: NoiseShape | None = None
    link: bool = True

    @property
    def noise_shape(self) -> NoiseShape:
        """The noise shape that the layer is created with."""
        if self.own_noise_shape is not None:
            return self.own_noise_shape
        return self.kind.noise_shape or (None, None, None)

    @property
    def types(self) -> list[str]:
        """The distinct words, in order of appearance: the vocabulary."""
        return list(dict.fromkeys(self.words))

    @property
    def drawn_shape(self) -> tuple[int, ...]:
        """The shape of the numbers drawn, every size known."""
        if self.kind.name == TYPES:
            return (self.shape[0], len(self.types))
        return mask.fill_noise_shape(self.noise_shape, self.shape)

    @property
    def expression(self) -> str:
        """The Python that creates the layer."""
        return expression(self.kind, self.rate, self.seed, self.noise_shape)

    @cached_property
    def keep(self) -> NDArray[np.bool_]:
        """The mask over the whole input: True where a number survives."""
        if self.kind.name == TYPES:
            ids = [[self.types.index(word) for word in self.words]] * self.shape[0]
            drawn = mask.word_type_mask(
                ids, len(self.types), self.rate, self.seed, self.call
            )[..., None]
        else:
            drawn = mask.keep_mask(self.drawn_shape, self.rate, self.seed, self.call)
        return np.broadcast_to(drawn, self.shape)


def _literal(value: str) -> object:
    try:
        # A comment would pass, and be lost.
        return value if "#" in value else ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return value


def _integer(lowest: int, highest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = _literal(value)
        if type(number) is not int or not lowest <= number <= highest:
            raise ValueError(
                f"a whole number from {lowest} to {highest}, for example 7"
            )
        return number

    return read


def _rate(value: str) -> float:
    number = _literal(value)
    if not isinstance(number, int | float) or type(number) is bool:
        number = -1
    if not 0 <= number < 1:
        raise ValueError("a number in [0, 1), for example 0.2")
    return number


def _kind(value: str) -> Kind:
    if value not in KINDS:
        raise ValueError("one of " + ", ".join(KINDS))
    return KINDS[value]


def _shape(value: str) -> tuple[int, ...]:
    sizes = _literal(value)
    if (
        not isinstance(sizes, tuple)
        or len(sizes) != len(LARGEST)
        or any(
            type(size) is not int or not 1 <= size <= most
            for size, most in zip(sizes, LARGEST, strict=True)
        )
    ):
        raise ValueError(
            f"(batch, steps, features), each at least 1 and at most {LARGEST}, "
            "for example (1, 20, 16)"
        )
    return sizes


def _noise_shape(value: str) -> NoiseShape:
    sizes = _literal(value)
    if not isinstance(sizes, tuple) or any(
        size is not None and type(size) is not int for size in sizes
    ):
        raise ValueError(
            "one whole number or None per axis, for example (None, 1, None)"
        )
    return sizes


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _link(value: str) -> bool:
    if value != "none":
        raise ValueError("none, or no such line")
    return False


READERS: dict[str, Callable[[str], object]] = {
    "kind": _kind,
    "noise_shape": _noise_shape,
    "rate": _rate,
    "seed": _integer(-(2**63), 2**63 - 1),
    "call": _integer(0, 2**63 - 1),
    "shape": _shape,
    "words": _words,
    "link": _link,
    "caption": str,
}
OPTIONAL = {"noise_shape", "call", "words", "link"}
# Of a key, where it is called otherwise in the figure.
FIELDS = {"noise_shape": "own_noise_shape"}


def lines_of(block: str, keys: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """The lines of a block, ``key: value``: number from 0, key and value of each.

    Raises:
        BlockError: A line is none, its key is unknown, or given twice.
    """
    given = set()
    for number, line in enumerate(block.splitlines()):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in keys:
            known = ", ".join(keys)
            raise BlockError(number, f"unknown key {key!r}; expected one of {known}")
        if key in given:
            raise BlockError(number, f"{key} is given twice; keep one")
        given.add(key)
        yield number, key, value


def read(block: str, sentence: str) -> Figure:
    """Read and check a block.

    Args:
        block: The text between the fences.
        sentence: The words that label the timesteps where the block names none.

    Raises:
        BlockError: Something is unknown, missing or does not fit together.
    """
    values: dict[str, object] = {"words": _words(sentence)}
    lines: dict[str, int] = {}
    for number, key, value in lines_of(block, READERS):
        try:
            values[FIELDS.get(key, key)] = READERS[key](value)
        except ValueError as error:
            raise BlockError(number, f"{key} is {value!r}; expected {error}") from None
        lines[key] = number
    missing = [key for key in READERS if key not in values and key not in OPTIONAL]
    if missing:
        raise BlockError(0, f"{missing[0]} is missing; add a line '{missing[0]}: ...'")
    figure = Figure(**values)  # type: ignore[arg-type]
    _check(figure, lines)
    return figure


def _check(figure: Figure, lines: dict[str, int]) -> None:
    if len(figure.words) != figure.shape[1]:
        raise BlockError(
            lines.get("words", lines["shape"]),
            f"shape has {figure.shape[1]} timesteps and there are "
            f"{len(figure.words)} words; expected one word per timestep",
        )
    own = figure.kind.name == OWN
    if own != ("noise_shape" in lines):
        raise BlockError(
            lines.get("noise_shape", lines["kind"]),
            "kind: own needs a noise_shape; add a line 'noise_shape: ...'"
            if own
            else f"noise_shape does not go with {figure.kind.name}; expected kind: own",
        )
    try:
        figure.drawn_shape  # noqa: B018
    except ValueError as error:
        raise BlockError(lines["noise_shape"], str(error)) from None
