"""Tables and lines from docs/en/matrix.csv: in which versions does a statement hold?

A block ``traps`` is the table of all versions, each line ``#anchor probe: symptom``.
A block ``versions`` tells of single statements, each line ``probe: statement``.
"""

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

from tools.studies import matrix

# The words of the tables, and the names that each fills in.
WORDS = dict.fromkeys(
    ("symptom", "environments", "tested", *matrix.ANSWERS), frozenset()
) | {
    "whole": {"major"},
    "some": {"version"},
    "on": {"version", "backend"},
    "also": {"version"},
}

# "Keras 3.0.5, TensorFlow 2.16.2": who, which version, on what, which version of it.
NAME = re.compile(
    r"(?P<library>\S+) (?P<version>(?P<major>\d+)\S*), (?P<base>\S+) (?P<on>\S+)"
)
ROW = re.compile(r"(?P<anchor>#[\w-]+) (?P<probe>[\w-]+): (?P<text>.+)")
LINE = re.compile(r"(?P<probe>[\w-]+): (?P<text>.+)")


class VersionsError(Exception):
    """A block asks for what the results file does not hold.

    Attributes:
        line: The line of the block, counted from 0.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read(source: str, shape: re.Pattern[str]) -> list[dict[str, str]]:
    """The lines of a block.

    Raises:
        VersionsError: A line has another shape, or nobody asked its probe.
    """
    known = matrix.probe_names()
    lines = []
    for number, line in enumerate(source.splitlines()):
        match = shape.fullmatch(line.strip())
        if not match or match["probe"] not in known:
            raise VersionsError(
                f"{line!r} is not '{'#anchor ' * (shape is ROW)}probe: statement'; "
                f"probes: {', '.join(known)}",
                number,
            )
        lines.append(match.groupdict())
    return lines


def where(chosen: set[str], order: list[str], words: Mapping[str, str]) -> str:
    """Environments as text that names no version which was not asked.

    All of a major version are one name. Another backend than the usual one is told
    where it stands alone, or agrees with the usual one in the same version.
    """
    texts = []
    main = NAME.fullmatch(order[0])["base"]
    for major, group in groupby(map(NAME.fullmatch, order), lambda e: e["major"]):
        members = list(group)
        held = [env for env in members if env[0] in chosen]
        usual = [env["version"] for env in held if env["base"] == main]
        others = [env for env in held if env["base"] != main]
        whole = words["whole"].format(major=major)
        if held == members:
            texts.append(whole)
            continue
        if usual:
            whole = words["on"].format(version=whole, backend=main)
            every = len(usual) == sum(env["base"] == main for env in members)
            texts.append(
                whole if every else words["some"].format(version=", ".join(usual))
            )
        for version, group in groupby(others, lambda env: env["version"]):
            bases = ", ".join(env["base"] for env in list(group))
            name = words["also" if version in usual else "some"]
            name = name.format(version=version)
            texts.append(words["on"].format(version=name, backend=bases))
    return "; ".join(texts)


def lines(source: str, words: Mapping[str, str]) -> str:
    """Each statement of a block and where it holds, as HTML.

    Raises:
        VersionsError: A line is not ``probe: statement``, or nobody asked the probe.
        matrix.MatrixError: The results file is not whole.
    """
    order, results = list(matrix.environments()), matrix.rows()
    told = []
    for asked in read(source, LINE):
        parts = [f"{words['tested']} {escape(asked['text'])}."]
        groups: dict[tuple[str, str], set[str]] = {}
        for row in results:
            if row["probe"] == asked["probe"]:
                key = (row["answer"], re.sub(r"^\w+Error: ", "", row["detail"]))
                groups.setdefault(key, set()).add(row["environment"])
        for (answer, why), chosen in sorted(
            groups.items(), key=lambda group: matrix.ANSWERS.index(group[0][0])
        ):
            text = where(chosen, order, words) + f" ({why})" * bool(why)
            parts.append(f"<b>{words[answer]}:</b> {escape(text)}")
        told.append("<br>".join(parts))
    return "".join(f"<p data-search-exclude>{text}</p>" for text in told)


def columns(order: list[str], results: list[dict[str, str]]) -> list[list[str]]:
    """Neighbours that run on the same and gave the same answers, together."""

    def same(environment: str) -> tuple:
        match = NAME.fullmatch(environment)
        answers = [r["answer"] for r in results if r["environment"] == environment]
        return match["major"], match["base"], answers

    return [list(group) for _, group in groupby(order, same)]


def table(source: str, words: Mapping[str, str]) -> str:
    """The table of one block: symptoms by versions, neighbours with one answer joined.

    Raises:
        VersionsError: A line is not ``#anchor probe: symptom``, or nobody asked it.
        matrix.MatrixError: The results file is not whole.
    """
    results = matrix.rows()
    order = list(matrix.environments())
    answers = {(row["environment"], row["probe"]): row["answer"] for row in results}
    groups = columns(order, results)
    main = NAME.fullmatch(order[0])["base"]
    heads = [f'<th scope="col">{escape(words["symptom"])}</th>']
    for group in groups:
        matches = [NAME.fullmatch(environment) for environment in group]
        text = ", ".join(match["version"] for match in matches)
        base = matches[0]["base"]
        text += f" {base}" * (base != main)
        heads.append(f'<th scope="col" data-search-exclude><span>{text}</span></th>')
    body = []
    for row in read(source, ROW):
        text = re.sub(
            r"`([^`]+)`", r"<code>\1</code>", escape(row["text"], quote=False)
        )
        cells = [f'<th scope="row"><a href="{row["anchor"]}">{text}</a></th>']
        for answer, joined in groupby(
            answers[group[0], row["probe"]] for group in groups
        ):
            mark = ' class="yes"' * (answer == matrix.ANSWERS[0])
            span = f' colspan="{len(list(joined))}"'
            cells.append(f"<td{mark}{span} data-search-exclude>{words[answer]}</td>")
        # On lines of their own, or words of neighbours are one word to search.
        body.append(f"\n<tr>{''.join(cells)}</tr>")
    tested = "; ".join(order)
    return (
        f'<div class="traps"><table><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
        f"<p data-search-exclude>{escape(words['environments'])} {escape(tested)}.</p>"
    )
