"""Pages in another language than English, and how they follow the English ones.

A translation lies where its page does, in a folder of its own beside docs/en, and names
the text that it follows: ``follows`` in its front matter is the digest of that text. Of
a notebook, docs/xx/notebooks/NAME.md holds the prose alone; programs, outputs and plots
are those of the English one.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat

from tools.pages.notebook_page import NOTEBOOK
from tools.project import PAGES

# Between two cells of prose in the translation of a notebook.
CELL = "<!-- cell -->"
FRONT = re.compile(r"\A---\n(?P<meta>.*?\n)---\n", re.DOTALL)
FOLLOWS = re.compile(r"^follows: (?P<digest>[0-9a-f]{12})$", re.MULTILINE)
HEADING = re.compile(
    r"^(?P<marks>#{1,6}) (?P<text>.*?) \{ #(?P<id>[\w-]+) \}$", re.MULTILINE
)
PROSE = re.compile(r"^# %% \[markdown\]\n(?P<text>(?:#.*\n)+)", re.MULTILINE)


class TranslationError(Exception):
    """A translation does not fit its English page; the message names the mend."""


def english(source: str) -> Path:
    """The text that people write of a page, by the place of the page in the folder.

    Of a notebook it is the program beside it.
    """
    path = PAGES / source
    return path.with_suffix(".py") if path.suffix == NOTEBOOK else path


def translated(source: str, folder: Path) -> Path:
    """Where the translation of a page lies, or would."""
    path = folder / source
    return path.with_suffix(".md") if path.suffix == NOTEBOOK else path


def digest(text: str) -> str:
    """What names a state of a text: 12 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def followed(text: str) -> str:
    """The digest that a translation names, or nothing."""
    front = FRONT.match(text)
    found = FOLLOWS.search(front["meta"]) if front else None
    return found["digest"] if found else ""


def behind(source: str, text: str) -> bool:
    """Whether the English page says something else than when it was translated.

    Args:
        source: The place of the page in the folder.
        text: That of the translation.

    Raises:
        TranslationError: There is no such page, or the translation follows none.
    """
    path = english(source)
    if not path.is_file():
        raise TranslationError(f"there is no page {source} to translate; remove it")
    now = digest(path.read_text("utf-8"))
    then = followed(text)
    if not then:
        raise TranslationError(
            f"does not say what it follows; write follows: {now} into its front matter"
        )
    return then != now


def cells(text: str) -> list[str]:
    """The cells of prose of a notebook's translation."""
    return [cell.strip() for cell in FRONT.sub("", text).split(CELL)]


def headings(text: str) -> list[tuple[int, str, str]]:
    """Level, text and id of each heading of a translation."""
    return [
        (len(found["marks"]), found["text"], found["id"])
        for found in HEADING.finditer(text)
    ]


def notebook(notebook: str, text: str) -> str:
    """A notebook with its prose in another language.

    Args:
        notebook: The English one, as text.
        text: The translation of its prose.

    Raises:
        TranslationError: It has another number of cells.
    """
    made = nbformat.reads(notebook, as_version=4)
    prose = [cell for cell in made.cells if cell.cell_type == "markdown"]
    for cell, said in zip(prose, _fitting(text, len(prose)), strict=True):
        cell.source = said
    return nbformat.writes(made) + "\n"


def program(program: str, text: str) -> str:
    """The program of a notebook, py:percent, with its prose in another language.

    Raises:
        TranslationError: The translation has another number of cells.
    """
    said = _fitting(text, len(PROSE.findall(program)))

    def comment(_: re.Match[str]) -> str:
        lines = (f"# {line}".rstrip() for line in next(said).splitlines())
        return "\n".join(["# %% [markdown]", *lines, ""])

    return PROSE.sub(comment, program)


def _fitting(text: str, number: int) -> Iterator[str]:
    found = [HEADING.sub(r"\g<marks> \g<text>", cell) for cell in cells(text)]
    if len(found) != number:
        raise TranslationError(
            f"has {len(found)} cells of prose, the notebook {number}; "
            f"write {CELL} between two"
        )
    return iter(found)


def identified(html: str, text: str) -> str:
    """The page of a translated notebook with the ids that its headings are to have.

    Args:
        html: The page, whose headings have ids made of their words.
        text: The translation, whose headings name theirs.
    """
    ids = iter([name for _, _, name in headings(text)])

    def named(found: re.Match[str]) -> str:
        name = next(ids, found["id"])
        return (
            found[0]
            .replace(f'"{found["id"]}"', f'"{name}"')
            .replace(f'"#{found["id"]}"', f'"#{name}"')
        )

    heading = r'<h(?P<level>[1-6])[^>]* id="(?P<id>[^"]*)".*?</h(?P=level)>'
    return re.sub(heading, named, html, flags=re.DOTALL)
