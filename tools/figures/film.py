"""The scene film: the masks of two layers, call after call, and one square explained.

docs/theme/javascripts/film.js follows a square in the same steps, and
docs/theme/javascripts/scenes/film.js draws the frames from the reader's hand.
"""

from html import escape

import numpy as np

from tools.figures import mask
from tools.figures.kinds import KINDS, expression
from tools.figures.scene import Drawn, Scene, Texts

# A program of the page prints what both layers draw, and the steps of the square.
SHAPE = (1, 5, 6)
RATE = 0.5
SEED = 7
SQUARE = 14
FRAMES = 6
LAYERS = ("A", "B")
STEPS = (
    *("state", "reduced", "key", "draw", "counter"),
    *("words", "bits", "number", "compared", "output"),
)

WORDS: dict[str, set[str]] = {
    **{f"step_{step}": set() for step in STEPS},
    "picture": set(),
    "call": {"call"},
    "seed": {"layer"},
    "less": {"layer"},
    "more": {"layer"},
    "next": set(),
    "copy": set(),
    "back": set(),
    "rate": set(),
    "same": set(),
    "modulo": set(),
    "behind": {"calls"},
    "other": {"agree", "units"},
    "wrong": {"name", "value"},
    "hint": set(),
    "square": {"layer", "call", "timestep", "feature", "end"},
    "kept": set(),
    "dropped": set(),
}


def word(number: int) -> str:
    """A 32-bit word as a program prints it."""
    return f"0x{number:08x}"


def shortest(number: np.float32) -> str:
    """In as few digits as tell it from its neighbours."""
    return np.format_float_positional(number, trim="-")


def chain(seed: int, call: int, rate: float, index: int) -> dict[str, str]:
    """From a layer's state to what becomes of one number, as texts.

    Args:
        seed: The layer's seed, in [-2**63, 2**63).
        call: How many masks the layer has drawn before, at least 0.
        rate: Probability of dropping, in [0, 1).
        index: Of the draw, row by row.

    Returns:
        For each of :data:`STEPS` its numbers; the words of a block and the bits of a
        word are told apart by spaces.
    """
    key, high = mask.stream(seed, call)
    counter = (index // 4, 0, *high)
    words = mask.philox4x32(counter, key).tolist()
    own = words[index % 4]
    bits = own & 0x7FFFFF
    number = np.float32(bits / 2**23)
    kept = number >= np.float32(rate)
    scale = np.float32(1 / (1 - rate))
    return {
        "state": str([seed, call]),
        "reduced": str(list(mask.reduced(seed, call))),
        "key": " ".join(map(word, key)),
        "draw": f"{index} = 4 × {index // 4} + {index % 4}",
        "counter": " ".join(map(word, counter)),
        "words": " ".join(map(word, words)),
        "bits": f"{own >> 23:09b} {bits:023b}",
        "number": f"{bits} / 8388608 = {shortest(number)}",
        "compared": f"{shortest(number)} {'≥' if kept else '<'} {rate}",
        "output": f"1 / (1 - {rate}) = {shortest(scale)}" if kept else "0",
    }


def _frame(call: int, texts: Texts, chosen: int = -1) -> str:
    keep = mask.keep_mask(SHAPE, RATE, SEED, call).ravel()
    squares = []
    for index, kept in enumerate(keep):
        names = [
            name for name, has in (("o", not kept), ("at", index == chosen)) if has
        ]
        squares.append(f'<i class="{" ".join(names)}"></i>' if names else "<i></i>")
    label = texts["call"].format(call=call)
    return f"<div><b>{label}</b>{''.join(squares)}</div>"


def _layer(layer: str, texts: Texts) -> str:
    named = {key: texts[key].format(layer=layer) for key in ("seed", "less", "more")}
    code = escape(f"{layer} = {expression(KINDS['elements'], RATE, SEED, ())}")
    step = '<button type="button" value="{}" aria-label="{}">{}</button>'.format
    return (
        f'<p class="film-layer"><code>{code}</code> <span class="scene-controls">'
        f"{step(-1, named['less'], '&minus;')} "
        f'<input type="text" inputmode="numeric" value="{SEED}" '
        f'aria-label="{named["seed"]}" autocomplete="off"> '
        f"{step(1, named['more'], '+')}</span></p>"
    )


def _reel(texts: Texts, chosen: int = -1) -> str:
    frames = (_frame(call, texts, -1 if call else chosen) for call in range(FRAMES))
    return f'<div class="film-reel">{"".join(frames)}</div>'


def _value(step: str, text: str) -> str:
    """A step's numbers; what goes on to the next step is strong."""
    if step == "words":
        words = text.split()
        words[SQUARE % 4] = f"<strong>{words[SQUARE % 4]}</strong>"
        return " ".join(words)
    if step == "bits":
        upper, lower = text.split()
        return f"{upper} <strong>{lower}</strong>"
    return escape(text)


def _chain(texts: Texts) -> str:
    found = chain(SEED, 0, RATE, SQUARE)
    u = found["compared"].split()[0]
    scale = (
        '<svg class="film-line" aria-hidden="true"><rect y="4" width="100%" '
        f'height="10"/><rect x=".5" y="4.5" width="{100 * RATE:g}%" height="9"/>'
        f'<rect x="{100 * float(u):.2f}%" width="3" height="18"/></svg>'
        f'<input class="scene-controls" type="range" min="0" max="1" step="0.05" '
        f'value="{RATE}" aria-label="{texts["rate"]}" autocomplete="off">'
    )
    rows = "".join(
        f"<li><span>{texts[f'step_{step}']}</span>"
        f"<div><code>{_value(step, found[step])}</code>"
        f"{scale if step == 'compared' else ''}</div></li>"
        for step in STEPS
    )
    return f'<ol class="film-chain">{rows}</ol>'


def square(texts: Texts) -> str:
    """The sentence on the square that is followed first."""
    timestep, feature = divmod(SQUARE, SHAPE[2])
    kept = mask.keep_mask(SHAPE, RATE, SEED).ravel()[SQUARE]
    return texts["square"].format(
        layer=LAYERS[0],
        call=0,
        timestep=timestep,
        feature=feature,
        end=texts["kept" if kept else "dropped"],
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The scene at rest, see :class:`tools.figures.scene.Scene`."""
    buttons = " ".join(
        f'<button type="button" value="{key}">{texts[key]}</button>'
        for key in ("next", "copy", "back")
    )
    first, second = (_layer(layer, texts) for layer in LAYERS)
    marks = "<b>=</b>" * FRAMES
    html = (
        f'{first}<div class="film-reels" data-reach role="img" '
        f'aria-label="{texts["picture"]}">'
        f'{_reel(texts, SQUARE)}<div class="film-marks">{marks}</div>{_reel(texts)}'
        f"</div>{second}"
        f'<p class="film-same" role="status">{texts["same"]}</p>'
        f'<p class="scene-controls">{buttons}</p>'
        f'<p class="film-hint scene-controls">{texts["hint"]}</p>'
        f'<p class="film-square" role="status">{square(texts)}</p>{_chain(texts)}'
    )
    _, steps, features = SHAPE
    view = f"training=1&batch=1&steps={steps}&features={features}"
    data = {"rate": RATE, "seed": SEED, "square": SQUARE, "view": view}
    return Drawn(html, {**data, "layers": LAYERS, "steps": STEPS})


SCENE = Scene("film", WORDS, draw)
