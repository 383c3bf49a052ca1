"""The question's model, with each kind of dropout in the place of its Dropout(0.2)."""

from typing import Any

from tools.figures.kinds import KINDS, OWN, TYPES
from tools.studies.tasks import STEPS, VOCABULARY

# The kinds that a layer can draw for a sequence, by the names of the results file.
STUDIED = {
    "word types" if name == TYPES else name: kind
    for name, kind in KINDS.items()
    if name not in ("shared", OWN)
}
LAYERS = ("none", *STUDIED, "LSTM")


def build(layer: str, rate: float, seed: int) -> Any:
    """The question's model, with a kind of dropout in the place of its Dropout(0.2).

    Args:
        layer: One of LAYERS. "LSTM" is ``LSTM(64, dropout=rate)``.
        rate: In [0, 1).
        seed: Of weights, masks and the order of the sentences.

    Returns:
        A compiled ``keras.Model`` from (batch, 20) ids to (batch, 1) probabilities.
    """
    import keras
    from keras import layers, ops

    class WordTypeDropout(layers.Layer):
        """One draw for each sample and vocabulary entry (Gal and Ghahramani 2016)."""

        def __init__(self) -> None:
            super().__init__()
            self.dropout = layers.Dropout(rate, seed=seed)

        def call(self, ids: Any, vectors: Any, training: bool = False) -> Any:
            ones = ops.ones((ops.shape(ids)[0], VOCABULARY))
            factors = self.dropout(ones, training=training)
            factors = ops.take_along_axis(factors, ids, axis=1)
            return vectors * ops.expand_dims(factors, -1)

    keras.utils.set_random_seed(seed)
    ids = keras.Input((STEPS,), dtype="int32")
    x = layers.Embedding(VOCABULARY, 16)(ids)
    kind = STUDIED.get(layer)
    if kind and kind.name == TYPES:
        x = WordTypeDropout()(ids, x)
    elif kind:
        options = {"noise_shape": kind.noise_shape} if kind.written else {}
        x = getattr(layers, kind.layer)(rate, seed=seed, **options)(x)
    x = layers.Conv1D(64, 5, activation="relu")(x)
    x = layers.MaxPooling1D(4)(x)
    x = layers.LSTM(64, dropout=rate if layer == "LSTM" else 0, seed=seed)(x)
    model = keras.Model(ids, layers.Dense(1, activation="sigmoid")(x))
    model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
