"""MkDocs hooks: draw ``mask`` blocks, check includes, keep the search index small."""

from typing import Any

import figure
from examples import INCLUDE, ROOT, sections
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from pymdownx.superfences import SuperFencesException


class BlockError(SuperFencesException, PluginError):
    """Passes through superfences, and MkDocs ends with its message alone."""


class Blocks:
    """Turns the mask blocks of one page after the other into figures."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def start(self, page: Page) -> None:
        """Remember the page, for the ids of its figures and for messages."""
        self.page = page
        self.drawn = 0

    def line(self, block: str) -> int:
        """The line of the page on which a block's text starts, counted from 1."""
        wanted = ["```mask", *(line.strip() for line in block.splitlines()), "```"]
        lines = [line.strip() for line in self.page.file.content_string.splitlines()]
        for start in range(len(lines)):
            if lines[start : start + len(wanted)] == wanted:
                return start + 2
        return 1

    def fence(self, source: str, *_: Any, **__: Any) -> str:
        """Format a block for superfences."""
        self.drawn += 1
        try:
            asked = figure.read(source, self.texts["words"])
        except figure.FigureError as error:
            line = self.line(source) + error.line
            raise BlockError(
                f"{self.page.file.src_uri}:{line}: mask block: {error}"
            ) from None
        return figure.draw(asked, f"mask-{self.drawn}", self.texts)


blocks: Blocks


def on_config(config: MkDocsConfig) -> None:
    """Give superfences the mask block, with the words of this language."""
    global blocks
    blocks = Blocks(config.extra["figure"])
    superfences = config.mdx_configs.setdefault("pymdownx.superfences", {})
    superfences["custom_fences"] = [
        {"name": "mask", "class": "mask", "format": blocks.fence}
    ]


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> None:
    """Check the includes, and let the blocks know where they stand."""
    blocks.start(page)
    for number, line in enumerate(page.file.content_string.splitlines(), start=1):
        if "8<" in line and not _included(line):
            raise PluginError(
                f"{page.file.src_uri}:{number}: {line.strip()} names no section of a "
                "file in snippets/; correct the name or add the section"
            )


def on_page_content(html: str, **_: Any) -> str:
    """Keep programs out of the search index, which every first view loads."""
    return html.replace(
        '<div class="language-', '<div data-search-exclude class="language-'
    )


def _included(line: str) -> bool:
    include = INCLUDE.match(line)
    if not include:
        return False
    file = ROOT / "snippets" / include["file"]
    return file.is_file() and include["section"] in sections(file.read_text("utf-8"))
