"""How four optimizers move a table of embeddings, in float32 as Keras computes it.

docs/theme/javascripts/optimizers.js computes the same in the browser. The formulas and
their default values are those of Keras 3.15.1 (``SGD``, ``SGD(momentum=0.9)`` and
``Adam``). On TensorFlow, that Adam adds up the squares of a repeated word's gradients,
and does not square their sum. Lazy Adam is ``torch.optim.SparseAdam``: it squares the
sum, and touches only the rows of the batch's words, moments included. It has the same
default values but for epsilon, which is Keras' here.
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
        gradient: Of each weight; occurrences of its word add up.
        present: For each word whether the batch holds it.
        moved: By the name of each optimizer, what it adds to each weight.
    """

    gradient: Table
    present: NDArray[np.bool_]
    moved: dict[str, Table]


def summed(ids: ArrayLike, each: ArrayLike, words: int) -> Table:
    """Add up what the occurrences of each word have.

    Args:
        ids: Word ids in [0, words), shape (batch, steps).
        each: Shape (batch, steps, features).
        words: How many rows the table has.

    Returns:
        float32 array of shape (words, features).
    """
    numbers = np.asarray(each, F)
    table = np.zeros((words, numbers.shape[-1]), F)
    np.add.at(table, np.asarray(ids), numbers)
    return table


def _sgd(
    moments: Moments, gradient: Table, squares: Table, step: int
) -> tuple[Moments, Table]:
    return moments, F(0) - gradient * SGD_RATE


def _momentum(
    moments: Moments, gradient: Table, squares: Table, step: int
) -> tuple[Moments, Table]:
    moment = moments[0] * MOMENTUM - gradient * SGD_RATE
    return (moment, moments[1]), moment


def _adam(
    moments: Moments, gradient: Table, squares: Table, step: int
) -> tuple[Moments, Table]:
    m, v = moments
    beta_1_power, beta_2_power = BETA_1 ** F(step + 1), BETA_2 ** F(step + 1)
    alpha = ADAM_RATE * np.sqrt(F(1) - beta_2_power) / (F(1) - beta_1_power)
    m = m + (gradient - m) * F(1 - 0.9)
    v = v + (squares - v) * F(1 - 0.999)
    return (m, v), F(0) - m * alpha / (np.sqrt(v) + EPSILON)


Rule = Callable[[Moments, Table, Table, int], tuple[Moments, Table]]
# The second says whether it is lazy.
OPTIMIZERS: dict[str, tuple[Rule, bool]] = {
    "sgd": (_sgd, False),
    "momentum": (_momentum, False),
    "adam": (_adam, False),
    "lazy": (_adam, True),
}


def steps(
    batches: Iterable[tuple[Table, Table, NDArray[np.bool_]]],
) -> Iterator[Step]:
    """Take training steps from moments of zero.

    Args:
        batches: For each step the gradient and the sum of the squares of its parts,
            both of shape (words, features), and for each word whether the batch holds
            it.
    """
    moments: dict[str, Moments] = {}
    for number, (gradient, squares, present) in enumerate(batches):
        nothing = np.zeros_like(gradient)
        rows, moved = present[:, None], {}
        for name, (rule, lazy) in OPTIMIZERS.items():
            before = moments.get(name, (nothing, nothing))
            squared = gradient * gradient if lazy else squares
            after, movement = rule(before, gradient, squared, number)
            if lazy:
                movement = np.where(rows, movement, nothing)
                first, second = (
                    np.where(rows, new, old)
                    for new, old in zip(after, before, strict=True)
                )
                after = (first, second)
            moments[name], moved[name] = after, movement
        yield Step(gradient, present, moved)
