"""Turn a block of probes into a table: in which versions does a statement hold?

A line of the block is ``probe: statement``. The cells come from docs/en/matrix.csv.
"""

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

import matrix

# "Keras 3.0.5, TensorFlow 2.16.2": who, which version, on what, which version of it.
NAME = re.compile(r"(?P<library>\S+) (?P<version>\S+), (?P<base>\S+) (?P<on>\S+)")


class VersionsError(Exception):
    """A block asks for what the results file does not hold.

    Attributes:
        line: The line of the block, counted from 0.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def span(first: str, last: str, words: Mapping[str, str]) -> str:
    """The environments from one to another of the same family, as text."""
    if first == last:
        return first
    a, b = NAME.fullmatch(first), NAME.fullmatch(last)
    parts = []
    for who, version in (("library", "version"), ("base", "on")):
        between = words["span"].format(first=a[version], last=b[version])
        same = a[version] == b[version]
        parts.append(f"{a[who]} {a[version] if same else between}")
    return ", ".join(parts)


def family(environment: str) -> tuple[str, str, str]:
    """What makes versions comparable: library, its first number, what it runs on."""
    match = NAME.fullmatch(environment)
    return match["library"], match["version"].partition(".")[0], match["base"]


def spans(chosen: set[str], order: list[str], words: Mapping[str, str]) -> list[str]:
    """Environments as text, neighbours of one family joined."""
    joined = []
    for (holds, _), group in groupby(order, lambda e: (e in chosen, family(e))):
        if holds:
            members = list(group)
            joined.append(span(members[0], members[-1], words))
    return joined


def table(source: str, words: Mapping[str, str]) -> str:
    """The table of one block, as HTML.

    Raises:
        VersionsError: A line is not ``probe: statement``, or nobody asked the probe.
        matrix.MatrixError: The results file is not whole.
    """
    results = matrix.rows()
    order = list(matrix.environments())
    keys = matrix.ANSWERS
    names = ("statement", "holds", "fails", "unknown")
    heads = [words[name] for name in names]
    body, any_failed = [], False
    for number, line in enumerate(source.splitlines()):
        probe, _, statement = (part.strip() for part in line.partition(": "))
        found = [row for row in results if row["probe"] == probe]
        if not found or not statement:
            known = ", ".join(matrix.probe_names())
            raise VersionsError(
                f"{line!r} is not 'probe: statement'; probes: {known}", number
            )
        cells = [f"<code>{escape(probe)}</code>: {escape(statement)}"]
        for key in keys[:2]:
            chosen = {row["environment"] for row in found if row["answer"] == key}
            texts = spans(chosen, order, words) or [words["nowhere"]]
            cells.append(_list(texts))
        failed = [row for row in found if row["answer"] == keys[2]]
        any_failed |= bool(failed)
        cells.append(_list([f"{r['environment']}: {r['detail']}" for r in failed]))
        body.append(cells)
    width = 4 if any_failed else 3
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads[:width])
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells[:width]) + "</tr>"
        for cells in body
    )
    return (
        f"<table data-search-exclude><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _list(texts: list[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""
