"""The masks that the frameworks themselves draw, by the settings of tools/streams.

Each function takes the keywords of the stream's ``keep`` and gives what the framework
makes of ones: 0 where it drops, else its multiplier.
"""

import os
import random
from typing import Any

import numpy as np
from numpy.typing import NDArray


def keras_tensorflow(size: int, rate: float, **settings: Any) -> NDArray[np.float64]:
    """Keras 3 on TensorFlow."""
    import keras
    import tensorflow as tf

    layer = keras3_layer(rate, settings, dtype=settings.get("dtype", "float32"))
    call = tf.function(
        lambda x: layer(x, training=True),
        jit_compile=settings.get("compiled", False),
    )
    for _ in range(settings.get("call", 0) + 1):
        values = call(np.ones(size))
    return keras.ops.convert_to_numpy(keras.ops.cast(values, "float64"))


def keras3_layer(rate: float, settings: dict[str, Any], **options: Any) -> Any:
    """A Dropout of Keras 3 with its own seed, or the nth after a global one."""
    import keras

    if "global_seed" in settings:
        keras.utils.set_random_seed(settings["global_seed"])
        for _ in range(settings.get("nth", 0)):
            keras.layers.Dropout(0.5)
    return keras.layers.Dropout(rate, seed=settings.get("seed"), **options)


def some_layer(
    layers: Any, choose: random.Random, rate: float, size: int, **options: Any
) -> tuple[Any, tuple[int, ...], Any]:
    """A layer of one kind or another whose mask has a size.

    Args:
        layers: The module of Keras' layers.
        options: Seed and dtype of the layer.

    Returns:
        The layer, the shape of an input, and where in the output the mask is.
    """
    return choose.choice(
        (
            (layers.Dropout(rate, **options), (size,), ...),
            (
                layers.Dropout(rate, noise_shape=(None, 1), **options),
                (size, 3),
                (..., 0),
            ),
            (layers.SpatialDropout1D(rate, **options), (1, 2, size), (0, 0)),
        )
    )


def keras_2(size: int, rate: float, **settings: Any) -> NDArray[np.float64]:
    """Keras 2, of TensorFlow before 2.16 or the package tf_keras."""
    import tensorflow as tf

    keras2 = keras_2_library()
    options = {"seed": settings.get("seed"), "dtype": settings.get("dtype", "float32")}
    tf.random.set_seed(settings.get("global_seed"))
    for _ in range(settings.get("nth", 0)):
        tf.random.normal([1])
    for numbers in settings.get("before", ()):
        keras2.layers.Dropout(0.5, **options)(np.ones(numbers), training=True)
    layer = keras2.layers.Dropout(rate, **options)
    for _ in range(settings.get("call", 0) + 1):
        values = layer(np.ones(size), training=True)
    return tf.cast(values, "float64").numpy()


def keras_2_library() -> Any:
    """The module of Keras 2."""
    try:
        import tf_keras
    except ModuleNotFoundError:
        import keras

        return keras
    return tf_keras


def pytorch(size: int, rate: float, **settings: Any) -> NDArray[np.float64]:
    """PyTorch, of whatever version there is."""
    import torch

    torch.manual_seed(settings["seed"])
    torch.rand(settings.get("words", 0))
    for numbers in settings.get("before", ()):
        torch.nn.functional.dropout(torch.ones(numbers))
    x = torch.ones(size, dtype=getattr(torch, settings.get("dtype", "float32")))
    return torch.nn.Dropout(rate)(x).double().numpy()


def keras_torch(size: int, rate: float, **settings: Any) -> NDArray[np.float64]:
    """Keras 3 on PyTorch."""
    os.environ["KERAS_BACKEND"] = "torch"
    options = {"noise_shape": (size,)} if "global_seed" in settings else {}
    layer = keras3_layer(rate, settings, **options)
    for _ in range(settings.get("call", 0) + 1):
        values = layer(np.ones(size, "float32"), training=True)
    return values.double().numpy()
