"""Nothing in this project escapes execution or comparison."""

import pytest
from planting import DRAWN, MANUAL, PAGES, PROGRAMS, README, SNIPPETS, figures, sections

from tools.checks import guards


def test_the_corpus_is_not_empty():
    assert len(SNIPPETS) >= 14
    assert len(PAGES) >= 12
    assert len(DRAWN) >= 6


@pytest.mark.parametrize(
    ("guard", "files"),
    [
        (guards.programs, PROGRAMS),
        (guards.pages, PAGES),
        (guards.manuals, MANUAL),
        (guards.indented, README),
        (guards.lengths, PROGRAMS),
        (sections, SNIPPETS),
        (figures, DRAWN),
    ],
)
def test_a_guard_finds_nothing(guard, files):
    assert list(guard(files)) == []


@pytest.mark.parametrize(
    "page",
    [
        "```mask\n```python\nprint(1)\n```\n",
        "> ```mask\n> layer: x\n\n```python\nprint(1)\n```\n",
        "```mask\nlayer: x\n",
    ],
)
def test_a_fence_that_hides_another_is_named(page):
    assert guards.pages({"docs/en/page.md": page})
