"""A figure shows the zeros that Keras draws, and says what it shows."""

import re

import keras
import numpy as np
import pytest

from tools.figures import block, drawing
from tools.figures.kinds import TYPES
from tools.pages import picture
from tools.pages.corpus import figure_texts, pages
from tools.pages.fences import FENCE
from tools.project import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES, TEXTS = pages(), figure_texts()
BLOCKS = [
    (name, source)
    for name, page in PAGES.items()
    for fence, source in FENCE.findall(page)
    if fence == "mask"
]
GOOD = picture.BLOCK


def cells(path: str) -> set[tuple[int, int]]:
    """The (row, column) of each square of a path."""
    found, x, y = set(), 0.0, 0.0
    for across, down in re.findall(r"m(-?[\d.]+) (-?[\d.]+)h", path):
        x, y = x + float(across), y + float(down)
        row, rest = divmod(y - drawing.HEADER, drawing.PITCH)
        column, other = divmod(x - drawing.LABELS, drawing.PITCH)
        # A hollow square is drawn by a line that lies on whole pixels.
        assert rest == other
        assert rest in (0, drawing.HOLLOW)
        found.add((row, column))
    return found


def keras_zeros(asked: block.Figure) -> np.ndarray:
    """Where Keras itself puts zeros."""
    if asked.kind.name == TYPES:
        coins = keras.layers.Dropout(asked.rate, seed=asked.seed)
        ones = np.ones((asked.shape[0], len(asked.types)))
    else:
        options = {"noise_shape": asked.noise_shape} if asked.kind.written else {}
        coins = getattr(keras.layers, asked.kind.layer)(
            asked.rate, seed=asked.seed, **options
        )
        ones = np.ones(asked.shape)
    for _ in range(asked.call + 1):
        drawn = coins(ones, training=True).numpy()
    if asked.kind.name == TYPES:
        order = [asked.types.index(word) for word in asked.words]
        drawn = np.broadcast_to(drawn[:, order, None], asked.shape)
    return drawn == 0


def test_there_are_figures():
    assert len(BLOCKS) >= 8


@pytest.mark.parametrize(("page", "source"), BLOCKS)
def test_the_drawn_squares_are_the_zeros_of_keras(page, source):
    asked = block.read(source, TEXTS["words"])
    html = drawing.draw(asked, "name", TEXTS)
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
    html = drawing.draw(block.read(GOOD, TEXTS["words"]), "name", TEXTS)
    assert 'role="img" aria-labelledby="name-0-title"' in html
    assert '<title id="name-0-title">Dropout(0.2, seed=7)</title>' in html
    description = re.search(r'<desc id="name-0-desc">(.*?)</desc>', html)[1]
    assert "71 of 320 numbers are zero" in description
    assert "Zeros in each row: the 3, film 2, is 5" in description


def test_the_readme_counts_the_squares_of_its_picture():
    zeros = ~block.read(picture.BLOCK, TEXTS["words"]).keep
    assert f"{zeros.sum()} of {zeros.size} squares are hollow" in README


def test_one_timestep_and_one_feature_can_be_drawn():
    source = GOOD.replace("(1, 20, 16)", "(1, 1, 1)") + "\nwords: fun"
    html = drawing.draw(block.read(source, TEXTS["words"]), "name", TEXTS)
    assert html.count(f"h{drawing.CELL}v") == 1


def test_words_are_escaped():
    source = GOOD.replace("(1, 20, 16)", "(1, 1, 1)") + "\nwords: <b>"
    html = drawing.draw(block.read(source, TEXTS["words"]), "name", TEXTS)
    assert "<b>" not in html


def test_word_types_are_not_named_like_a_layer():
    source = GOOD.replace("kind: elements", "kind: types")
    html = drawing.draw(block.read(source, TEXTS["words"]), "name", TEXTS)
    assert "word types: Dropout(0.2, seed=7) on ones of (1, 15)</title>" in html


def test_a_figure_links_to_the_playground_where_the_sentence_is_that_of_the_site():
    drawn = drawing.draw(block.read(GOOD, TEXTS["words"]), "name", TEXTS)
    assert f'<a href="{drawing.PLAYGROUND}#layer=elements&amp;rate=0.2' in drawn
    for other in (f"{GOOD}\nlink: none", f"{GOOD}\nwords: " + "hm " * 20):
        drawn = drawing.draw(block.read(other, TEXTS["words"]), "name", TEXTS)
        assert "<a " not in drawn
