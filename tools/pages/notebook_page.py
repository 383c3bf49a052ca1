"""A notebook as a page like the others, from what mkdocs-jupyter made of it.

It renders a notebook as JupyterLab does, with its styles. :func:`page` keeps what the
cells say, print and draw, and drops the rest. A build runs none of them: that is for
tools/pages/notebooks.py, which needs much more.
"""

import base64
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import PurePosixPath

from bs4 import BeautifulSoup, Tag

from tools.pages.fences import COMMENTED
from tools.pages.programs import folded

# The colour of ink in a notebook's plots; a page puts that of its scheme in its place.
INK = "#010203"
# How a notebook ends; its source beside it ends in .py.
NOTEBOOK = ".ipynb"
# An output of more lines is folded: nobody reads it before the text that follows.
LONGEST = 45


def made(
    html: str,
    source: str,
    url: str,
    words: Mapping[str, str],
    repository: str | None,
    edit: str | None,
) -> str:
    """The page of a notebook, from what mkdocs-jupyter rendered.

    Args:
        html: The body that mkdocs-jupyter made.
        source: See :func:`links`, as for all that follows.
        url: That of its page on the site.
        words: Those of :func:`links`, ``permalink_title``, ``shows``, ``alone``
            and ``long``.
        repository: The address of the repository.
        edit: The path to edit a page in it.
    """
    away = links(source, url, words, repository, edit)
    said = (words[key] for key in ("permalink_title", "shows", "alone", "long"))
    return page(html, away, *said)


@cache
def page(
    html: str, links: str, permalink: str, summary: str, alone: str, long: str
) -> str:
    """What mkdocs-jupyter rendered, as the theme's own pages are built.

    Args:
        html: The body that mkdocs-jupyter made.
        links: HTML to put below the title.
        permalink: What the mark of a heading is called.
        summary: The line that opens the program beneath what it prints or draws.
        alone: The line that opens a program that does neither.
        long: The line that opens a long output; {lines} is how long.

    Returns:
        Headings, paragraphs, programs, outputs and plots, without styles and scripts.
        The heading comes first: search takes anything before it for a section. Of a
        cell that begins with a block in a comment there is the comment alone: the rest
        is for Jupyter.
    """
    soup = BeautifulSoup(html, "html.parser")
    parts: list[str] = []
    heading = ""
    for cell in soup.select('[id^="cell-id="]'):
        prose = cell.select_one(".jp-RenderedMarkdown")
        if prose:
            parts.append(_prose(prose, permalink))
            headings = prose.select("h1, h2, h3")
            heading = str(headings[-1].contents[0]) if headings else heading
        before = len(parts)
        for output in cell.select(".jp-OutputArea-output"):
            if output.pre:
                block = _block("text", output.pre)
                lines = output.pre.get_text().count("\n")
                opens = long.format(lines=lines)
                parts.append(folded(block, opens) if lines > LONGEST else block)
            for picture in output.select('img[src^="data:image/svg"]'):
                parts.append(_plot(str(picture["src"]), len(parts), heading))
        program = cell.select_one(".jp-InputArea pre")
        if program:
            shows = len(parts) > before
            parts.append(folded(_block("python", program), summary if shows else alone))
    title, end, rest = "".join(parts).partition("</h1>")
    return f"{title.lstrip()}{end}{links}{rest}"


def links(
    source: str,
    url: str,
    words: Mapping[str, str],
    repository: str | None,
    edit: str | None,
) -> str:
    """Where the notebook can be taken away from, as HTML.

    Args:
        source: Its place in the folder of the pages.
        url: That of its page on the site.
        words: What the links are called: ``notebook``, ``program`` and ``colab``.
        repository: The address of the repository; without one there is no Colab.
        edit: The path to edit a page in the repository, with the branch.
    """
    name = PurePosixPath(source).stem
    # mkdocs-jupyter puts the notebook beside its page, MkDocs the program beside that.
    up = "../" if url.endswith("/") else ""
    found = [
        f'<a href="{name}.ipynb" download>{words["notebook"]}</a>',
        f'<a href="{up}{name}.py" download>{words["program"]}</a>',
    ]
    of = re.search(r"github\.com/([^/]+/[^/]+)", repository or "")
    branch = re.search(r"edit/([^/]+)", edit or "")
    if of and branch:
        place = f"{of[1]}/blob/{branch[1]}/docs/en/{source}"
        address = f"https://colab.research.google.com/github/{place}"
        found.append(f'<a href="{address}">{words["colab"]}</a>')
    return f"<p data-search-exclude>{' · '.join(found)}</p>"


def uncommented(source: str) -> str:
    """The source of a notebook with its sentences as Markdown, line by line."""
    return re.sub(r"^# ?", "", source, flags=re.MULTILINE)


def description(html: str) -> str:
    """The first two sentences of the answer: of the second paragraph of a page."""
    # All that follows is long, and none of it is read.
    end = html.index("</p>", html.index("</p>") + 1)
    answer = BeautifulSoup(html[:end], "html.parser").select("p")[1].get_text()
    return " ".join(re.split(r"(?<=[.?!])\s+", re.sub(r"\s+", " ", answer))[:2])


def _prose(prose: Tag, permalink: str) -> str:
    for link in prose.select("a.anchor-link"):
        link["class"] = "headerlink"
        link["title"] = permalink
    html = prose.decode_contents()
    block = COMMENTED.match(html.lstrip())
    return block[0] if block else html


def _block(language: str, shown: Tag) -> str:
    code = shown.decode_contents().removeprefix("<span></span>").strip("\n")
    return (
        f'<div class="language-{language} highlight">'
        f"<pre><span></span><code>{code}\n</code></pre></div>"
    )


def _plot(address: str, number: int, label: str) -> str:
    text = base64.b64decode(address.partition(",")[2]).decode("utf-8")
    # A style would hold for the whole page.
    text = re.sub(r"<style.*?</style>", "", text[text.index("<svg") :], flags=re.S)
    # Ids are unique on a page. A colour is no id.
    text = re.sub(r'(?<=\bid=")|(?<=href="#)|(?<=url\(#)', f"plot-{number}-", text)
    text = re.sub(r"\s+", " ", text).replace(INK, "currentColor")
    text = _ungrouped(text)
    text = text.replace(
        "<svg ",
        f'<svg role="img" aria-label="{escape(label)}" stroke-linejoin="round" ',
        1,
    )
    return f'<p class="plot" data-search-exclude>{text}</p>'


def _ungrouped(svg: str) -> str:
    """The same picture without the groups that only have an id, and their spaces."""
    kept = []

    def tag(found: re.Match[str]) -> str:
        if found["start"] is not None:
            kept.append("=" in re.sub(r' id="[^"]*"', "", found["start"]))
            return found[0] if kept[-1] else ""
        return found[0] if kept.pop() else ""

    return re.sub(r"<g\b(?P<start>[^>]*)> ?|</g> ?", tag, svg)
