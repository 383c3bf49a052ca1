"""Set TensorFlow up before any block of Markdown loads it; at the root to reach all."""

import os

import pytest

from tools.project import ENVIRONMENT

os.environ.update(ENVIRONMENT)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what a run of everything leaves out."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    left = (
        "what is published, read in all ways: left to make test-site\n"
        "examples in PyTorch and Flax: left to make test-frameworks"
    )
    return left if whole else None
