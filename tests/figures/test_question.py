"""Each question has the answer that Keras gives."""

import re
from decimal import Decimal

import keras
import numpy as np
import pytest
from bs4 import BeautifulSoup

from tools.figures import question
from tools.figures.block import BlockError
from tools.pages.corpus import config, pages
from tools.pages.fences import FENCE

TEXTS = config()["extra"]["question"]
BLOCKS = [
    source
    for page in pages().values()
    for name, source in FENCE.findall(page)
    if name == "question"
]
CALLS = 64


def layer_of(text: str) -> keras.Layer:
    """The layer that a question names."""
    return eval(text, {**vars(keras.layers), "None": None})


def answered(source: str) -> tuple[BeautifulSoup, str]:
    """A question as a page shows it, and its answer."""
    drawn = BeautifulSoup(question.draw(source, TEXTS), "html.parser")
    return drawn, drawn.select_one("details p").get_text()


def asked(kind: str) -> list[str]:
    """The blocks of one form."""
    found = [source for source in BLOCKS if question.read(source)["ask"] == kind]
    assert found, f"no page asks {kind}"
    return found


@pytest.mark.parametrize("kind", question.ASKS)
def test_every_form_is_asked_on_a_page(kind):
    assert asked(kind)


@pytest.mark.parametrize("source", asked("coins"))
def test_a_count_of_coins_is_what_keras_draws(source):
    drawn, answer = answered(source)
    layer, shape = (code.get_text() for code in drawn.select("summary code"))
    ones = np.ones(eval(shape), "float32")
    # Numbers that share a coin fall together in each of many calls.
    again = layer_of(re.sub(r"\(0\.\d+", "(0.5", layer))
    calls = [again(ones, training=True).numpy().ravel() != 0 for _ in range(CALLS)]
    together = np.unique(np.packbits(calls, axis=0), axis=1).shape[1]
    assert answer.startswith(f"{together:,}, ")


@pytest.mark.parametrize("source", asked("which"))
def test_the_letter_is_that_of_the_mask_of_keras(source):
    drawn, answer = answered(source)
    layer = layer_of(drawn.select_one("p code").get_text())
    y = layer(np.ones((1, 20, 16), "float32"), training=True).numpy()[0]
    pictures = drawn.select(".question-masks figure")
    assert len(pictures) == len(question.read(source)["among"])
    cells = "".join(
        f"M{question.PITCH * f} {question.PITCH * t}"
        f"h{question.CELL}v{question.CELL}h-{question.CELL}z"
        for t, f in np.argwhere(y != 0)
    )
    same = [p for p in pictures if p.path["d"] == cells]
    assert [p.figcaption.get_text() for p in same] == [answer[0]]
    zeros = re.search(r"(\d+) zeros", same[0].title.get_text())[1]
    assert int(zeros) == (y == 0).sum()


@pytest.mark.parametrize("source", asked("scale"))
def test_a_survivor_is_what_keras_makes_of_it(source):
    values = question.read(source)
    x = np.full(100, values["value"], "float32")
    y = keras.layers.Dropout(values["rate"], seed=1)(x, training=True).numpy()
    _, answer = answered(source)
    assert answer.startswith(f"{y.max():.6g}. ")


@pytest.mark.parametrize("source", asked("whole"))
def test_the_chance_of_a_word_is_that_of_its_coins(source):
    values = question.read(source)
    _, answer = answered(source)
    written = Decimal(re.search(r"probability ([\d.e-]+),", answer)[1])
    words = np.ones((200_000, 1, values["features"]), "float32")
    y = keras.layers.Dropout(values["rate"], seed=1)(words, training=True).numpy()
    lost = (y == 0).all(axis=2).mean()
    spread = np.sqrt(float(written) / len(words))
    assert abs(lost - float(written)) < 5 * spread


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "ask is missing"),
        ("ask: why", "ask is 'why'; expected one of which, coins, scale, whole"),
        ("ask: scale\nrate: 0.2", "ask: scale takes rate, value"),
        ("ask: coins\nkind: own", "kind is 'own'; expected one of elements"),
        ("ask: coins\nshape: (8, 30)", "expected (batch, steps, features)"),
        ("ask: scale\nask: scale", "ask is given twice; keep one"),
        ("ask: which\namong: rows", "expected two or more different ones"),
        ("hue: 7", "unknown key 'hue'"),
    ],
)
def test_a_mistake_is_told(source, message):
    with pytest.raises(BlockError, match=re.escape(message)):
        question.read(source)
