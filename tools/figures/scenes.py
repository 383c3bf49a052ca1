"""The scenes: one row each."""

from tools.figures import chain, coins, instrument, lookup, steps
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (
    chain.SCENE,
    coins.SCENE,
    instrument.SCENE,
    lookup.SCENE,
    steps.SCENE,
)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
