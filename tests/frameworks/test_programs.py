"""The playground's programs print its pictures: make test-frameworks."""

import subprocess
import sys
from pathlib import Path

import pytest
from written import check, programs

TESTS = Path(__file__).parents[1]
CHECK = "from written import *; [check(case) for case in programs({!r})]"


@pytest.mark.parametrize("framework", ["pytorch", "jax", "flax-linen", "flax-nnx"])
def test_every_program_prints_the_picture(framework):
    for case in programs(framework):
        check(case)


@pytest.mark.parametrize("framework", ["keras-jax", "keras-torch"])
def test_every_program_for_another_backend_prints_the_picture(framework):
    # A process has one backend.
    done = subprocess.run(
        [sys.executable, "-c", CHECK.format(framework)],
        cwd=TESTS,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
