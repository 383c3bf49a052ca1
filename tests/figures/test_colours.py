"""Every colour stands in one sheet, and all that draws reads it there."""

import re

import pytest

from tools.figures import colours
from tools.pages import picture
from tools.pages.corpus import figure_texts
from tools.pages.notebook_page import INK
from tools.project import ROOT

HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|\brgba?\(")
# Files made from the sheet, which carry its colours with them.
MADE = {picture.PICTURE, picture.ICON}
LOOKED_AT = (".css", ".html", ".js", ".svg", ".py", ".yml")


def coloured() -> dict[str, set[str]]:
    """The colours that stand in files of the theme and the tools."""
    files = [*(ROOT / "docs/theme").rglob("*.*"), *(ROOT / "tools").rglob("*.py")]
    return {
        path.relative_to(ROOT).as_posix(): found
        for path in files
        if path.suffix in LOOKED_AT and path not in MADE
        # The ink of plots stands for that of either scheme.
        if (found := set(HEX.findall(path.read_text("utf-8"))) - {INK})
    }


def test_only_the_sheet_holds_colours():
    sheet = colours.SHEET.relative_to(ROOT).as_posix()
    assert set(coloured()) == {sheet}, "move the colour to the sheet and name it there"


def test_both_schemes_say_what_is_kept_and_dropped():
    for scheme in colours.SCHEMES:
        for name in ("mask-kept", "mask-dropped", "md-default-fg-color"):
            assert HEX.fullmatch(colours.colour(name, scheme))


def test_the_picture_of_the_readme_and_the_icon_have_the_colours_of_the_sheet():
    texts = figure_texts()
    assert picture.PICTURE.read_text("utf-8") == picture.picture(texts), "make picture"
    assert picture.ICON.read_text("utf-8") == picture.icon(), "make picture"
    for scheme in colours.SCHEMES:
        assert colours.colour("mask-kept", scheme) in picture.picture(texts)


def test_a_colour_that_is_not_there_is_named_with_its_file():
    with pytest.raises(
        colours.ColourError, match=r"colours\.css: scheme 'default' has no"
    ):
        colours.colour("mask-lukewarm")
