"""A message that is pasted into the search leads to its section."""

import pytest
from playwright.sync_api import Page
from searching import ask
from waiting import wait_until

from tools.pages.corpus import pages

# Two are not here: of "x.dtype must be" and "A KerasTensor cannot", words such as "a"
# and "as" lead to questions first. With a greater boost "3.0.5" would lead here.
MESSAGES = {
    "ValueError: Invalid value received for argument `rate`. Expected a float value": (
        "rate"
    ),
    "'<=' not supported between instances of 'int' and 'str'": "rate-type",
    "AttributeError: 'Dropout' object has no attribute 'seed_generator'": (
        "seed-generator"
    ),
    "ValueError: Argument `seed` must be an integer. Received: seed=944": "seed-type",
    "incompatible with the layer: expected ndim=3, found ndim=2.": "ndim",
    "Argument `input_length` is deprecated. Just remove it.": "input-length",
    # The question of the same words comes first.
    "Unrecognized keyword arguments passed to Embedding: {'input_length'": (
        "q-input-length"
    ),
    "InvalidArgumentError: indices[0,4] = 10 is not in [0, 10)": "indices",
    "does not support masking and will therefore destroy the mask information": "mask",
    "Only instances of `keras.Layer` can be added to a Sequential model": "instances",
    "tf.function only supports singleton tf.Variables created": "singleton",
    "Layer lstm will not use cuDNN kernels since it doesn't meet": "cudnn-keras-2",
    "use_cudnn=True was specified, but cuDNN is not supported": "cudnn",
    "Could not locate class 'Rows'. Make sure custom classes are decorated": "locate",
    "Got an unexpected keyword argument 'keep_prob'": "keep-prob",
    "dropout probability has to be between 0 and 1, but got 20": "torch-rate",
    "dropout option adds dropout after all but last recurrent layer": (
        "torch-one-layer"
    ),
    "dropout(): argument 'input' (position 1) must be Tensor, not tuple": (
        "torch-tensor"
    ),
    "result type Float can't be cast to the desired output type Long": (
        "torch-integers"
    ),
    "variables needed for gradient computation has been modified by an inplace": (
        "torch-inplace"
    ),
    "IndexError: index out of range in self": "torch-indices",
    'flax.errors.InvalidRngError: Dropout_0 needs PRNG for "dropout"': "flax-key",
}


def test_every_message_that_is_tried_has_a_section():
    assert MESSAGES
    for section in MESSAGES.values():
        assert any(f"{{ #{section} }}" in page for page in pages().values())


@pytest.mark.parametrize(("message", "section"), MESSAGES.items())
def test_a_pasted_message_is_among_the_first_results(
    search_page: Page, message: str, section: str
) -> None:
    ask(search_page, message)
    # The first result is the page itself.
    wait_until(
        search_page,
        """section => [...document.querySelectorAll("a.md-search-result__link")]
            .slice(0, 5).some(link => link.hash === "#" + section)""",
        arg=section,
    )
