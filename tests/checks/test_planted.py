"""Every mistake that a file of this project can hold is named, with file and line."""

import pytest
from planting import (
    DRAWN,
    MANUAL,
    PAGES,
    PROGRAMS,
    README,
    SNIPPETS,
    Build,
    Kind,
    figures,
    sections,
    unproven,
)

from tools.checks import guards

FENCE = r"^```(python|js)$"
COMMENT = "<!--pytest-codeblocks:expected-output-->"
OUTPUT = r"^(```text\n(?:.*\n)*?```$)"
EXAMPLE = f"```python\nprint(2)\n```\n\n{COMMENT}\n```text\n2\n```\n"
SECTION = r"^<!-- --8<-- \[start:(.*)\] -->\n((?:.*\n)*?)<!-- --8<-- \[end:\1\] -->$"
NAMED = r"<!-- --8<-- [start:{0}] -->\n\2<!-- --8<-- [end:{0}] -->"
BLOCK = r"^```mask\n((?:.+\n)*?)"
END = r"\Z"

# Nothing runs these, or a shell does.
FENCES = """```py
```Python
```python3
```python title="a.py"
``` python
```{.python}
```{ .python .copy }
```ipython
```sh
```bash
```
~~~python
~~~
    ```python
 ```python
- ```python
> ```python
1. ```python"""
# What these say to pytest-codeblocks makes it skip, join or loosen a program.
DIRECTIVES = """<!--pytest-codeblocks:skip-->
<!--pytest-codeblocks:skipif(True)-->
<!--pytest-codeblocks:cont-->
<!--pytest-codeblocks:importorskip(torch)-->
<!--pytest-codeblocks:expect-error-->
<!--pytest-codeblocks:expected-output-ignore-whitespace-->
<!--- pytest-codeblocks:skip -->
<!--pytest.mark.skip-->
<!--pytest.mark.xfail-->"""
# How else a program can lose its output, or its output the comparison: what the message
# must say, what is replaced, by what.
PARTS = {
    "an empty file": ("no example at all", r"(?s)\A.*\Z", "¶"),
    "a file skipped": ("skipfile", r"\A", "¶<!--pytest-codeblocks:skipfile-->\n"),
    "no empty line": ("write an empty line", f"^\n{COMMENT}", f"¶{COMMENT}"),
    "no comment": (f"write {COMMENT}", f"^{COMMENT}\n", "¶"),
    "no output": ("write ```text", OUTPUT, "¶The end."),
    "an output in another fence": ("write ```text", "^```text$", "¶```console"),
    "spaces not compared": (
        "-ignore-whitespace",
        f"^{COMMENT[:-3]}",
        f"¶{COMMENT[:-3]}-ignore-whitespace",
    ),
    "two outputs": (COMMENT, OUTPUT, rf"\1\n¶{COMMENT}\n```text\n2\n```"),
    "two programs, one output": (
        f"write {COMMENT}",
        FENCE,
        r"```\1\nprint(2)\n```\n\n¶```\1",
    ),
    "code from elsewhere": ("--8<--", FENCE, '```\\1\n¶--8<-- "about.md"'),
    "an output in the code": ("below the code", FENCE, "```\\1\n¶    ```text"),
}
# Markdown shows these as they stand.
BLOCKS = """```masks
    ```mask
 ```mask
- ```mask
> ```mask
~~~mask
``` mask
```mask title
````mask
```python
```text
```
~~~
<!--pytest-codeblocks:skip-->"""
# These include nothing, or what no guard has read.
INCLUDES = """--8<-- "about.md:planted"
--8<-- "about.md"
-8<- "about.md:version"
---8<--- "about.md:version"
--8<--"""
NUMBERS = {
    "front matter": (r"\A---$", r"---\n¶planted: 910111"),
    "a heading": (END, r"\n¶## The 910111 { #planted }\n"),
    "a sentence": (END, r"\nOne.\n¶There are 910,111 of them.\n"),
    "a number as code": (END, r"\n¶There are `910111`.\n"),
    "a share": (END, r"\n¶That is 91.0111 % of them.\n"),
    "a deviation": (END, r"\n¶It is 910111.0 ± 1.\n"),
    "a row of a table": (END, r"\n| a |\n| --- |\n¶| 910111 |\n"),
    "an item of a list": (END, r"\n- one\n¶- 910111\n"),
}


def kinds(build: Build) -> list[Kind]:
    """Every kind of mistake."""
    programs, pages = guards.programs, guards.pages
    python = {k: v for k, v in PROGRAMS.items() if k != guards.JAVASCRIPT}
    blocks = {k: v for k, v in DRAWN.items() if k in PAGES}
    fences = [
        Kind(fence, PROGRAMS, programs, "write ```python", FENCE, f"¶{fence}")
        for fence in FENCES.splitlines()
    ]
    directives = [
        Kind(text, PROGRAMS, programs, text, FENCE, f"¶{text}\n```\\1")
        for text in DIRECTIVES.splitlines()
    ]
    parts = [Kind(name, PROGRAMS, programs, *part) for name, part in PARTS.items()]
    shown = [
        Kind(text, PAGES, pages, text.strip(), END, f"\n¶{text}\n```\n")
        for text in BLOCKS.splitlines()
    ]
    claims = [
        Kind(name, PAGES, unproven, ": 91", *claim) for name, claim in NUMBERS.items()
    ]
    return [
        *(*fences, *directives, *parts, *shown, *claims),
        Kind("js", python, programs, "in python", FENCE, "¶```js"),
        Kind("an indented line", README, guards.indented, "", END, "\n¶    print(2)\n"),
        Kind("a program", MANUAL, guards.manuals, "```python", END, f"\n¶{EXAMPLE}"),
        Kind("~~~", MANUAL, guards.manuals, "```python", END, "\n¶~~~python\n~~~\n"),
        Kind("no end", SNIPPETS, programs, "[end:", r"^<!-- --8<-- \[end.*\n", "¶"),
        Kind(
            *("a section unread", SNIPPETS, sections, "is on no page"),
            *(SECTION, "¶" + NAMED.format("planted")),
        ),
        Kind(
            *("a section twice", SNIPPETS, sections, "is there twice"),
            *(SECTION, r"\g<0>\n\n¶" + NAMED.format(r"\1")),
        ),
        Kind(
            *("a program in no section", SNIPPETS, sections, "outside of a section"),
            *(END, f"\n¶{EXAMPLE}"),
        ),
        Kind(
            *("a long program", PROGRAMS, guards.lengths, "code has"),
            *(FENCE, "¶```\\1\n" + "pass\n" * 40),
        ),
        Kind(
            *("a long output", PROGRAMS, guards.lengths, "output has"),
            *(
                r"(^```(?:python|js)\n(?:.*\n)*?)```text\n",
                "¶\\1```text\n" + "1\n" * 21,
            ),
        ),
        Kind(
            *("a number in a caption", blocks, unproven, ": 910111"),
            *(BLOCK + "caption:", r"```mask\n\1¶caption: 910111"),
            every=True,
        ),
        Kind(
            *("another seed", DRAWN, figures, "seed=4242"),
            *(BLOCK + "seed: .*", r"¶```mask\n\1seed: 4242"),
            every=True,
        ),
        Kind(
            *("a wrong key", blocks, build, "unknown key 'captoin'"),
            *(BLOCK + "caption:", r"```mask\n\1¶captoin:"),
            every=True,
            place="{page}:{line}: ",
        ),
        Kind(
            *("a value with a comment", blocks, build, "# why"),
            *(BLOCK + "(seed: .*)", r"```mask\n\1¶\2 # why"),
            every=True,
            place="{page}:{line}: ",
        ),
        *(
            Kind(
                *(text, PAGES, build, "names no section", END, f"\n¶{text}\n"),
                place="{page}:{line}: ",
            )
            for text in INCLUDES.splitlines()
        ),
        Kind(
            *("a missing page", PAGES, build, "a link 'planted.md'"),
            *(END, "\n¶[planted](planted.md)\n"),
            place="'{page}'",
        ),
        Kind(
            *("a missing anchor", PAGES, build, "a link '#planted'"),
            *(END, "\n¶[planted](#planted)\n"),
            place="'{page}'",
        ),
        Kind(
            *("a missing anchor elsewhere", PAGES, build, "'about.md#planted'"),
            *(END, "\n¶[planted](about.md#planted)\n"),
            place="'{page}'",
        ),
    ]


@pytest.fixture(scope="module")
def build() -> Build:
    """What a build says."""
    return Build()


def test_every_planted_mistake_is_named(build):
    assert build.of_all == []
    found = [survivor for kind in kinds(build) for survivor in kind.judged()]
    survivors = "\n".join(filter(None, found))
    assert not survivors, survivors
    assert len(found) >= 1000
