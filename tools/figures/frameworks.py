"""The scene of frameworks.md: framework and drop give a line, its mask and its trap.

Lines and masks are those of the executed programs of the page. The radio buttons choose
by the sheet alone; docs/theme/javascripts/scenes/frameworks.js copies the line.
"""

import re
from html import escape

import numpy as np
from numpy.typing import NDArray

from tools.figures.drawing import CELL, HEADER, HOLLOW, LABELS, PITCH, cells
from tools.figures.scene import Drawn, Program, Scene, Texts

DROPS = ("element", "column", "row", "sample")
# What the programs drop from.
SHAPE = (2, 4, 8)
# The section of snippets/ whose program drops in a framework.
PROGRAMS = {
    "keras-3": "frameworks.md:keras-3",
    "keras-2": "frameworks.md:keras-2",
    "pytorch": "frameworks/pytorch.md:four",
    "linen": "frameworks/flax.md:linen",
    "nnx": "frameworks/flax.md:nnx",
    "tensorflow-js": "frameworks/tensorflowjs.md:four",
}
FIRST = ("pytorch", "column")

WORDS: dict[str, set[str]] = {
    "framework": set(),
    "drop": set(),
    **{name: set() for name in (*PROGRAMS, *DROPS)},
    **{f"trap_{name}": set() for name in PROGRAMS},
    **{f"says_{name}": set() for name in DROPS},
    "copy": set(),
    "copied": set(),
    "sample_index": {"index"},
    "choice": {"framework", "drop"},
    "picture": {"zeros", "units"},
    "program": set(),
}

# An entry of the dictionary of drops, in Python or JavaScript.
ENTRY = re.compile(r'^ +"?(?P<name>\w+)"?: (?P<line>.*),$', re.MULTILINE)
# What makes a name in one line: the names, and what they are made of.
MADE = re.compile(
    r"^(?:(?:from [\w.]+ )?import (?P<imported>[^\"\n]+?)(?: from .*)?"
    r"|(?:const )?(?P<assigned>\{[\w, ]+\}|\w+) = (?P<of>\w+).*)$",
    re.MULTILINE,
)
# The reader's own.
INPUT = "x"


def lines(code: str) -> dict[str, str]:
    """The expression that drops, by the name of the drop.

    Raises:
        ValueError: The program does not name each of :data:`DROPS` on a line, in order.
    """
    found = [entry for entry in ENTRY.findall(code) if entry[0] in DROPS]
    if tuple(name for name, _ in found) != DROPS:
        raise ValueError(f"{found} are no lines for {', '.join(DROPS)}")
    return dict(found)


def needed(line: str, code: str) -> list[str]:
    """The lines of a program that make what an expression of it uses, in order."""
    used = set(re.findall(r"\w+", line)) - {INPUT}
    chosen: list[str] = []
    for made in reversed(list(MADE.finditer(code))):
        if used & set(re.findall(r"\w+", made["imported"] or made["assigned"])):
            chosen.insert(0, made[0])
            used.add(made["of"])
    return chosen


def masks(output: str) -> dict[str, NDArray[np.bool_]]:
    """The masks that a program printed side by side, by the name of the drop.

    Args:
        output: A line of names, then one of ``#`` (kept) and ``.`` for each timestep of
            each sample.

    Returns:
        True survives; each of shape :data:`SHAPE`.

    Raises:
        ValueError: It is no such picture.
    """
    head, *rows = (row.split() for row in output.splitlines())
    wanted = (SHAPE[0] * SHAPE[1], len(DROPS), SHAPE[2])
    if (
        tuple(head) != DROPS
        or [len(row) for row in rows] != [wanted[1]] * wanted[0]
        or any(not re.fullmatch(r"[#.]{8}", part) for row in rows for part in row)
    ):
        raise ValueError(f"{output!r} is no picture of {', '.join(DROPS)}")
    kept = np.array([[list(part) for part in row] for row in rows]) == "#"
    return {name: kept[:, at].reshape(SHAPE) for at, name in enumerate(DROPS)}


def _side_by_side(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The grids of the samples with an empty column between them."""
    gap = np.zeros((SHAPE[1], 1), bool)
    return np.concatenate([chosen[0], gap, chosen[1]], axis=1)


def _squares(
    chosen: NDArray[np.bool_], kind: str, attributes: str, inset: float = 0
) -> str:
    width, height = PITCH * 2 * SHAPE[2] + CELL, PITCH * (SHAPE[1] - 1) + CELL
    return (
        f'<svg viewBox="{LABELS} {HEADER} {width} {height}" {attributes}>'
        f'<path class="mask-{kind}" d="{cells(_side_by_side(chosen), inset)}"/></svg>'
    )


def _choice(key: str, names: tuple[str, ...], texts: Texts, prefix: str) -> str:
    radio = '<label><input type="radio" name="{}" value="{}"{}><span>{}</span></label>'
    options = "".join(
        radio.format(
            f"{prefix}-{key}", name, " checked" * (name in FIRST), escape(texts[name])
        )
        for name in names
    )
    return f"<fieldset><legend>{texts[key]}</legend>{options}</fieldset>"


def draw(texts: Texts, name: str, *programs: Program) -> Drawn:
    """The scene at rest, see :class:`tools.figures.scene.Scene`."""
    # All are hollow, and what is kept lies upon them: half the weight.
    every = np.ones(SHAPE, bool)
    drawn = _squares(every, "dropped", 'aria-hidden="true"', HOLLOW)
    written, traps = "", ""
    for framework, program in zip(PROGRAMS, programs, strict=True):
        of = f'data-framework="{framework}"'
        expressions, printed = lines(program.code), masks(program.output)
        for drop in DROPS:
            both = f'{of} data-drop="{drop}"'
            line, kept = expressions[drop], printed[drop]
            made = escape("\n".join(needed(line, program.code)))
            heading = texts["choice"].format(
                framework=texts[framework], drop=texts[drop]
            )
            label = texts["picture"].format(zeros=(~kept).sum(), units=kept.size)
            written += f"<p {both}><b>{heading}</b>\n<span>{made}</span>\n"
            written += f"<code>{escape(line)}</code></p>"
            drawn += _squares(
                kept, "kept", f'role="img" aria-label="{escape(label)}" {both}'
            )
        traps += (
            f"<p {of}>{texts[f'trap_{framework}']} "
            f'<a href="#{program.anchor}">{texts["program"]}</a></p>'
        )
    says = "".join(f'<p data-drop="{d}">{texts[f"says_{d}"]}</p>' for d in DROPS)
    heads = "".join(
        f"<span>{texts['sample_index'].format(index=index)}</span>"
        for index in range(SHAPE[0])
    )
    stack = '<div class="frameworks-stack frameworks-{}"{}>{}</div>'.format
    return Drawn(
        _choice("framework", tuple(PROGRAMS), texts, name)
        + _choice("drop", DROPS, texts, name)
        + '<div class="frameworks-copy">'
        + stack("lines", ' aria-live="polite"', written)
        + f'<button type="button" class="scene-controls">{texts["copy"]}</button></div>'
        + stack("says", "", says)
        + f'<p class="frameworks-heads">{heads}</p>'
        + stack("masks", "", drawn)
        + stack("traps", "", traps),
        # The others stand in the page.
        {"texts": {key: texts[key] for key in ("copy", "copied")}},
    )


SCENE = Scene("frameworks", WORDS, draw, tuple(PROGRAMS.values()))
