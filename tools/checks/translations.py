"""Compare a translation with the English page that it follows, and look at its type.

``python -m tools.checks.translations docs/xx/NAME.md`` says what is wrong in a second;
without a name it reads every translation.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from tools.pages import translations
from tools.pages.examples import INCLUDE, line_at
from tools.pages.fences import FENCE
from tools.pages.notebook_page import NOTEBOOK
from tools.pages.translations import CELL, FRONT, TranslationError
from tools.project import NOTEBOOKS, PAGES, ROOT, languages

# What a page says in its own language within a block.
SAID = re.compile(r"^caption: .*$", re.MULTILINE)
# Blocks with words in their rows, and what comes before these.
TOLD = ("traps", "versions")
ROW = re.compile(r"^((?:#[\w-]+ )?[\w-]+): .*$", re.MULTILINE)
HEADING = re.compile(r"^(#+) .*?\{ #([\w-]+)[^}]*\}$", re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|\bhref=\"([^\"]*)\"")
CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# Attributes, and what a title says in code without being marked so.
MEANT = re.compile(r"\{ [^{}\n]*\}|\b[\w.]+\([^()\n]*\)|\b[\w.]+ ?= ?[\d.]+")
# What is told of a word, not said by it.
QUOTED = re.compile(r"«[^«»]*»")
TABLE = re.compile(r"(?:^\|.*\|$\n?)+", re.MULTILINE)
CLASSES = re.compile(r"<\w+ class=\"([^\"]*)\"")
NUMBER = {
    "en": re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?![\w])|\d+(?:\.\d+)*(?:e-?\d+)?"),
    "xx": re.compile(
        r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\w)|\d+(?:[.,]\d+)*(?:e-?\d+)?"
    ),
}

# What stands before a version, or does not.
VERSION = "(?<![A-Za-z] )(?<!верси[июя] )(?<!версией )(?<!раздел )(?<!разделе )"
# Of Russian: what is wrong wherever it stands in prose, and the mend.
RUSSIAN = {
    r"(?<!: )[\"“”](?=\w)": "write quotation marks as « and »",
    r"(?<=[А-Яа-яЁё»)\d]) [-–] (?=[А-Яа-яЁё«(])": "write a dash as —",
    r"(?m)^#+ [^\n]*\.(?= *$)": "leave out the full stop of a heading",
    rf"(?<![\w.]){VERSION}(?<![A-Za-z]\()\d+\.\d+(?![\w.])": (
        "write a decimal comma; a version stands behind its name or the word «версия»"
    ),
    r"(?<![\d.])\d{1,3},\d{3}(?!\d)(?=,\d{3})": "part thousands by a space",
    r"\.\.\.": "write an ellipsis as …",
    r"!(?=\s|$)": "end the sentence with a full stop",
    r"\bданн(?:ый|ая|ое|ого|ой) (?:слой|страниц|пример|модель)": "write этот, эта",
    r"(?i)\bявля(?:ет|ют)ся\b": "say it with a dash or another verb",
    r"(?i)\bосуществля": "name the action by its own verb",
    r"\u00a0": "type plain spaces; the build puts in those that do not break",
}


def prose(text: str) -> str:
    """What a page says in words, each character where it stood: no code, no tags."""
    text = FENCE.sub(_words_alone, INCLUDE.sub(_blank, text))
    for pattern in (CODE, TAG):
        text = pattern.sub(_blank, text)
    return LINK.sub(_blank, text)


def _words_alone(block: re.Match[str]) -> str:
    """A block with nothing but what it says in its own language."""

    def kept(line: str) -> str:
        if SAID.fullmatch(line):
            return line.replace(line.partition(":")[0], " " * line.index(":"), 1)
        if block[1] in TOLD and (row := ROW.fullmatch(line)):
            return " " * len(row[1]) + line[len(row[1]) :]
        return " " * len(line)

    return "\n".join(map(kept, block[0].split("\n")))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r".", " ", found[0])


def shape(text: str) -> dict[str, list[str]]:
    """What is the same in every language, in the order of the page, by its name."""
    body = FRONT.sub("", text)
    blocks = [
        name + ": " + (ROW.sub(r"\1", source) if name in TOLD else source)
        for name, source in FENCE.findall(SAID.sub("", body))
    ]
    tables = [
        f"{len(table[0].splitlines())} × {table[0].splitlines()[0].count('|') - 1}"
        for table in TABLE.finditer(CODE.sub("", FENCE.sub("", body)))
    ]
    found = CODE.finditer(INCLUDE.sub("", FENCE.sub("", body)))
    code = [" ".join(one[0].split()) for one in found]
    return {
        "heading": [f"{marks} {name}" for marks, name in HEADING.findall(body)],
        "include": [f"{at['file']}:{at['section']}" for at in INCLUDE.finditer(body)],
        "block": blocks,
        "table": tables,
        "class": CLASSES.findall(body),
        "mark": re.findall(r"<!-- (?!cell).*? -->", body),
        # Words change their order.
        "link": sorted(a or b for a, b in LINK.findall(FENCE.sub("", body))),
        "code": sorted(code),
    }


def numbers(text: str, language: str) -> Counter[str]:
    """The numbers of a page's prose, as values, with how often each stands there."""
    pattern = NUMBER["en" if language == "en" else "xx"]
    body = re.sub(r"\{ #[^}]*\}|<!--.*?-->", "", prose(FRONT.sub("", text)))
    found = []
    for written in pattern.findall(body):
        plain = re.sub(r"[ \u00a0\u202f]", "", written)
        if language == "en":
            plain = re.sub(r",(?=\d{3})", "", plain)
        else:
            plain = plain.replace(",", ".")
        version = plain.count(".") > 1
        found.append(plain if version else str(Decimal(plain).normalize()))
    return Counter(found)


def differences(english: str, translation: str, language: str) -> Iterator[str]:
    """Where a translation has other parts than its page, or other numbers."""
    here, there = shape(translation), shape(english)
    for what, wanted in there.items():
        if here[what] == wanted:
            continue
        missing = Counter(wanted) - Counter(here[what])
        added = Counter(here[what]) - Counter(wanted)
        for one in missing.elements():
            yield f"{what} {one!r} is missing"
        for one in added.elements():
            yield f"{what} {one!r} stands in no English page"
        if not missing and not added:
            yield f"the order of each {what} differs: {here[what]}, not {wanted}"
    said, meant = numbers(translation, language), numbers(english, "en")
    for count, what in (
        (meant - said, "are missing"),
        (said - meant, "stand in no English page"),
    ):
        if count:
            yield f"numbers {what}: {', '.join(sorted(count.elements()))}"


@cache
def glossary(language: str) -> dict[str, str]:
    """What the words of a language are not to be, by pattern, and what to say."""
    path = ROOT / f"docs/glossary.{language}.toml"
    if not path.exists():
        return {}
    terms = tomllib.loads(path.read_text("utf-8"))["terms"].values()
    return {
        term["avoid"]: f"say {term['russian']}" for term in terms if "avoid" in term
    }


def style(text: str, language: str) -> Iterator[str]:
    """What the custom and the glossary of a language forbid, by line."""
    body = prose(re.sub(r"^follows: .*$", "", text, flags=re.MULTILINE))
    body = MEANT.sub(_blank, body)
    custom = RUSSIAN if language == "ru" else {}
    wrong = [(pattern, mend, body) for pattern, mend in custom.items()]
    own = QUOTED.sub(_blank, body)
    wrong += [(pattern, mend, own) for pattern, mend in glossary(language).items()]
    for pattern, mend, said in wrong:
        for found in re.finditer(pattern, said):
            near = " ".join(body[max(0, found.start() - 25) : found.end() + 15].split())
            yield f"line {line_at(body, found.start())}: …{near}…: {mend}"


def english_of(source: str) -> str:
    """The English text that a translation is compared with."""
    path = translations.english(source)
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    cells = [found["text"] for found in translations.PROSE.finditer(text)]
    plain = [re.sub(r"(?m)^# ?", "", cell).strip() for cell in cells]
    named = (_with_ids(cell) for cell in plain)
    text = f"\n\n{CELL}\n\n".join(named)
    return re.sub(r"(?<=\]\()([\w-]+)\.py(?=[)#])", r"\1.ipynb", text)


def _with_ids(cell: str) -> str:
    def named(found: re.Match[str]) -> str:
        words = re.sub(r"[^\w\s-]", "", found[2]).strip().lower()
        return f"{found[0]} {{ #{re.sub('[- ]+', '-', words)} }}"

    return re.sub(r"^(#+) (.*)$", named, cell, flags=re.MULTILINE)


def problems(path: Path) -> Iterator[str]:
    """All that is wrong with one translation, each with its file."""
    language = path.relative_to(ROOT / "docs").parts[0]
    source = path.relative_to(ROOT / "docs" / language).as_posix()
    if (NOTEBOOKS / path.name).with_suffix(NOTEBOOK).exists() and "/" in source:
        source = source.removesuffix(".md") + NOTEBOOK
    text, name = path.read_text("utf-8"), path.relative_to(ROOT).as_posix()
    try:
        if translations.behind(source, text):
            now = translations.digest(translations.english(source).read_text("utf-8"))
            yield f"{name}: the English page has changed; then write follows: {now}"
            return
    except TranslationError as error:
        yield f"{name}: {error}"
        return
    for what in differences(english_of(source), text, language):
        yield f"{name}: {what}"
    for what in style(text, language):
        yield f"{name}: {what}"


def every() -> list[Path]:
    """The file of each translation."""
    folders = [PAGES.with_name(code) for code in languages()]
    return sorted(path for folder in folders for path in folder.rglob("*.md"))


if __name__ == "__main__":
    chosen = [Path(name).resolve() for name in sys.argv[1:]] or every()
    found = [problem for path in chosen for problem in problems(path)]
    print("\n".join(found) or f"{len(chosen)} translations are in step")
    sys.exit(1 if found else 0)
