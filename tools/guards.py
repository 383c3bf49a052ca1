"""Find the ways in which a code block can escape execution or comparison.

Every guard takes the text of files and returns problems, each "file:line: what is
wrong; the mend". Files are named by their path from the root of the project.
"""

import re
from collections.abc import Iterator, Mapping
from io import StringIO

from examples import EXAMPLE, INCLUDE, SECTION
from pytest_codeblocks.main import extract_from_buffer

# Any opening fence, at any depth of lists, quotes and tabs.
FENCE = re.compile(
    r"^[ \t>]*(?:[-*+] |\d+[.)] )*[ \t>]*(?P<mark>`{3,}|~{3,})(?P<info>.*)$"
)
DIRECTIVE = re.compile(r"<!--[-\s]*(pytest.*?)-->")
EXPECTED = "pytest-codeblocks:expected-output"

# What an info string may be: executed files, pages, and the other documents.
EXECUTED = {"python", "text"}
PAGE = {"mask", "console"}
DOCUMENT = {"console", "markdown", "text"}

LONGEST_PROGRAM = 40
LONGEST_OUTPUT = 15


def openers(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, marker and info string of each opening fence."""
    closing = None
    for number, line in enumerate(text.splitlines(), start=1):
        match = FENCE.match(line)
        if not match:
            continue
        mark, info = match["mark"], match["info"]
        if closing is None:
            yield number, mark, info
            closing = mark
        elif mark.startswith(closing) and not info.strip():
            closing = None


def fences(files: Mapping[str, str], allowed: set[str]) -> list[str]:
    """Fences with another info string, which nothing would execute or compare."""
    return [
        f"{name}:{line}: fence {mark}{info}; expected ``` and one of "
        + ", ".join(sorted(allowed))
        for name, text in files.items()
        for line, mark, info in openers(text)
        if mark.startswith("~") or info not in allowed
    ]


def directives(files: Mapping[str, str]) -> list[str]:
    """Comments that make pytest-codeblocks skip, join or loosen a block."""
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[1].strip()}; "
        f"only {EXPECTED} is allowed"
        for name, text in files.items()
        for match in DIRECTIVE.finditer(text)
        if match[1].strip() != EXPECTED
    ]


def uncompared(files: Mapping[str, str]) -> list[str]:
    """Fences of executed files that are not a program with its compared output."""
    problems = []
    for name, text in files.items():
        whole = set()
        for match in EXAMPLE.finditer(text):
            first = text.count("\n", 0, match.start()) + 1
            whole |= {first, text.count("\n", 0, match.start("output"))}
        problems += [
            f"{name}:{line}: {mark}{info} is not part of a program with its output; "
            f"follow the program by <!--{EXPECTED}--> and a text fence"
            for line, mark, info in openers(text)
            if line not in whole
        ]
    return problems


def uncollected(files: Mapping[str, str]) -> list[str]:
    """Files of which pytest-codeblocks sees other programs or outputs than readers."""
    problems = []
    for name, text in files.items():
        shown = [match.groups() for match in EXAMPLE.finditer(text)]
        if not shown:
            problems.append(f"{name}: no example at all; add one or remove the file")
        collected = [
            (block.code, block.expected_output)
            for block in extract_from_buffer(StringIO(text))
            if block.syntax == "python" and not block.marks
        ]
        if shown != collected:
            problems.append(
                f"{name}: pytest-codeblocks collects {len(collected)} examples "
                f"of {len(shown)}, or other text; compare the fences"
            )
    return problems


def sections(snippets: Mapping[str, str], pages: Mapping[str, str]) -> list[str]:
    """Sections no page includes, includes without a section, examples outside one."""
    problems = []
    defined = set()
    for name, text in snippets.items():
        inside = 0
        for match in SECTION.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            key = (name.rpartition("/")[2], match["name"])
            if key in defined:
                problems.append(f"{name}:{line}: section {key[1]} twice; rename one")
            defined.add(key)
            held = len(EXAMPLE.findall(match["body"]))
            inside += held
            if held != 1:
                problems.append(
                    f"{name}:{line}: section {key[1]} holds {held} examples; "
                    "expected one"
                )
        if inside != len(EXAMPLE.findall(text)):
            problems.append(f"{name}: an example outside of a section; wrap it")
    included = {
        (match["file"], match["section"])
        for text in pages.values()
        for match in INCLUDE.finditer(text)
    }
    problems += [
        f"snippets/{file}: section {section} is on no page; include or remove it"
        for file, section in sorted(defined - included)
    ]
    problems += [
        f"snippets/{file}: a page includes section {section}, which is not there"
        for file, section in sorted(included - defined)
    ]
    return problems


def lengths(files: Mapping[str, str]) -> list[str]:
    """Examples too long to be read at a glance."""
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {part} has {lines} "
        f"lines; expected at most {most}"
        for name, text in files.items()
        for match in EXAMPLE.finditer(text)
        for part, most in (("code", LONGEST_PROGRAM), ("output", LONGEST_OUTPUT))
        if (lines := match[part].count("\n")) > most
    ]
