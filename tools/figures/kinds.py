"""The kinds of mask: one row each. docs/theme/javascripts/kinds.js holds the same rows.

A kind is a layer of Keras with a noise shape, or the recipe for word types. Menus,
blocks, tests and studies take their lists from here.
"""

from dataclasses import dataclass

NoiseShape = tuple[int | None, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of mask.

    Attributes:
        name: What blocks, addresses and the words of a language call it.
        noise_shape: Along (batch, steps, features), None for the input's size; None
            alone where a figure gives it itself or draws for word types.
        layer: The class of Keras that draws.
        written: Whether the program names the noise shape.
    """

    name: str
    noise_shape: NoiseShape | None
    layer: str = "Dropout"
    written: bool = True


OWN, TYPES = "own", "types"

# What can draw, as in docs/theme/javascripts/sources.js; most figures know the first.
FRAMEWORKS = (
    "keras-tensorflow",
    "keras-2",
    "keras-jax",
    "keras-torch",
    "pytorch",
    "pytorch-mkl",
    "jax",
    "flax-linen",
    "flax-nnx",
    "tensorflow-js",
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("elements", (None, None, None), written=False),
        Kind("columns", (None, 1, None), "SpatialDropout1D", written=False),
        Kind("rows", (None, None, 1)),
        Kind("samples", (None, 1, 1)),
        Kind(TYPES, None, written=False),
        Kind("shared", (1, None, None)),
        Kind(OWN, None),
    )
}


def expression(kind: Kind, rate: float, seed: int, noise_shape: NoiseShape) -> str:
    """The Python that creates the layer, as a program on a page writes it.

    Args:
        kind: A row of :data:`KINDS`.
        rate: In [0, 1).
        seed: The layer's seed.
        noise_shape: One size or None for each axis of the input.
    """
    noise = f"noise_shape={noise_shape}, " if kind.written else ""
    return f"{kind.layer}({rate}, {noise}seed={seed})"
