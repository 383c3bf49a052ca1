"""Keep paragraphs of nothing but links out of the search: a Markdown extension.

They are the sources of what stands above them, and nobody searches for their names.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class Sources(Treeprocessor):
    """Marks the paragraphs for the index of the generator."""

    def run(self, root: Element) -> None:
        """Mark each paragraph whose words are all in links."""
        for paragraph in root.iter("p"):
            links = list(paragraph)
            between = [paragraph.text, *(link.tail for link in links)]
            if any(link.tag != "a" for link in links) or not links:
                continue
            if not any(char.isalnum() for text in between for char in text or ""):
                paragraph.set("data-search-exclude", "true")


class SourcesExtension(Extension):
    """Registers :class:`Sources`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Run after links and attributes are there."""
        md.treeprocessors.register(Sources(md), "sources", 0)


def makeExtension(**options: object) -> SourcesExtension:  # noqa: N802
    """What Markdown calls to load the extension."""
    return SourcesExtension(**options)
