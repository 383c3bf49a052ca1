"""The guards pass on this project and fail on each way around them."""

import pytest

from tools.checks import guards
from tools.pages.examples import files, framework_files
from tools.project import ROOT

EXECUTED = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in files()}
FRAMEWORKS = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in framework_files()}
JAVASCRIPT = {k: v for k, v in FRAMEWORKS.items() if "```js\n" in v}
PYTHON = {k: v for k, v in FRAMEWORKS.items() if k not in JAVASCRIPT}
SNIPPETS = {k: v for k, v in EXECUTED.items() if k != "README.md"}
MANUAL = {"CONTRIBUTING.md": (ROOT / "CONTRIBUTING.md").read_text("utf-8")}
PAGES = {
    str(p.relative_to(ROOT)): p.read_text("utf-8")
    for p in sorted((ROOT / "docs").rglob("*.md"))
}
GOOD = """<!-- --8<-- [start:one] -->
```python
print(1)
```

<!--pytest-codeblocks:expected-output-->
```text
1
```
<!-- --8<-- [end:one] -->
"""
INCLUDED = {"docs/en/page.md": '# Page\n\n--8<-- "a.md:one"\n'}


def test_the_corpus_is_not_empty():
    assert len(SNIPPETS) >= 8
    assert len(PAGES) >= 8
    assert len(PYTHON) >= 2
    assert len(JAVASCRIPT) >= 1
    assert list(guards.openers(MANUAL["CONTRIBUTING.md"]))


def test_every_fence_of_the_snippets_is_executed_or_compared():
    assert not guards.fences({**SNIPPETS, **PYTHON}, guards.EXECUTED)
    assert not guards.fences(JAVASCRIPT, guards.JAVASCRIPT)
    assert not guards.uncompared({**SNIPPETS, **FRAMEWORKS})


def test_every_python_fence_is_executed():
    assert not guards.uncollected({**EXECUTED, **FRAMEWORKS})
    assert not guards.directives({**EXECUTED, **FRAMEWORKS, **PAGES})


def test_no_page_has_a_python_fence_of_its_own():
    assert not guards.fences(PAGES, guards.PAGE)


def test_the_readme_shows_only_commands_and_its_example():
    readme = {"README.md": EXECUTED["README.md"]}
    assert not guards.fences(readme, guards.README)
    assert not guards.uncompared(readme, {"```console"})
    assert not guards.indented(readme)


def test_the_manual_shows_only_commands_and_markdown():
    assert not guards.fences(MANUAL, guards.CONTRIBUTING)


def test_every_section_is_on_a_page():
    assert not guards.sections({**SNIPPETS, **FRAMEWORKS}, PAGES)


def test_every_example_can_be_read_at_a_glance():
    assert not guards.lengths({**EXECUTED, **FRAMEWORKS})


def test_a_good_file_passes_every_guard():
    good = {"snippets/a.md": GOOD}
    assert not guards.fences(good, guards.EXECUTED)
    assert not guards.directives(good)
    assert not guards.uncompared(good)
    assert not guards.uncollected(good)
    assert not guards.sections(good, INCLUDED)
    assert not guards.lengths(good)


@pytest.mark.parametrize(
    "fence",
    [
        "```py",
        "```Python",
        "```python3",
        '```python title="a.py"',
        "``` python",
        "```{.python}",
        "```{ .python .copy }",
        "~~~python",
        "~~~",
        "```",
        "```sh",
        "```bash",
        "```ipython",
        "    ```py",
        "- ```py",
        "> ```py",
        "1. ```py",
    ],
)
def test_a_fence_that_would_not_run_fails(fence):
    mark = "~~~" if "~" in fence else "```"
    text = f"{GOOD}\n{fence}\nprint(2)\n{mark}\n"
    problems = guards.fences({"snippets/a.md": text}, guards.EXECUTED)
    assert len(problems) == 1
    assert problems[0].startswith("snippets/a.md:12: fence ")


@pytest.mark.parametrize("fence", ["```python", "    ```python", "~~~python"])
def test_a_page_with_a_python_fence_fails(fence):
    text = f"# Page\n\n{fence}\nprint(1)\n{fence[:-6]}\n"
    assert guards.fences({"docs/en/page.md": text}, guards.PAGE)


@pytest.mark.parametrize(
    "comment",
    [
        "<!--pytest-codeblocks:skip-->",
        "<!--pytest-codeblocks:skipfile-->",
        "<!--pytest-codeblocks:skipif(True)-->",
        "<!--pytest-codeblocks:cont-->",
        "<!--pytest-codeblocks:importorskip(torch)-->",
        "<!--pytest-codeblocks:expect-error-->",
        "<!--pytest-codeblocks:expected-output-ignore-whitespace-->",
        "<!--- pytest-codeblocks:skip -->",
        "<!--pytest.mark.skip-->",
        "<!--pytest.mark.xfail-->",
    ],
)
def test_a_comment_that_loosens_the_comparison_fails(comment):
    assert guards.directives({"snippets/a.md": f"{comment}\n{GOOD}"})


@pytest.mark.parametrize(
    "text",
    [
        "> ```mask\n> layer: x\n\n```python\nprint(1)\n```\n",
        "```mask\n```python\nprint(1)\n```\n",
        "```mask\nlayer: x\n",
        "```console\n>>> print(1)\n```\n",
    ],
)
def test_a_fence_that_hides_another_fails(text):
    assert guards.fences({"docs/en/page.md": text}, guards.PAGE)


@pytest.mark.parametrize(
    "text", ["\n```text\n64 of 320\n```\n", "\n```console\n", "\n    print(64)\n"]
)
def test_a_readme_that_shows_more_than_its_example_fails(text):
    readme = {"README.md": GOOD + text}
    assert (
        guards.fences(readme, guards.README)
        + guards.uncompared(readme, {"```console"})
        + guards.indented(readme)
    )


@pytest.mark.parametrize(
    "line", ['-8<- "a.md:one"', '--8<-- "a.md"', '---8<--- "extra.txt"', "--8<--"]
)
def test_an_include_written_in_another_way_fails(line):
    pages = {**INCLUDED, "docs/en/other.md": f"# Page\n\n{line}\n"}
    problems = guards.sections({"snippets/a.md": GOOD}, pages)
    assert problems == [
        f'docs/en/other.md:3: {line}; expected --8<-- "file.md:section"'
    ]


def test_a_program_without_output_fails():
    lone = "```python\nprint(2)\n```\n"
    assert guards.uncompared({"snippets/a.md": GOOD + "\n" + lone})
    assert guards.uncollected({"snippets/a.md": GOOD + "\n" + lone})


def test_an_output_without_the_comparing_comment_fails():
    text = GOOD.replace("<!--pytest-codeblocks:expected-output-->\n", "")
    assert guards.uncompared({"snippets/a.md": text})


def test_an_output_that_stands_alone_fails():
    assert guards.uncompared({"snippets/a.md": GOOD + "\n```text\n2\n```\n"})


def test_an_indented_program_fails():
    text = GOOD + "\n- item\n\n    ```python\n    print(2)\n    ```\n"
    assert guards.uncompared({"snippets/a.md": text})


def test_an_empty_file_fails():
    assert guards.uncollected({"snippets/a.md": "# Nothing\n"})


def test_a_section_on_no_page_fails():
    problems = guards.sections({"snippets/a.md": GOOD}, {"docs/en/page.md": "# Page\n"})
    assert problems == [
        "snippets/a.md: section one is on no page; include or remove it"
    ]


def test_an_include_without_a_section_fails():
    pages = {"docs/en/page.md": '--8<-- "a.md:one"\n--8<-- "a.md:two"\n'}
    assert "section two" in guards.sections({"snippets/a.md": GOOD}, pages)[0]


def test_an_example_outside_of_a_section_fails():
    bare = GOOD.split("\n", 1)[1].rsplit("<!-- --8<--", 1)[0]
    problems = guards.sections({"snippets/a.md": GOOD + "\n" + bare}, INCLUDED)
    assert "outside of a section" in problems[0]


def test_a_section_defined_twice_fails():
    problems = guards.sections({"snippets/a.md": GOOD + GOOD}, INCLUDED)
    assert "section one twice" in problems[0]


def test_a_long_program_or_output_fails():
    program = GOOD.replace("print(1)\n", "print(1)\n" * 41)
    assert "code has 41 lines" in guards.lengths({"a.md": program})[0]
    output = GOOD.replace("```text\n1\n", "```text\n" + "1\n" * 22)
    assert "output has 22 lines" in guards.lengths({"a.md": output})[0]
