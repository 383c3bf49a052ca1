"""The scene of elements.md: input, mask and output, and the mean of many outputs.

docs/theme/javascripts/scenes/values.js brings it to life; values.js beside it computes
the same numbers.
"""

from html import escape
from math import log, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from tools.figures import block, drawing, mask
from tools.figures.block import Figure
from tools.figures.scene import Drawn, Scene, Texts, number, readout

# How many calls there are to run, and what the chart is wide for them.
CALLS, WIDTH = 500, 1000
TICKS = (1, 10, 100)
# In percent: how deep the smallest number is; the largest of the input has all colour.
PALEST = 10
# Above the mean there is place for so many standard deviations of a sum.
SPREAD = 5

WORDS: dict[str, set[str]] = {
    "words": set(),
    "rate": set(),
    "training": set(),
    "numbers": set(),
    "again": set(),
    "run": {"calls"},
    "stop": set(),
    "call": {"call"},
    "off": set(),
    "picture": set(),
    "input": set(),
    "mask": set(),
    "output": set(),
    "mean": {"calls"},
    "one": set(),
    "many": {"calls"},
    "sum": {"sum"},
    "zeros": {"zeros", "units"},
    "hint": set(),
    "cell": {"word", "feature", "input", "factor", "output", "calls", "mean"},
    "sums": {"before", "after", "calls", "mean"},
    "chart": {"sum"},
}


def tint(value: float, largest: float) -> tuple[int, int]:
    """How a number is coloured: by one scale for input, mask, output and mean.

    Args:
        value: At least 0.
        largest: The largest number of the input.

    Returns:
        In percent, how much of the colour and how much ink on top of it. A number as
        large as the largest has all of the colour, ten times as large all of the ink.
    """
    if value > largest:
        return 100, min(100, int(100 * log10(value / largest) + 0.5))
    return int(PALEST + (100 - PALEST) * value / largest + 0.5), 0


def top(inputs: NDArray[np.float32], rate: float) -> int:
    """The sum at the upper edge of the chart, for a rate in [0, 1)."""
    middle = float(inputs.sum())
    sd = sqrt(float((inputs**2).sum()) * rate / (1 - rate))
    return int(middle + max(middle / 2, SPREAD * sd) + 0.5)


def figure_of(texts: Texts) -> Figure:
    """What the scene shows before any touch; a program of the page prints it."""
    steps = len(texts["words"].split())
    wanted = f"kind: elements\nrate: 0.2\nseed: 7\nshape: (1, {steps}, 4)\ncaption: -\n"
    return block.read(wanted, texts["words"])


def numbered(figure: Figure) -> NDArray[np.float32]:
    """The input: numbers counted from 1, shape (1, steps, features)."""
    size = int(np.prod(figure.shape))
    return np.arange(1, size + 1, dtype=np.float32).reshape(figure.shape)


def _cell(value: float, unit: float, largest: float, texts: Texts) -> str:
    """One square: its number, coloured as so many times the number."""
    if not value:
        return '<i class="o">0</i>'
    colour, ink = tint(float(value) * unit, largest)
    written = number(texts, f"{value:.4g}")
    inked = f";--ink:{ink}%" if ink else ""
    return f'<i style="--tint:{colour}%{inked}">{written}</i>'


def _grid(name: str, head: str, foot: str, rows: list[str], words: list[str]) -> str:
    """One grid; its rows are squares, labelled where there are words."""
    columns = rows[0].count("<i")
    header = "<b></b>" * bool(words)
    header += "".join(f"<u>{column}</u>" for column in range(columns))
    labels = [f"<b>{escape(word)}</b>" for word in words] or [""] * len(rows)
    labelled = "".join(map(str.__add__, labels, rows))
    return (
        f'<div class="values-{name}"><p>{head}</p>'
        f'<div class="values-cells">{header}{labelled}</div>'
        f'<p class="values-sum">{foot}</p></div>'
    )


def _grids(figure: Figure, texts: Texts) -> str:
    inputs = numbered(figure)
    largest = float(inputs.max())
    outputs = mask.dropout(inputs, figure.rate, figure.seed, figure.call)
    ones = np.ones_like(inputs)
    factors = mask.dropout(ones, figure.rate, figure.seed, figure.call)
    zeros = texts["zeros"].format(zeros=(outputs == 0).sum(), units=outputs.size)
    total = texts["sum"].format
    after = f"{outputs.sum():.5g}"
    words = list(figure.words)
    mean = texts["mean"].format(calls=texts["one"])
    return "".join(
        _grid(
            name,
            head,
            foot,
            ["".join(_cell(v, unit, largest, texts) for v in row) for row in values[0]],
            labels,
        )
        for name, head, foot, values, unit, labels in (
            (
                "input",
                texts["input"],
                total(sum=f"{inputs.sum():.5g}"),
                inputs,
                1,
                words,
            ),
            # A factor is as deep as what it makes of the largest number.
            ("mask", texts["mask"], zeros, factors, largest, []),
            ("output", texts["output"], total(sum=after), outputs, 1, words),
            ("mean", mean, total(sum=after), outputs, 1, []),
        )
    )


def _controls(figure: Figure, texts: Texts) -> str:
    button = '<button type="button" class="values-{}">{}</button>'.format
    box = '<label><input type="checkbox" class="values-{}"{}> {}</label>'.format
    return (
        f'<div class="scene-controls"><span><label>{texts["rate"]} <input type="range" '
        f'min="0" max="0.9" step="0.05" value="{figure.rate}" autocomplete="off">'
        f"</label> {readout(texts, figure.rate)}</span>"
        f"{box('training', ' checked', texts['training'])}"
        f"{box('numbers', '', texts['numbers'])}"
        f"<span>{button('again', texts['again'])} "
        f"{button('run', texts['run'].format(calls=CALLS))}</span></div>"
    )


def _chart(figure: Figure, texts: Texts) -> str:
    inputs = numbered(figure)
    height = top(inputs, figure.rate)
    before = float(inputs.sum())
    after = mask.dropout(inputs, figure.rate, figure.seed, figure.call).sum()
    y = f"{height - after:g}"
    across = f"{100 - 100 * before / height:g}%"
    ticks = "".join(
        f'<b style="--left:{100 * log(calls) / log(CALLS):.1f}%">{calls}</b>'
        for calls in TICKS
    )
    last = texts["many"].format(calls=CALLS)
    return (
        f'<div class="values-chart"><p>{texts["chart"].format(sum=f"{before:g}")}</p>'
        f'<div class="values-plot"><u style="--top:{across}">{before:g}</u>'
        "<u>0</u>"
        f'<svg viewBox="0 0 {WIDTH} {height}" preserveAspectRatio="none" '
        f'aria-hidden="true"><path class="values-dots" d="M0 {y}h0"/>'
        f'<path class="values-line" d="M0 {y}"/></svg></div>'
        f'<div class="values-axis" aria-hidden="true">{ticks}<b>{last}</b></div></div>'
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The scene at rest, see :class:`tools.figures.scene.Scene`."""
    figure = figure_of(texts)
    html = (
        f"{_controls(figure, texts)}"
        f'<p class="values-layer"><code>{figure.expression}</code> '
        f"<span>{texts['call'].format(call=figure.call)}</span></p>"
        '<div class="values-grids" data-reach role="img" '
        f'aria-label="{escape(texts["picture"])}">'
        f"{_grids(figure, texts)}</div>"
        f'<p class="values-status scene-controls" role="status">{texts["hint"]}</p>'
        f"{_chart(figure, texts)}"
    )
    data = {"view": drawing.view_of(figure), "calls": CALLS, "width": WIDTH}
    scale = {"palest": PALEST, "spread": SPREAD}
    return Drawn(html, {**data, **scale})


SCENE = Scene("values", WORDS, draw)
