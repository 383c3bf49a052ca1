"""How four optimizers move a table of embeddings, in float32 as Keras computes it.

docs/theme/javascripts/optimizers.js computes the same in the browser. The formulas and
their default values are those of Keras 3.15.1 (``SGD``, ``SGD(momentum=0.9)`` and
``Adam``). Lazy Adam is Adam on the rows of the batch's words alone, their moments
included, as ``torch.optim.SparseAdam`` does it; the counted training step is that of
all rows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Table = NDArray[np.float32]
Moments = tuple[Table, ...]

F = np.float32
SGD_RATE, MOMENTUM = F(0.01), F(0.9)
ADAM_RATE, BETA_1, BETA_2, EPSILON = F(0.001), F(0.9), F(0.999), F(1e-7)


@dataclass(frozen=True)
class Step:
    """What one training step does to a table of shape (words, features).

    Attributes:
        gradient: Of each weight.
        present: For each word whether the batch holds it.
        moved: By the name of each optimizer, what it adds to each weight.
    """

    gradient: Table
    present: NDArray[np.bool_]
    moved: dict[str, Table]


def gradient_of(ids: ArrayLike, output: ArrayLike, words: int) -> Table:
    """The gradient of a table where the loss is the sum of the dropped-out output.

    Args:
        ids: Word ids in [0, words), shape (batch, steps).
        output: What dropout makes of ones of shape (batch, steps, features).
        words: How many rows the table has.

    Returns:
        float32 array of shape (words, features): occurrences of a word add up.
    """
    each = np.asarray(output, F)
    gradient = np.zeros((words, each.shape[-1]), F)
    np.add.at(gradient, np.asarray(ids), each)
    return gradient


def _sgd(moments: Moments, gradient: Table, step: int) -> tuple[Moments, Table]:
    return moments, F(0) - gradient * SGD_RATE


def _momentum(moments: Moments, gradient: Table, step: int) -> tuple[Moments, Table]:
    moment = moments[0] * MOMENTUM - gradient * SGD_RATE
    return (moment, moments[1]), moment


def _adam(moments: Moments, gradient: Table, step: int) -> tuple[Moments, Table]:
    m, v = moments
    beta_1_power, beta_2_power = BETA_1 ** F(step + 1), BETA_2 ** F(step + 1)
    alpha = ADAM_RATE * np.sqrt(F(1) - beta_2_power) / (F(1) - beta_1_power)
    m = m + (gradient - m) * F(1 - 0.9)
    v = v + (gradient * gradient - v) * F(1 - 0.999)
    return (m, v), F(0) - m * alpha / (np.sqrt(v) + EPSILON)


# The second says whether it leaves rows alone whose words are not in the batch.
OPTIMIZERS: dict[
    str, tuple[Callable[[Moments, Table, int], tuple[Moments, Table]], bool]
] = {
    "sgd": (_sgd, False),
    "momentum": (_momentum, False),
    "adam": (_adam, False),
    "lazy": (_adam, True),
}


def steps(
    batches: Iterable[tuple[Table, NDArray[np.bool_]]],
) -> Iterator[Step]:
    """Take training steps from moments of zero.

    Args:
        batches: For each step the gradient, shape (words, features), and for each word
            whether the batch holds it.
    """
    moments: dict[str, Moments] = {}
    for number, (gradient, present) in enumerate(batches):
        nothing = np.zeros_like(gradient)
        moved = {}
        for name, (update, lazy) in OPTIMIZERS.items():
            before = moments.get(name, (nothing, nothing))
            after, movement = update(before, gradient, number)
            if lazy:
                rows = present[:, None]
                after = tuple(
                    np.where(rows, new, old)
                    for new, old in zip(after, before, strict=True)
                )
                movement = np.where(rows, movement, nothing)
            moments[name], moved[name] = after, movement
        yield Step(gradient, present, moved)
