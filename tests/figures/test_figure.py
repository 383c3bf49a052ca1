"""A figure shows the zeros that Keras draws; a wrong block stops the build."""

import re

import keras
import numpy as np
import pytest

from tools.checks.numbers import FENCE
from tools.figures import figure, picture
from tools.pages.corpus import figure_texts, pages
from tools.pages.examples import line_at
from tools.project import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES, TEXTS = pages(), figure_texts()
BLOCKS = [
    (name, match[3])
    for name, page in PAGES.items()
    for match in FENCE.finditer(page)
    if match[2] == "mask"
]
GOOD = """layer: Dropout
rate: 0.2
seed: 7
shape: (1, 20, 16)
caption: What to see."""


def cells(path: str) -> set[tuple[int, int]]:
    """The (row, column) of each square of a path."""
    found, x, y = set(), 0, 0
    for across, down in re.findall(r"m(-?\d+) (-?\d+)h", path):
        x, y = x + int(across), y + int(down)
        row, rest = divmod(y - figure.HEADER, figure.PITCH)
        column, other = divmod(x - figure.LABELS, figure.PITCH)
        assert rest == other == 0
        found.add((row, column))
    return found


def keras_zeros(asked: figure.Figure) -> np.ndarray:
    """Where Keras itself puts zeros."""
    if asked.layer == "word types":
        coins = keras.layers.Dropout(asked.rate, seed=asked.seed)
        ones = np.ones((asked.shape[0], len(asked.types)))
    else:
        options = {"noise_shape": asked.noise_shape} if asked.noise_shape else {}
        coins = getattr(keras.layers, asked.layer)(
            asked.rate, seed=asked.seed, **options
        )
        ones = np.ones(asked.shape)
    for _ in range(asked.call + 1):
        drawn = coins(ones, training=True).numpy()
    if asked.layer == "word types":
        order = [asked.types.index(word) for word in asked.words]
        drawn = np.broadcast_to(drawn[:, order, None], asked.shape)
    return drawn == 0


def test_there_are_figures():
    assert len(BLOCKS) >= 8


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_the_drawn_squares_are_the_zeros_of_keras(page, block):
    asked = figure.read(block, TEXTS["words"])
    html = figure.draw(asked, "name", TEXTS)
    zeros = keras_zeros(asked)
    dropped = re.findall(r'class="mask-dropped" d="([^"]*)"', html)
    kept = re.findall(r'class="mask-kept" d="([^"]*)"', html)
    for sample in range(asked.shape[0]):
        assert cells(dropped[sample]) == set(
            map(tuple, np.argwhere(zeros[sample]).tolist())
        )
        assert cells(kept[sample]) == set(
            map(tuple, np.argwhere(~zeros[sample]).tolist())
        )
    assert f"{zeros.sum()} of {zeros.size} numbers are zero" in html


def test_a_figure_describes_itself_to_a_screen_reader():
    html = figure.draw(figure.read(GOOD, TEXTS["words"]), "name", TEXTS)
    assert 'role="img" aria-labelledby="name-0-title"' in html
    assert '<title id="name-0-title">Dropout(0.2, seed=7)</title>' in html
    description = re.search(r'<desc id="name-0-desc">(.*?)</desc>', html)[1]
    assert "71 of 320 numbers are zero" in description
    assert "Zeros in each row: the 3, film 2, is 5" in description


def test_the_picture_of_the_readme_is_the_figure():
    assert picture.PICTURE.read_text("utf-8") == picture.picture()
    zeros = ~figure.read(picture.BLOCK, TEXTS["words"]).keep
    assert f"{zeros.sum()} of {zeros.size} squares are hollow" in README


def test_one_timestep_and_one_feature_can_be_drawn():
    block = GOOD.replace("(1, 20, 16)", "(1, 1, 1)") + "\nwords: fun"
    html = figure.draw(figure.read(block, TEXTS["words"]), "name", TEXTS)
    assert html.count(f"h{figure.CELL}v") == 1


def test_words_are_escaped():
    block = GOOD.replace("(1, 20, 16)", "(1, 1, 1)") + "\nwords: <b>"
    html = figure.draw(figure.read(block, TEXTS["words"]), "name", TEXTS)
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("layer: Dropout", "layer: Drop", 0, "layer is 'Drop'; expected one of"),
        ("rate: 0.2", "rate: 1.0", 1, r"rate is '1.0'; expected a number in \[0, 1\)"),
        ("rate: 0.2", "rate: -0.1", 1, "rate is '-0.1'"),
        ("rate: 0.2", "rate: nan", 1, "rate is 'nan'"),
        ("rate: 0.2", "rate: True", 1, "rate is 'True'"),
        ("seed: 7", "seed: 7.5", 2, "seed is '7.5'; expected a whole number"),
        ("(1, 20, 16)", "(1, 20)", 3, r"shape is '\(1, 20\)'; expected \(batch"),
        ("(1, 20, 16)", "(1, 20, 41)", 3, "at most"),
        ("(1, 20, 16)", "(1, 5, 16)", 3, "5 timesteps and there are 20 words"),
        ("seed: 7", "sed: 7", 2, "unknown key 'sed'; expected one of layer"),
        ("seed: 7", "seed 7", 2, "unknown key 'seed 7'"),
        ("seed: 7", "rate: 0.3", 2, "rate is given twice"),
        ("seed: 7", "call: -1", 2, "call is '-1'"),
        ("seed: 7\n", "", 0, "seed is missing; add a line 'seed: ...'"),
        ("rate", "noise_shape: (1, 1)\nrate", 1, "must have 3 entries"),
        ("rate", "noise_shape: (2, 1, 1)\nrate", 1, "must be None, 1 or the size"),
        ("rate", "noise_shape: 1\nrate", 1, "noise_shape is '1'; expected"),
        ("rate", "noise_shape: ()\nrate", 1, "must have 3 entries"),
        (
            "layer: Dropout",
            "layer: SpatialDropout1D\nnoise_shape: (None, 1, None)",
            1,
            "does not go with SpatialDropout1D",
        ),
        ("caption", "words: one two\ncaption", 4, "20 timesteps and there are 2"),
    ],
)
def test_a_wrong_block_is_named_with_its_line(old, new, line, message):
    with pytest.raises(figure.FigureError, match=message) as caught:
        figure.read(GOOD.replace(old, new, 1), TEXTS["words"])
    assert caught.value.line == line


def test_word_types_are_not_named_like_a_layer():
    block = GOOD.replace("layer: Dropout", "layer: word types")
    html = figure.draw(figure.read(block, TEXTS["words"]), "name", TEXTS)
    assert "word types: Dropout(0.2, seed=7) on ones of (1, 15)</title>" in html


def test_a_wrong_block_stops_the_build_with_page_and_line(broken_build):
    # The end of an earlier block, so that its text stands twice on the page.
    name, block = BLOCKS[0]
    wrong = block.replace("caption", "captoin")
    whole = f"{PAGES[name]}\n\n```mask\n{wrong}```\n"
    messages = broken_build(f"docs/en/{name}", PAGES[name], whole)
    line = line_at(whole, whole.index("captoin"))
    assert f"{name}:{line}: mask block: unknown key 'captoin'" in messages
    assert "Traceback" not in messages
