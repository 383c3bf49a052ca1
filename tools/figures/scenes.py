"""The scenes: one row each."""

from tools.figures import coins, instrument, lookup, values
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (
    coins.SCENE,
    instrument.SCENE,
    lookup.SCENE,
    values.SCENE,
)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
