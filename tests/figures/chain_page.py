"""What the scene chain shows of a state, by the numbers of tools/figures."""

import numpy as np

from tools.figures import forward, strip, weights
from tools.figures.kinds import KINDS
from tools.pages.corpus import config

TEXTS = config()["extra"]["chain"]
TRAINED = weights.load()
SENTENCES = [TEXTS["sentence"], *TEXTS["sentences"].split("; ")]

# The parts of the picture, in the order of the page.
SEEN = """() => {
  const all = (selector) => [...document.querySelectorAll(`.chain ${selector}`)];
  return {
    words: all(".chain-words text").map((text) => text.textContent),
    paths: all("path").map((path) => path.getAttribute("d")),
    counts: all(".chain-count").map((count) => count.textContent),
  };
}"""
# All that the build draws and the script may change.
WHOLE = """() => [...document.querySelectorAll(
  "figure.scene-chain :is(path, text, rect, span, p, output, .chain-lane)"
)].map((part) => [part.localName, ...["class", "d", "x", "width", "data-now"].map(
  (name) => part.getAttribute(name)), part.textContent].join("|"))"""


def zero_mask(row: int, column: int) -> np.ndarray:
    """What is kept where one zero is followed; -1 for a whole column or row."""
    keep = np.ones((weights.STEPS, weights.FEATURES), bool)
    rows = slice(None) if row < 0 else row
    columns = slice(None) if column < 0 else column
    keep[rows, columns] = False
    return keep


def expected(sentence: str, state: dict) -> dict:
    """What is seen of a sentence.

    Args:
        sentence: Words separated by spaces.
        state: With "zero", or with "kind", "rate" and "call".
    """
    words = sentence.split()[: weights.STEPS]
    ids = forward.read(words, TRAINED)
    zero = state.get("zero")
    rate = 0 if zero else state["rate"]
    keep = (
        zero_mask(*zero)
        if zero
        else forward.kept(ids, KINDS[state["kind"]], rate, 7, state["call"])
    )
    vectors = forward.embed(ids, TRAINED)
    both = np.stack([vectors, forward.drop(vectors, keep, rate)])
    out = forward.forward(both, TRAINED)
    windows, pools = strip.reached(keep)
    rows = {"conv": windows, "pool": pools, "lstm": np.array([not keep.all()])}
    counts = [TEXTS["drop"].format(zeros=(~keep).sum())]
    levels = {}
    for name, reached in rows.items():
        before, now = getattr(out, name).astype(np.float64)
        moved = np.abs(now - before)
        counts.append(
            TEXTS[name].format(
                reached=reached.sum(),
                moved=(moved > 0).sum(),
                most=f"{moved.max():.4f}",
            )
        )
        levels[name] = strip.levels(*getattr(out, name)).reshape(-1, 64)
    before, now = out.dense[:, 0]
    counts.append(TEXTS["dense"].format(now=f"{now:.3f}", before=f"{before:.3f}"))
    labels = words + [TEXTS["pad"]] * (weights.STEPS - len(words))
    return {"words": labels, "keep": keep, "levels": levels, "counts": counts}
