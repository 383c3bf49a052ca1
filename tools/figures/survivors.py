"""The scene of still-there.py: what is left of a word, and what readers take it for.

docs/theme/javascripts/scenes/survivors.js brings it to life. The lines of the chart are
what the notebook printed.
"""

from html import escape
from math import floor

from tools.figures import block, drawing
from tools.figures.readers import (
    FEATURES,
    KINDS,
    STEPS,
    VOCABULARY,
    Floats,
    Reading,
    curves,
    states,
    vectors,
)
from tools.figures.scene import Drawn, Scene, Texts, number, readout

RATE, SEED, TIMESTEP = 0.8, 7, 4
# In CSS pixels: a bar, its place, the largest; per 1 of a number, for word and guess; a
# square of the sentence; of the chart where rate 0 and share 0 lie, and how far 1 and
# 100 reach.
GEOMETRY = {
    **{"bar": 14, "pitch": 20, "tallest": 44, "word": 13, "guess": 5, "square": 16},
    **{"left": 32, "bottom": 162, "across": 270, "up": 150},
}
BAR, PITCH, TALLEST, WORD, GUESS, SQUARE, LEFT, BOTTOM, ACROSS, UP = GEOMETRY.values()

WORDS: dict[str, set[str]] = {
    **{
        key: set()
        for key in (
            *("legend", "rate", "noise", "again", "value", "skips", "alone", "told"),
            *("nothing", "picture", "chart", "line", "axis", "bars", "hint"),
            *KINDS,
        )
    },
    "call": {"call"},
    "word": {"timestep", "row", "kept"},
    "right": {"row"},
    "wrong": {"row"},
    "score": {"right", "share"},
}
LIVE = {
    *("call", "word", "right", "wrong", "nothing", "score", "skips", "alone"),
}


def bars(numbers: Floats, middle: int, unit: int, inset: float = 0) -> str:
    """Sixteen numbers as bars up and down from a line; the data of a path."""
    wide = f"{BAR - 2 * inset:g}"
    path = ""
    for index, value in enumerate(numbers.tolist()):
        height = max(-TALLEST, min(TALLEST, floor(unit * value + 0.5)))
        if height:
            x = f"{PITCH * index + 3 + inset:g}"
            path += f"M{x} {middle + inset:g}h{wide}v{-height}h-{wide}z"
    return path


def squares(chosen: list[bool], inset: float = 0) -> str:
    """The chosen squares of a sentence; the data of a path."""
    side = f"{SQUARE - 2 - 2 * inset:g}"
    return "".join(
        f"M{SQUARE * index + 1 + inset:g} {1 + inset:g}h{side}v{side}h-{side}z"
        for index, found in enumerate(chosen)
        if found
    )


def line(shares: list[int]) -> str:
    """A line of the chart; the data of a path."""
    points = (
        f"{LEFT + ACROSS * index / 10:g} {BOTTOM - UP * share / 100:g}"
        for index, share in enumerate(shares)
    )
    return "M" + "L".join(points)


def _path(name: str, data: str) -> str:
    return f'<path class="survivors-{name}" d="{data}"/>'


def _svg(name: str, height: int, content: str) -> str:
    return (
        f'<svg class="survivors-{name}" viewBox="0 0 320 {height}" width="320" '
        f'height="{height}" aria-hidden="true">{content}</svg>'
    )


def _word(reading: Reading) -> str:
    table, words = vectors()
    numbers, kept = table[words[TIMESTEP]], reading.kept[TIMESTEP]
    middle = TALLEST + 1
    return _svg(
        "word",
        2 * middle,
        _path("base", f"M0 {middle + 0.5}h320")
        + _path("kept", bars(numbers * kept, middle, WORD))
        + _path("noise", "")
        + _path("whole", bars(numbers * kept, middle, WORD, 0.5))
        + _path("lost", bars(numbers * (1 - kept), middle, WORD, 0.5)),
    )


def _reader(reading: Reading, index: int, name: str, texts: Texts, share: int) -> str:
    table, words = vectors()
    guesses, row = reading.guesses[index], words[TIMESTEP]
    guess = guesses[TIMESTEP]
    right = [found == word for found, word in zip(guesses, words, strict=True)]
    verdict = texts["right" if guess == row else "wrong"].format(row=guess)
    score = texts["score"].format(right=sum(right), share=share)
    vector = _path("base", "M0 20.5h320") + _path(
        "guess", bars(table[guess], 20, GUESS)
    )
    sentence = (
        _path("right", squares(right))
        + _path("wrong", squares([not found for found in right], 0.5))
        + f'<rect x="{SQUARE * TIMESTEP}.5" y=".5" width="15" height="15"/>'
    )
    return (
        f'<div class="survivors-reader" data-reader="{index}">'
        f'<p aria-live="polite" aria-atomic="true"><b>{texts[name]}</b> '
        f"<span>{verdict}</span></p>{_svg('vector', 41, vector)}"
        f"{_svg('sentence', SQUARE, sentence)}<p>{score}</p></div>"
    )


def _chart(texts: Texts, shown: list[list[int]], rows: list[int]) -> str:
    text = '<text x="{}" y="{}">{}</text>'.format
    right = LEFT + ACROSS * 9 // 10
    at = floor(RATE * 10 + 0.5)
    ticks = "".join(text(LEFT - 6, BOTTOM - UP * n // 100 + 4, n) for n in (0, 50, 100))
    rates = "".join(
        text(LEFT + ACROSS * n // 10, BOTTOM + 16, number(texts, n / 10))
        for n in (0, 2, 4, 6, 8)
    )
    named = text(right + 5, BOTTOM - UP * rows[-1] // 100 + 4, texts["line"])
    marks = "".join(
        f'<circle data-reader="{index}" r="4" cx="{LEFT + ACROSS * RATE:g}" '
        f'cy="{BOTTOM - UP * curve[at] / 100:g}"/>'
        for index, curve in enumerate(shown)
    )
    lines = "".join(
        f'<path class="survivors-line" data-reader="{index}" d="{line(curve)}"/>'
        for index, curve in enumerate(shown)
    )
    return _svg(
        "chart",
        BOTTOM + 20,
        _path("axis", f"M{LEFT - 0.5} {BOTTOM - UP}v{UP + 0.5}H{right}")
        + f'<g class="survivors-ticks">{ticks}</g>'
        + f'<g class="survivors-rates">{rates}</g>'
        + f"<g>{named}{text(right + 5, BOTTOM + 16, texts['axis'])}</g>"
        + _path("rows", line(rows))
        + lines
        + _path("marker", f"M{LEFT + ACROSS * RATE:g} {BOTTOM - UP}v{UP}")
        + marks,
    )


def _controls(texts: Texts) -> str:
    kinds = "".join(
        f'<label><input type="radio" name="survivors" value="{kind}"'
        f"{' checked' * (kind == 'elements')}>"
        f"<span>{texts[kind]}</span></label>"
        for kind in KINDS
    )
    return (
        f'<div class="scene-controls"><fieldset><legend>{texts["legend"]}</legend>'
        f'{kinds}</fieldset><span><label>{texts["rate"]} <input type="range" min="0" '
        f'max="0.9" step="0.05" value="{RATE}" autocomplete="off"></label> '
        f"{readout(texts, RATE)}</span>"
        '<label><input type="checkbox"> '
        f"{texts['noise']}</label></div>"
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The scene at rest, see :class:`tools.figures.scene.Scene`."""
    shape = f"(1, {STEPS}, {FEATURES})"
    asked = f"kind: elements\nrate: {RATE}\nseed: {SEED}\nshape: {shape}\ncaption: -"
    figure = block.read(asked, "- " * STEPS)
    reading = Reading(figure)
    _, words = vectors()
    lines = curves()
    known = {"timestep": TIMESTEP, "row": words[TIMESTEP]}
    kept = int(reading.kept[TIMESTEP].sum())
    shares = [curve[floor(RATE * 10 + 0.5)] for curve in lines["elements"]]
    readers = "".join(
        _reader(reading, index, title, texts, shares[index])
        for index, title in enumerate(("value", "skips", "told"))
    )
    html = (
        f"{_controls(texts)}"
        f'<p class="survivors-layer"><code>{figure.expression}</code> '
        f"<span>{texts['call'].format(call=0)}</span> "
        f'<button type="button" class="scene-controls">{texts["again"]}</button></p>'
        f'<div class="survivors-parts"><div><p role="status">'
        f"{texts['word'].format(kept=kept, **known)}</p>"
        f'<div class="survivors-left" data-reach role="group" '
        f'aria-label="{escape(texts["picture"])}">{_word(reading)}{readers}</div></div>'
        f"<div><p>{texts['chart']}</p>"
        f"{_chart(texts, lines['elements'], lines['rows'][0])}"
        f"<p>{texts['bars']}</p>"
        f'<p class="scene-controls">{texts["hint"]}</p></div></div>'
    )
    data = {
        "view": drawing.view_of(figure),
        "timestep": TIMESTEP,
        "words": words.tolist(),
        "states": states(),
        "rows": VOCABULARY,
        "geometry": GEOMETRY,
        "curves": lines,
    }
    return Drawn(html, data)


SCENE = Scene("survivors", WORDS, draw, live=LIVE)
