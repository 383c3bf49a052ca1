"""The words of a language, given to Markdown: ``tools.pages.words`` is an extension.

The configuration names it, with the words of the figures and of the tables of versions;
the fences find them at the instance of Markdown that they format for. So the same words
reach any generator that uses Python-Markdown.
"""

import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from tools.figures import drawing, question
from tools.figures.kinds import KINDS
from tools.figures.scenes import SCENES
from tools.pages import proof, versions

# Which words there are, and the names that each fills in.
WORDS: dict[str, Mapping[str, AbstractSet[str]]] = {
    "figure": drawing.WORDS,
    "versions": versions.WORDS,
    "proof": proof.WORDS,
    "question": question.WORDS,
} | {scene.name: scene.words for scene in SCENES.values()}

# By part and key; the playground has groups of keys.
Words = Mapping[str, Mapping[str, Any]]


def problems(words: Words) -> Iterator[str]:
    """What is missing among words, unknown, or fills in another name than it may."""
    for part, wanted in WORDS.items():
        given = words.get(part, {})
        for key in wanted.keys() - given.keys():
            yield f"extra.{part}.{key} is missing; add it"
        for key in given.keys() - wanted.keys():
            yield f"extra.{part}.{key} is used nowhere; remove it or correct its name"
        for key in wanted.keys() & given.keys():
            yield from _wrong_names(f"extra.{part}.{key}", given[key], wanted[key])
    menu = list(words.get("playground", {}).get("kinds", {}))
    if menu != list(KINDS):
        yield (
            f"extra.playground.kinds names {', '.join(menu)}; expected the kinds of "
            f"tools/figures/kinds.py in their order: {', '.join(KINDS)}"
        )


def _wrong_names(place: str, text: object, wanted: AbstractSet[str]) -> Iterator[str]:
    try:
        parsed = string.Formatter().parse(text if isinstance(text, str) else "")
        names = {name for _, name, _, _ in parsed if name is not None}
    except ValueError as error:
        yield f"{place}: {text!r}: {error}; correct its braces"
        return
    if not isinstance(text, str):
        yield f"{place} is {text!r}; expected text"
    for name in sorted(names - wanted):
        yield f"{place} names {{{name}}}; expected one of {sorted(wanted)}"
    for name in sorted(wanted - names):
        yield f"{place} lacks {{{name}}}; add it"


# As Python writes one that is alone: 0.2, 1,280, 6.55e-12. A chart has signs.
NUMBER = re.compile(
    r"[-+\N{MINUS SIGN}]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e-?\d+)?"
)


class CommaText(str):
    """A text of a language with a decimal comma, which parts thousands by a space."""

    def format(self, *args: Any, **values: Any) -> str:
        """Fill in the values, numbers as the language writes them."""
        return super().format(
            *args, **{name: self._written(value) for name, value in values.items()}
        )

    @staticmethod
    def _written(value: Any) -> Any:
        if not NUMBER.fullmatch(written := str(value)):
            return value
        return written.replace(",", "\u00a0").replace(".", ",")


def spoken(parts: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The words of each part, as texts that write numbers as their language does.

    Args:
        parts: Those of :data:`WORDS`, and ``decimal``, what parts a number from its
            fraction; without it, a point.
    """
    text = CommaText if parts.get("decimal") == "," else str
    return {
        part: {key: text(said) for key, said in given.items()}
        for part, given in parts.items()
        if part != "decimal"
    }


class WordsExtension(Extension):
    """Gives the fences their words; options are the parts of :data:`WORDS`."""

    def __init__(self, **words: Any) -> None:
        self.config = {part: [{}, "words by key"] for part in WORDS}
        self.config["decimal"] = [".", "what parts a number from its fraction"]
        super().__init__(**words)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Leave the words at the instance, where a fence finds them."""
        self.md = md
        md.registerExtension(self)
        md.site_words = spoken(self.getConfigs())
        self.reset()
        # Else Markdown puts figures into paragraphs.
        md.block_level_elements += ["mask-figure", "mask-scene"]

    def reset(self) -> None:
        """Count the figures of the next page anew."""
        self.md.figures_drawn = Counter()


def makeExtension(**words: Any) -> WordsExtension:  # noqa: N802
    """What Markdown calls to load the extension."""
    return WordsExtension(**words)
