"""Every number in the prose is printed, drawn or sourced."""

import pytest

from tools.checks import numbers
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
kind: elements
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
    return numbers.unproven(found, {"a.md": SNIPPET}, TEXTS, {})


def test_every_number_of_the_site_is_proven():
    assert not numbers.unproven(PAGES, SNIPPETS, TEXTS)


def test_the_site_has_numbers_to_prove():
    assert len(PAGES) >= 8
    assert all(numbers.prose(page).strip() for page in PAGES.values())
    assert numbers.proofs(PAGES["elements.md"], SNIPPETS, TEXTS)


@pytest.mark.parametrize(
    "prose",
    [
        "The sd is 7.16.",
        "There are 16,000 weights, or 16000, or 16 000, or 16&nbsp;000.",
        "That is 25 % or 0.25 of them, 25% in short, or 25 per cent.",
        "TensorFlow 2.21.0.",
        "About 12 of 20, at rate 0.5.",
        "Write `f(12345)`, `16000` of them.",
        "Of 320 numbers it drops 71." + FIGURE,
        "They report [12,345](https://example.org/paper).",
        "The sd is 7.16.\n\n[Proof: Other](https://example.org/12345).",
    ],
)
def test_a_proven_or_small_number_passes(prose):
    assert not unproven(prose + INCLUDE)


@pytest.mark.parametrize(
    ("prose", "number"),
    [
        ("The sd is 7.17.", "7.17"),
        ("There are 16,001 weights.", "16,001"),
        ("That is 5% of them.", "5%"),
        ("About 17 per cent.", "17 per cent"),
        ("About 99‰.", "99‰"),
        ("It is 2 ± 1.", "± 1"),
        ("It is 5 +/- 7.", "+/- 7"),
        ("TensorFlow 2.20.0.", "2.20.0"),
        ("A chance of 6.62e-12.", "6.62e-12"),
        ("About .7123 of them.", ".7123"),
        ("It takes 713ms, and the 12345th is 7123x faster.", "713"),
        ("The 12345th one.", "12345"),
        ("All 10 000 of them.", "10 000"),
        ("All 10&nbsp;000 of them.", "10\u00a0000"),
        ("| [a](https://example.org) | 1 |\n| --- | --- |\n| b | 123 |", "123"),
        ("[page](other.md) says 345.", "345"),
        (FIGURE.replace("Here 71", "Here 999"), "999"),
    ],
)
def test_an_unproven_number_is_named_with_its_line(prose, number):
    page = f"# Title\n\n{prose}{INCLUDE}"
    written = number.replace("\u00a0", "&nbsp;")
    line = page[: page.index(written)].count("\n") + 1
    assert unproven(page)[0].startswith(
        f"docs/en/page.md:{line}: {number} is printed by no example"
    )


def test_a_linked_page_proves_what_it_prints():
    other = "x" + INCLUDE
    assert not unproven("The sd is 7.16, [see](other.md#x).", other=other)
    below = "The sd is 7.16.\n\n[Proof: Other](other.md#x)"
    assert not unproven(below, other=other)
    assert unproven(below.replace("Proof: Other", "other"), other=other)


def test_an_exception_needs_a_use():
    exceptions = {("page.md", "1234"): "a reason"}
    assert not numbers.unproven({"page.md": "It is 1234."}, {}, TEXTS, exceptions)
    (unused,) = numbers.unproven({"page.md": "Nothing."}, {}, TEXTS, exceptions)
    assert "not needed" in unused
