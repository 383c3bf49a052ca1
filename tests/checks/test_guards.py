"""Nothing in this project escapes execution or comparison."""

import pytest
from planting import DRAWN, MANUAL, PAGES, PROGRAMS, SNIPPETS, figures

from tools.checks import guards
from tools.project import ROOT

# Those of every language.
DOCS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "docs").rglob("*.md")
}


def test_the_corpus_is_not_empty():
    assert len(SNIPPETS) >= 14
    assert len(PAGES) >= 12
    assert len(DRAWN) >= 3
    assert DOCS.keys() >= PAGES.keys()


@pytest.mark.parametrize(
    ("guard", "files"),
    [
        (guards.programs, PROGRAMS),
        (guards.pages, DOCS),
        (guards.manuals, MANUAL),
        (guards.lengths, PROGRAMS),
        (figures, DRAWN),
    ],
)
def test_a_guard_finds_nothing(guard, files):
    assert guard(files) == []


def test_every_section_is_on_a_page():
    assert guards.sections(SNIPPETS, DOCS) == []


@pytest.mark.parametrize(
    "page",
    [
        "```mask\n```python\nprint(1)\n```\n",
        "> ```mask\n> kind: x\n\n```python\nprint(1)\n```\n",
        "```mask\nkind: x\n",
    ],
)
def test_a_fence_that_hides_another_is_named(page):
    assert guards.pages({"docs/en/page.md": page})


def test_a_figure_of_an_array_that_a_page_prints_is_compared_square_by_square():
    text = "```mask\nkind: {}\nrate: 0.5\nseed: 7\nshape: (3, 3, 4)\nwords: a b c\n"
    include = '--8<-- "{}"\n'.format
    page = text.format("elements") + "caption: x\n```\n" + include("elements.md:small")
    assert figures({"docs/en/page.md": page}) == []
    # Another call drops other numbers; their counts are among those printed.
    other = page.replace("caption", "call: 13\ncaption")
    ((problem),) = figures({"docs/en/page.md": other})
    assert "prints the zeros of its samples" in problem
