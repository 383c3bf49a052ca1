"""The scene zeros: one layer in each framework, and the zeros that each draws for it.

docs/theme/javascripts/scenes/zeros.js takes them on to the next call and the next seed.
"""

from html import escape
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tools.figures import drawing, strip
from tools.figures.kinds import FRAMEWORKS
from tools.figures.scene import Drawn, Scene, Texts

SHAPE = (1, 10, 16)
RATE, SEED = 0.5, 0
# In CSS pixels: five fit beside each other.
PITCH, CELL = 8, 7

# What creates the layer, or draws the mask, where there is none.
LAYERS = {
    "keras-tensorflow": "Dropout({rate}, seed={seed})",
    "keras-2": "Dropout({rate})",
    "keras-jax": "Dropout({rate}, seed={seed})",
    "keras-torch": "Dropout({rate}, seed={seed})",
    "pytorch": "nn.Dropout({rate})",
    "pytorch-mkl": "nn.Dropout({rate})",
    "jax": "jax.random.bernoulli(key, 1 - {rate}, {shape})",
    "flax-linen": "nn.Dropout({rate})",
    "flax-nnx": "nnx.Dropout({rate}, rngs=rngs)",
    "tensorflow-js": "tf.layers.dropout({{ rate: {rate}, seed: {seed} }})",
}

WORDS: dict[str, set[str]] = {
    **{name: set() for name in FRAMEWORKS},
    "next": set(),
    "seed": set(),
    "back": set(),
    "picture": {"framework", "zeros", "units"},
    "state": {"seed", "call"},
    "agree": {"least", "most", "units", "mean"},
    "same": {"frameworks"},
    "unloaded": set(),
}


def buttons(texts: Texts) -> str:
    """What takes the masks of a scene on, for docs/theme/javascripts/stepped.js."""
    made = "".join(
        f'<button type="button" class="stepped-{name}"{off}>{texts[name]}</button> '
        for name, off in (("next", ""), ("seed", ""), ("back", " disabled"))
    )
    return f'<p class="scene-controls">{made}</p>'


def first(kind: str, drawn_by: str, shape: tuple[int, int, int]) -> str:
    """A view at rest, as sources.js reads it.

    Args:
        kind: The name of the kind of mask.
        drawn_by: The keys and values of what draws; "" for the usual.
        shape: Batch, timesteps, features.
    """
    batch, steps, features = shape
    return "&".join(
        [
            f"layer={kind}",
            *([drawn_by] if drawn_by else []),
            f"rate={RATE}&seed={SEED}&call=0&training=1",
            f"batch={batch}&steps={steps}&features={features}",
        ]
    )


def address(framework: str) -> str:
    """The first view of a framework."""
    usual = framework == FRAMEWORKS[0]
    return first("elements", "" if usual else f"framework={framework}", SHAPE)


VIEWS = tuple(map(address, FRAMEWORKS))


def told(masks: tuple[NDArray[np.bool_], ...], texts: Texts) -> str:
    """What the masks of the first view have in common: the places of chance."""
    equal = [int((one == other).sum()) for one, other in combinations(masks, 2)]
    units = masks[0].size
    state = texts["state"].format(seed=SEED, call=0)
    agree = texts["agree"].format(
        least=min(equal),
        most=max(equal),
        units=units,
        mean=f"{units * (RATE**2 + (1 - RATE) ** 2):g}",
    )
    return f"{state} {agree}"


def _picture(
    framework: str, keep: NDArray[np.bool_], name: str, texts: Texts, first: bool
) -> str:
    _, steps, features = SHAPE
    width, height = PITCH * features - 1, PITCH * steps - 1
    tops = [PITCH * row for row in range(steps)]
    side = CELL - 1
    # Behind each square stands a hollow one; what is kept covers it.
    rows = "".join(
        f"M.5 {top}.5" + f"h{side}v{side}h-{side}zm{PITCH} 0" * features for top in tops
    )
    hollow = (
        f'<path class="mask-dropped" id="{name}-zeros" d="{rows}"/>'
        if first
        else f'<use class="mask-dropped" href="#{name}-zeros"/>'
    )
    label = texts["picture"].format(
        framework=texts[framework], zeros=(~keep).sum(), units=keep.size
    )
    link = escape(f"{drawing.PLAYGROUND}#{address(framework)}")
    code = LAYERS[framework].format(rate=RATE, seed=SEED, shape=SHAPE)
    return (
        f'<li><a href="{link}">{texts[framework]}</a><code>{escape(code)}</code>'
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(label)}">{hollow}'
        f'<path class="mask-kept" transform="translate(0 {CELL / 2})" '
        f'd="{strip.runs(keep[0], PITCH, CELL, tops)}"/></svg></li>'
    )


def draw(texts: Texts, name: str, *masks: NDArray[np.bool_]) -> Drawn:
    """The masks of the first view, one for each of :data:`FRAMEWORKS`."""
    pictures = "".join(
        _picture(framework, keep, name, texts, framework == FRAMEWORKS[0])
        for framework, keep in zip(FRAMEWORKS, masks, strict=True)
    )
    html = (
        f"{buttons(texts)}"
        f'<ul class="zeros">{pictures}</ul>'
        f'<p class="stepped-told" role="status">{told(masks, texts)}</p>'
    )
    return Drawn(html, {"views": VIEWS, "pitch": PITCH, "cell": CELL})


SCENE = Scene(
    "zeros",
    WORDS,
    draw,
    views=VIEWS,
    live={"picture", "state", "agree", "same", "unloaded"},
)
