"""The scene ``steps``: a table of embeddings under four optimizers, step by step.

The loss is the sum of the dropped-out output, so the gradient of a weight is the scale
times how many of the batch's occurrences of its word kept that feature. A square is a
weight. Where an optimizer moved it, it is filled; where it did so without a gradient,
the filled square is a disc.
"""

from collections.abc import Iterable, Iterator
from html import escape
from math import floor

import numpy as np
from numpy.typing import NDArray

from tools.figures import optimizers
from tools.figures.drawing import sized
from tools.figures.kinds import KINDS, TYPES, expression
from tools.figures.scene import Drawn, Scene, Texts
from tools.figures.training import FEATURES, RATE, SEED, Task, waiting

KIND_NAMES = ("elements", "columns", "rows", "samples", TYPES)
# What is drawn before any touch: here Adam moves a row that was dropped.
FIRST_KIND, FIRST_STEP = "rows", 1

PITCH, CELL, HEADER, LABELS, GAP = 20, 18, 20, 38, 12
# In their order, three in a drawing.
GRIDS = ("gradient", *optimizers.OPTIMIZERS, "waiting")
GROUPS = (GRIDS[:3], GRIDS[3:])
PRESENT = ' class="present"'

WORDS: dict[str, set[str]] = {
    **{key: set() for key in (*KIND_NAMES, *GRIDS)},
    "sentences": set(),
    "kind": set(),
    "step": set(),
    "run": set(),
    "stop": set(),
    "back": set(),
    "progress": set(),
    "hint": set(),
    "sample": {"index"},
    "grids": {"grids"},
    "call": {"step"},
    "word_types": {"layer", "shape"},
    "none": set(),
    "row": {"word"},
    "number": {"word", "feature"},
    "absent": {"word"},
    "counts": {*optimizers.OPTIMIZERS, "weights", "still"},
    "cell": {
        *("word", "feature", "kept", "times", "gradient"),
        *optimizers.OPTIMIZERS,
    },
}


def told(
    step: optimizers.Step, words: list[str], still: NDArray[np.bool_], texts: Texts
) -> str:
    """What a step did: one thing that Adam moved without a gradient, and counts."""
    pushed = {name: (m != 0) & (step.gradient == 0) for name, m in step.moved.items()}
    rows = pushed["adam"].any(axis=1)
    dropped = rows & step.present & (step.gradient == 0).all(axis=1)
    present = rows & step.present
    key, one = next(
        (key, np.argmax(some))
        for key, some in (
            *(("row", dropped), ("number", present), ("absent", rows)),
            ("none", np.array([True])),
        )
        if some.any()
    )
    story = texts[key].format(
        word=words[one], feature=np.argmax(pushed["adam"][one]) if rows.any() else ""
    )
    counted = {name: some.sum() for name, some in pushed.items()}
    return f"{story} " + texts["counts"].format(
        **counted, weights=still.size, still=still.sum()
    )


def _row(row: int, left: int, squares: Iterable[str]) -> str:
    """A row of squares, from the attributes of each; rows alike compress well."""
    drawn = "".join(
        f'<rect x="{PITCH * column}" width="{CELL}" height="{CELL}"{more}/>'
        for column, more in enumerate(squares)
    )
    top = HEADER + PITCH * row
    return f'<g transform="translate({left}.5 {top}.5)">{drawn}</g>'


def _moved(gradient: float, movement: float, most: float) -> str:
    """The attributes of a weight's square; how far it moved is its tint."""
    if not movement:
        return ""
    # Halves are rounded up, as scripts do.
    tint = floor(100 * (0.25 + 0.75 * abs(movement) / most) + 0.5) / 100
    disc = "" if gradient else f' rx="{CELL // 2}"'
    css = "moved" if gradient else "pushed"
    return f' class="{css}" fill-opacity="{tint:.2f}"{disc}'


def _grid(
    name: str, step: optimizers.Step, still: NDArray[np.bool_], left: int
) -> Iterator[str]:
    flags = still if name == "waiting" else step.gradient
    css = "waiting" if name == "waiting" else "got"
    movement = step.moved.get(name)
    for row, gradient in enumerate(step.gradient):
        if movement is None:
            squares = [f' class="{css}"' if flag else "" for flag in flags[row]]
        else:
            pairs = zip(gradient.tolist(), movement[row].tolist(), strict=True)
            most = float(abs(movement).max())
            squares = [_moved(one, moved, most) for one, moved in pairs]
        yield _row(row, left, squares)
    if name == "gradient":
        yield '<g class="steps-digits">'
        for (row, column), one in np.ndenumerate(step.gradient):
            x, y = left + PITCH * column + 9, HEADER + PITCH * row + 14
            yield f'<text x="{x}" y="{y}">{f"{one:g}" if one else ""}</text>'
        yield "</g>"


def _svg(width: int, rows: int, name: str, title: str, content: str) -> str:
    height = HEADER + PITCH * rows
    return (
        f"<svg {sized(width, height)} "
        f'role="img" aria-labelledby="{name}"><title id="{name}">{escape(title)}'
        f"</title>{content}</svg>"
    )


def _labels(words: list[str], present: NDArray[np.bool_]) -> str:
    texts = "".join(
        f'<text x="{LABELS - 6}" y="{HEADER + PITCH * row + 14}"'
        f"{PRESENT if here else ''}>{escape(word)}</text>"
        for row, (word, here) in enumerate(zip(words, present, strict=True))
    )
    return f'<g class="steps-words">{texts}</g>'


def _samples(task: Task, keep: NDArray[np.bool_], name: str, texts: Texts) -> str:
    drawings = []
    for index, ids in enumerate(task.ids[FIRST_STEP % len(task.ids)]):
        title = texts["sample"].format(index=index)
        words = _labels([task.words[i] for i in ids], np.ones(len(ids), np.bool_))
        squares = "".join(
            _row(
                row,
                LABELS,
                (f' class="mask-{"kept" if flag else "dropped"}"' for flag in kept),
            )
            for row, kept in enumerate(keep[index])
        )
        middle = LABELS + PITCH * FEATURES // 2
        head = f'<text x="{middle}" y="{HEADER - 7}">{escape(title)}</text>'
        width = LABELS + PITCH * FEATURES
        content = head + words + squares
        drawings.append(_svg(width, len(ids), f"{name}-s{index}", title, content))
    return "".join(drawings)


def _tables(task: Task, steps: list[optimizers.Step], name: str, texts: Texts) -> str:
    width = PITCH * FEATURES + GAP
    drawings = []
    for number, grids in enumerate(GROUPS):
        content = _labels(task.words, steps[-1].present)
        for place, grid in enumerate(grids):
            left = LABELS + width * place
            middle = left + PITCH * FEATURES // 2
            content += f'<text x="{middle}" y="{HEADER - 7}">{texts[grid]}</text>'
            content += "".join(_grid(grid, steps[-1], waiting(steps), left))
        title = texts["grids"].format(grids=", ".join(texts[grid] for grid in grids))
        whole = LABELS + width * len(grids) - GAP
        drawings.append(
            _svg(whole, len(task.words), f"{name}-t{number}", title, content)
        )
    return "".join(drawings)


def draw(texts: Texts, name: str) -> Drawn:
    """The scene after its first training steps.

    Args:
        texts: Those of ``extra.steps``.
        name: Prefix of its ids, unique on the page.
    """
    task, kind = Task(texts["sentences"]), KINDS[FIRST_KIND]
    steps = task.train(kind, FIRST_STEP + 1)
    layer = expression(kind, RATE, SEED, kind.noise_shape or ())
    choice = "".join(
        f'<label><input type="radio" name="{name}-kind" value="{one}"'
        f"{' checked' if one == FIRST_KIND else ''}><span>{texts[one]}</span></label>"
        for one in KIND_NAMES
    )
    buttons = "".join(
        f'<button type="button" data-do="{what}">{texts[what]}</button>'
        for what in ("step", "run", "back")
    )
    story = told(steps[-1], task.words, waiting(steps), texts)
    samples = _samples(task, task.keep(kind, FIRST_STEP), name, texts)
    html = (
        f'<fieldset class="scene-controls"><legend>{texts["kind"]}</legend>'
        f"{choice}</fieldset>"
        f'<div class="steps-samples">{samples}</div><div class="steps-now">'
        f'<p class="scene-controls">{buttons}<progress max="10" value="0" '
        f'aria-label="{texts["progress"]}"></progress></p>'
        f'<p class="steps-call">{texts["call"].format(step=FIRST_STEP)} '
        f"<code>{layer}</code></p>"
        f'<p class="steps-told" role="status">{escape(story)}</p></div>'
        '<div class="steps-tables" data-reach>'
        f"{_tables(task, steps, name, texts)}</div>"
        f'<p class="steps-cell scene-controls" role="status">{texts["hint"]}</p>'
    )
    data = {
        "task": {
            "batches": task.ids,
            "words": len(task.words),
            "features": FEATURES,
            "rate": RATE,
            "seed": SEED,
        },
        "words": task.words,
        "step": FIRST_STEP,
    }
    return Drawn(html, data)


SCENE = Scene("steps", WORDS, draw)
