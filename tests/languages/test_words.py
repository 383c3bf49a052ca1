"""Each language has every word of the English one, with the same places to fill in."""

import re
import string
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader
from yaml import load

from tools.figures.scene import number
from tools.pages import typography
from tools.pages.typography import NO_BREAK, spaced
from tools.pages.words import CommaText
from tools.project import ROOT, languages

# What is the same in every language: sentences of the model, names, values of fields.
SHARED = {
    "generator",
    "languages",
    "sentence",
    "sentences",
    "words",
    *(f"first.{key}" for key in ("rate", "seed", "call", "batch", "steps")),
    *(f"first.{key}" for key in ("features", "draws", "units", "zeros", "mean")),
    *("keras-3", "keras-2", "pytorch", "linen", "nnx", "tensorflow-js"),
}


def words(name: str) -> dict[str, str]:
    """The words of one file by their whole keys, without what it inherits."""
    path = ROOT / name
    loader = get_yaml_loader(config=MkDocsConfig(str(path)))
    return dict(_flat(load(path.read_text("utf-8"), loader)["extra"], ""))


def _flat(part: Any, key: str) -> Iterator[tuple[str, str]]:
    if not isinstance(part, dict):
        yield key, str(part)
        return
    for name, inner in part.items():
        yield from _flat(inner, f"{key}.{name}".lstrip("."))


def shared(key: str) -> bool:
    """Whether a word is the same in every language."""
    parts = key.split(".")
    return bool({parts[0], parts[-1], ".".join(parts[-2:])} & SHARED)


def places(text: str) -> set[str]:
    """What a text fills in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


# A language that was only begun has no words yet.
WHOLE = [
    code
    for code in languages()
    if "\nextra:\n" in (ROOT / f"mkdocs.{code}.yml").read_text("utf-8")
]


@pytest.mark.parametrize("code", WHOLE)
def test_no_word_is_missing_and_none_is_too_many(code):
    english, own = words("mkdocs.yml"), words(f"mkdocs.{code}.yml")
    assert len(english) > 250
    wanted = {key for key in english if not shared(key)}
    assert [key for key in wanted if key not in own] == []
    assert [key for key in own if key not in english] == []


@pytest.mark.parametrize("code", WHOLE)
def test_every_word_fills_in_the_same(code):
    english, own = words("mkdocs.yml"), words(f"mkdocs.{code}.yml")
    assert {key for key in own if places(own[key]) != places(english[key])} == set()


def test_numbers_are_written_as_the_language_writes_them():
    text = CommaText("{a}; {b}; {c}; {d}; {e}; {f}")
    filled = text.format(
        a=0.2, b="1,280", c="6.55e-12", d="Dropout(0.2, seed=7)", e="x", f="+1.4"
    )
    assert filled == f"0,2; 1{NO_BREAK}280; 6,55e-12; Dropout(0.2, seed=7); x; +1,4"
    assert number({"a": text}, -0.5) == "-0,5"
    assert number({"a": str(text)}, -0.5) == "-0.5"


def digits(text: str) -> Counter[str]:
    """The numbers that a text writes, whatever parts them."""
    plain = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", re.sub(r"\{\w+\}|<[^>]*>", "", text))
    # What is 0 may be said in a word.
    return Counter(
        re.findall(r"[1-9]\d*(?:\.\d+)*|0\.\d+", re.sub(r"(?<=\d),(?=\d)", ".", plain))
    )


@pytest.mark.parametrize("code", WHOLE)
def test_every_word_says_the_same_numbers(code):
    english, own = words("mkdocs.yml"), words(f"mkdocs.{code}.yml")
    other = {key for key in own if digits(own[key]) != digits(english[key])}
    assert {key: (own[key], english[key]) for key in other} == {}


def test_what_scripts_put_in_has_its_spaces_too():
    given = {
        "a": ["{steps} × 16 — да", {"b": "нулей {zeros} из {units}, {s} с"}],
        "c": 1,
    }
    a, b = "{steps} × 16 — да", "нулей {zeros} из {units}, {s} с"
    a, b = a.replace(" ", NO_BREAK, 3), b.replace("из ", f"из{NO_BREAK}")
    assert typography.words(given, "ru") == {
        "a": [a, {"b": b.replace("} с", f"}}{NO_BREAK}с")}],
        "c": 1,
    }
    assert typography.words(given, "en") == given


def test_no_line_breaks_after_a_short_word_or_before_a_dash():
    html = (
        "<p>В слое — <b>не</b> тест, а 20 строк, <i>и</i> —\nда.</p>"
        "<p>Keras 3 на JAX, 16 000 весов, 1 000\n000 чисел, rate 0,2 и 5 с</p>"
        "<pre>в слое — x</pre>"
        '<a title="в слое">и я</a> <code>а б</code> и\nв <code>fit</code>'
    )
    assert spaced(html, "ru").replace(NO_BREAK, "~") == (
        "<p>В~слое~— <b>не</b> тест, а~20~строк, <i>и</i>~—\nда.</p>"
        "<p>Keras~3 на~JAX, 16~000~весов, 1~000~000~чисел, rate~0,2 и~5~с</p>"
        "<pre>в слое — x</pre>"
        '<a title="в слое">и~я</a> <code>а б</code> и~в~<code>fit</code>'
    )
    assert spaced(html, "en") == html
