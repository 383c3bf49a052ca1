"""The first figure: one sample under each kind of mask, and how the counts stray.

docs/theme/javascripts/scenes/instrument.js draws the same from the reader's hand.
"""

from dataclasses import replace
from html import escape

from tools.figures import block, coins, drawing
from tools.figures.block import Figure
from tools.figures.kinds import FRAMEWORKS, KINDS, TYPES, Kind
from tools.figures.scene import Drawn, Scene, Texts, readout

# The program beneath prints this mask.
FIRST = "kind: elements\nrate: 0.2\nseed: 7\nshape: (1, 20, 16)\ncaption: -\n"
# Those that differ on one sample.
CHOICE = [
    kind
    for kind in KINDS.values()
    if kind.name == TYPES or (kind.noise_shape and kind.noise_shape[0] is None)
]

WORDS: dict[str, set[str]] = {
    **{f"kind_{kind.name}": set() for kind in CHOICE},
    **{name: set() for name in FRAMEWORKS},
    **{f"about_{name}": set() for name in FRAMEWORKS},
    "framework": set(),
    "limits": set(),
    "unloaded": set(),
    "sentence": set(),
    "kinds": set(),
    "rate": set(),
    "training": set(),
    "copy": set(),
    "copied": set(),
    "again": set(),
    "many": set(),
    "back": set(),
    "open": set(),
    "call": {"call"},
    "off": set(),
    "tone": {"scale"},
    "counts": {"zeros", "units", "mean", "rows", "columns", "draws"},
    "types": set(),
    "hint": set(),
    "cell": {"word", "timestep", "feature", "input", "output"},
    "strip": set(),
    "spread": {"sd"},
}


def spread(figure: Figure, kind: Kind) -> tuple[float, float]:
    """Mean and standard deviation of the numbers that a draw of a kind drops.

    Args:
        figure: Gives rate, shape (one sample) and words.
        kind: A row of :data:`CHOICE`.

    Returns:
        In numbers of the sample.
    """
    return figure.rate * figure.keep.size, coins.spread(replace(figure, kind=kind))


def _grid(figure: Figure, name: str, texts: Texts) -> str:
    numbers = "".join(f"<b>{column}</b>" for column in range(figure.shape[2]))
    rows = "".join(
        f"<b>{escape(word)}</b>" + "".join("<i></i>" if k else "<i o></i>" for k in row)
        for word, row in zip(figure.words, figure.keep[0], strict=True)
    ).replace("<i o>", '<i class="o">')
    return (
        f'<div class="instrument-grid" data-reach role="img" '
        f'aria-labelledby="{name}-layer" '
        f'aria-describedby="{name}-counts"><b></b>{numbers}{rows}</div>'
    )


def _lane(figure: Figure, kind: Kind, texts: Texts) -> str:
    mean, sd = spread(figure, kind)
    units = figure.keep.size
    low, high = max(0, mean - sd), min(units, mean + sd)
    first = kind is figure.kind
    tick = int((~figure.keep).sum())
    drawn = f'<rect class="tick" x="{100 * tick / units:.4g}%" height="15"/>'
    return (
        f'<div class="instrument-lane" data-kind="{kind.name}"'
        f"{' data-now' * first}><span>{texts[f'kind_{kind.name}']}</span>"
        f'<svg aria-hidden="true"><rect class="band" height="15" '
        f'x="{100 * low / units:.4g}%" '
        f'width="{100 * (high - low) / units:.4g}%"/>'
        f'<rect class="mean" x="{100 * mean / units:.4g}%" height="15"/>'
        f"{drawn * first}</svg>"
        f"<span>{texts['spread'].format(sd=f'{sd:.1f}')}</span></div>"
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The instrument at its first view."""
    figure = block.read(FIRST, texts["sentence"])
    view = escape(drawing.view_of(figure))
    radios = "".join(
        f'<label><input type="radio" name="{name}-kind" value="{kind.name}"'
        f"{' checked' * (kind is figure.kind)}>"
        f"<span>{texts[f'kind_{kind.name}']}</span></label>"
        for kind in CHOICE
    )
    mean, _ = spread(figure, figure.kind)
    units = figure.keep.size
    # drawing.counts() knows no mean.
    said = texts["counts"].replace("{mean}", f"{mean:g}")
    counts = drawing.counts(figure, {"counts": said})
    lanes = "".join(_lane(figure, kind, texts) for kind in CHOICE)
    frameworks = "".join(
        f'<option value="{framework}">{texts[framework]}</option>'
        for framework in FRAMEWORKS
    )
    about = texts[f"about_{FRAMEWORKS[0]}"]
    button = '<button type="button" class="instrument-{}"{}>{}</button>'.format
    html = (
        '<div class="instrument">'
        '<div class="scene-controls instrument-controls">'
        f"<fieldset><legend>{texts['kinds']}</legend>{radios}</fieldset>"
        f'<label class="instrument-rate">{texts["rate"]} '
        f'<input type="range" min="0" max="0.95" step="0.05" value="{figure.rate}">'
        f"</label>{readout(texts, figure.rate)}"
        f'<label><input type="checkbox" class="instrument-training" checked> '
        f'{texts["training"]}</label><span class="instrument-tone">'
        f'<i class="in"></i> 1 → <i></i> '
        f"<span>{texts['tone'].format(scale=1 / (1 - figure.rate))}</span></span></div>"
        f'<p class="instrument-python"><select class="scene-controls" '
        f'autocomplete="off" aria-label="{texts["framework"]}">{frameworks}</select> '
        f'<code id="{name}-layer">{figure.expression}'
        f"</code> <span>{texts['call'].format(call=figure.call)}</span> "
        f'<span class="scene-controls">{button("copy", "", texts["copy"])}</span></p>'
        f"{_grid(figure, name, texts)}"
        f'<p class="scene-controls instrument-cell" role="status">{texts["hint"]}</p>'
        '<p class="scene-controls instrument-buttons">'
        f"{button('again', '', texts['again'])} {button('many', '', texts['many'])} "
        f"{button('back', ' disabled', texts['back'])} "
        f'<a href="{drawing.PLAYGROUND}#{view}">{texts["open"]}</a></p>'
        f'<p class="instrument-counts" id="{name}-counts" role="status">'
        f"{counts}</p>"
        f'<div class="instrument-strip"><p>{texts["strip"]}</p>{lanes}'
        f'<div class="instrument-axis" aria-hidden="true"><svg><text>0</text>'
        f'<text x="{100 * mean / units:.4g}%">{mean:g}</text>'
        f'<text x="100%">{units}</text></svg></div></div>'
        f'<p class="instrument-about" role="status"><span>{about}</span> '
        f"{texts['limits']}</p></div>"
    )
    return Drawn(html, {"view": drawing.view_of(figure)})


# Those that the reader's hand changes.
LIVE = {
    *(f"about_{name}" for name in FRAMEWORKS),
    *("sentence", "copy", "copied", "call", "off", "tone", "counts", "types"),
    *("cell", "spread", "unloaded"),
}

SCENE = Scene("instrument", WORDS, draw, live=LIVE)
