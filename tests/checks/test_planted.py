"""Every mistake that a file of this project can hold is named, with file and line."""

from planting import (
    DRAWN,
    MANUAL,
    PAGES,
    PROGRAMS,
    SNIPPETS,
    Build,
    Planting,
    figures,
    sections,
    unproven,
)

from tools.checks import guards
from tools.pages.examples import JAVASCRIPT, name_of

END = r"\Z"
FENCE = r"^```(python|js)$"
COMMENT = "<!--pytest-codeblocks:expected-output-->"
OUTPUT = r"^(```text\n(?:.*\n)*?```$)"
EXAMPLE = f"```python\nprint(2)\n```\n\n{COMMENT}\n```text\n2\n```\n"
SECTION = r"^<!-- --8<-- \[start:(.*)\] -->\n((?:.*\n)*?)<!-- --8<-- \[end:\1\] -->$"
NAMED = r"<!-- --8<-- [start:{0}] -->\n\2<!-- --8<-- [end:{0}] -->"
BLOCK = r"^```mask\n((?:.+\n)*?)"
SHAPE = "is part of no program with its output; write "

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
# With these pytest-codeblocks skips, joins or loosens a program.
DIRECTIVES = """<!--pytest-codeblocks:skip-->
<!--pytest-codeblocks:skipif(True)-->
<!--pytest-codeblocks:cont-->
<!--pytest-codeblocks:importorskip(torch)-->
<!--pytest-codeblocks:expect-error-->
<!--pytest-codeblocks:expected-output-ignore-whitespace-->
<!--- pytest-codeblocks:skip -->
<!--pytest.mark.skip-->
<!--pytest.mark.xfail-->"""
ESCAPES = {
    **{
        fence: (f"{fence.strip()!r} {SHAPE}```python", FENCE, f"¶{fence}")
        for fence in FENCES.splitlines()
    },
    **{
        text: (f"{text!r} {SHAPE}```python", FENCE, f"¶{text}\n```\\1")
        for text in DIRECTIVES.splitlines()
    },
    "an empty file": ("no example at all", r"(?s)\A.*\Z", "¶"),
    "a file skipped": ("skipfile", r"\A", "¶<!--pytest-codeblocks:skipfile-->\n"),
    "a program alone": (f"{SHAPE}an empty", END, "\n```python\nprint(2)\n```\n¶"),
    "no empty line": (f"{SHAPE}an empty line", f"^\n{COMMENT}", f"¶{COMMENT}"),
    "no comment": (f"{SHAPE}{COMMENT}", f"^{COMMENT}\n", "¶"),
    "no output": (f"{SHAPE}```text", OUTPUT, "¶The end."),
    "an output as console": (f"{SHAPE}```text", "^```text$", "¶```console"),
    "no name of an error": (
        f"{SHAPE}```text",
        f"^{COMMENT}$",
        f"{COMMENT}\n¶<!-- ends in an error -->",
    ),
    "an indented line": (f"'print(2)' {SHAPE}```python", END, "\n¶    print(2)\n"),
    "an output alone": (f"{SHAPE}```python", END, "\n¶```text\n2\n```\n"),
    "two outputs": (f"{COMMENT}' {SHAPE}", OUTPUT, rf"\1\n¶{COMMENT}\n```text\n```"),
    "two programs": (f"{SHAPE}{COMMENT}", FENCE, "```\\1\nprint(2)\n```\n\n¶```\\1"),
    "code from elsewhere": (SHAPE, FENCE, '```\\1\n¶--8<-- "about.md"'),
    "a fence in the code": (f"{SHAPE}``` below", FENCE, "```\\1\n¶    ```text"),
    "spaces not compared": (
        SHAPE,
        f"^{COMMENT[:-3]}",
        f"¶{COMMENT[:-3]}-ignore-whitespace",
    ),
}
UP_TO_OUTPUT = r"(^```(?:python|js)\n(?:.*\n)*?```text\n)"
LENGTHS = {
    "a long program": ("code has", FENCE, "¶```\\1\n" + "pass\n" * 40),
    "a long output": ("output has", UP_TO_OUTPUT, "¶\\1" + "x\n" * 21),
    "no output": ("output has 0", UP_TO_OUTPUT + r"(?:.*\n)*?```$", "¶\\1```"),
}
SECTIONS = {
    "unread": ("is on no page", SECTION, "¶" + NAMED.format("planted")),
    "twice": ("is there twice", SECTION, r"\g<0>\n\n¶" + NAMED.format(r"\1")),
    "none": ("outside of a section", END, f"\n¶{EXAMPLE}"),
}
# Markdown shows these as they stand.
SHOWN = """```masks
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
BLOCKS = {
    text: (f"{text.strip()!r} is no block", END, f"\n¶{text}\n```\n")
    for text in SHOWN.splitlines()
}
CLAIMS = {
    "front matter": (": 910111 is", r"\A---$", r"---\n¶planted: 910111"),
    "a heading": (": 910111 is", END, r"\n¶## The 910111 { #planted }\n"),
    "a sentence": (": 910,111 is", END, r"\nOne.\n¶There are 910,111 of them.\n"),
    "code": (": 910111 is", END, r"\n¶There are `910111`.\n"),
    "a share": (": 91.0111 % is", END, r"\n¶That is 91.0111 % of them.\n"),
    "a deviation": (": ± 910111 is", END, r"\n¶It is 5 ± 910111.\n"),
    "a table": (": 910111 is", END, r"\n| a |\n| --- |\n¶| 910111 |\n"),
    "a list": (": 910111 is", END, r"\n- one\n¶- 910111\n"),
}
CAPTIONS = {
    "a caption": (": 910111 is", BLOCK + "caption:", r"```mask\n\1¶caption: 910111")
}
SEEDS = {"a seed": ("seed=4242", BLOCK + "seed: .*", r"¶```mask\n\1seed: 4242")}
WRONG_BLOCKS = {
    "a key": ("unknown key 'captoin'", BLOCK + "caption:", r"```mask\n\1¶captoin:"),
    "a comment": ("# why", BLOCK + "(seed: .*)", r"```mask\n\1¶\2 # why"),
}
# These include nothing, or what no guard has read.
INCLUDES = """--8<-- "about.md:planted"
--8<-- "about.md"
-8<- "about.md:version"
---8<--- "about.md:version"
--8<--"""
NOWHERE = {
    text: ("names no section", END, f"\n¶{text}\n") for text in INCLUDES.splitlines()
}
LINKS = {
    address: (f"a link '{address}'", END, f"\n¶[planted]({address})\n")
    for address in ("planted.md", "#planted", "about.md#planted")
}
TABLE = "docs/en/traps.md"
TRAPS = {
    "an unknown trap": ("'count-various: ", r"^count-varies: ", "¶count-various: "),
    "a trap without :": ("is not 'probe: ", r"^count-varies: ", "¶count-varies "),
    "a row without a trap": ("'#anchor probe: ", r"^#gru gru-explodes: ", "¶#gru: "),
}


def plantings(build: Build) -> list[Planting]:
    """Every mistake in every file."""
    python = {k: v for k, v in PROGRAMS.items() if k != name_of(JAVASCRIPT)}
    drawn = {k: v for k, v in DRAWN.items() if k in PAGES}
    js = {"js": ("write it in python", FENCE, "¶```js")}
    no_end = {"no end": ("[end:", r"^<!-- --8<-- \[end.*\n", "¶")}
    unrun = {
        "a program": ("```python; expected", END, f"\n¶{EXAMPLE}"),
        "~~~": ("```python; expected", END, "\n¶~~~python\n~~~\n"),
    }
    line = "{page}:{line}: "
    return [
        Planting(PROGRAMS, guards.programs, ESCAPES),
        Planting(python, guards.programs, js),
        Planting(SNIPPETS, guards.programs, no_end),
        Planting(PROGRAMS, guards.lengths, LENGTHS),
        Planting(SNIPPETS, sections, SECTIONS),
        Planting(MANUAL, guards.manuals, unrun),
        Planting(PAGES, guards.pages, BLOCKS),
        Planting(PAGES, unproven, CLAIMS),
        Planting(drawn, unproven, CAPTIONS, every=True),
        Planting(DRAWN, figures, SEEDS, every=True),
        Planting(drawn, build, WRONG_BLOCKS, every=True, place=line),
        Planting(PAGES, build, NOWHERE, place=line),
        Planting({TABLE: PAGES[TABLE]}, build, TRAPS, place=line),
        # MkDocs names a link by its page and its address.
        Planting(PAGES, build, LINKS, place="'{page}'"),
    ]


def test_every_planted_mistake_is_named(record_property):
    build = Build()
    assert build.of_all == []
    planted = [s for planting in plantings(build) for s in planting.survivors()]
    survivors = "\n".join(filter(None, planted))
    assert not survivors, survivors
    assert len(planted) >= 1000
    record_property("mistakes", len(planted))
