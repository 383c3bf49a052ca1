"""Noise shapes, and inputs that are no plain features."""

from typing import Any

import numpy as np

from tools.studies.probes.common import ONES, Answer, numbers, same


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


def integers_pass(keras: Any) -> Answer:
    """Dropout(0.5, seed=7) takes token ids as integers, and gives other numbers."""
    ids = np.arange(1, 21)[None]
    try:
        output = numbers(keras.layers.Dropout(0.5, seed=7)(ids, training=True))
    except Exception as error:
        return False, f"raises {type(error).__name__}"
    return True, f"gives {output.dtype}"


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


def repeated_moves_further(keras: Any) -> Answer:
    """Adam moves a word further that is twice in the batch than one that is once."""
    # A first step divides a gradient by the root of its own square, so all words move
    # alike, unless each occurrence is squared for itself.
    further = []
    for name in ("Adam", "AdamW", "Nadam", "RMSprop", "Adagrad"):
        table = keras.layers.Embedding(2, 1)
        model = keras.Sequential([table])
        model.compile(getattr(keras.optimizers, name)(), "mse")
        ids = np.array([[0, 1, 1]])
        model(ids)
        before = numbers(table.get_weights()[0])
        # So far away that all gradients are nearly equal, and dwarf what is added.
        model.fit(ids, np.full((1, 3, 1), 9000.0), verbose=0)
        once, twice = np.abs(numbers(table.get_weights()[0]) - before)[:, 0]
        if twice > 1.2 * once:
            further.append(name)
    return "Adam" in further, " ".join(further)


def input_length_refused(keras: Any) -> Answer:
    """Embedding(..., input_length=20) raises."""
    try:
        keras.layers.Embedding(10, 16, input_length=20)
    except (TypeError, ValueError) as error:
        return True, f"raises {type(error).__name__}"
    return False
