"""llms.txt and llms-full.txt: the finished pages as Markdown, for programs."""

import copy
from urllib.parse import urljoin

from bs4 import Tag
from markdownify import MarkdownConverter

from tools.publish.page import Page

# What a page shows to the eye or to the hand alone.
UNREAD = (
    "button, script, form, fieldset, nav, .scene-controls, .md-content__button, "
    "[data-reach], [aria-hidden=true], figure.scene svg"
)


def index(name: str, description: str, section: str, pages: list[Page]) -> str:
    """llms.txt: the name, what it is about, and one line for each page.

    Args:
        name: That of the site.
        description: What it is about.
        section: The heading above the pages.
        pages: In their order.
    """
    lines = [f"# {name}", "", f"> {description}", "", f"## {section}", ""]
    lines += [f"- [{p.title}]({p.address}): {p.description}" for p in pages]
    return "\n".join(lines) + "\n"


def whole(name: str, description: str, pages: list[Page]) -> str:
    """llms-full.txt: every page with its programs, their outputs, its tables."""
    parts = [f"# {name}\n\n> {description}\n"]
    parts += [f"<{page.address}>\n\n{markdown(page)}\n" for page in pages]
    return "\n---\n\n".join(parts)


def markdown(page: Page) -> str:
    """The article of a page; its links lead to the published pages."""
    article = copy.copy(page.article)
    for element in article.select(UNREAD):
        element.decompose()
    for link in article.select("a[href]"):
        link["href"] = urljoin(page.address, str(link["href"]))
    for cell in article.select("[colspan]"):
        # Markdown joins no cells: each column says what it holds.
        for _ in range(int(str(cell.attrs.pop("colspan"))) - 1):
            cell.insert_after(copy.copy(cell))
    converter = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        escape_underscores=False,
        escape_asterisks=False,
        code_language_callback=_language,
    )
    return converter.convert_soup(article).strip()


def _language(block: Tag) -> str:
    classes = block.parent.get_attribute_list("class") if block.parent else []
    named = [str(name)[9:] for name in classes if str(name).startswith("language-")]
    return named[0] if named else ""
