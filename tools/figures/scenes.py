"""The scenes: one row each."""

from tools.figures import steps
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (steps.SCENE,)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
