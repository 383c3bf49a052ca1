"""What the probes share: an input, tensors as arrays, what a step of training moved."""

from typing import Any

import numpy as np

ONES = np.ones((2, 20, 16), "float32")
Answer = bool | tuple[bool, str]


def numbers(tensor: Any) -> np.ndarray:
    """A tensor of any backend as an array."""
    if hasattr(tensor, "detach"):
        # NumPy has no bfloat16; float32 holds all of its numbers.
        tensor = tensor.detach().cpu()
        tensor = tensor.float() if tensor.is_floating_point() else tensor
    return np.asarray(tensor)


def same(a: Any, b: Any) -> bool:
    """Whether two tensors are equal, number by number."""
    return np.array_equal(numbers(a), numbers(b))


def backend(keras: Any) -> str:
    """The backend's name; that of Keras 2 is TensorFlow."""
    return keras.backend.backend()


def table_and_dropout(keras: Any, rate: float = 0.5) -> list[Any]:
    """Two layers of which :func:`moved` reads the mask."""
    return [keras.layers.Embedding(2, 64), keras.layers.Dropout(rate)]


def moved(model: Any, table: Any) -> np.ndarray:
    """Which numbers of a table one step of SGD moves: those that were kept.

    Args:
        model: Gives the numbers of the words, shape (batch, 1, 64), and is compiled.
        table: Its Embedding of 2 words, which must be built.

    Returns:
        bool array of shape (2, 64).
    """
    before = numbers(table.get_weights()[0])
    ids = np.array([[0], [1]])
    # Far from everything in the table, so that no gradient is zero by chance.
    model.fit(ids, np.full((2, 1, 64), 9.0), batch_size=2, verbose=0)
    return numbers(table.get_weights()[0]) != before


def split_processor(keras: Any) -> None:
    """Make two devices of the processor, before anything runs on it."""
    if backend(keras) == "tensorflow":
        import tensorflow as tf

        (device,) = tf.config.list_physical_devices("CPU")
        half = tf.config.LogicalDeviceConfiguration()
        tf.config.set_logical_device_configuration(device, [half, half])
    elif backend(keras) == "jax":
        import jax

        jax.config.update("jax_num_cpu_devices", 2)
