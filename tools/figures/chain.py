"""The scene ``chain``: the question's model on a sentence, layer after layer.

A zero of the embedding's output is followed through the layers, and the last number,
the model's opinion, is drawn many times under each kind of mask.
"""

from functools import cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from tools.figures import drawing, forward, strip, weights
from tools.figures.instrument import CHOICE
from tools.figures.scene import Drawn, Scene, Texts, readout
from tools.figures.weights import FEATURES, STEPS

# As the page's program does: one number of the word at timestep 10.
AT = (10, 3)
RATE, SEED, CALLS = 0.2, 7, 200
# The model's opinion, for who hears it.
SAID = ' role="status"'
LAYERS = ("conv", "pool", "lstm")
LONGEST = 9

STILL: dict[str, set[str]] = {
    **{
        key: set()
        for key in (
            *("sentence", "sentences", "choose", "write", "legend", "one", "rate"),
            *("training", "again", "many", "progress", "lamp_on", "lamp_off", "hint"),
            *("strip", "good", "bad"),
            *(f"kind_{kind.name}" for kind in CHOICE),
        )
    },
    "about": {"accuracy"},
}
# What the script fills in.
LIVE: dict[str, set[str]] = {
    **{key: set() for key in ("pad", "empty", "missing", "known")},
    "cut": {"read", "all"},
    "unknown": {"words"},
    "more": {"words", "more"},
    "drop": {"zeros"},
    "conv": {"reached", "moved", "most"},
    "pool": {"reached", "moved", "most"},
    "lstm": {"moved", "most"},
    "dense": {"now", "before"},
    "spread": {"mean", "sd"},
    "call": {"call"},
    "at_number": {"word", "timestep", "feature"},
    "at_word": {"word", "timestep"},
    "at_column": {"feature"},
    "at_conv": {"row", "last", "column", "before", "now"},
    "at_pool": {"row", "first", "last", "column", "before", "now"},
    "at_lstm": {"column", "before", "now"},
}


@cache
def _drawn(ids: tuple[int, ...]) -> dict[str, NDArray[np.float32]]:
    """The opinions of the first calls under each kind of mask."""
    trained = weights.load()
    vectors = forward.embed(list(ids), trained)
    found = {}
    for kind in CHOICE:
        keeps = [
            forward.kept(list(ids), kind, RATE, SEED, call) for call in range(CALLS)
        ]
        dropped = np.stack([forward.drop(vectors, keep, RATE) for keep in keeps])
        found[kind.name] = forward.forward(dropped, trained).dense[:, 0]
    return found


def label(word: str) -> str:
    """A word as the picture shows it."""
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"


def _grid(
    words: list[str], ids: list[int], keep: NDArray[np.bool_], texts: Texts
) -> str:
    pitch, header, labels = drawing.PITCH, drawing.HEADER, drawing.LABELS
    width, height = labels + pitch * FEATURES, header + pitch * STEPS
    said = [
        f'<text x="{labels - 6}" y="{header + pitch * row + 11}"'
        + (' class="unk"' if one == weights.UNKNOWN else "")
        + f">{escape(label(word))}</text>"
        for row, (word, one) in enumerate(zip(words, ids, strict=True))
    ]
    numbers = [
        f'<text x="{labels + pitch * column + drawing.CELL // 2}" y="{header - 6}">'
        f"{column}</text>"
        for column in range(FEATURES)
    ]
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{texts["drop"].format(zeros=(~keep).sum())}">'
        f'<g class="chain-words">{"".join(said)}</g>'
        f'<g class="chain-features">{"".join(numbers)}</g>'
        f'<g transform="translate({labels} {header + drawing.CELL // 2})">'
        f'<path class="mask-kept" d="{strip.kept(keep)}"/></g>'
        f'<path class="mask-dropped" d="{drawing.cells(~keep, drawing.HOLLOW)}"/></svg>'
    )


def _head(
    name: str, shape: str, lamp: str, count: str, texts: Texts, role: str = ""
) -> str:
    return (
        f'<p><code>{name}</code> {shape} <span class="chain-lamp {lamp}">'
        f"{texts[f'lamp_{lamp}']}</span>"
        f'<span class="chain-count"{role}>{count}</span></p>'
    )


def _lane(kind: str, opinions: NDArray[np.float32], before: float, texts: Texts) -> str:
    mean, sd = float(opinions.mean(dtype=float)), float(opinions.std(dtype=float))
    left, width = strip.band(mean, sd)
    spread = texts["spread"].format(mean=f"{mean:.2f}", sd=f"{sd:.2f}")
    return (
        f'<div class="chain-lane" data-kind="{kind}">'
        f"<span>{texts[f'kind_{kind}']}</span>"
        f'<svg viewBox="0 0 {strip.BINS} {strip.TALLEST}" preserveAspectRatio="none" '
        f'aria-hidden="true">'
        f'<rect class="chain-band" x="{left:g}" width="{width:g}" height="16"/>'
        f'<path d="{strip.bars(opinions)}"/>'
        f'<rect class="chain-predict" x="{strip.BINS * before - 0.1:.2f}" '
        f'width=".2" height="16"/></svg>'
        f"<span>{spread}</span></div>"
    )


def _controls(texts: Texts, name: str, sentences: list[str]) -> str:
    options = "".join(f"<option>{escape(one)}</option>" for one in sentences)
    radios = "".join(
        f'<label><input type="radio" name="{name}-kind" value="{value}"'
        f"{' checked' * (value == 'one')}><span>{text}</span></label>"
        for value, text in [
            ("one", texts["one"]),
            *((kind.name, texts[f"kind_{kind.name}"]) for kind in CHOICE),
        ]
    )
    return (
        f'<div class="scene-controls chain-say"><label>{texts["choose"]} <select>'
        f"{options}</select></label> <label>{texts['write']} "
        f'<input type="text" maxlength="4000"></label></div>'
        f'<div class="scene-controls chain-drop"><fieldset><legend>{texts["legend"]}'
        f"</legend>{radios}</fieldset><span><label>{texts['rate']} "
        f'<input type="range" min="0" max="0.95" step="0.05" value="{RATE}"></label> '
        f"{readout(texts, RATE)}</span> "
        f'<label><input type="checkbox" checked> {texts["training"]}</label> '
        f'<button type="button" class="chain-again">{texts["again"]}</button></div>'
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The model on the first sentence: one zero, and the opinions of many calls."""
    trained = weights.load()
    sentences = [texts["sentence"], *texts["sentences"].split("; ")]
    words = sentences[0].split()
    ids = forward.read(words, trained)
    words += [texts["pad"]] * (STEPS - len(words))
    vectors = forward.embed(ids, trained)
    keep = np.ones((STEPS, FEATURES), np.bool_)
    keep[AT] = False
    both = np.stack([vectors, forward.drop(vectors, keep, 0)])
    out = forward.forward(both, trained)
    windows, pools = strip.reached(keep)
    rows = {"conv": windows, "pool": pools, "lstm": np.ones(1, np.bool_)}
    before, now = (float(one) for one in out.dense[:, 0])
    unknown = [w for w, one in zip(words, ids, strict=True) if one == weights.UNKNOWN]
    told = (
        texts["unknown"].format(words=", ".join(unknown)) if unknown else texts["known"]
    )
    later = ""
    for key, shape in zip(LAYERS, ("(16, 64)", "(4, 64)", "(64)"), strict=True):
        first, second = getattr(out, key)
        moved = np.abs(second.astype(np.float64) - first)
        count = texts[key].format(
            reached=rows[key].sum(), moved=(moved > 0).sum(), most=f"{moved.max():.4f}"
        )
        layer = {"conv": "Conv1D", "pool": "MaxPooling1D", "lstm": "LSTM"}[key]
        later += _head(layer, shape, "off", count, texts)
        later += strip.layer(first, second, rows[key], layer)
    opinion = texts["dense"].format(now=f"{now:.3f}", before=f"{before:.3f}")
    lanes = "".join(
        _lane(kind, opinions, before, texts)
        for kind, opinions in _drawn(tuple(ids)).items()
    )
    accuracy = f"{100 * trained.accuracy:.1f}"
    html = (
        f"{_controls(texts, name, sentences)}"
        f'<p class="chain-told" role="status">{escape(told)}</p><div class="chain">'
        f'<div class="chain-first">'
        f"{_head('Dropout', '(20, 16)', 'on', texts['drop'].format(zeros=1), texts)}"
        f'{_grid(words, ids, keep, texts)}</div><div class="chain-later">{later}'
        f"{_head('Dense', '(1)', 'off', opinion, texts, SAID)}"
        f'<p class="chain-cell scene-controls" role="status">{texts["hint"]}</p></div>'
        f'</div><div class="chain-opinions"><p>{texts["strip"]} '
        f'<span class="scene-controls"><button type="button" class="chain-many">'
        f'{texts["many"]}</button> <progress max="1" value="0" aria-label='
        f'"{texts["progress"]}"></progress></span></p>{lanes}'
        f'<p class="chain-axis"><span>{texts["bad"]}</span>'
        f"<span>{texts['good']}</span></p>"
        f"<p>{texts['about'].format(accuracy=accuracy)}</p></div>"
    )
    return Drawn(html, {"at": AT, "rate": RATE, "seed": SEED, "calls": CALLS})


SCENE = Scene("chain", STILL | LIVE, draw, live=LIVE.keys())
