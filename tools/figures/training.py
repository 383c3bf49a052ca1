"""What the scene ``steps`` trains: a table of embeddings behind dropout.

The loss is the sum of the dropped-out output, so the gradient of a weight is the scale
times how many of the batch's occurrences of its word kept that feature.
"""

import numpy as np
from numpy.typing import NDArray

from tools.figures import mask, optimizers
from tools.figures.kinds import Kind

FEATURES, RATE, SEED = 4, 0.5, 9


class Task:
    """What is trained: batches that take turns, and the table of their words.

    Args:
        sentences: A batch ends with a semicolon, a sample with a comma.
        seed: Of the layer.
    """

    def __init__(self, sentences: str, seed: int = SEED) -> None:
        self.seed = seed
        said = [
            [sample.split() for sample in batch.split(",")]
            for batch in sentences.split(";")
        ]
        self.words = list(dict.fromkeys(w for b in said for s in b for w in s))
        self.ids = [[[self.words.index(w) for w in s] for s in b] for b in said]

    def keep(self, kind: Kind, step: int) -> NDArray[np.bool_]:
        """The mask of a training step, of shape (batch, steps, features)."""
        ids = self.ids[step % len(self.ids)]
        shape = (len(ids), len(ids[0]), FEATURES)
        if kind.noise_shape is None:
            drawn = mask.word_type_mask(ids, len(self.words), RATE, self.seed, step)
            return np.broadcast_to(drawn[..., None], shape)
        noise = mask.fill_noise_shape(kind.noise_shape, shape)
        return np.broadcast_to(mask.keep_mask(noise, RATE, self.seed, step), shape)

    def train(self, kind: Kind, steps: int) -> list[optimizers.Step]:
        """Take so many training steps."""
        batches = []
        for step in range(steps):
            ids = self.ids[step % len(self.ids)]
            each, words = self.keep(kind, step) / (1 - RATE), len(self.words)
            batches.append(
                (
                    optimizers.summed(ids, each, words),
                    optimizers.summed(ids, each**2, words),
                    np.isin(range(words), ids),
                )
            )
        return list(optimizers.steps(batches))


def waiting(steps: list[optimizers.Step]) -> NDArray[np.bool_]:
    """Which weights have had no gradient in any step."""
    had = np.array([step.gradient != 0 for step in steps])
    return np.logical_not(had.any(axis=0))
