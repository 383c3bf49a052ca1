"""Find notebooks that hold other cells, or other outputs, than their sources give."""

import difflib
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.pages.notebooks import first_lines, place

# How much of a difference is told: lines, and characters of each.
LINES, CHARACTERS = 16, 100

MEND = "run make notebooks"


def differences(path: Path, held: str, fresh: str) -> str:
    """Which cells are others, or printed or drew something else; nothing if none.

    Args:
        path: The source.
        held: The text of the notebook beside it.
        fresh: The text of the notebook made of the source now.
    """
    lines = first_lines(path.read_text("utf-8"))
    old, new = (nbformat.reads(text, as_version=4).cells for text in (held, fresh))
    told = []
    for number, (was, now) in enumerate(zip_longest(old, new)):
        diff = difflib.unified_diff(
            _lines(was), _lines(now), "kept", "now", n=1, lineterm=""
        )
        if shown := [text[:CHARACTERS] for text in diff]:
            # What is only in the notebook comes after all of its source.
            where = place(path, lines[: number + 1][-1])
            told += [f"{where}: cell {number} is another, or its output; {MEND}"]
            told += shown[:LINES]
    return "\n".join(told)


def _lines(cell: NotebookNode | None) -> list[str]:
    if cell is None:
        return []
    parts: list[str] = [cell.source]
    for output in cell.get("outputs", []):
        parts += [output.text] if "text" in output else output.data.values()
    return "\n".join(parts).splitlines()
