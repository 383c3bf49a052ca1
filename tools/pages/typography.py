"""Spaces at which no line may break, by the custom of a language.

Writers type plain spaces; the build puts these in, in prose alone. For Russian: before
a dash, after a word of one or two letters, before a particle, between a number and what
is counted, within thousands and after a name that has a version.
"""

import re
from collections.abc import Callable
from typing import Any

NO_BREAK = "\u00a0"
# What is no prose: code and drawings with all that they hold, and every tag.
LEFT = re.compile(
    r"(<(?P<name>pre|code|script|style|svg|textarea)\b.*?</(?P=name)>|<[^>]*>|<!--.*?-->)",
    re.DOTALL,
)
RULES = {
    "ru": [
        # A part begins where a tag ends.
        (re.compile(r"(?:(?<=\S)|^)[ \n](?=[—–](?:\s|$))"), NO_BREAK),
        (
            re.compile(r"(?<![\w-])([А-Яа-яЁё]{1,2})[ \n](?=[\w«({]|$)"),
            rf"\1{NO_BREAK}",
        ),
        (re.compile(r"(?<=\w)[ \n](?=(?:же|ли|ль|бы|б|ж)\b)"), NO_BREAK),
        # A preposition hangs on what follows it.
        (
            re.compile(
                r"(?<=\d)[ \n](?=[А-Яа-яЁё%])"
                r"(?!(?:[аивокуя]|на|по|до|из|от|за|не|но|об|или|при|для)\b)"
            ),
            NO_BREAK,
        ),
        # Thousands, and a name and its version.
        (re.compile(r"(?<![\d,.])(\d{1,3})[ \n](?=\d{3}(?!\d))"), rf"\1{NO_BREAK}"),
        (re.compile(rf"(?<={NO_BREAK}\d{{3}})[ \n](?=\d{{3}}(?!\d))"), NO_BREAK),
        (re.compile(r"(?<=[A-Za-z])[ \n](?=\d+(?:[.,]\d+)*(?![\w.]))"), NO_BREAK),
        # A template has {names} where numbers will stand.
        (re.compile(r"(?<=})[ \n](?=(?:%|с\b))"), NO_BREAK),
        (
            re.compile(r"(?<=[\d}])[ \n](?=[×·±=] ?[\d{])|(?<=[×·±])[ \n](?=[\d{])"),
            NO_BREAK,
        ),
        (re.compile(r"(?<=[№§])[ \n](?=\d)"), NO_BREAK),
    ],
}


def plain(text: str, language: str) -> str:
    """A text with its spaces, in a language that has rules; else as it stands."""
    for pattern, instead in RULES.get(language, []):
        # A word of two letters may follow another.
        text = pattern.sub(instead, pattern.sub(instead, text))
    return text


def words(part: Any, language: str) -> Any:
    """The words of a language by their keys, each with its spaces."""
    if isinstance(part, dict):
        return {key: words(inner, language) for key, inner in part.items()}
    if isinstance(part, list):
        return [words(inner, language) for inner in part]
    return plain(part, language) if isinstance(part, str) else part


def spaced(html: str, language: str) -> str:
    """The prose of a page with its spaces."""
    return (
        prose(html, lambda text: plain(text, language)) if language in RULES else html
    )


def prose(html: str, changed: Callable[[str], str]) -> str:
    """A page of which each piece of prose is changed, and nothing else."""
    parts, end = [], 0
    for kept in LEFT.finditer(html):
        parts += [changed(html[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, changed(html[end:])])
