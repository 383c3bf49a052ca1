"""Links by source in HTML that a generator leaves alone: in figures and notebooks."""

import re
from collections.abc import Callable

LINK = re.compile(r'href="(?P<path>[^":#]+\.md)(?=["#])')
NOTEBOOK_LINK = re.compile(r'href="(?P<path>[^":#]+\.(?:md|py|ipynb|csv))(?=["#])')


def resolved(html: str, address: Callable[[str], str], notebook: bool) -> str:
    """A page whose links lead to where the sources are on the site.

    Args:
        html: The page.
        address: Gives that of a source, by its path as the page names it.
        notebook: Whether the page is one: then a program or a table is a source too.
    """
    link = NOTEBOOK_LINK if notebook else LINK
    return link.sub(lambda found: f'href="{address(found["path"])}', html)
