"""Draw the figure that a ``mask`` block of a page asks for.

A block holds one ``key: value`` per line::

    layer: Dropout                 Dropout, SpatialDropout1D or word types
    noise_shape: (None, None, 1)   only with Dropout, optional
    rate: 0.2                      in [0, 1)
    seed: 7                        the layer's seed
    call: 0                        how many masks the layer has drawn before, optional
    shape: (1, 20, 16)             (batch, steps, features)
    words: one per timestep        optional where the site's sentence has as many
    caption: What to see.

The mask is the one Keras draws (see mask.py). The words of the drawing itself come from
``extra.figure`` in mkdocs.yml, so that another language needs no other code.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from math import prod

import numpy as np
from numpy.typing import NDArray

from tools.figures import mask

LAYERS = ("Dropout", "SpatialDropout1D", "word types")
LARGEST = (4, 40, 40)

# Noise shapes of Dropout that have a name in views.
DROPOUTS = {
    None: "elements",
    (None, None, 1): "rows",
    (None, 1, 1): "samples",
    (1, None, None): "shared",
}

# Geometry in CSS pixels: at this size a (20, 16) sample fits a phone 390 px wide.
PITCH = 16
CELL = 14
HEADER = 18
LABELS = 64


class FigureError(ValueError):
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

    layer: str
    rate: float
    seed: int
    shape: tuple[int, int, int]
    words: tuple[str, ...]
    caption: str
    call: int = 0
    noise_shape: tuple[int | None, ...] | None = None

    @property
    def types(self) -> list[str]:
        """The distinct words, in order of appearance: the vocabulary."""
        return list(dict.fromkeys(self.words))

    @property
    def drawn_shape(self) -> tuple[int, ...]:
        """The shape of the numbers drawn, every size known."""
        if self.layer == "word types":
            return (self.shape[0], len(self.types))
        spatial = self.layer == "SpatialDropout1D"
        noise = (None, 1, None) if spatial else self.noise_shape
        return mask.fill_noise_shape(noise, self.shape)

    @property
    def expression(self) -> str:
        """The Python that creates the layer."""
        name = "Dropout" if self.layer == "word types" else self.layer
        noise = ""
        if self.noise_shape is not None:
            noise = f"noise_shape={self.noise_shape}, "
        return f"{name}({self.rate}, {noise}seed={self.seed})"

    @cached_property
    def keep(self) -> NDArray[np.bool_]:
        """The mask over the whole input: True where a number survives."""
        if self.layer == "word types":
            ids = [[self.types.index(word) for word in self.words]] * self.shape[0]
            drawn = mask.word_type_mask(
                ids, len(self.types), self.rate, self.seed, self.call
            )[..., None]
        else:
            drawn = mask.keep_mask(self.drawn_shape, self.rate, self.seed, self.call)
        return np.broadcast_to(drawn, self.shape)


def _literal(value: str) -> object:
    try:
        return ast.literal_eval(value)
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
    if type(number) not in (int, float) or not 0 <= number < 1:
        raise ValueError("a number in [0, 1), for example 0.2")
    return number


def _layer(value: str) -> str:
    if value not in LAYERS:
        raise ValueError("one of " + ", ".join(LAYERS))
    return value


def _shape(value: str) -> tuple[int, int, int]:
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


def _noise_shape(value: str) -> tuple[int | None, ...]:
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


READERS: dict[str, Callable[[str], object]] = {
    "layer": _layer,
    "noise_shape": _noise_shape,
    "rate": _rate,
    "seed": _integer(-(2**63), 2**63 - 1),
    "call": _integer(0, 2**63 - 1),
    "shape": _shape,
    "words": _words,
    "caption": str,
}
OPTIONAL = {"noise_shape", "call", "words"}


def read(block: str, sentence: str) -> Figure:
    """Read and check a block.

    Args:
        block: The text between the fences.
        sentence: The words that label the timesteps where the block names none.

    Raises:
        FigureError: Something is unknown, missing or does not fit together.
    """
    values: dict[str, object] = {"words": _words(sentence)}
    lines: dict[str, int] = {}
    for number, line in enumerate(block.splitlines()):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in READERS:
            known = ", ".join(READERS)
            raise FigureError(number, f"unknown key {key!r}; expected one of {known}")
        if key in lines:
            raise FigureError(number, f"{key} is given twice; keep one")
        try:
            values[key] = READERS[key](value)
        except ValueError as error:
            raise FigureError(number, f"{key} is {value!r}; expected {error}") from None
        lines[key] = number
    missing = [key for key in READERS if key not in values and key not in OPTIONAL]
    if missing:
        raise FigureError(0, f"{missing[0]} is missing; add a line '{missing[0]}: ...'")
    figure = Figure(**values)
    if len(figure.words) != figure.shape[1]:
        raise FigureError(
            lines.get("words", lines["shape"]),
            f"shape has {figure.shape[1]} timesteps and there are "
            f"{len(figure.words)} words; expected one word per timestep",
        )
    if figure.noise_shape is not None and figure.layer != "Dropout":
        raise FigureError(
            lines["noise_shape"],
            f"noise_shape does not go with {figure.layer}; expected layer: Dropout",
        )
    try:
        figure.drawn_shape  # noqa: B018
    except ValueError as error:
        raise FigureError(lines["noise_shape"], str(error)) from None
    return figure


def counts(figure: Figure, texts: Mapping[str, str]) -> str:
    """The sentence below the figure that counts what was dropped."""
    zeros = ~figure.keep
    batch, steps, features = figure.shape
    return texts["counts"].format(
        zeros=zeros.sum(),
        units=zeros.size,
        rows=zeros.all(axis=2).sum(),
        all_rows=batch * steps,
        columns=zeros.all(axis=1).sum(),
        all_columns=batch * features,
        # With rate 0 Keras draws nothing.
        draws=prod(figure.drawn_shape) if figure.rate else 0,
    )


def name_of(figure: Figure, texts: Mapping[str, str]) -> str:
    """What drew the mask: a layer, or the recipe for word types."""
    if figure.layer != "word types":
        return figure.expression
    return texts["word_types"].format(layer=figure.expression, shape=figure.drawn_shape)


def view_of(figure: Figure) -> str:
    """The figure as view.js reads it, in the page or in an address."""
    named = {"word types": "types", "SpatialDropout1D": "columns"}
    layer = named.get(figure.layer) or DROPOUTS.get(figure.noise_shape, "own")
    view: dict[str, object] = {"layer": layer}
    if layer == "own":
        view["noise"] = ",".join(map(str, figure.noise_shape))
    view |= {"rate": figure.rate, "seed": figure.seed, "call": figure.call}
    view["training"] = 1
    view |= zip(("batch", "steps", "features"), figure.shape, strict=True)
    return "&".join(f"{key}={value}" for key, value in view.items())


def _cells(chosen: NDArray[np.bool_]) -> str:
    # Steps from square to square: they repeat, and so compress to next to nothing.
    corners = np.argwhere(chosen)[:, ::-1] * PITCH + (LABELS, HEADER)
    steps = np.diff(corners, axis=0, prepend=[[0, 0]])
    return "".join(f"m{x} {y}h{CELL}v{CELL}h-{CELL}z" for x, y in steps)


def _sample(
    figure: Figure, index: int, name: str, description: str, texts: Mapping[str, str]
) -> str:
    keep = figure.keep[index]
    steps, features = keep.shape
    width, height = LABELS + PITCH * features, HEADER + PITCH * steps
    title = name_of(figure, texts)
    heading = ""
    if figure.shape[0] > 1:
        sample = texts["sample"].format(index=index)
        title += ", " + sample
        heading = f'<text x="{LABELS - 6}" y="{HEADER - 6}">{sample}</text>'
    per_row = ", ".join(
        f"{word} {zeros}"
        for word, zeros in zip(figure.words, (~keep).sum(axis=1), strict=True)
    )
    description += " " + texts["rows"].format(rows=per_row)
    label = '<text x="{}" y="{}">{}</text>'.format
    words = "".join(
        label(LABELS - 6, HEADER + PITCH * row + 11, escape(word))
        for row, word in enumerate(figure.words)
    )
    numbers = "".join(
        label(LABELS + PITCH * column + CELL // 2, HEADER - 6, column)
        for column in range(features)
    )
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>'
        f'{heading}<g class="mask-words">{words}</g>'
        f'<g class="mask-features">{numbers}</g>'
        f'<path class="mask-kept" d="{_cells(keep)}"/>'
        f'<path class="mask-dropped" d="{_cells(~keep)}"/></svg>'
    )


def draw(
    figure: Figure, name: str, texts: Mapping[str, str], playground: str = ""
) -> str:
    """The figure as HTML with one inline SVG per sample.

    Args:
        figure: What to draw.
        name: Prefix of its ids, unique on the page.
        texts: The templates of ``extra.figure``.
        playground: The address of the page on which readers can change the figure;
            without it there is no link.
    """
    counted = counts(figure, texts)
    samples = "".join(
        _sample(figure, index, f"{name}-{index}", counted, texts)
        for index in range(figure.shape[0])
    )
    drawn_by = escape(name_of(figure, texts))
    call = texts["call"].format(call=figure.call)
    view = escape(view_of(figure))
    link = ""
    if playground and figure.words == _words(texts["words"])[: figure.shape[1]]:
        link = f' <a href="{playground}#{view}">{texts["open"]}</a>'
    return (
        f'<mask-figure view="{view}">'
        f'<figure class="mask" id="{name}" data-search-exclude>'
        f'<div class="mask-samples">{samples}</div>'
        f"<figcaption><p>{escape(figure.caption)}</p>"
        f'<p class="mask-counts" role="status"><code>{drawn_by}</code>, {call}. '
        f"{counted}</p>"
        f'<p class="mask-controls"><button type="button" class="mask-next">'
        f"{texts['next']}</button>{link}</p>"
        f'<p class="mask-cell mask-controls" role="status">{texts["hint"]}</p>'
        "</figcaption></figure></mask-figure>"
    )
