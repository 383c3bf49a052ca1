"""Draw README's picture, a figure that carries its own colours: ``make picture``."""

import re

from tools.figures.figure import draw, read
from tools.pages.corpus import figure_texts
from tools.project import ROOT

PICTURE = ROOT / "docs/picture.svg"
BLOCK = """layer: Dropout
rate: 0.2
seed: 7
shape: (1, 20, 16)
caption: Dropout on one sample."""
# GitHub shows the file as an image: no style of a page reaches it.
STYLE = """<style>
text { fill: #57606a; font: 12px system-ui, sans-serif; text-anchor: end; }
.mask-features text { font-size: 10px; text-anchor: middle; }
.mask-kept { fill: #127a6f; }
.mask-dropped { fill: none; stroke: #b5651d; }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1; }
  .mask-kept { fill: #4fc4b3; }
  .mask-dropped { stroke: #d98f4e; }
}
</style>"""


def picture(block: str = BLOCK) -> str:
    """The picture as a file of its own."""
    texts = figure_texts()
    drawn = draw(read(block, texts["words"]), "mask", texts)
    svg = re.search(r"<svg.*?</svg>", drawn, re.DOTALL)[0]
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return svg.replace("</desc>", "</desc>" + STYLE, 1) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8", newline="\n")
