"""The scenes: one row each."""

from tools.figures import instrument
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (instrument.SCENE,)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
