"""What several tests of examples need."""

from pathlib import Path

import pytest
from stale_page import PAGE


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """A file with one example whose output is stale."""
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    return path
