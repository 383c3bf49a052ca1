"""Find the ways in which a program or a figure can escape execution or comparison.

Every guard takes the text of files and returns problems, each "file:line: what is
wrong; the mend". Files are named by their path from the root of the project.
"""

import re
from collections.abc import Mapping
from io import StringIO

from pytest_codeblocks.main import extract_from_buffer

from tools.figures.block import read
from tools.pages import marks
from tools.pages.examples import (
    EXAMPLE,
    INCLUDE,
    JAVASCRIPT,
    SECTION,
    line_at,
    name_of,
    shown,
)
from tools.pages.fences import BLOCKS, FENCE

# What a manual shows; nothing of it is a program.
SHOWN = ("console", "markdown", "mermaid")
LONGEST_PROGRAM = 40
# A picture of 20 words and its count.
LONGEST_OUTPUT = 21


def pages(files: Mapping[str, str]) -> list[str]:
    """Fences of pages that are shown as they stand."""
    return [
        f"{name}:{line}: {problem}"
        for name, text in files.items()
        for line, problem in marks.of_page(text, BLOCKS)
    ]


def programs(files: Mapping[str, str]) -> list[str]:
    """What pytest-codeblocks does not run or compare, though a reader sees it."""
    problems = []
    for name, text in files.items():
        broken = [f"{name}:{n}: {what}" for n, what in marks.of_programs(text)]
        problems += broken or _uncollected(name, text)
    return problems


def _uncollected(name: str, text: str) -> list[str]:
    """Where pytest-codeblocks sees other programs or outputs than readers."""
    language = "js" if name == name_of(JAVASCRIPT) else "python"
    seen = {
        (line_at(text, match.start()), *match.group("language", "code", "output"))
        for match in EXAMPLE.finditer(text)
    }
    collected = {
        (block.lineno, language, block.code, block.expected_output)
        for block in extract_from_buffer(StringIO(text))
        if block.syntax == language and not block.marks
    }
    if not seen:
        return [f"{name}:1: no example at all; add one or remove the file"]
    return [
        f"{name}:{line}: a program that the tests do not run; write it in {language}"
        for line in sorted({line for line, *_ in seen ^ collected})
    ]


def sections(snippets: Mapping[str, str], pages: Mapping[str, str]) -> list[str]:
    """Sections twice or on no page, and programs outside of one."""
    included = {
        (f"snippets/{match['file']}", match["section"])
        for text in pages.values()
        for match in INCLUDE.finditer(text)
    }
    problems = []
    for name, text in snippets.items():
        defined = set()
        for match in SECTION.finditer(text):
            place = f"{name}:{line_at(text, match.start())}: section {match['name']}"
            if match["name"] in defined:
                problems.append(f"{place} is there twice; rename one")
            defined.add(match["name"])
            if (name, match["name"]) not in included:
                problems.append(f"{place} is on no page; include or remove it")
        rest = marks.without(text, SECTION)
        problems += [
            f"{name}:{line_at(rest, match.start())}: a program outside of a section; "
            "put <!-- --8<-- [start:a-name] --> above and its end below"
            for match in EXAMPLE.finditer(rest)
        ]
    return problems


def manuals(files: Mapping[str, str]) -> list[str]:
    """Fences of a manual that show a program: nothing would run it."""
    return [
        f"{name}:{block.lineno}: ```{block.syntax}; expected one of {', '.join(SHOWN)}"
        for name, text in files.items()
        for block in extract_from_buffer(StringIO(text.replace("~~~", "```")))
        if block.syntax not in SHOWN
    ]


def lengths(files: Mapping[str, str]) -> list[str]:
    """Examples that print nothing, or are too long to be read at a glance."""
    return [
        f"{name}:{line_at(text, match.start())}: {part} has {lines} "
        f"lines; expected 1 to {most}"
        for name, text in files.items()
        for match in EXAMPLE.finditer(text)
        for part, most in (("code", LONGEST_PROGRAM), ("output", LONGEST_OUTPUT))
        if not 1 <= (lines := match[part].count("\n")) <= most
    ]


def figures(
    files: Mapping[str, str], snippets: Mapping[str, str], sentence: str
) -> list[str]:
    """Figures whose zeros no program of their page prints.

    Args:
        files: Pages.
        snippets: Text by path in snippets/.
        sentence: The words of a figure that names none.
    """
    problems = []
    for name, text in files.items():
        examples = [
            (match["code"], re.findall(r"\d+", match["output"]))
            for match in EXAMPLE.finditer(shown(text, snippets))
        ]
        for match in FENCE.finditer(text):
            if match[1] != "mask":
                continue
            line = line_at(text, match.start())
            asked = read(match[2], sentence)
            zeros = set(map(str, (~asked.keep).sum(axis=(1, 2))))
            kept = asked.keep.ravel().tolist()
            if not any(
                asked.expression in code
                # The whole array, or the count of each sample.
                and (
                    [number != "0" for number in printed] == kept
                    if len(printed) == len(kept)
                    else zeros <= set(printed)
                )
                for code, printed in examples
            ):
                problems.append(
                    f"{name}:{line}: no program of the page with {asked.expression} "
                    f"prints the zeros of its samples, {', '.join(sorted(zeros))}; "
                    "show one, or draw what one prints"
                )
    return problems
