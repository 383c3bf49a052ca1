"""Tables and lines from docs/en/matrix.csv: in which versions does a statement hold?

A block ``traps`` is the table of all versions, each line ``#anchor probe: symptom``.
A block ``versions`` tells of single statements, each line ``probe: statement``.
"""

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

from tools.pages import results

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
    known = results.probes(results.rows())
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
        results.ResultsError: The results file is not whole.
    """
    rows = results.rows()
    order = results.environments(rows)
    told = []
    for asked in read(source, LINE):
        parts = [f"{words['tested']} {escape(asked['text'])}."]
        groups: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            if row["probe"] == asked["probe"]:
                key = (row["answer"], re.sub(r"^\w+Error: ", "", row["detail"]))
                groups.setdefault(key, set()).add(row["environment"])
        for (answer, why), chosen in sorted(
            groups.items(), key=lambda group: results.ANSWERS.index(group[0][0])
        ):
            text = where(chosen, order, words) + f" ({why})" * bool(why)
            parts.append(f"<b>{words[answer]}:</b> {escape(text)}")
        told.append("<br>".join(parts))
    return "".join(f"<p data-search-exclude>{text}</p>" for text in told)


def listed(source: str, words: Mapping[str, str]) -> str:
    """The table of one block as a list in Markdown: each symptom, and where it bites.

    Raises:
        VersionsError: A line is not ``#anchor probe: symptom``, or nobody asked it.
        results.ResultsError: The results file is not whole.
    """
    rows = results.rows()
    order = results.environments(rows)
    told = []
    for asked in read(source, ROW):
        chosen = {
            row["environment"]
            for row in rows
            if (row["probe"], row["answer"]) == (asked["probe"], results.ANSWERS[0])
        }
        told.append(
            f"- [{asked['text']}]({asked['anchor']}): "
            f"{words[results.ANSWERS[0]]}: {where(chosen, order, words)}"
        )
    return "\n".join(told)


def columns(order: list[str], rows: list[dict[str, str]]) -> list[list[str]]:
    """Neighbours that run on the same and gave the same answers, together."""

    def same(environment: str) -> tuple:
        match = NAME.fullmatch(environment)
        answers = [r["answer"] for r in rows if r["environment"] == environment]
        return match["major"], match["base"], answers

    return [list(group) for _, group in groupby(order, same)]


def heading(group: list[str], main: str) -> str:
    """The versions of one column, and what they run on if it is not the usual."""
    matches = [NAME.fullmatch(environment) for environment in group]
    text = ", ".join(match["version"] for match in matches)
    base = matches[0]["base"]
    return text if base == main else f"{text} {base}"


def choice(order: list[str], words: Mapping[str, str]) -> str:
    """The field in which a reader picks a version, newest first.

    my-version.js answers it; its words are in the data of the line.
    """
    options = [f'<option value="">{escape(words["every"])}</option>']
    for number, environment in reversed(list(enumerate(order))):
        options.append(f'<option value="{number}">{escape(environment)}</option>')
    said = f'data-search-exclude data-said="{escape(words["bite"])}"'
    return (
        f'<p class="my-version" {said}>'
        f"<label>{escape(words['mine'])} <select>{''.join(options)}</select></label> "
        "<output></output></p>"
    )


def table(source: str, words: Mapping[str, str]) -> str:
    """The table of one block: symptoms by versions, neighbours with one answer joined.

    A row's ``data-bites`` holds the places of the environments, in the order of the
    results file, whose answer is yes.

    Raises:
        VersionsError: A line is not ``#anchor probe: symptom``, or nobody asked it.
        results.ResultsError: The results file is not whole.
    """
    rows = results.rows()
    order = results.environments(rows)
    asked = read(source, ROW)
    shown = {row["probe"] for row in asked}
    answers = {(row["environment"], row["probe"]): row["answer"] for row in rows}
    groups = columns(order, [row for row in rows if row["probe"] in shown])
    main = NAME.fullmatch(order[0])["base"]
    heads = [f'<th scope="col">{escape(words["symptom"])}</th>']
    for group in groups:
        name = f"<span>{heading(group, main)}</span>"
        heads.append(f'<th scope="col" data-search-exclude>{name}</th>')
    body = []
    for row in asked:
        text = re.sub(
            r"`([^`]+)`", r"<code>\1</code>", escape(row["text"], quote=False)
        )
        cells = [f'<th scope="row"><a href="{row["anchor"]}">{text}</a></th>']
        for answer, joined in groupby(
            answers[group[0], row["probe"]] for group in groups
        ):
            mark = ' class="yes"' * (answer == results.ANSWERS[0])
            span = f' colspan="{len(list(joined))}"'
            cells.append(f"<td{mark}{span} data-search-exclude>{words[answer]}</td>")
        bites = " ".join(
            str(number)
            for number, environment in enumerate(order)
            if answers[environment, row["probe"]] == results.ANSWERS[0]
        )
        # On lines of their own, or words of neighbours are one word to search.
        body.append(f'\n<tr data-bites="{bites}">{"".join(cells)}</tr>')
    tested = "; ".join(order)
    return (
        f"{choice(order, words)}"
        f'<div class="traps"><table><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
        f"<p data-search-exclude>{escape(words['environments'])} {escape(tested)}.</p>"
    )
