"""What every version answered: docs/en/matrix.csv, which ``make matrix`` writes.

The file is a table of environments by probes. It says by itself what was asked, so
pages are built without what asks: tools/studies reads this module, never the reverse.
"""

import csv
from functools import cache
from pathlib import Path

from tools.project import PAGES

RESULTS = PAGES / "matrix.csv"
COLUMNS = ("environment", "probe", "answer", "detail")
ANSWERS = ("yes", "no", "did not run")


class ResultsError(Exception):
    """The results file is not whole."""


def environments(rows: list[dict[str, str]]) -> list[str]:
    """The environments of the rows, in order."""
    return list(dict.fromkeys(row["environment"] for row in rows))


def probes(rows: list[dict[str, str]]) -> list[str]:
    """The names of the rows' probes, in order."""
    return list(dict.fromkeys(row["probe"] for row in rows))


def problems(rows: list[dict[str, str]]) -> list[str]:
    """Unknown answers, answers without a reason, cells missing or told twice."""
    if not rows:
        return ["matrix.csv: no answer at all; run make matrix"]
    found = []
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=2):
        cell = (row["environment"], row["probe"])
        if cell in seen:
            found.append(f"matrix.csv:{number}: {cell} is there twice; remove one")
        if row["answer"] not in ANSWERS:
            found.append(
                f"matrix.csv:{number}: answer {row['answer']!r} is none of {ANSWERS}"
            )
        if row["answer"] == "did not run" and not row["detail"]:
            found.append(
                f"matrix.csv:{number}: {cell} did not run and does not say why"
            )
        seen.add(cell)
    asked = probes(rows)
    found += [
        f"matrix.csv: {(environment, probe)} is missing; run make matrix"
        for environment in environments(rows)
        for probe in asked
        if (environment, probe) not in seen
    ]
    return found


def rows() -> list[dict[str, str]]:
    """The rows of the results file.

    Raises:
        ResultsError: It names which cells are missing, doubled or without an answer.
    """
    changed = RESULTS.stat().st_mtime_ns
    return [dict(row) for row in _read(RESULTS, changed)]


# A build asks for the rows once for each line of a block.
@cache
def _read(path: Path, changed: int) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    if found := problems(read):
        raise ResultsError("\n".join(found))
    return read
