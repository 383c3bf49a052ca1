"""What is written for programs that answer people: llms.txt, FAQ data, pictures."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup
from PIL import Image, ImageDraw, ImageFont

from tools.figures.mask import keep_mask
from tools.pages import versions
from tools.pages.examples import INCLUDE, sections
from tools.project import ROOT

# Of the card that a link shows: size in pixels, colours of the light scheme.
CARD = (1200, 630)
PAPER, INK, KEPT, DROPPED = "#fffefb", "#1a2233", "#127a6f", "#b5651d"

# Blocks of a page that are made from the matrix of versions.
BLOCK = re.compile(
    r"^```(?P<kind>traps|versions)\n(?P<source>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Entry:
    """One page: its place in the sources and on the site, and what it says."""

    source: str
    url: str
    title: str
    description: str
    text: str


def faq(html: str) -> str:
    """FAQPage of schema.org as JSON: each third-level heading and its first paragraph.

    Raises:
        ValueError: A question has no answer, or there is no question.
    """
    questions = []
    for heading in BeautifulSoup(html, "html.parser").find_all("h3"):
        answer = heading.find_next_sibling()
        title = heading.get_text().replace("\u00b6", "").strip()
        if answer is None or answer.name != "p":
            raise ValueError(f"question {title!r} is followed by no answer; add one")
        for link in answer.find_all("a"):
            link.decompose()
        text = " ".join(answer.get_text().split())
        questions.append(
            {
                "@type": "Question",
                "name": title,
                "acceptedAnswer": {"@type": "Answer", "text": text},
            }
        )
    if not questions:
        raise ValueError("the page of questions asks nothing; add a heading with ###")
    data = {"@context": "https://schema.org", "@type": "FAQPage"}
    return json.dumps(data | {"mainEntity": questions}, ensure_ascii=False)


def index(name: str, description: str, entries: list[Entry]) -> str:
    """llms.txt: the name, what it is about, and one line for each page."""
    lines = [f"# {name}", "", f"> {description}", "", "## Pages", ""]
    lines += [f"- [{e.title}]({e.url}): {e.description}" for e in entries]
    return "\n".join(lines) + "\n"


def whole(
    name: str, description: str, entries: list[Entry], words: Mapping[str, str]
) -> str:
    """llms-full.txt: every page with its programs, their outputs, its versions.

    Args:
        name: That of the site.
        description: What it is about.
        entries: Its pages.
        words: ``extra.versions`` of mkdocs.yml.
    """
    urls = {entry.source: entry.url for entry in entries}
    parts = [f"# {name}\n\n> {description}\n"]
    for entry in entries:
        text = INCLUDE.sub(_included, entry.text) if entry.source[-3:] == ".md" else ""
        text = BLOCK.sub(partial(_answered, words=words), text)
        text = re.sub(
            r"\]\((?P<page>[\w/-]+\.(?:md|py))?(?P<anchor>#[\w-]+)?\)",
            lambda m, url=entry.url: (
                f"]({urls.get(m['page'], url)}{m['anchor'] or ''})"
            ),
            text or f"# {entry.title}\n\n```python\n{entry.text.strip()}\n```",
        )
        parts.append(f"Source: {entry.url}\n\n{text.strip()}\n")
    return "\n---\n\n".join(parts)


def _answered(block: re.Match[str], words: Mapping[str, str]) -> str:
    if block["kind"] == "traps":
        return versions.listed(block["source"], words)
    html = versions.lines(block["source"], words).replace("</p>", "\n</p>")
    return BeautifulSoup(html.replace("<br>", "\n"), "html.parser").get_text().strip()


def _included(match: re.Match[str]) -> str:
    text = (ROOT / "snippets" / match["file"]).read_text("utf-8")
    body = sections(text)[match["section"]]
    return re.sub(r"<!--.*?-->\n", "", body).strip()


def card(title: str, site: str, path: Path) -> None:
    """Write the picture of a page: its title beside the mask of the answer."""
    image = Image.new("RGB", CARD, PAPER)
    draw = ImageDraw.Draw(image)
    for (row, column), kept in _cells():
        x, y = 760 + 24 * column, 75 + 24 * row
        square = (x, y, x + 17, y + 17)
        if kept:
            draw.rectangle(square, fill=KEPT)
        else:
            draw.rectangle(square, outline=DROPPED, width=2)
    font, small = ImageFont.load_default(58), ImageFont.load_default(30)
    lines, line = [], ""
    for word in title.split():
        longer = f"{line} {word}".strip()
        if line and draw.textlength(longer, font) > 640:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    draw.multiline_text((72, 75), "\n".join(lines), INK, font, spacing=18)
    draw.text((72, 521), site, KEPT, small)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, optimize=True)


def _cells() -> list[tuple[tuple[int, int], bool]]:
    kept = keep_mask((1, 20, 16), 0.2, 7)[0]
    return [((r, c), bool(kept[r, c])) for r in range(20) for c in range(16)]
