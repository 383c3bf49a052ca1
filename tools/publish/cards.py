"""The picture that a link to a page shows elsewhere, and the elements that name it."""

from html import escape
from importlib.resources import as_file, files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools.figures.colours import colour
from tools.figures.mask import keep_mask
from tools.publish.page import Page

# In pixels.
SIZE = (1200, 630)
PITCH, CELL, CORNER, MARGIN = 24, 17, (760, 75), 72


def card(title: str, site: str, path: Path) -> None:
    """Write the picture of a page: its title beside the mask of the answer.

    Args:
        title: That of the page.
        site: The name of the site.
        path: Where to write it, as PNG.
    """
    image = Image.new("RGB", SIZE, colour("md-default-bg-color"))
    draw = ImageDraw.Draw(image)
    kept_colour, dropped_colour = colour("mask-kept"), colour("mask-dropped")
    for row, features in enumerate(keep_mask((20, 16), 0.2, 7)):
        for column, kept in enumerate(features):
            x, y = CORNER[0] + PITCH * column, CORNER[1] + PITCH * row
            square = (x, y, x + CELL, y + CELL)
            if kept:
                draw.rectangle(square, fill=kept_colour)
            else:
                draw.rectangle(square, outline=dropped_colour, width=2)
    font, small = _font(58, title), _font(30, site)
    lines, line = [], ""
    for word in title.split():
        longer = f"{line} {word}".strip()
        if line and draw.textlength(longer, font) > 640:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    ink = colour("md-default-fg-color")
    draw.multiline_text((MARGIN, CORNER[1]), "\n".join(lines), ink, font, spacing=18)
    draw.text((MARGIN, 521), site, kept_colour, small)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, optimize=True)


def _font(size: int, text: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font; for letters that it lacks, Lato, which MkDocs brings."""
    if text.isascii():
        return ImageFont.load_default(size)
    lato = files("mkdocs") / "themes/readthedocs/css/fonts/lato-normal.woff"
    with as_file(lato) as path:
        return ImageFont.truetype(path, size)


def path_of(page: Page) -> str:
    """Where the picture of a page lies in the folder."""
    name = page.path.removesuffix("index.html").removesuffix(".html").strip("/")
    return f"assets/cards/{name or 'index'}.png"


def elements(page: Page, site: str, root: str) -> str:
    """What the head of a page says to whoever shows a link to it.

    Args:
        page: With its title and description.
        site: The name of the site.
        root: The address of the site; without one, no picture can be named.
    """
    told = {
        "og:type": "website",
        "og:site_name": site,
        "og:title": page.title,
        "og:description": page.description,
    }
    if root:
        told |= {
            "og:url": page.address,
            "og:image": root + path_of(page),
            "og:image:alt": page.title,
        }
    found = "".join(
        f'<meta property="{name}" content="{escape(text)}">'
        for name, text in told.items()
    )
    if root:
        found += '<meta name="twitter:card" content="summary_large_image">'
    return found
