"""The scene of rows-and-columns.md: coins in their noise shape, and the mask they make.

Each draw is a coin. It stands where its noise shape puts it: over its column, left of
its row, in the corner, or inside its number. docs/theme/javascripts/coins.js computes
the same for other noise shapes; it takes :data:`GEOMETRY` from the page.
"""

from collections.abc import Iterator, Mapping
from html import escape
from math import prod, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.figures.block import Figure
from tools.figures.drawing import (
    CELL,
    HEADER,
    HOLLOW,
    LABELS,
    PITCH,
    cells,
    name_of,
    sized,
)
from tools.figures.kinds import KINDS, TYPES, NoiseShape
from tools.figures.scene import Drawn, Scene, Texts

SIZES = (2, 20, 16)
RATE = 0.2
# Those of the programs on the page.
SEEDS = dict.fromkeys(KINDS, 1) | {"elements": 7, "samples": 5, TYPES: 5}
# What the scene shows before any touch.
FIRST = "columns"
AXES = ("batch", "steps", "features")
# In CSS pixels: where the squares begin, how far before them coins stand, and the radii
# of a coin, of one inside its square, and of the mark of a coin that stands elsewhere.
GEOMETRY = {"left": 68, "top": 48, "lane": 10, "coin": 6, "inside": 4, "same": 2}
LEFT, TOP, LANE, COIN, INSIDE, SAME = GEOMETRY.values()

WORDS: dict[str, set[str]] = {
    **{name: set() for name in (*KINDS, *AXES)},
    "words": set(),
    "legend": set(),
    "word": set(),
    "word_types": {"layer", "shape"},
    "call": {"call"},
    "again": set(),
    "sample": {"sample"},
    "same": {"sample"},
    "picture": {"layer", "call", "sample", "zeros", "units"},
    "own_coins": {"coins", "mean", "sd", "first", "second"},
    "shared_coins": {"coins", "mean", "sd", "first", "second"},
    "hint": set(),
    "square": {"word", "timestep", "feature", "sample", "coin", "coins", "over", "end"},
    "coin": {"coin", "coins", "over", "end"},
    "one": set(),
    "many": {"numbers"},
    "fell": set(),
    "stayed": set(),
}


class Coin(NamedTuple):
    """A coin of a drawing, or the mark of one that stands elsewhere."""

    x: int
    y: int
    radius: int
    kept: bool


def figure_of(
    kind: str, texts: Texts, call: int = 0, own: NoiseShape | None = None
) -> Figure:
    """What the scene shows for a kind.

    Args:
        kind: A row of the kinds of mask.
        texts: Those of the scene.
        call: How many masks the layer has drawn before.
        own: The noise shape, with the kind own alone.
    """
    words = tuple(texts["words"].split())
    return Figure(KINDS[kind], RATE, SEEDS[kind], SIZES, words, "", call, own)


def deciding(figure: Figure) -> NDArray[np.intp]:
    """For each number of the input, which draw decides over it, counted from 0."""
    shape = figure.drawn_shape
    draws = np.arange(prod(shape)).reshape(shape)
    if figure.kind.name == TYPES:
        rows = [figure.types.index(word) for word in figure.words]
        draws = draws[:, rows, None]
    return np.broadcast_to(draws, figure.shape)


def place(figure: Figure) -> str:
    """Where the coins stand: inside the squares, left, on top or in the corner."""
    _, steps, features = (*figure.drawn_shape, 1)[:3]
    return {
        (True, True): "inside",
        (True, False): "left",
        (False, True): "top",
        (False, False): "corner",
    }[steps > 1, features > 1]


def coins(figure: Figure, sample: int) -> Iterator[Coin]:
    """The coins and marks of one sample's drawing, in the order of its numbers."""
    decides = deciding(figure)
    seen = set(decides[:sample].flat)
    stand = place(figure)
    _, steps, features = figure.shape
    for row in range(steps if stand in ("inside", "left") else 1):
        for column in range(features if stand in ("inside", "top") else 1):
            coin = decides[sample, row, column]
            radius = INSIDE if stand == "inside" else COIN
            yield Coin(
                LEFT + PITCH * column + CELL // 2
                if stand in ("inside", "top")
                else LEFT - LANE,
                TOP + PITCH * row + CELL // 2
                if stand in ("inside", "left")
                else TOP - LANE,
                SAME if coin in seen else radius,
                bool(figure.keep[sample, row, column]),
            )
            seen.add(coin)


def _circles(found: list[Coin], kept: bool) -> str:
    return "".join(
        f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0 {r} {r} 0 1 0-{2 * r} 0z"
        for x, y, r, stays in found
        if stays == kept
    )


def spread(figure: Figure) -> float:
    """Standard deviation of the zeros in a sample: a binomial for each size of coin."""
    over = np.unique(deciding(figure)[0], return_counts=True)[1]
    return sqrt(figure.rate * (1 - figure.rate) * (over**2).sum())


def numbers(figure: Figure, texts: Mapping[str, str]) -> str:
    """The sentence that counts coins and zeros."""
    batch = figure.shape[0]
    shared = figure.drawn_shape[0] == 1
    draws = prod(figure.drawn_shape)
    first, second = (~figure.keep).sum(axis=(1, 2))
    return texts["shared_coins" if shared else "own_coins"].format(
        coins=draws if shared else draws // batch,
        mean=round(figure.rate * prod(figure.shape[1:])),
        sd=f"{spread(figure):.1f}",
        first=first,
        second=second,
    )


def sample_svg(figure: Figure, sample: int, name: str, texts: Texts) -> str:
    """One sample with its coins, as an SVG; ids begin with the name."""
    keep = figure.keep[sample]
    steps, features = keep.shape
    width, height = LEFT + PITCH * features, TOP + PITCH * steps
    label = '<text x="{}" y="{}">{}</text>'.format
    words = "".join(
        label(LEFT - 2 * LANE, TOP + PITCH * row + 11, escape(word))
        for row, word in enumerate(figure.words)
    )
    columns = "".join(
        label(LEFT + PITCH * column + CELL // 2, TOP - 2 * LANE - 2, column)
        for column in range(features)
    )
    same = sample and figure.drawn_shape[0] == 1
    heading = texts["same" if same else "sample"].format(sample=sample)
    title = texts["picture"].format(
        layer=name_of(figure, texts),
        call=figure.call,
        sample=sample,
        zeros=(~keep).sum(),
        units=keep.size,
    )
    found = list(coins(figure, sample))
    shift = f"translate({LEFT - LABELS} {TOP - HEADER})"
    return (
        f"<svg {sized(width, height)} "
        f'role="img" aria-labelledby="{name}-{sample}" data-reach '
        f'data-place="{place(figure)}">'
        f'<title id="{name}-{sample}">{escape(title)}</title>'
        f'<text class="coins-heading" x="{LEFT}" y="12">{heading}</text>'
        f'<g class="mask-words">{words}</g><g class="mask-features">{columns}</g>'
        f'<g transform="{shift}"><path class="mask-kept" d="{cells(keep)}"/>'
        f'<path class="mask-dropped" d="{cells(~keep, HOLLOW)}"/></g>'
        f'<path class="coins-kept" d="{_circles(found, True)}"/>'
        f'<path class="coins-fallen" d="{_circles(found, False)}"/>'
        f'<path class="mask-cursor" d=""/></svg>'
    )


def _controls(figure: Figure, name: str, texts: Texts) -> str:
    kinds = "".join(
        f'<label><input type="radio" name="{name}-kind" value="{kind}"'
        f"{' checked' if kind == figure.kind.name else ''}><span>{texts[kind]}</span>"
        "</label>"
        for kind in KINDS
    )
    entries = "<code>, </code>".join(
        f'<button type="button" value="{axis}"><code>{figure.noise_shape[axis]}</code>'
        f"<span>{texts[axis_name]}</span></button>"
        for axis, axis_name in enumerate(AXES)
    )
    return (
        f'<div class="scene-controls"><fieldset>'
        f"<legend>{texts['legend']}</legend>{kinds}</fieldset>"
        f'<p class="coins-shape"><code class="coins-argument">noise_shape=</code>'
        f"<code>(</code>{entries}<code>)</code></p></div>"
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The scene at rest, see :class:`tools.figures.scene.Scene`."""
    figure = figure_of(FIRST, texts)
    samples = "".join(
        sample_svg(figure, sample, name, texts) for sample in range(figure.shape[0])
    )
    html = (
        f"{_controls(figure, name, texts)}"
        f'<p class="coins-layer"><code>{escape(name_of(figure, texts))}</code> '
        f'<span class="coins-call">{texts["call"].format(call=figure.call)}</span> '
        f'<button type="button" class="coins-again scene-controls">{texts["again"]}'
        "</button></p>"
        f'<p class="coins-numbers" role="status">{numbers(figure, texts)}</p>'
        f'<p class="coins-look scene-controls" role="status">{texts["hint"]}</p>'
        f'<div class="mask-samples">{samples}</div>'
    )
    seeds = {kind: str(seed) for kind, seed in SEEDS.items()}
    data = {"first": FIRST, "rate": RATE, "sizes": SIZES, "seeds": seeds}
    return Drawn(html, {**data, "place": GEOMETRY})


SCENE = Scene("coins", WORDS, draw)
