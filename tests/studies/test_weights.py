"""The model that a page runs is the study's, whole, and Keras loads its numbers."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from properties import few

from tools.figures import weights
from tools.studies import tasks
from tools.studies.model import build
from tools.studies.weights import CELL, main


def test_keras_loads_the_numbers_of_the_file():
    trained = weights.load()
    model = build(CELL.layer, CELL.rate, CELL.seed)
    model.set_weights(list(trained.arrays.values()))
    for array, (name, shape) in zip(
        model.get_weights(), weights.SHAPES.items(), strict=True
    ):
        assert array.shape == shape
        np.testing.assert_array_equal(array, trained.arrays[name].astype(np.float32))
    ids = {word: place for place, word in enumerate(trained.words, weights.FIRST_WORD)}
    sentences = np.full((2, weights.STEPS), weights.PADDING)
    sentences[0, :3] = [ids[word] for word in ("a", "moving", "film")]
    sentences[1, :3] = [ids[word] for word in ("a", "dull", "film")]
    good, bad = model.predict(sentences, verbose=0)[:, 0]
    assert bad < 0.5 < good


def test_the_file_holds_the_vocabulary_and_an_accuracy_of_the_study():
    trained = weights.load()
    assert len(set(trained.words)) == weights.VOCABULARY - weights.FIRST_WORD
    assert (tasks.VOCABULARY, tasks.STEPS) == (weights.VOCABULARY, weights.STEPS)
    assert (tasks.PADDING, tasks.UNKNOWN) == (weights.PADDING, weights.UNKNOWN)
    assert 0.67 <= trained.accuracy <= 0.73


def test_what_is_read_is_what_was_written():
    assert weights.encode(weights.load()) == weights.FILE.read_text("utf-8")


def test_every_float16_is_kept():
    bits = np.arange(weights.PARAMETERS).astype(np.uint16)
    ends = np.cumsum([np.prod(shape) for shape in weights.SHAPES.values()])
    parts = np.split(bits.view(np.float16), ends[:-1])
    arrays = {
        name: part.reshape(shape)
        for part, (name, shape) in zip(parts, weights.SHAPES.items(), strict=True)
    }
    text = weights.encode(weights.Trained(arrays, ["a", '"'], 0.5))
    read = weights.decode(text)
    assert read.words == ["a", '"']
    for name, array in arrays.items():
        np.testing.assert_array_equal(
            read.arrays[name].view(np.uint16), array.view(np.uint16)
        )


KEYS = st.sampled_from(["accuracy", "checksum", "words", "exponents", "fractions"])
TEXT = weights.FILE.read_text("utf-8")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=6,
)
CUT = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 99)).map(
    lambda cut: TEXT[: cut[0]] + TEXT[sum(cut) :]
)


def told(text: str) -> weights.Trained | None:
    """The model, or nothing where the file is said to be damaged."""
    try:
        return weights.decode(text)
    except weights.WeightsError as error:
        assert "run make model" in str(error)
        assert len(str(error)) < 300
        return None


@few(150)
@given(st.text() | JSON.map(json.dumps) | st.sampled_from(["[" * 2000, "9" * 5000]))
def test_what_is_no_model_is_told(text):
    assert told(text) is None
    assert told(weights.HEAD + text) is None


@few(60)
@given(st.sampled_from(["accuracy", "checksum", "words", "exponents"]), JSON)
def test_another_value_is_told(key, value):
    held = json.loads(TEXT.removeprefix(weights.HEAD).rstrip(";\n"))
    read = told(weights.HEAD + json.dumps(held | {key: value}))
    assert read is None or key in ("accuracy", "words")


@few(40)
@given(CUT)
def test_a_file_that_lacks_a_part_is_told_or_holds_the_same_numbers(text):
    read = told(text)
    if read:
        for name, array in weights.load().arrays.items():
            np.testing.assert_array_equal(read.arrays[name], array)


def test_without_the_sentences_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tasks, "HOME", "http://127.0.0.1:9/none.tar.gz")
    before = weights.FILE.read_bytes()
    assert main(["--data", str(tmp_path)]) == 1
    assert "put rt-polarity.neg" in capsys.readouterr().err
    assert weights.FILE.read_bytes() == before
