"""A block of a figure is read and checked, line by line."""

import pytest

from tools.figures import block
from tools.pages.corpus import figure_texts
from tools.pages.picture import BLOCK as GOOD

TEXTS = figure_texts()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kind: elements", "kind: Drop", 0, "kind is 'Drop'; expected one of"),
        ("rate: 0.2", "rate: 1.0", 1, r"rate is '1.0'; expected a number in \[0, 1\)"),
        ("rate: 0.2", "rate: -0.1", 1, "rate is '-0.1'"),
        ("rate: 0.2", "rate: nan", 1, "rate is 'nan'"),
        ("rate: 0.2", "rate: True", 1, "rate is 'True'"),
        ("seed: 7", "seed: 7.5", 2, "seed is '7.5'; expected a whole number"),
        ("(1, 20, 16)", "(1, 20)", 3, r"shape is '\(1, 20\)'; expected \(batch"),
        ("(1, 20, 16)", "(1, 20, 41)", 3, "at most"),
        ("(1, 20, 16)", "(1, 5, 16)", 3, "5 timesteps and there are 20 words"),
        ("seed: 7", "sed: 7", 2, "unknown key 'sed'; expected one of kind"),
        ("seed: 7", "seed 7", 2, "unknown key 'seed 7'"),
        ("seed: 7", "rate: 0.3", 2, "rate is given twice"),
        ("seed: 7", "call: -1", 2, "call is '-1'"),
        ("seed: 7\n", "", 0, "seed is missing; add a line 'seed: ...'"),
        ("elements", "own\nnoise_shape: (1, 1)", 1, "must have 3 entries"),
        ("elements", "own\nnoise_shape: (2, 1, 1)", 1, "must be None, 1 or the size"),
        ("elements", "own\nnoise_shape: 1", 1, "noise_shape is '1'; expected"),
        ("elements", "own\nnoise_shape: ()", 1, "must have 3 entries"),
        ("elements", "columns\nnoise_shape: (1, 1, 1)", 1, "does not go with columns"),
        ("elements", "own", 0, "kind: own needs a noise_shape"),
        ("seed: 7", "seed: 7 # why", 2, "seed is '7 # why'; expected a whole number"),
        ("seed: 7", "link: no\nseed: 7", 2, "link is 'no'; expected none"),
        ("caption", "words: one two\ncaption", 4, "20 timesteps and there are 2"),
    ],
)
def test_a_wrong_block_is_named_with_its_line(old, new, line, message):
    with pytest.raises(block.BlockError, match=message) as caught:
        block.read(GOOD.replace(old, new, 1), TEXTS["words"])
    assert caught.value.line == line


def test_an_own_noise_shape_is_written_into_the_program():
    own = GOOD.replace("elements", "own\nnoise_shape: (None, 1, 1)")
    asked = block.read(own, TEXTS["words"])
    assert asked.expression == "Dropout(0.2, noise_shape=(None, 1, 1), seed=7)"
    assert asked.drawn_shape == (1, 1, 1)
