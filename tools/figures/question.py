"""Questions to yourself, with answers that are computed: a ``question`` block.

It holds one ``key: value`` per line, first which question it asks::

    ask: which                     which of several masks is of a kind
    kind: columns
    among: elements, columns, rows in the order in which they are drawn
    rate: 0.3
    seed: 3                        the first mask's; the next has the next seed

    ask: coins                     how many draws a call takes
    kind: columns
    rate: 0.2
    shape: (8, 30, 32)

    ask: scale                     what becomes of a survivor
    rate: 0.2
    value: 40

    ask: whole                     how likely a word loses all its features
    rate: 0.5
    features: 4
"""

from collections.abc import Callable, Mapping
from html import escape
from math import prod

import numpy as np
from numpy.typing import NDArray

from tools.figures import block, mask
from tools.figures.block import BlockError
from tools.figures.kinds import KINDS, OWN, TYPES, Kind, expression

Texts = Mapping[str, str]

# Each question, with the keys that it needs.
ASKS = {
    "which": ("kind", "among", "rate", "seed"),
    "coins": ("kind", "rate", "shape"),
    "scale": ("rate", "value"),
    "whole": ("rate", "features"),
}
# Kinds whose noise shape says everything.
NAMED = [kind for kind in KINDS if kind not in (OWN, TYPES)]

WORDS: dict[str, set[str]] = {
    "reveal": set(),
    "mask": {"letter", "zeros", "rows", "columns"},
    "which": {"layer"},
    "which_answer": {"letter"},
    "coins": {"layer", "shape"},
    "coins_answer": {"coins", "noise"},
    "scale": {"rate", "value"},
    "scale_answer": {"output", "scale"},
    "whole": {"features", "rate"},
    "whole_answer": {"chance", "rate", "features"},
    **{f"of_{kind}": set() for kind in NAMED},
}

# In CSS pixels, and the shape of what is drawn.
PITCH, CELL = 6, 5
SHAPE = (1, 20, 16)


def _among(value: str) -> tuple[Kind, ...]:
    names = tuple(name.strip() for name in value.split(","))
    if len(names) < 2 or len(set(names)) < len(names) or set(names) - set(NAMED):
        raise ValueError(f"two or more different ones of {', '.join(NAMED)}")
    return tuple(KINDS[name] for name in names)


def _ask(value: str) -> str:
    if value not in ASKS:
        raise ValueError(f"one of {', '.join(ASKS)}")
    return value


def _named(value: str) -> Kind:
    if value not in NAMED:
        raise ValueError(f"one of {', '.join(NAMED)}")
    return KINDS[value]


def _sizes(value: str) -> tuple[int, ...]:
    try:
        sizes = tuple(int(size) for size in value.strip("()").split(","))
    except ValueError:
        sizes = ()
    if len(sizes) != 3 or min(sizes) < 1:
        raise ValueError("(batch, steps, features), for example (8, 30, 32)")
    return sizes


def _whole(value: str) -> int:
    if not value.isdecimal() or not int(value):
        raise ValueError("a whole number of at least 1, for example 16")
    return int(value)


READERS: dict[str, Callable[[str], object]] = {
    "ask": _ask,
    "kind": _named,
    "among": _among,
    "rate": block.READERS["rate"],
    "seed": _whole,
    "shape": _sizes,
    "value": _whole,
    "features": _whole,
}


def read(source: str) -> dict[str, object]:
    """Read and check a block; give its values by key.

    Raises:
        BlockError: Something is unknown, missing, given twice, or not of the question.
    """
    values: dict[str, object] = {}
    for number, key, text in block.lines_of(source, READERS):
        try:
            values[key] = READERS[key](text)
        except ValueError as error:
            raise BlockError(number, f"{key} is {text!r}; expected {error}") from None
    if "ask" not in values:
        raise BlockError(0, f"ask is missing; add a line 'ask: {' or '.join(ASKS)}'")
    wanted = ASKS[str(values["ask"])]
    if set(wanted) != values.keys() - {"ask"}:
        raise BlockError(0, f"ask: {values['ask']} takes {', '.join(wanted)}")
    if values["ask"] == "which" and values["kind"] not in values["among"]:  # type: ignore[operator]
        raise BlockError(0, "kind is not among those that are drawn; add it to among")
    return values


def keep(kind: Kind, rate: float, seed: int) -> NDArray[np.bool_]:
    """The mask of one sample of a named kind: True survives; shape (20, 16)."""
    noise = mask.fill_noise_shape(kind.noise_shape or (), SHAPE)
    drawn = mask.keep_mask(noise, rate, seed, 0)
    return np.broadcast_to(drawn[0], SHAPE[1:])


def _picture(kept: NDArray[np.bool_], letter: str, text: str) -> str:
    width, height = PITCH * SHAPE[2], PITCH * SHAPE[1]
    cells = "".join(
        f"M{PITCH * f} {PITCH * t}h{CELL}v{CELL}h-{CELL}z" for t, f in np.argwhere(kept)
    )
    return (
        f"<figure><figcaption>{letter}</figcaption>"
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img"><title>{escape(text)}</title>'
        f'<path class="mask-kept" d="{cells}"/></svg></figure>'
    )


def _which(asked: Mapping[str, object], texts: Texts) -> tuple[str, str, str]:
    kind, among = asked["kind"], asked["among"]
    rate, seed = asked["rate"], asked["seed"]
    assert isinstance(kind, Kind) and isinstance(among, tuple)
    assert isinstance(rate, float) and isinstance(seed, int)
    pictures = ""
    for number, one in enumerate(among):
        kept = keep(one, rate, seed + number)
        letter = "ABCDEFG"[number]
        text = texts["mask"].format(
            letter=letter,
            zeros=int((~kept).sum()),
            rows=int((~kept).all(axis=1).sum()),
            columns=int((~kept).all(axis=0).sum()),
        )
        pictures += _picture(kept, letter, text)
    letter = "ABCDEFG"[among.index(kind)]
    layer = expression(kind, rate, seed + among.index(kind), kind.noise_shape or ())
    question = texts["which"].format(layer=f"<code>{layer}</code>")
    answer = f"{texts['which_answer'].format(letter=letter)} {texts[f'of_{kind.name}']}"
    return question, f'<div class="question-masks">{pictures}</div>', answer


def _coins(asked: Mapping[str, object], texts: Texts) -> tuple[str, str, str]:
    kind, rate, shape = asked["kind"], asked["rate"], asked["shape"]
    assert isinstance(kind, Kind) and isinstance(shape, tuple)
    noise = mask.fill_noise_shape(kind.noise_shape or (), shape)
    layer = expression(kind, float(str(rate)), 7, kind.noise_shape or ())
    question = texts["coins"].format(
        layer=f"<code>{layer}</code>", shape=f"<code>{shape}</code>"
    )
    answer = texts["coins_answer"].format(coins=f"{prod(noise):,}", noise=noise)
    return question, "", f"{answer} {texts[f'of_{kind.name}']}"


def _scale(asked: Mapping[str, object], texts: Texts) -> tuple[str, str, str]:
    rate, value = float(str(asked["rate"])), int(str(asked["value"]))
    scale = np.float32(1) / np.float32(1 - rate)
    question = texts["scale"].format(rate=rate, value=value)
    output = f"{np.float32(value) * scale:.6g}"
    return question, "", texts["scale_answer"].format(output=output, scale=f"{scale:g}")


def _whole_word(asked: Mapping[str, object], texts: Texts) -> tuple[str, str, str]:
    rate, features = float(str(asked["rate"])), int(str(asked["features"]))
    given = {"rate": rate, "features": features}
    answer = texts["whole_answer"].format(chance=f"{rate**features:.3g}", **given)
    return texts["whole"].format(**given), "", answer


FORMS: dict[str, Callable[[Mapping[str, object], Texts], tuple[str, str, str]]] = {
    "which": _which,
    "coins": _coins,
    "scale": _scale,
    "whole": _whole_word,
}


def draw(source: str, texts: Texts) -> str:
    """The question as HTML; its answer is folded.

    Args:
        source: The text of the block.
        texts: ``extra.question`` of the configuration.

    Raises:
        BlockError: See :func:`read`.
    """
    asked = read(source)
    question, pictures, answer = FORMS[str(asked["ask"])](asked, texts)
    if pictures:
        question, pictures = texts["reveal"], f"<p>{question}</p>{pictures}"
    return (
        f'{pictures}<details class="ask"><summary>{question}</summary>'
        f"<p>{answer}</p></details>"
    )
