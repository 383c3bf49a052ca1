"""Draw README's picture and the icon in the colours of the sheet: ``make picture``."""

import re
from collections.abc import Mapping

from tools.figures.block import read
from tools.figures.colours import colour
from tools.figures.drawing import draw
from tools.pages.corpus import figure_texts
from tools.project import ROOT, write_whole

PICTURE = ROOT / "docs/picture.svg"
ICON = ROOT / "docs/theme/assets/favicon.svg"
BLOCK = """kind: elements
rate: 0.2
seed: 7
shape: (1, 20, 16)
caption: Dropout on one sample."""
# Nine squares, three of them dropped.
KEPT = "M1 1h4v4H1zM11 1h4v4h-4zM1 6h4v4H1zM6 6h4v4H6zM6 11h4v4H6zM11 11h4v4h-4z"
DROPPED = "M6.5 1.5h3v3h-3zM11.5 6.5h3v3h-3zM1.5 11.5h3v3h-3z"


def _style() -> str:
    # GitHub shows the file as an image: no style of a page reaches it.
    def of(scheme: str) -> str:
        ink, kept, dropped = (
            colour(name, scheme)
            for name in ("md-default-fg-color--light", "mask-kept", "mask-dropped")
        )
        return (
            f"text {{ fill: {ink}; }}\n.mask-kept {{ fill: {kept}; }}\n"
            f".mask-dropped {{ stroke: {dropped}; }}\n"
        )

    return (
        "<style>\ntext { font: 12px system-ui, sans-serif; text-anchor: end; }\n"
        ".mask-features text { font-size: 10px; text-anchor: middle; }\n"
        f".mask-dropped {{ fill: none; }}\n{of('light')}"
        f"@media (prefers-color-scheme: dark) {{\n{of('dark')}}}\n</style>"
    )


def picture(texts: Mapping[str, str], block: str = BLOCK) -> str:
    """The picture as a file of its own.

    Args:
        texts: ``extra.figure`` of the configuration.
        block: What a ``mask`` block of a page holds.
    """
    drawn = draw(read(block, texts["words"]), "mask", texts)
    svg = re.findall(r"<svg.*?</svg>", drawn, re.DOTALL)[0]
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return svg.replace("</desc>", "</desc>" + _style(), 1) + "\n"


def icon() -> str:
    """The icon of the site."""
    kept, dropped = colour("mask-kept"), colour("mask-dropped")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<path fill="{kept}" d="{KEPT}"/>'
        f'<path fill="none" stroke="{dropped}" d="{DROPPED}"/></svg>\n'
    )


if __name__ == "__main__":
    write_whole(PICTURE, picture(figure_texts()))
    write_whole(ICON, icon())
