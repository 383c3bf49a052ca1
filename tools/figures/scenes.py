"""The scenes: one row each."""

from tools.figures import (
    chain,
    chooser,
    coins,
    film,
    frameworks,
    instrument,
    lookup,
    steps,
    values,
)
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (
    chain.SCENE,
    chooser.SCENE,
    coins.SCENE,
    film.SCENE,
    frameworks.SCENE,
    instrument.SCENE,
    lookup.SCENE,
    steps.SCENE,
    values.SCENE,
)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
