"""The playground's programs print its pictures: make test-frameworks."""

import pytest
from written import check, programs


# Keras has one backend in a process, here torch; test_keras_jax.py runs the others.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@pytest.mark.parametrize(
    "framework", ["pytorch", "jax", "flax-linen", "flax-nnx", "keras-torch"]
)
def test_every_program_prints_the_picture(framework):
    for case in programs(framework):
        check(case)
