"""Show what a program prints, and fold the program beneath: a Markdown extension.

A line that includes a section of snippets/ becomes its output and, in ``<details>``,
its code. They open without a script, and for a link to what lies in them.
"""

import re
from html import escape
from pathlib import PurePath

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from tools.figures.scene import Program
from tools.pages.examples import EXAMPLE, INCLUDE, example_of, sections
from tools.project import SNIPPETS


def folded(program: str, summary: str) -> str:
    """A program behind a line that opens it, both as HTML or as Markdown in HTML."""
    return (
        f'<details class="program"><summary>{escape(summary)}</summary>'
        f"{program}</details>"
    )


def anchor(file: str, section: str) -> str:
    """The id of the block that holds the program of a section."""
    return f"program-{PurePath(file).stem}-{section}"


def program(place: str) -> Program:
    """The program of a section of snippets/.

    Args:
        place: ``file.md:section``, as a page includes it.

    Raises:
        KeyError: There is no such section.
    """
    file, _, section = place.partition(":")
    found = example_of(SNIPPETS / file, section)
    return Program(found.code, found.output, anchor(file, section))


def shown(include: re.Match[str], summary: str) -> str:
    """What stands in place of an include, as Markdown.

    Args:
        include: Names a file and a section of it.
        summary: The line that opens the program.
    """
    file, section = include["file"], include["section"]
    found = sections((SNIPPETS / file).read_text("utf-8")).get(section, "")
    example = EXAMPLE.search(found)
    if not example:
        return include[0]
    language, code, output = example.group("language", "code", "output")
    program = (
        f'<div id="{anchor(file, section)}">\n\n```{language}\n{code}```\n\n</div>'
    )
    return (
        # The pattern of an include takes the empty line above it too.
        f"\n```text\n{output}```\n\n{folded(program, summary)}\n"
    )


class Programs(Preprocessor):
    """Replaces the includes before pymdownx.snippets sees them."""

    def __init__(self, md: Markdown, summary: str) -> None:
        super().__init__(md)
        self.summary = summary

    def run(self, lines: list[str]) -> list[str]:
        """Fold each program of a page."""
        text = INCLUDE.sub(lambda found: shown(found, self.summary), "\n".join(lines))
        return text.split("\n")


class ProgramsExtension(Extension):
    """Registers :class:`Programs`; the option is the line that opens a program."""

    def __init__(self, **options: str) -> None:
        self.config = {"summary": ["", "the line that opens a program"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Run before the snippets, which would include both as they stand."""
        fold = Programs(md, self.getConfig("summary"))
        md.preprocessors.register(fold, "programs", 33)


def makeExtension(**options: str) -> ProgramsExtension:  # noqa: N802
    """What Markdown calls to load the extension."""
    return ProgramsExtension(**options)
