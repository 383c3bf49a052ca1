"""Name the lines that look like a fence, a directive or a section, and are none.

What is not written exactly as one of them is run by nothing, compared with nothing and
shown as it stands, without a word from Markdown or pytest-codeblocks.
"""

import re
from collections.abc import Iterable

from tools.pages.examples import LINES, SHAPE, line_at

# A fence at any depth of lists and quotes, a directive of pytest-codeblocks; where a
# section starts or ends, and what includes one; what Markdown may show as code.
FENCE = r"^(?:[^\w\n`~]|\d+[.)])*(?:`{3,}|~{3,}).*$|^.*<!--[-\s]*pytest.*$"
IN_PAGES = re.compile(FENCE, re.MULTILINE)
IN_PROGRAMS = re.compile(rf"{FENCE}|^.*-8<.*$|^(?: {{4}}|\t)", re.MULTILINE)
START = re.compile(r"<!-- --8<-- \[start:(?P<name>[\w-]+)\] -->\n")
CONSOLE = re.compile(rf"^```console\n{LINES}```$", re.MULTILINE)
BEGINNING = re.compile(rf"^(?:{START.pattern}|```(?:python|js)$)", re.MULTILINE)


def of_page(text: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """The fences and directives of a page that belong to none of its blocks.

    Args:
        text: The source of the page, front matter included.
        names: The blocks that a page may have, for example ``mask``.

    Returns:
        Each line, counted from 1, with what is wrong and the mend.
    """
    blocks = [f"```{name}" for name in sorted(names)]
    known = rf"^(?:{'|'.join(blocks)})\n{LINES}```$"
    rest = without(text, re.compile(known, re.MULTILINE))
    return [
        (
            line_at(rest, mark.start()),
            f"{mark[0].strip()!r} is no block of a page; write {', '.join(blocks)} "
            "at the left margin and ``` below",
        )
        for mark in IN_PAGES.finditer(rest)
    ]


def of_programs(text: str) -> list[tuple[int, str]]:
    """The marks of README.md or a file of snippets/ that belong to no program.

    Returns:
        Each line, counted from 1, at which a program, its output or its section leaves
        the one shape that is executed and compared, and what must stand there.
    """
    text = without(text, CONSOLE)
    problems = []
    at = 0
    while mark := IN_PROGRAMS.search(text, at):
        at, expected = _walk(text, mark.start())
        if not expected:
            continue
        line = text[at:].partition("\n")[0].strip()
        found = repr(line) if line else "an empty line"
        problem = f"{found} is part of no program with its output; write {expected}"
        problems.append((line_at(text, at), problem))
        # What follows belongs to the same mistake, up to the next beginning.
        beginning = BEGINNING.search(text, max(at, mark.start() + 1))
        at = beginning.start() if beginning else len(text)
    return problems


def _walk(text: str, at: int) -> tuple[int, str]:
    """Where an example ends; or where it breaks off, and what must stand there."""
    parts = SHAPE
    section = START.match(text, at)
    if section:
        end = f"<!-- --8<-- [end:{section['name']}] -->"
        parts = {"": START.pattern, **SHAPE, end: f"^{re.escape(end)}$"}
    for expected, pattern in parts.items():
        match = re.compile(pattern, re.MULTILINE).match(text, at)
        if not match:
            return at, expected
        at = match.end()
    return at, ""


def without(text: str, pattern: re.Pattern[str]) -> str:
    """The text with matches taken out, and every line where it was."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
