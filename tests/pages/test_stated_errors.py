"""A program may end in the error that it states, with its message, and in no other."""

import pytest
from stale_page import MEND, PAGE, PLAIN, run

from tools.pages import examples, refresh

FAILING = PAGE.replace("print(6 * 7)", 'print("before")\nint("seven")').replace(
    "```text", "<!-- ends in ValueError -->\n```text"
)
MESSAGE = "ValueError: invalid literal for int() with base 10: 'seven'"


def test_refresh_writes_the_message_of_a_stated_error(stale):
    stale.write_text(FAILING, "utf-8")
    assert refresh.refresh([stale]) == 1
    assert stale.read_text("utf-8") == FAILING.replace("stale", f"before\n{MESSAGE}")
    assert refresh.refresh([stale]) == 0
    assert run("pytest", *PLAIN, stale).returncode == 0


def test_a_message_is_shown_without_the_codes_of_a_terminal(stale):
    bold = FAILING.replace('int("seven")', r'raise ValueError("\033[1mno\033[0m!")')
    stale.write_text(bold, "utf-8")
    refresh.refresh([stale])
    (example,) = examples.examples(stale)
    assert example.output == "before\nValueError: no!\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<!-- ends in ValueError -->\n", "", "invalid literal"),
        ('int("seven")', "int(7)", "page.md:3: did not end in ValueError"),
        ('int("seven")', "int([])", "page.md:3: TypeError: int() argument"),
        ('int("seven")', "raise SystemExit", "page.md:3: SystemExit"),
        ('int("seven")', 'int("eight")', f"page.md:3: {MEND}"),
        ("before\nV", "V", f"page.md:3: {MEND}"),
        ("'seven'\n", "'seven'\nmore\n", f"page.md:3: {MEND}"),
    ],
)
def test_nothing_but_the_stated_error_and_its_message_passes(stale, old, new, said):
    right = FAILING.replace("stale", f"before\n{MESSAGE}")
    assert old in right
    stale.write_text(right.replace(old, new), "utf-8")
    done = run("pytest", *PLAIN, stale)
    assert done.returncode == 1
    assert said in done.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!-- ends in ValueError -->\n", ""),
        ("ValueError", "TypeError"),
        ("ValueError", "Exception"),
        ('int("seven")', "int(7)"),
    ],
)
def test_refresh_fills_no_error_but_the_stated_one(stale, old, new):
    text = FAILING.replace(old, new)
    assert text != FAILING
    stale.write_text(text, "utf-8")
    with pytest.raises(examples.ExampleError, match=r"page\.md:3: "):
        refresh.refresh([stale])
    assert stale.read_text("utf-8") == text
