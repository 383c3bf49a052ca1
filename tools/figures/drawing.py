"""Draw a figure: one SVG per sample, complete without a script.

The words of the drawing come from ``extra.figure`` of the configuration, so that
another language needs no other code. docs/theme/javascripts/drawing.js draws the same
when the reader changes something; it takes :data:`GEOMETRY` from the page.
"""

from collections.abc import Mapping
from html import escape
from math import prod

import numpy as np
from numpy.typing import NDArray

from tools.figures.block import Figure
from tools.figures.kinds import OWN, TYPES

# The source of the page on which readers can change a figure.
PLAYGROUND = "playground.md"

# In CSS pixels: at this size a (20, 16) sample fits a phone 390 px wide.
GEOMETRY = {"pitch": 16, "cell": 14, "header": 18, "labels": 64, "many": 20}
# With more features than MANY it shrinks there, and its labels do not.
PITCH, CELL, HEADER, LABELS, MANY = GEOMETRY.values()
# A line of one pixel lies on pixels half a pixel further in; between two it blurs.
HOLLOW = 0.5

# The words of a figure, and the names that each fills in.
WORDS = {
    "words": set(),
    "counts": {
        *("zeros", "units", "rows", "all_rows", "columns", "all_columns", "draws"),
    },
    "rows": {"rows"},
    "sample": {"index"},
    "word_types": {"layer", "shape"},
    "call": {"call"},
    "off": set(),
    "next": set(),
    "open": set(),
    "hint": set(),
    "cell": {"word", "timestep", "feature", "input", "output"},
}
# Those that a script fills in when the reader changes something.
LIVE = ("counts", "rows", "sample", "word_types", "call", "off", "cell")


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
    if figure.kind.name != TYPES:
        return figure.expression
    return texts["word_types"].format(layer=figure.expression, shape=figure.drawn_shape)


def view_of(figure: Figure) -> str:
    """The figure as view.js reads it, in the page or in an address."""
    view: dict[str, object] = {"layer": figure.kind.name}
    if figure.kind.name == OWN:
        view["noise"] = ",".join(map(str, figure.noise_shape))
    view |= {"rate": figure.rate, "seed": figure.seed, "call": figure.call}
    view["training"] = 1
    view |= zip(("batch", "steps", "features"), figure.shape, strict=True)
    return "&".join(f"{key}={value}" for key, value in view.items())


def cells(chosen: NDArray[np.bool_], inset: float = 0) -> str:
    """The chosen squares of a (steps, features) grid, as the data of a path."""
    # Steps from square to square: they repeat, and so compress to next to nothing.
    corners = np.argwhere(chosen)[:, ::-1] * PITCH + (LABELS + inset, HEADER + inset)
    side = f"{CELL - 2 * inset:g}"
    steps = np.diff(corners, axis=0, prepend=[[0, 0]])
    return "".join(f"m{x:g} {y:g}h{side}v{side}h-{side}z" for x, y in steps)


def sized(width: int, height: int) -> str:
    """Attributes of an SVG, in CSS pixels; where there is room the sheet enlarges."""
    return (
        f'style="--width:{width}px" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"'
    )


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
        for column in range(0, features, 5 if features > MANY else 1)
    )
    wide = 'class="mask-wide" ' if features > MANY else ""
    return (
        f"<svg {wide}{sized(width, height)} "
        f'role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>'
        f'{heading}<g class="mask-words">{words}</g>'
        f'<g class="mask-features">{numbers}</g>'
        f'<path class="mask-kept" d="{cells(keep)}"/>'
        f'<path class="mask-dropped" d="{cells(~keep, HOLLOW)}"/></svg>'
    )


def draw(figure: Figure, name: str, texts: Mapping[str, str]) -> str:
    """The figure as HTML with one inline SVG per sample.

    Args:
        figure: What to draw.
        name: Prefix of its ids, unique on the page.
        texts: The templates of ``extra.figure``.
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
    if figure.link and list(figure.words) == texts["words"].split()[: figure.shape[1]]:
        link = f' <a href="{PLAYGROUND}#{view}">{texts["open"]}</a>'
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
