"""Ask the Keras of this environment one question per trap; tools/matrix.py runs it.

Each probe answers whether the sentence of its docstring holds here, and may add a
detail, which must be the same in each run. Prints one line of JSON per probe. The only
argument is the library's name.
"""

import importlib
import json
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from tools.figures import mask

ONES = np.ones((2, 20, 16), "float32")
Answer = bool | tuple[bool, str]


def numbers(tensor: Any) -> np.ndarray:
    """A tensor of any back end as an array."""
    return np.asarray(tensor.detach().cpu() if hasattr(tensor, "detach") else tensor)


def same(a: Any, b: Any) -> bool:
    """Whether two tensors are equal, number by number."""
    return np.array_equal(numbers(a), numbers(b))


def always_on(keras: Any) -> Any:
    """A functional model whose layer was called with training=True."""
    inputs = keras.Input((20, 16))
    outputs = keras.layers.Dropout(0.5)(inputs, training=True)
    return keras.Model(inputs, outputs)


def predict_ignores_training(keras: Any) -> Answer:
    """predict ignores a layer called with training=True."""
    zeros = np.mean(always_on(keras).predict(ONES, verbose=0) == 0)
    return bool(zeros == 0)


def training_false_ignored(keras: Any) -> Answer:
    """A layer called with training=False drops in model(x, training=True)."""
    inputs = keras.Input((20, 16))
    outputs = keras.layers.Dropout(0.5)(inputs, training=False)
    zeros = np.mean(numbers(keras.Model(inputs, outputs)(ONES, training=True)) == 0)
    return bool(zeros > 0)


def trainable_false_drops(keras: Any) -> Answer:
    """A model with trainable=False drops when called with training=True."""
    model = keras.Sequential([keras.Input((20, 16)), keras.layers.Dropout(0.5)])
    model.trainable = False
    return bool((numbers(model(ONES, training=True)) == 0).any())


def masks_after(keras: Any, seed: Callable[[int], None]) -> bool:
    """Whether two layers, each created after the same seed, draw the same mask."""
    outputs = []
    # The first layer may load modules that draw from the same generators.
    for _ in range(3):
        seed(0)
        outputs.append(keras.layers.Dropout(0.5)(ONES, training=True))
    return same(*outputs[1:])


def tensorflow_seed_ignored(keras: Any) -> Answer:
    """tf.random.set_seed does not make Dropout repeatable."""
    import tensorflow

    return not masks_after(keras, tensorflow.random.set_seed)


def python_seed_counts(keras: Any) -> Answer:
    """random.seed alone makes Dropout repeatable."""
    return masks_after(keras, random.seed)


def same_seed_same_mask(keras: Any) -> Answer:
    """Two layers with seed=7 draw the same mask."""
    layers = [keras.layers.Dropout(0.5, seed=7) for _ in range(2)]
    return same(*(layer(ONES, training=True) for layer in layers))


def seed_7_as_here(keras: Any) -> Answer:
    """The first three calls of Dropout(0.5, seed=7) give the zeros of this site."""
    layer = keras.layers.Dropout(0.5, seed=7)
    return all(
        same(
            numbers(layer(ONES, training=True)) != 0,
            mask.keep_mask(ONES.shape, 0.5, 7, call),
        )
        for call in range(3)
    )


def lstm_one_mask(keras: Any) -> Answer:
    """LSTM(dropout=0.5) uses one mask at all timesteps."""
    layer = keras.layers.LSTM(1, dropout=0.5, return_sequences=True)
    layer.build((64, 20, 1))
    # Gates forced open, nothing remembered: an output is zero where its input is.
    gates = np.array([0, 0, 1, 0], "float32"), np.array([99, -99, 0, 99], "float32")
    layer.set_weights([gates[0][None], np.zeros((1, 4), "float32"), gates[1]])
    zero = numbers(layer(np.ones((64, 20, 1), "float32"), training=True)) == 0
    if not zero.any() or zero.all():
        raise AssertionError("the probe saw no mask")
    return bool((zero == zero[:, :1]).all())


def recurrent_dropout_dead(keras: Any) -> Answer:
    """LSTM(recurrent_dropout=0.5) has no effect where dropout=0."""
    layer = keras.layers.LSTM(8, recurrent_dropout=0.5)
    return same(layer(ONES, training=True), layer(ONES, training=False))


def fused_lstm_drops(keras: Any) -> Answer:
    """LSTM(dropout=0.5) hands the fused kernel a masked input while not training."""
    if not hasattr(keras, "ops"):
        raise NotImplementedError("Keras 2 has no such switch")
    from keras.src import backend

    given = []

    def fused(sequences: Any, *_: Any, **__: Any) -> None:
        given.append(numbers(sequences))
        raise NotImplementedError

    layer = keras.layers.LSTM(8, dropout=0.5)
    real, backend.lstm = backend.lstm, fused
    try:
        layer(ONES, training=False)
    finally:
        backend.lstm = real
    if not given:
        return False, "the fused kernel was not asked"
    return bool((given[0] == 0).any()), "kernel replaced, not run on a GPU"


def batch_of_one_grows(keras: Any) -> Answer:
    """noise_shape=(32, 20, 1) turns a batch of 1 into 32 samples."""
    layer = keras.layers.Dropout(0.5, noise_shape=(32, 20, 1))
    try:
        shape = tuple(layer(ONES[:1], training=True).shape)
    except Exception as error:
        return False, f"raises {type(error).__name__}"
    return shape == (32, 20, 16), f"shape {shape}"


def negative_noise_shape(keras: Any) -> Answer:
    """noise_shape=(None, -1, None) is accepted when the layer is created."""
    try:
        keras.layers.Dropout(0.5, noise_shape=(None, -1, None))
    except ValueError:
        return False, "raises ValueError"
    return True


def shared_over_batch(keras: Any) -> Answer:
    """noise_shape=(1, 20, 1) drops the same words of every sample."""
    layer = keras.layers.Dropout(0.5, noise_shape=(1, 20, 1))
    output = numbers(layer(ONES, training=True))
    return same(output[0], output[1])


def ids_renamed(keras: Any) -> Answer:
    """Dropout multiplies token ids that were cast to float."""
    ids = np.arange(1, 21, dtype="float32")[None]
    output = numbers(keras.layers.Dropout(0.5)(ids, training=True))
    return set(np.unique(output)) <= {0.0, *(2 * ids[0])} and bool((output > 20).any())


def padding_mask_dies(keras: Any) -> Answer:
    """The padding mask passes Dropout and dies at Conv1D."""
    vectors = keras.layers.Embedding(10, 16, mask_zero=True)(np.array([[1, 2, 0, 0]]))
    dropped = keras.layers.Dropout(0.5)(vectors)
    convolved = keras.layers.Conv1D(4, 2)(dropped)
    alive = getattr(dropped, "_keras_mask", None) is not None
    return alive and getattr(convolved, "_keras_mask", None) is None


def count_varies(keras: Any) -> Answer:
    """Dropout(0.2) does not zero the same number of 320 in every call."""
    layer = keras.layers.Dropout(0.2, seed=7)
    ones = ONES[:1]
    zeros = {int((numbers(layer(ones, training=True)) == 0).sum()) for _ in range(20)}
    return len(zeros) > 1


def adam_moves_absent(keras: Any) -> Answer:
    """Adam moves the row of a word that is not in the batch."""
    table = keras.layers.Embedding(3, 4)
    layers = [table, keras.layers.GlobalAveragePooling1D(), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile("adam", "mse")
    target = np.ones((1, 1), "float32")
    model.fit(np.array([[1, 2]]), target, verbose=0)
    before = table.get_weights()[0][1].copy()
    model.fit(np.array([[2, 2]]), target, verbose=0)
    return not same(before, table.get_weights()[0][1])


def input_length_refused(keras: Any) -> Answer:
    """Embedding(..., input_length=20) raises."""
    try:
        keras.layers.Embedding(10, 16, input_length=20)
    except (TypeError, ValueError) as error:
        return True, f"raises {type(error).__name__}"
    return False


def state_restarts(keras: Any) -> Answer:
    """A copy of a layer with seed=7 starts again at the first mask."""
    layer = keras.layers.Dropout(0.5, seed=7)
    first, _ = layer(ONES, training=True), layer(ONES, training=True)
    copy = keras.layers.Dropout.from_config(layer.get_config())
    return same(first, copy(ONES, training=True))


PROBES: dict[str, Callable[[Any], Answer]] = {
    probe.__name__.replace("_", "-"): probe
    for probe in (
        predict_ignores_training,
        training_false_ignored,
        trainable_false_drops,
        tensorflow_seed_ignored,
        python_seed_counts,
        same_seed_same_mask,
        seed_7_as_here,
        state_restarts,
        lstm_one_mask,
        recurrent_dropout_dead,
        fused_lstm_drops,
        batch_of_one_grows,
        negative_noise_shape,
        shared_over_batch,
        ids_renamed,
        padding_mask_dies,
        count_varies,
        adam_moves_absent,
        input_length_refused,
    )
}


def main(library: str) -> None:
    """Print each probe's name, answer and detail."""
    keras = importlib.import_module(library)
    for name, probe in PROBES.items():
        try:
            result = probe(keras)
            holds, detail = result if isinstance(result, tuple) else (result, "")
            answer = "yes" if holds else "no"
        except Exception as error:
            answer = "did not run"
            detail = (f"{type(error).__name__}: {error}".splitlines() or [""])[0]
        print(json.dumps({"probe": name, "answer": answer, "detail": detail[:120]}))


if __name__ == "__main__":
    main(sys.argv[1])
