"""The colours of the site, read from the one sheet that holds them."""

import re
from functools import cache

from tools.project import ROOT

SHEET = ROOT / "docs/theme/stylesheets/colours.css"
SCHEMES = {"light": "default", "dark": "slate"}


class ColourError(Exception):
    """The sheet lacks a scheme or a colour; the message names file and mend."""


@cache
def scheme(name: str) -> dict[str, str]:
    """The custom properties of a scheme, without the leading hyphens.

    Args:
        name: A key of :data:`SCHEMES`.

    Raises:
        ColourError: The sheet has no such scheme.
    """
    block = re.search(
        rf'\[data-md-color-scheme="?{SCHEMES[name]}"?\][^{{]*{{([^}}]*)}}',
        SHEET.read_text("utf-8"),
    )
    if block is None:
        raise ColourError(
            f"{SHEET.relative_to(ROOT)}: no scheme {SCHEMES[name]!r}; add its rule"
        )
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))


def colour(name: str, of: str = "light") -> str:
    """One colour, as the sheet writes it.

    Raises:
        ColourError: The scheme has no such property.
    """
    found = scheme(of).get(name)
    if found is None:
        raise ColourError(
            f"{SHEET.relative_to(ROOT)}: scheme {SCHEMES[of]!r} has no --{name}; add it"
        )
    return found
