"""The scene lookup: a word's one-hot row, its row of the table, its places.

docs/theme/javascripts/scenes/lookup.js brings it to life.
"""

from html import escape

from tools.figures.drawing import HEADER, PITCH, sized
from tools.figures.kinds import KINDS, expression
from tools.figures.places import (
    FEATURES,
    GEOMETRY,
    ONE_HOT,
    RATE,
    SEED,
    TABLE,
    VOCABULARY,
    Rest,
)
from tools.figures.scene import Drawn, Scene, Texts

MOST_STEPS = 40
# The widths of the two drawings.
LEFT, RIGHT = 320, 310

# The words of the scene, and the names that each fills in.
WORDS = {
    "words": set(),
    "picture": set(),
    "one_hot": {"steps"},
    "table": set(),
    "more": {"rows"},
    "output": {"steps", "layer", "call"},
    "count": set(),
    "units": {"units"},
    "row": {"units"},
    "features": set(),
    "weights": set(),
    "units_are": {"steps", "units"},
    "row_is": {"steps", "units"},
    "features_are": {"steps"},
    "weights_are": set(),
    "place": {"word", "row", "lost"},
    "places": {"word", "row", "places", "lost"},
    "word": set(),
    "steps": set(),
    "again": set(),
}
COUNTS = ("units", "row", "features", "weights")


def draw(texts: Texts, name: str) -> Drawn:
    """The scene at rest, with its controls."""
    rest = Rest(texts["words"].split())
    steps, known = len(rest.words), len(rest.types)
    kind = KINDS["elements"]
    layer = expression(kind, RATE, SEED, ())
    lost = ", ".join(str((~rest.keep[t]).sum()) for t in rest.places)
    word = {"word": rest.words[0], "row": 1, "places": len(rest.places), "lost": lost}
    output = escape(texts["output"].format(steps=steps, layer=layer, call=0))
    heads = (
        _text(ONE_HOT, 12, texts["one_hot"].format(steps=steps))
        + _text(TABLE, 12, texts["table"])
        + _text(
            TABLE,
            HEADER + PITCH * known + 12,
            texts["more"].format(rows=VOCABULARY - known),
        )
    )
    numbers = _labels(TABLE - 4, list(map(str, range(1, known + 1))), [0], "rows")
    left = _labels(ONE_HOT - 4, rest.words, rest.places, "words") + numbers
    right = _labels(PITCH * FEATURES + 4, rest.words, rest.places, "words")
    html = (
        _controls(texts, name, rest)
        + '<p class="lookup-status" role="status">'
        + escape(texts["places"].format(**word))
        + '</p><div class="mask-samples">'
        + _svg(
            "left",
            LEFT,
            max(steps, known + 1),
            texts["picture"],
            heads,
            left,
            rest.left(),
        )
        + _svg("right", RIGHT, steps, output, _text(0, 12, output), right, rest.right())
        + "</div>"
    )
    data = {
        "geometry": GEOMETRY,
        "layer": layer,
        "view": f"layer={kind.name}&rate={RATE}&seed={SEED}&training=1&batch=1"
        f"&features={FEATURES}",
        "tints": ["".join(map(str, row)) for row in rest.table],
    }
    return Drawn(html, data)


def _controls(texts: Texts, name: str, rest: Rest) -> str:
    button = '<button type="button" name="{}"{}>{}</button>'.format
    steps = len(rest.words)
    counts = "".join(
        button(key, ' aria-pressed="false"', texts[key].format(units=steps * FEATURES))
        for key in COUNTS
    )
    sliders = "".join(
        f'<p><label for="{name}-{key}">{texts[key]}</label>'
        f'<input type="range" id="{name}-{key}" name="{key}" min="1" max="{most}" '
        f'value="{value}" aria-valuetext="{shown}" autocomplete="off">'
        f"<span>{shown}</span></p>"
        for key, most, value, shown in (
            ("word", steps, 1, escape(rest.words[0])),
            ("steps", MOST_STEPS, steps, steps),
        )
    )
    again = button("again", "", texts["again"])
    return (
        f'<div class="scene-controls"><fieldset><legend>{texts["count"]}</legend>'
        f"{counts}</fieldset>{sliders}<p>{again}</p></div>"
    )


def _text(x: int, y: int, text: str, lit: bool = False) -> str:
    chosen = ' class="lookup-lit"' if lit else ""
    return f'<text x="{x}" y="{y}"{chosen}>{text}</text>'


def _labels(x: int, words: list[str], lit: list[int], name: str) -> str:
    labels = "".join(
        _text(x, HEADER + PITCH * t + 11, escape(word), t in lit)
        for t, word in enumerate(words)
    )
    return f'<g class="lookup-{name}">{labels}</g>'


def _svg(
    name: str,
    width: int,
    rows: int,
    label: str,
    heads: str,
    labels: str,
    paths: dict[str, str],
) -> str:
    height = HEADER + PITCH * rows
    drawn = "".join(f'<path class="lookup-{key}" d="{d}"/>' for key, d in paths.items())
    return (
        f'<svg class="lookup-{name}" {sized(width, height)} role="img" '
        f'aria-label="{label}">'
        f'<g class="lookup-heads">{heads}</g>{labels}{drawn}</svg>'
    )


SCENE = Scene("lookup", WORDS, draw)
