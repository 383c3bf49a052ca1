"""Numbers of 16 and 64 bits, several devices, and forward steps run twice."""

from typing import Any

import numpy as np

from tools.studies.probes.common import (
    ONES,
    Answer,
    backend,
    moved,
    numbers,
    same,
    table_and_dropout,
)


def bfloat16_drops_more(keras: Any) -> Answer:
    """Dropout(0.01) under mixed_bfloat16 drops a share above 0.013."""
    keras.utils.set_random_seed(0)
    layer = keras.layers.Dropout(0.01, seed=7, dtype="mixed_bfloat16")
    output = layer(np.ones((1000, 1000), "float32"), training=True)
    share = np.mean(numbers(output) == 0)
    return bool(share > 0.013), f"drops {share:.2f}"


def dtype_other_zeros(keras: Any) -> Answer:
    """The same seed drops other places in 16 or 64 bits than in float32."""
    drawn = {}
    for dtype in ("float32", "float64", "mixed_float16", "mixed_bfloat16"):
        keras.utils.set_random_seed(0)
        layer = keras.layers.Dropout(0.5, seed=7, dtype=dtype)
        drawn[dtype] = numbers(layer(ONES, training=True)) == 0
    other = [dtype for dtype in drawn if not same(drawn[dtype], drawn["float32"])]
    return bool(other), ", ".join(other)


def replicas_refused(keras: Any) -> Answer:
    """Dropout cannot be created under MirroredStrategy."""
    if backend(keras) != "tensorflow":
        raise NotImplementedError("only TensorFlow has MirroredStrategy")
    import tensorflow as tf

    with tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]).scope():
        try:
            keras.layers.Dropout(0.5)
        except ValueError as error:
            return True, f"raises {type(error).__name__}"
    return False


def replicas_share_mask(keras: Any) -> Answer:
    """Training on two devices, each drops the same places as the other."""
    if backend(keras) == "tensorflow":
        import tensorflow as tf

        strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
        with strategy.scope():
            layer = keras.layers.Dropout(0.5)
            layer.build(ONES.shape)
        # As fit does it.
        run = tf.function(lambda: strategy.run(lambda: layer(ONES, training=True)))
        return same(*strategy.experimental_local_results(run())), "MirroredStrategy"
    if backend(keras) == "jax":
        keras.distribution.set_distribution(keras.distribution.DataParallel())
        layers = table_and_dropout(keras)
        model = keras.Sequential([keras.Input((1,)), *layers])
        model.compile("sgd", "mse")
        try:
            return same(*moved(model, layers[0])), "DataParallel"
        finally:
            keras.distribution.set_distribution(None)
    raise NotImplementedError("not tried on torch")


def remat_redraws(keras: Any) -> Answer:
    """Under keras.remat the gradient is taken through another mask than the output."""
    if not hasattr(keras, "remat"):
        raise NotImplementedError("this Keras has no keras.remat")
    layer = keras.layers.Dropout(0.5, seed=7)
    layer.build(ONES.shape)
    run = keras.remat(lambda inputs: layer(inputs, training=True))
    if backend(keras) == "tensorflow":
        import tensorflow as tf

        x = tf.constant(ONES)
        with tf.GradientTape() as tape:
            tape.watch(x)
            output = run(x)
        gradient = tape.gradient(output, x)
    elif backend(keras) == "jax":
        import jax

        output, back = jax.vjp(run, jax.numpy.asarray(ONES))
        (gradient,) = back(jax.numpy.asarray(ONES))
    else:
        import torch

        x = torch.tensor(ONES, requires_grad=True)
        output = run(x)
        (gradient,) = torch.autograd.grad(output.sum(), x)
    return not same(output, gradient)
