"""The mask that a seeded dropout of TensorFlow.js draws, computed without a framework.

``tf.layers.dropout({rate, seed})``, ``tf.layers.spatialDropout1d`` and ``tf.dropout``
with a seed give what :func:`keep` gives here. The generator is Alea, a
multiply-with-carry generator, seeded with the digits of the seed.

There is no call: TensorFlow.js starts Alea anew in each, so a layer with a seed draws
the same mask every time.

Source of the method: Alea of Johannes Baagøe, 2010, as in the package seedrandom; and
``UniformRandom`` and ``dropout`` of TensorFlow.js.

What it depends on: nothing seen. Without a seed ``Math.random`` seeds it, and nobody
can repeat the mask.

Ran: TensorFlow.js 4.22.0 in Node.js on its CPU backend. Not run: other versions, WebGL
and WebGPU, tfjs-node.

Survivors: each is multiplied by ``float32(1) / float32(1 - rate)``. A layer with rate 0
or 1 hands its input on and drops nothing, even at rate 1; ``tf.dropout`` refuses rate
1.
"""

import numpy as np
from numpy.typing import NDArray

from tools.streams.arguments import counted

_FACTOR = 2091639
_BASE = 2**32


def keep(size: int, rate: float, *, seed: int) -> NDArray[np.bool_]:
    """Draw one mask: True where a number survives.

    Args:
        size: How many numbers, in row-major order of the noise shape, at least 0.
        rate: Probability of dropping, in [0, 1].
        seed: Of the layer, in (-2**53, 2**53), where JavaScript's numbers are exact.

    Returns:
        bool array of shape (size,).

    Raises:
        ValueError: An argument is out of its range.
    """
    counted(size=size)
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be in [0, 1], got {rate}")
    if not abs(seed) < 2**53:
        raise ValueError(f"seed must be in (-2**53, 2**53), got {seed}")
    if rate in (0, 1):
        return np.ones(size, np.bool_)
    drawn = np.array(alea(size, str(seed)), np.float64) / _BASE
    return np.floor(drawn.astype(np.float32) + np.float32(1 - rate)) > 0


def alea(size: int, text: str) -> list[int]:
    """The first numbers of Alea, each 2**32 times what the generator gives.

    Args:
        size: How many.
        text: What seeds it.

    Returns:
        Each in [0, 2**32).
    """
    # The hash goes on from one text to the next.
    hashed = float(0xEFC8249D)
    words = []
    for data in (" ", " ", " ", text, text, text):
        for character in data:
            hashed = _mash(hashed + ord(character))
        words.append(int(hashed) % _BASE)
    state = [(a - b) % _BASE for a, b in zip(words[:3], words[3:], strict=True)]
    carry = 1
    for at in range(size):
        carry, word = divmod(_FACTOR * state[at] + carry, _BASE)
        state.append(word)
    return state[3:]


def _mash(number: float) -> float:
    """One step of the hash, in doubles as JavaScript takes it."""
    scaled = 0.02519603282416938 * number
    whole = float(int(scaled) % _BASE)
    product = (scaled - whole) * whole
    whole = float(int(product) % _BASE)
    return whole + (product - whole) * _BASE
