"""Russian prose is spelt as a dictionary has it, with every ё."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymorphy3 import MorphAnalyzer
from test_words import words

from tools.checks.translations import prose
from tools.project import ROOT

WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
# Beginnings of words of the field, and of names, that the dictionary has not.
KNOWN = Path(__file__).with_name("spellings.ru.txt").read_text("utf-8").split()
OURS = re.compile(rf"(?:{'|'.join(KNOWN)})[а-яё]{{0,4}}")
PAGES = sorted((ROOT / "docs/ru").rglob("*.md"))


@pytest.fixture(scope="module")
def dictionary() -> MorphAnalyzer:
    return MorphAnalyzer()


def misspelt(text: str, dictionary: MorphAnalyzer) -> Iterator[str]:
    """The words of a text that nobody writes so."""
    for word in sorted({found.lower() for found in WORD.findall(text)}):
        if OURS.fullmatch(word):
            continue
        if not dictionary.word_is_known(word):
            yield word
        # It finds a word without its ё as well, and gives it with it.
        elif all("ё" in one.word for one in dictionary.parse(word)) > ("ё" in word):
            yield f"{word} without ё"


def test_every_russian_word_is_spelt_right(dictionary):
    texts = {path.name: prose(path.read_text("utf-8")) for path in PAGES}
    texts["mkdocs.ru.yml"] = " ".join(words("mkdocs.ru.yml").values())
    assert len(WORD.findall(" ".join(texts.values()))) > 15_000
    found = {name: list(misspelt(text, dictionary)) for name, text in texts.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_each_word_of_our_own_is_used():
    text = " ".join(path.read_text("utf-8").lower() for path in PAGES)
    text += " ".join(words("mkdocs.ru.yml").values()).lower()
    assert [word for word in KNOWN if not re.search(rf"\b{word}", text)] == []


@pytest.mark.parametrize("word", ["обнулеяет", "програма", "еще", "обнулен", "чорный"])
def test_a_slip_is_found(word, dictionary):
    assert list(misspelt(f"Слой {word} числа.", dictionary)) != []
