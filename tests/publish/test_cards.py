"""The picture of a page is the mask that a program prints, in the light colours."""

from pathlib import Path

from PIL import Image, ImageColor

from tools.figures.colours import colour
from tools.pages.examples import example_of
from tools.project import SNIPPETS
from tools.publish import cards


def test_the_picture_of_a_page_shows_what_a_program_prints(tmp_path: Path) -> None:
    cards.card("A title", "A site", tmp_path / "card.png")
    program = example_of(SNIPPETS / "playground.md", "reproduce")
    printed = program.output.splitlines()[:20]
    with Image.open(tmp_path / "card.png") as image:
        # The middle of each square.
        colours = [
            [image.getpixel((768 + 24 * column, 83 + 24 * row)) for column in range(16)]
            for row in range(20)
        ]
    kept = ImageColor.getrgb(colour("mask-kept"))
    assert printed == [
        "".join("#" if colour == kept else "." for colour in row) for row in colours
    ]
    with Image.open(tmp_path / "card.png") as image:
        paper = ImageColor.getrgb(colour("md-default-bg-color"))
        assert image.getpixel((0, 0)) == paper
        inks = {colour for _, colour in image.crop((72, 75, 700, 160)).getcolors()}
    assert ImageColor.getrgb(colour("md-default-fg-color")) in inks


def test_letters_of_other_scripts_are_drawn_as_such(tmp_path: Path) -> None:
    drawn = []
    for number, title in enumerate(("Ж", "Щ", "\uffff")):
        cards.card(title, "Маски", tmp_path / f"{number}.png")
        with Image.open(tmp_path / f"{number}.png") as image:
            drawn.append(image.crop((72, 75, 180, 160)).tobytes())
    assert len(set(drawn)) == 3
