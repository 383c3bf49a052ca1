"""Find the ways in which a code block can escape execution or comparison.

Every guard takes the text of files and returns problems, each "file:line: what is
wrong; the mend". Files are named by their path from the root of the project.
"""

import re
from collections.abc import Container, Iterator, Mapping
from io import StringIO

from pytest_codeblocks.main import extract_from_buffer

from tools.pages.examples import EXAMPLE, INCLUDE, SECTION, line_at

# Any opening fence, at any depth of lists, quotes and tabs.
FENCE = re.compile(
    r"^[ \t>]*(?:[-*+] |\d+[.)] )*[ \t>]*(?P<mark>`{3,}|~{3,})(?P<info>.*)$"
)
DIRECTIVE = re.compile(r"<!--[-\s]*(pytest.*?)-->")
EXPECTED = "pytest-codeblocks:expected-output"

# What an info string may be in each kind of file.
EXECUTED = {"python", "text"}
JAVASCRIPT = {"js", "text"}
PAGE = {"mask", "traps", "versions"}
README = EXECUTED | {"console"}
CONTRIBUTING = {"console", "markdown"}

LONGEST_PROGRAM = 40
# A picture of 20 words and its count.
LONGEST_OUTPUT = 21


def openers(text: str) -> Iterator[tuple[int, str]]:
    """The line of each fence that opens or might, and what is written on it.

    A fence inside an open one counts too, unless the open one is longer: what closes
    the first for one reader of Markdown may not do so for another.
    """
    open_mark, opened = "", (0, "")
    for number, line in enumerate(text.splitlines(), start=1):
        match = FENCE.match(line)
        if not match:
            continue
        mark, info = match["mark"], match["info"]
        if not open_mark:
            open_mark, opened = mark, (number, mark + info)
            yield opened
        elif mark.startswith(open_mark) and not info.strip():
            open_mark = ""
        elif len(mark) >= len(open_mark):
            yield number, f"{mark}{info} inside {opened[1]}"
    if open_mark:
        yield opened[0], f"{opened[1]} that nothing closes"


def fences(files: Mapping[str, str], allowed: set[str]) -> list[str]:
    """Fences with another info string, which nothing would execute or compare."""
    return [
        f"{name}:{line}: fence {fence}; expected ``` and one of "
        + ", ".join(sorted(allowed))
        for name, text in files.items()
        for line, fence in openers(text)
        if not fence.startswith("```") or fence.lstrip("`") not in allowed
    ]


def indented(files: Mapping[str, str]) -> list[str]:
    """Indented lines outside of fences, which Markdown may show as code."""
    problems = []
    for name, text in files.items():
        inside = ""
        for number, line in enumerate(text.splitlines(), start=1):
            mark = re.match(r"`{3,}", line)
            if mark and (not inside or line == inside):
                inside = "" if inside else mark[0]
            elif not inside and re.match(r"( {4}|\t)", line):
                problems.append(
                    f"{name}:{number}: an indented line; move it to the left margin"
                )
    return problems


def directives(files: Mapping[str, str]) -> list[str]:
    """Comments that make pytest-codeblocks skip, join or loosen a block."""
    return [
        f"{name}:{line_at(text, match.start())}: {match[1].strip()}; "
        f"only {EXPECTED} is allowed"
        for name, text in files.items()
        for match in DIRECTIVE.finditer(text)
        if match[1].strip() != EXPECTED
    ]


def uncompared(files: Mapping[str, str], shown_only: Container[str] = ()) -> list[str]:
    """Fences of executed files that are not a program with its compared output."""
    problems = []
    for name, text in files.items():
        whole = set()
        for match in EXAMPLE.finditer(text):
            first = line_at(text, match.start())
            whole |= {first, line_at(text, match.start("output")) - 1}
        problems += [
            f"{name}:{line}: {fence} is not part of a program with its output; "
            f"follow the program by <!--{EXPECTED}--> and a text fence"
            for line, fence in openers(text)
            if line not in whole and fence not in shown_only
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
            (block.syntax, block.code, block.expected_output)
            for block in extract_from_buffer(StringIO(text))
            if block.syntax in ("python", "js") and not block.marks
        ]
        if shown != collected:
            problems.append(
                f"{name}: pytest-codeblocks collects {len(collected)} examples "
                f"of {len(shown)}, or other text; compare the fences"
            )
    return problems


def sections(snippets: Mapping[str, str], pages: Mapping[str, str]) -> list[str]:
    """Sections on no page, includes without a section, examples outside of one."""
    problems = []
    defined = set()
    for name, text in snippets.items():
        inside = 0
        for match in SECTION.finditer(text):
            line = line_at(text, match.start())
            key = (name.removeprefix("snippets/"), match["name"])
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
    problems += [
        f'{name}:{number}: {line.strip()}; expected --8<-- "file.md:section"'
        for name, text in pages.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if "8<" in line and not INCLUDE.match(line)
    ]
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
        f"{name}:{line_at(text, match.start())}: {part} has {lines} "
        f"lines; expected at most {most}"
        for name, text in files.items()
        for match in EXAMPLE.finditer(text)
        for part, most in (("code", LONGEST_PROGRAM), ("output", LONGEST_OUTPUT))
        if (lines := match[part].count("\n")) > most
    ]
