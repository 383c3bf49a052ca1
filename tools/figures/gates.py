"""The scene ``gates``: which numbers an LSTM's dropout takes from which gate, and when.

The masks are those of ``LSTM(64, dropout=rate, seed=seed)`` on TensorFlow, on the CPU
and in eager mode, with and without ``recurrent_dropout``.
docs/theme/javascripts/gates.js makes the same when the reader changes something.

Sources of the method: Keras' recurrent cells, which draw the masks of the input before
those of the state; for Keras 2 TensorFlow's stateful random operations, whose key is
the global seed and the upper half of whose counter is the seed of the operation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.figures import mask, strip
from tools.figures.scene import Drawn, Scene, Texts, readout

Flags = NDArray[np.bool_]

GATES, STEPS, SIZE = 4, 4, 64
RATE, SEED = 0.5, 7
# In the order of the choice.
KERAS_2, BEFORE, FROM = VERSIONS = ("keras-2", "before", "from")

# TensorFlow's where none is set; it reduces seeds to what fits this modulus.
_GLOBAL_SEED, _OP_MODULUS = 87654321, 2**31 - 1

# In CSS pixels: 64 numbers fit a phone of 390.
LEFT, PITCH, BAR, ROW, BLOCK = 20, 5, 4, 10, 46
WIDTH, HEIGHT = LEFT + PITCH * SIZE, BLOCK * (GATES + 1) - (BLOCK - ROW * STEPS)

# What is dropped shows as a dash, which a bar else covers.
_LINES = "".join(
    f"M0 {BLOCK * block + ROW * step}h{PITCH * SIZE}"
    for block, step in np.ndindex(GATES + 1, STEPS)
)

WORDS: dict[str, set[str]] = {
    **{key: set() for key in (*VERSIONS, "legend", "rate", "again", "labels")},
    **{key: set() for key in ("input", "state", "kept", "dropped", "hint")},
    **{f"ran_{key}": set() for key in (*VERSIONS, "cell")},
    **{key: {"side"} for key in ("one", "gates", "steps", "none")},
    "call": {"call"},
    "lost": {"lost"},
    "cell": {"side", "number", "timestep", "ends"},
}
_STILL = {*VERSIONS, "legend", "rate", "again"}


@dataclass(frozen=True)
class State:
    """What the reader has chosen.

    Attributes:
        version: One of VERSIONS.
        recurrent: Whether ``recurrent_dropout`` is the rate too, else 0.
        rate: Of ``dropout``, in (0, 1).
        call: How many times the layer has been called in training before, at least 0.
        seed: The layer's seed, in [-2**63, 2**63).
    """

    version: str = FROM
    recurrent: bool = True
    rate: float = RATE
    call: int = 0
    seed: int = SEED

    @property
    def cell(self) -> bool:
        """Whether only a cell of its own takes the seed."""
        return self.version == KERAS_2 and self.recurrent

    @property
    def rules(self) -> tuple[str, str]:
        """How the masks of input and state are shared: a text of WORDS each."""
        gates = self.recurrent and self.version != BEFORE
        anew = self.version == KERAS_2 and not self.recurrent
        rule = "gates" if gates else "steps" if anew else "one"
        return rule, rule if self.recurrent else "none"

    @property
    def expression(self) -> str:
        """The Python that creates the layer."""
        rate = f"{self.rate:g}"
        recurrent = f"recurrent_dropout={rate}, " if self.recurrent else ""
        options = f"({SIZE}, dropout={rate}, {recurrent}seed={self.seed})"
        return f"RNN(LSTMCell{options})" if self.cell else f"LSTM{options}"


def _of_keras_2(size: int, rate: float, seed: int) -> Flags:
    """A mask of Keras 2, for the first operation of a process with this seed."""
    counter = np.zeros((size // 4, 4), np.uint64)
    counter[:, 0] = np.arange(size // 4)
    counter[:, 2] = seed % _OP_MODULUS
    words = mask.philox4x32(counter, (_GLOBAL_SEED, 0)).reshape(-1)
    bits = np.uint32(0x3F800000) | (words & np.uint32(0x7FFFFF))
    kept: Flags = bits.view(np.float32) - np.float32(1) >= np.float32(rate)
    return kept


def masks(state: State) -> tuple[Flags, Flags]:
    """What the gates get of the input and of the state.

    Returns:
        Each (gates, timesteps, 64), True where a number is kept.
    """
    whole = (GATES, STEPS, SIZE)
    # As many as are drawn in a call for the input, and for the state.
    count = 1 if state.rules[0] == "one" else GATES
    first = state.call * count * (2 if state.recurrent else 1)

    def drawn(index: int, size: int = SIZE) -> Flags:
        if state.version == KERAS_2:
            return _of_keras_2(size, state.rate, state.seed + first + index)
        return mask.keep_mask((size,), state.rate, state.seed, first + index)

    if state.rules[0] == "steps":
        # Four are drawn; the first one is used.
        inputs = drawn(0, STEPS * SIZE).reshape(1, STEPS, SIZE)
        return np.broadcast_to(inputs, whole), np.ones(whole, np.bool_)
    sides = [
        np.stack([drawn(side * count + gate) for gate in range(count)])[:, None]
        for side in range(2 if state.recurrent else 1)
    ]
    inputs, states = [*sides, np.ones((1, 1, SIZE), np.bool_)][:2]
    return np.broadcast_to(inputs, whole), np.broadcast_to(states, whole)


def with_any(kept: Flags) -> Flags:
    """The blocks of a drawing: each gate, and what any of them gets."""
    return np.concatenate([kept, kept.any(axis=0, keepdims=True)])


def strokes(blocks: Flags) -> str:
    """What is kept of (blocks, timesteps, 64) numbers, as the data of a dashed path."""
    tops = [
        BLOCK * block + ROW * step for block, step in np.ndindex(len(blocks), STEPS)
    ]
    return strip.runs(blocks.reshape(-1, SIZE), PITCH, BAR, tops)


def lost(kept: Flags) -> list[int]:
    """How many numbers no gate gets, at each timestep."""
    counted: list[int] = (~kept.any(axis=0)).sum(axis=1).tolist()
    return counted


def side(kept: Flags, rule: str, name: str, texts: Texts) -> str:
    """The drawing of the input's or of the state's masks, with what is said of it."""
    said = texts[rule].format(side=texts[name])
    blocks = with_any(kept)
    labels = "".join(
        f'<text x="{LEFT - 3}" y="{BLOCK * block + 23}">{label}</text>'
        for block, label in enumerate(texts["labels"].split())
    )
    counts = texts["lost"].format(lost=", ".join(map(str, lost(kept))))
    return (
        f'<div><p class="gates-rule">{said}</p>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" data-reach aria-label="{said}">{labels}'
        f'<g transform="translate({LEFT} {(ROW - 1) / 2})">'
        f'<path class="gates-dropped" d="{_LINES}"/>'
        f'<path class="gates-kept" d="{strokes(blocks)}"/></g>'
        f'<path class="mask-cursor" d=""/></svg>'
        f'<p class="gates-lost">{counts}</p></div>'
    )


def draw(texts: Texts, name: str) -> Drawn:
    """The masks of the newest Keras, with both dropouts."""
    state = State()
    radios = "".join(
        f'<label><input type="radio" name="{name}-version" value="{version}"'
        f"{' checked' * (version == state.version)}><span>{texts[version]}</span>"
        f"</label>"
        for version in VERSIONS
    )
    sides = zip(masks(state), state.rules, ("input", "state"), strict=True)
    drawn = "".join(side(*one, texts) for one in sides)
    html = (
        f'<div class="scene-controls gates-choice"><fieldset><legend>{texts["legend"]}'
        f"</legend>{radios}</fieldset>"
        f'<label><input type="checkbox" checked> <code>recurrent_dropout</code></label>'
        f"<span><label>{texts['rate']} "
        f'<input type="range" min="0.05" max="0.95" step="0.05" value="{RATE}">'
        f"</label> {readout(texts, RATE)}</span> "
        f'<button type="button">{texts["again"]}</button></div>'
        f'<p class="gates-layer" role="status"><code>{state.expression}</code>, '
        f"<span>{texts['call'].format(call=0)}</span></p>"
        f'<div class="gates-sides">{drawn}</div>'
        f'<p class="gates-ran">{texts[f"ran_{state.version}"]}</p>'
        f'<p class="gates-cell scene-controls" role="status">{texts["hint"]}</p>'
    )
    return Drawn(html, {"seed": SEED})


SCENE = Scene("gates", WORDS, draw, live=WORDS.keys() - _STILL)
