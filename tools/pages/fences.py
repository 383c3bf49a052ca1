"""The blocks of a page, as formatters that any Python-Markdown can call.

``custom_fences`` of pymdownx.superfences names them: each turns the text of a block
into HTML, with the words that tools.pages.words has left at the instance of Markdown.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from tools.figures import block, drawing, question, scene
from tools.figures.scenes import SCENES
from tools.pages import programs, proof, versions
from tools.pages.words import Words
from tools.streams import address

# A block as it stands on a page: at the left margin, its name alone.
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# In a notebook it stands in a comment: nothing but this site knows what to draw.
COMMENTED = re.compile(rf"<!--\n{FENCE.pattern}\n-->", FENCE.flags)


class FenceError(SuperFencesException):
    """A block that cannot be formatted; superfences lets it end the build."""


def figure(source: str, words: Words, number: int) -> str:
    """A ``mask`` block as HTML; the first of a page brings the words of its script."""
    texts = words["figure"]
    asked = block.read(source, texts["words"])
    drawn = drawing.draw(asked, f"mask-{number}", texts)
    if number > 1:
        return drawn
    live = {key: texts[key] for key in drawing.LIVE} | {"geometry": drawing.GEOMETRY}
    # In a script, only "</" could end the text.
    script = json.dumps(live, ensure_ascii=False).replace("</", "<\\/")
    return f'{drawn}<script type="application/json" id="mask-texts">{script}</script>'


def played(source: str, words: Words, number: int) -> str:
    """A ``scene`` block as HTML."""
    asked, caption = scene.read(source, SCENES)
    masks = map(address.mask, asked.views)
    drawn_from = (*map(programs.program, asked.programs), *masks)
    name = f"scene-{number}"
    return scene.element(asked, caption, name, words[asked.name], drawn_from)


# What each kind of block becomes, from its text, the words and its number on the page.
BLOCKS: dict[str, Callable[[str, Words, int], str]] = {
    "mask": figure,
    "scene": played,
    "question": lambda source, words, _: question.draw(source, words["question"]),
    "traps": lambda source, words, _: versions.table(source, words["versions"]),
    "versions": lambda source, words, _: versions.lines(source, words["versions"]),
    "proof": lambda source, words, _: proof.table(source, words["proof"]),
}


def problems(page: str, words: Words) -> Iterator[tuple[int, str]]:
    """The line of each block of a page that cannot be formatted, and why.

    Args:
        page: The Markdown of the page.
        words: By part and key.
    """
    for match in FENCE.finditer(page):
        name, source = match.groups()
        if name not in BLOCKS:
            continue
        first = page.count("\n", 0, match.start()) + 2
        try:
            BLOCKS[name](source, words, 1)
        # Whatever it is, it must not pass: superfences would show the block as code.
        except Exception as error:
            known = isinstance(
                error, block.BlockError | versions.VersionsError | proof.ProofError
            )
            text = str(error) if known else f"{type(error).__name__}: {error}"
            yield first + getattr(error, "line", 0), f"{name} block: {text}"


def of_notebook(html: str, words: Words) -> str:
    """The page of a notebook with the blocks drawn that stand in its comments.

    Raises:
        FenceError: A block cannot be drawn; mistakes.of_page says on which line.
    """
    numbers: Counter[str] = Counter()

    def drawn(found: re.Match[str]) -> str:
        name, source = found.groups()
        if name not in BLOCKS:
            return found[0]
        numbers[name] += 1
        return _made(name, source, words, numbers[name])

    return COMMENTED.sub(drawn, html)


def formatted(
    source: str, language: str, css: str, options: Any, md: Markdown, **_: Any
) -> str:
    """Format a block of any kind, which superfences calls its language."""
    # A page has as many ids as figures, also where Markdown converts it twice.
    md.figures_drawn[language] += 1
    return _made(language, source, md.site_words, md.figures_drawn[language])


def _made(name: str, source: str, words: Words, number: int) -> str:
    try:
        return BLOCKS[name](source, words, number)
    except Exception as error:
        first = escape(source.partition("\n")[0])
        raise FenceError(
            f"{name} block that begins with {first!r}: {type(error).__name__}: {error}"
        ) from error
