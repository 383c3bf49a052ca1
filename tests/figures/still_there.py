"""The notebook still-there.py: its vectors, its words and its readers."""

import ast

import numpy as np

from tools.figures import mask
from tools.figures.kinds import KINDS
from tools.project import NOTEBOOKS

# Of the notebook: what it reads, and how.
NAMES = {
    *("VOCABULARY", "STEPS", "random", "numbers", "table", "words", "NOISE"),
    *("by_cosine", "by_survivors", "alone"),
}


def taken() -> dict:
    """What the notebook's own source computes without Keras, by its names."""

    def named(node: ast.stmt) -> set[str]:
        if isinstance(node, ast.FunctionDef):
            return {node.name}
        targets = node.targets if isinstance(node, ast.Assign) else []
        return {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}

    tree = ast.parse((NOTEBOOKS / "still-there.py").read_text("utf-8"))
    tree.body = [node for node in tree.body if named(node) & NAMES]
    found: dict = {"np": np}
    exec(compile(tree, "still-there.py", "exec"), found)
    assert found.keys() >= NAMES
    # The scene reads one sentence.
    found |= {"words": found["words"][0], "SAMPLES": 1}
    return found


def kept_by(name: str, rate: float, call: int) -> np.ndarray:
    """The mask of one sentence, as Keras draws it."""
    shape = mask.fill_noise_shape(KINDS[name].noise_shape, (1, 20, 16))
    return np.broadcast_to(mask.keep_mask(shape, rate, 7, call)[0], (20, 16))


def readings(notebook: dict, noise, name, rate, call) -> tuple:
    """The mask, what is seen, and what the notebook's readers take it for."""
    kept = kept_by(name, rate, call).astype(float)
    scale = np.float32(1 / (1 - rate))
    rows = (notebook["numbers"][notebook["words"]] * scale).astype(float) * kept
    if noise is not None:
        rows = rows + notebook["NOISE"] * noise
    told = notebook["by_survivors"](rows, kept, rate)
    alone = told
    if noise is not None:
        alone = (
            notebook["by_survivors"](rows, np.ones_like(rows), rate)
            if name == "rows"
            else notebook["alone"](rows, rate)
        )
    return kept, rows, [notebook["by_cosine"](rows), alone, told]
