"""The scenes: one row each."""

from tools.figures.coins import COINS
from tools.figures.scene import Scene

_ALL: tuple[Scene, ...] = (COINS,)

SCENES: dict[str, Scene] = {scene.name: scene for scene in _ALL}
