"""Compare two builds of the same sources: ``make successor`` asks Zensical for one.

Material for MkDocs ends on 5 May 2027. Page by page this tells whether the generator
after it gives the same headings, the same figures and the same visible text.
"""

import difflib
import sys
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

# Of a page, what belongs to the theme.
THEME = (
    ".headerlink, .md-content__button, .md-source-file, .md-code__nav, script, style"
)


@dataclass(frozen=True)
class Content:
    """What a reader gets of a page, whatever surrounds it.

    Attributes:
        ids: Those of its headings, in order.
        figures: The view and the squares of each, in order.
        text: Its visible lines.
    """

    ids: tuple[str, ...]
    figures: tuple[tuple[str, ...], ...]
    text: tuple[str, ...]


def content(html: str) -> Content:
    """Read a page.

    Raises:
        ValueError: It has no article.
    """
    article = BeautifulSoup(html, "html.parser").find("article")
    if not isinstance(article, Tag):
        raise ValueError("no <article>")
    for element in article.select(THEME):
        element.decompose()
    figures = tuple(
        (str(figure["view"]), *(str(path["d"]) for path in figure.select("path")))
        for figure in article.select("mask-figure")
    )
    ids = tuple(
        str(heading["id"]) for heading in article.select(":is(h1,h2,h3,h4)[id]")
    )
    lines = (" ".join(line.split()) for line in article.get_text().splitlines())
    return Content(ids, figures, tuple(line for line in lines if line))


def differences(old: Path, new: Path) -> dict[str, list[str]]:
    """What is not the same, by page; an empty list where all is.

    Args:
        old: The folder of one build.
        new: That of the other.

    Raises:
        ValueError: The old folder has no pages.
    """
    paths = sorted(
        path.relative_to(old).as_posix()
        for path in old.rglob("*.html")
        if path.name != "404.html"
    )
    if not paths:
        raise ValueError(f"{old} has no pages; build the site into it first")
    return {path: _differences(old / path, new / path) for path in paths}


def _differences(old: Path, new: Path) -> list[str]:
    if not new.exists():
        return ["not built"]
    first, second = content(old.read_text("utf-8")), content(new.read_text("utf-8"))
    found = []
    if first.ids != second.ids:
        found.append(f"headings: {sorted(set(first.ids) ^ set(second.ids))}")
    if first.figures != second.figures:
        found.append(f"figures: {len(first.figures)} and {len(second.figures)}")
    changed = [
        line
        for line in difflib.unified_diff(first.text, second.text, lineterm="", n=0)
        if line[:3] not in ("---", "+++") and line[:2] != "@@"
    ]
    if changed:
        found.append(f"text: {len(changed)} lines, first {changed[0][:60]!r}")
    return found


def main(old: str, new: str) -> int:
    """Print the comparison; the status is that of a test."""
    pages = differences(Path(old), Path(new))
    for path, found in pages.items():
        print(f"{path}: {'; '.join(found) or 'same headings, figures and text'}")
    same = sum(not found for found in pages.values())
    print(f"{same} of {len(pages)} pages are the same")
    return int(same < len(pages))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("successor: name two folders: python -m tools.measure.successor A B")
    try:
        sys.exit(main(*sys.argv[1:]))
    except ValueError as error:
        sys.exit(f"successor: {error}")
