"""Every number in the prose is printed, drawn or sourced."""

import pytest

from tools.checks import numbers as numbers_guard
from tools.pages.corpus import figure_texts, pages, snippets

PAGES, SNIPPETS, TEXTS = pages(), snippets(), figure_texts()
SNIPPET = """<!-- --8<-- [start:one] -->
```python
print(7.16, 16000, 0.25, "2.21.0")
```

<!--pytest-codeblocks:expected-output-->
```text
7.16 16000 0.25 2.21.0
```
<!-- --8<-- [end:one] -->
"""
FIGURE = """
```mask
layer: Dropout
rate: 0.2
seed: 7
shape: (1, 20, 16)
caption: Here 71 of 320 are zero.
```
"""
INCLUDE = '\n\n--8<-- "a.md:one"\n'


def unproven(page: str, **others: str) -> list[str]:
    """What the guard says about one page beside others."""
    found = {"page.md": page, **{f"{k}.md": v for k, v in others.items()}}
    return numbers_guard.unproven(found, {"a.md": SNIPPET}, TEXTS, {})


def test_every_number_of_the_site_is_proven():
    assert not numbers_guard.unproven(PAGES, SNIPPETS, TEXTS)


def test_the_site_has_numbers_to_prove():
    assert len(PAGES) >= 8
    assert all(numbers_guard.paragraphs(page) for page in PAGES.values())
    assert numbers_guard.values(numbers_guard.outputs(PAGES["elements.md"], SNIPPETS))


@pytest.mark.parametrize(
    "prose",
    [
        "The sd is 7.16.",
        "There are 16,000 weights, or 16000.",
        "That is 25 % or 0.25 of them, 25% in short.",
        "TensorFlow 2.21.0.",
        "About 12 of 20, at rate 0.5.",
        "Write `f(12345)`.",
        "`16000` of them.",
        "16 000 of them, or 16&nbsp;000.",
        "That is 25 per cent.",
    ],
)
def test_a_proven_or_small_number_passes(prose):
    assert not unproven(prose + INCLUDE)


@pytest.mark.parametrize(
    ("prose", "number"),
    [
        ("The sd is 7.17.", "7.17"),
        ("There are 16,001 weights.", "16,001"),
        ("That is 26 % of them.", "26 %"),
        ("That is 5% of them.", "5%"),
        ("It is 2 ± 1.", "± 1"),
        ("TensorFlow 2.20.0.", "2.20.0"),
        ("A chance of 6.62e-12.", "6.62e-12"),
        ("| cell | 123 |", "123"),
        ("| [a](https://example.org) | 1 |\n| --- | --- |\n| b | 123 |", "123"),
        ("Drops `71234` numbers.", "71234"),
        ("It takes 713ms.", "713"),
        ("It is 7123x faster.", "7123"),
        ("About 5 percent.", "5 percent"),
        ("About 17 per cent.", "17 per cent"),
        ("About 99‰.", "99‰"),
        ("About .7123 of them.", ".7123"),
        ("The 12345th one.", "12345"),
        ("All 10 000 of them.", "10 000"),
        ("All 10&nbsp;000 of them.", "10\u00a0000"),
        ("It is 5 +/- 7.", "+/- 7"),
        ("## A heading with 456 { #heading }", "456"),
        ("---\ndescription: says 789\n---", "789"),
        ("[page](other.md) says 345.", "345"),
        ("```mask\ncaption: 999\n```", "999"),
    ],
)
def test_an_unproven_number_fails_with_its_place(prose, number):
    page = (
        f"# Title\n\n{prose}{INCLUDE}"
        if "```" not in prose
        else FIGURE.replace("Here 71", "Here 999")
    )
    problems = unproven(page)
    assert len(problems) == 1
    assert f": {number} is printed by no example" in problems[0]
    assert problems[0].startswith("docs/en/page.md:")


def test_a_figure_proves_its_counts():
    assert not unproven("Of 320 numbers it drops 71." + FIGURE)


def test_an_external_link_is_a_source():
    assert not unproven("They report [12,345](https://example.org/paper).")


def test_a_linked_page_proves_what_it_prints():
    assert not unproven("The sd is 7.16, [see](other.md#x).", other="x" + INCLUDE)


def test_sources_below_a_paragraph_are_its_own():
    below = "The sd is 7.16.\n\n[Proof: Other](other.md#x)"
    assert not unproven(below, other="x" + INCLUDE)
    assert unproven(below.replace("Proof: Other", "other"), other="x" + INCLUDE)


def test_an_exception_needs_a_use():
    exceptions = {("page.md", "1234"): "a reason"}
    used = {"page.md": "It is 1234."}
    assert not numbers_guard.unproven(used, {}, TEXTS, exceptions)
    unused = {"page.md": "Nothing."}
    assert "not needed" in numbers_guard.unproven(unused, {}, TEXTS, exceptions)[0]
