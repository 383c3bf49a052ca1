"""The tables of a block ``proof``: what the tests did, with which versions.

``make proof`` writes docs/en/proof.json from the reports of the tests.
"""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from tools.figures.scene import number
from tools.project import PAGES

RESULTS = PAGES / "proof.json"

# What is counted, in the order of the table, and what counts it. A test reports a count
# under its name: record_property("axe", 39). Programs and tests are counted by pytest.
COUNTS = {
    "programs": "make test",
    "others": "make test-frameworks",
    "notebooks": "make test",
    "chromium": "make test",
    "firefox": "make test-browsers",
    "webkit": "make test-browsers",
    "streams": "make test-frameworks",
    "mistakes": "make test",
    "hostile": "make test",
    "axe": "make test-site",
    "disk": "make test-site",
    "transcripts": "make test-site",
    "snapshots": "make test-site",
    "tests": "",
}

# The words of the tables, and the names that each fills in.
WORDS: dict[str, set[str]] = {
    **{
        key: set() for key in ("count", "what", "command", "library", "version", "date")
    },
    **{name: set() for name in COUNTS},
}


class ProofError(Exception):
    """The results file is not whole."""


def results() -> dict[str, Any]:
    """The results file: ``counts`` and ``versions`` by name, and a commit's ``date``.

    Raises:
        ProofError: It lacks a count, or holds one that is none.
    """
    read: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    counts = read["counts"]
    if counts.keys() != COUNTS.keys():
        odd = ", ".join(sorted(counts.keys() ^ COUNTS.keys()))
        raise ProofError(f"proof.json: {odd} missing or unknown; run make proof")
    for name, count in counts.items():
        if not isinstance(count, int) or count < 1:
            raise ProofError(f"proof.json: {name} is {count!r}; run make proof")
    return read


def table(source: str, words: Mapping[str, str]) -> str:
    """One of the tables as HTML.

    Args:
        source: ``counts`` or ``versions``.
        words: Those of the tables.

    Raises:
        ProofError: There is no such table, or the results file is not whole.
    """
    asked = source.strip()
    read = results()
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    if asked == "versions":
        heads = ("library", "version")
        rows = [(escape(n), escape(version)) for n, version in read["versions"].items()]
        rows.append((words["date"], escape(read["date"])))
    elif asked == "counts":
        heads = ("count", "what", "command")
        rows = [
            (
                number(words, f"{read['counts'][name]:,}"),
                words[name],
                f"<code>{command}</code>" * bool(command),
            )
            for name, command in COUNTS.items()
        ]
    else:
        raise ProofError(f"{asked!r} is no table; write counts or versions")
    head = "".join(f'<th scope="col">{words[key]}</th>' for key in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        f"<table data-search-exclude><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
