"""Spaces at which no line may break, by the custom of a language.

Writers type plain spaces; the build puts these in, in prose alone. For Russian: before
a dash, after a word of one or two letters, before a particle, between a number and what
is counted.
"""

import re

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
        (re.compile(r"(?<![\w-])([А-Яа-яЁё]{1,2})[ \n](?=[\w«(]|$)"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<=\w)[ \n](?=(?:же|ли|ль|бы|б|ж)\b)"), NO_BREAK),
        (re.compile(r"(?<=\d)[ \n](?=[А-Яа-яЁё%])"), NO_BREAK),
        (re.compile(r"(?<=\d)[ \n](?=[×·±=] ?\d)|(?<=[×·±])[ \n](?=\d)"), NO_BREAK),
        (re.compile(r"(?<=[№§])[ \n](?=\d)"), NO_BREAK),
    ]
}


def plain(text: str, language: str) -> str:
    """A text with its spaces, in a language that has rules; else as it stands."""
    for pattern, instead in RULES.get(language, []):
        # A word of two letters may follow another.
        text = pattern.sub(instead, pattern.sub(instead, text))
    return text


def spaced(html: str, language: str) -> str:
    """The prose of a page with its spaces."""
    if language not in RULES:
        return html
    parts, end = [], 0
    for kept in LEFT.finditer(html):
        parts += [plain(html[end : kept.start()], language), kept[0]]
        end = kept.end()
    return "".join([*parts, plain(html[end:], language)])
