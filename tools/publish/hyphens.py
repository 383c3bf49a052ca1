"""Let a phone break the long words of a table in Russian, and what hangs on them.

Browsers do not all have a dictionary for it, so the places stand in the text, unseen;
the sheet of tables heeds them on phones alone. English words are short enough.

Source of the rules: the Russian orthography of 1956, paragraphs 117 to 124. Each part
has a vowel, no letter stands alone, and none of й, ь and ъ leaves what it follows.
"""

import re

from tools.pages import typography

SOFT = "\N{SOFT HYPHEN}"
CELL = re.compile(r"(?<=<t[dh])\b.*?(?=</t[dh]>)", re.DOTALL)
LONG = re.compile(r"[а-яё]{7,}", re.IGNORECASE)
VOWEL = "аеёиоуыэюя"
CONSONANT = "бвгджзклмнпрстфхцчшщ"
# Between two vowels, and before a consonant with its vowel; some pairs stay together.
PLACE = re.compile(
    rf"(?<=[{VOWEL}])(?=[{VOWEL}])|(?<=[{VOWEL}{CONSONANT}йъь])"
    rf"(?=(?:[бвгдкпт][рл]|ст|ск|сл|[{CONSONANT}])[{VOWEL}])",
    re.IGNORECASE,
)
# Words that no line may part, up to a tag; in a narrow column so many letters at most.
HELD = re.compile(rf"[^\s<>]+(?:{typography.NO_BREAK}(?:[^\s<>]+|$))+")
NARROW = 8


def soft(html: str) -> str:
    """A page with the places in the tables where a line may break."""
    return CELL.sub(lambda cell: typography.prose(cell[0], _cell), html)


def _cell(text: str) -> str:
    return LONG.sub(_word, HELD.sub(_held, text))


def _held(found: re.Match[str]) -> str:
    held = found[0]
    # Beyond the tag there is code, or another long word.
    if len(held) <= NARROW and not held.endswith(typography.NO_BREAK):
        return held
    return held.replace(typography.NO_BREAK, " ")


def _word(found: re.Match[str]) -> str:
    word, parts, at = found[0], [], 0
    for place in (match.start() for match in PLACE.finditer(word)):
        part = word[at:place]
        if len(part) > 1 and place < len(word) - 2 and set(part.lower()) & set(VOWEL):
            parts.append(part)
            at = place
    return SOFT.join([*parts, word[at:]])
