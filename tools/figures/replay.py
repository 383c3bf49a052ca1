"""The scene replay: the arrays of the original answer in Keras 2, beside Keras 3.

docs/theme/javascripts/scenes/replay.js takes them on to the next call and seed.
"""

from html import escape

import numpy as np
from numpy.typing import NDArray

from tools.figures import drawing, zeros
from tools.figures.scene import Drawn, Scene, Texts
from tools.figures.zeros import RATE, SEED

SHAPE = (3, 3, 4)
LAYERS = {"elements": "Dropout", "columns": "SpatialDropout1D"}
# What seeds them, and how the playground says it.
SEEDS = {
    "keras-2": ("tf.random.set_seed", "framework=keras-2"),
    "keras-3": ("keras.utils.set_random_seed", "seeding=global"),
}

WORDS: dict[str, set[str]] = {
    "keras-2": set(),
    "keras-3": set(),
    "next": set(),
    "seed": set(),
    "back": set(),
    "picture": {"framework", "layer", "zeros", "units"},
    "state": {"seed", "call", "first", "second"},
    "nothing": set(),
    "unloaded": set(),
}


# The second layer is created, and called, after the first.
VIEWS = tuple(
    zeros.first(kind, drawn_by + f"&before={before}" * bool(before), SHAPE)
    for _, drawn_by in SEEDS.values()
    for before, kind in enumerate(LAYERS)
)


def _array(
    framework: str, kind: str, view: str, keep: NDArray[np.bool_], texts: Texts
) -> str:
    numbers = np.arange(1, keep.size + 1).reshape(keep.shape) / (1 - RATE)
    squares = "".join(
        f"<i>{number:g}</i>" if kept else '<i class="o">0</i>'
        for number, kept in zip(numbers.flat, keep.flat, strict=True)
    )
    label = texts["picture"].format(
        framework=texts[framework],
        layer=LAYERS[kind],
        zeros=(~keep).sum(),
        units=keep.size,
    )
    link = escape(f"{drawing.PLAYGROUND}#{view}")
    return (
        f'<div><a href="{link}"><code>{LAYERS[kind]}({RATE})</code></a>'
        f'<div class="replay-array" role="img" aria-label="{escape(label)}">{squares}'
        f"</div></div>"
    )


def draw(texts: Texts, name: str, *masks: NDArray[np.bool_]) -> Drawn:
    """The arrays of the first view, two for each of :data:`SEEDS`."""
    drawn = iter(zip(VIEWS, masks, strict=True))
    sides = "".join(
        f'<div class="replay-side"><p><strong>{texts[framework]}</strong> '
        f"<code>{seeded}({SEED})</code></p>"
        f'<div class="replay-arrays">'
        f"{''.join(_array(framework, kind, *next(drawn), texts) for kind in LAYERS)}"
        f"</div></div>"
        for framework, (seeded, _) in SEEDS.items()
    )
    state = texts["state"].format(seed=SEED, call=0, first=0, second=1)
    html = (
        f'{zeros.buttons(texts)}<div class="replay">{sides}</div>'
        f'<p class="stepped-told" role="status">{state}</p>'
        f"<p>{texts['nothing']}</p>"
    )
    return Drawn(html, {"views": VIEWS})


SCENE = Scene("replay", WORDS, draw, views=VIEWS, live={"picture", "state", "unloaded"})
