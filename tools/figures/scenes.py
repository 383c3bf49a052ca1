"""The scenes: one row each."""

from tools.figures import (
    chain,
    chooser,
    coins,
    film,
    frameworks,
    gates,
    instrument,
    lookup,
    replay,
    steps,
    survivors,
    values,
    zeros,
)
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (
    chain.SCENE,
    chooser.SCENE,
    coins.SCENE,
    film.SCENE,
    frameworks.SCENE,
    gates.SCENE,
    instrument.SCENE,
    lookup.SCENE,
    replay.SCENE,
    steps.SCENE,
    survivors.SCENE,
    values.SCENE,
    zeros.SCENE,
)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
