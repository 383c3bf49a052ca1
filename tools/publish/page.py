"""A finished page: its file, and what it says of itself."""

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, Tag

# Most of a page: its drawings, and the colours of its code. None of it is text.
UNREAD = re.compile(r"<svg\b.*?</svg>|</?span\b[^>]*>", re.DOTALL)

# The page that a server shows for what is not there.
MISSING = "404.html"


class PublishError(Exception):
    """A page is not what a step needs; the message names page and mend."""


@dataclass
class Page:
    """One file of HTML in the folder that is published.

    Attributes:
        path: Its place in the folder, with slashes.
        html: What it holds; steps replace it.
        built: What it held before any step, for what is read of it.
    """

    path: str
    html: str

    def __post_init__(self) -> None:
        self.built = self.html

    @property
    def place(self) -> str:
        """Where it stands on the site: index.html is the folder's own."""
        folder, name = posixpath.split(self.path)
        return f"{folder}/".lstrip("/") if name == "index.html" else self.path

    @cached_property
    def head(self) -> BeautifulSoup:
        """What stands before the body."""
        return BeautifulSoup(self.built.partition("<body")[0], "html.parser")

    @cached_property
    def article(self) -> Tag:
        """The text of the page, parsed once for all that read it; without drawings.

        Raises:
            PublishError: There is none.
        """
        start, end = self.built.find("<article"), self.built.find("</article>")
        if start < 0 or end < 0:
            raise PublishError(f"{self.path}: no <article>; mend the theme's template")
        read = UNREAD.sub("", self.built[start : end + 10])
        parsed = BeautifulSoup(read, "html.parser")
        for mark in parsed.select("a.headerlink"):
            mark.decompose()
        return parsed

    @cached_property
    def title(self) -> str:
        """The text of its first heading.

        Raises:
            PublishError: There is none.
        """
        heading = self.article.find("h1")
        if heading is None:
            raise PublishError(
                f"{self.path}: no heading; begin the page with '# Title'"
            )
        return " ".join(heading.get_text().split())

    @cached_property
    def description(self) -> str:
        """What its head says of it.

        Raises:
            PublishError: Nothing.
        """
        found = self.head.find("meta", attrs={"name": "description"})
        if found is None:
            raise PublishError(
                f"{self.path}: no description; add it to the front matter"
            )
        return str(found["content"])

    @cached_property
    def address(self) -> str:
        """Its canonical address; without one, its place from the root."""
        link = self.head.find("link", rel="canonical")
        return str(link["href"]) if link else f"/{self.place}"
