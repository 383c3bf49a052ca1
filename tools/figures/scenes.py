"""The scenes: one row each."""

from tools.figures.lookup import LOOKUP
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (LOOKUP,)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
