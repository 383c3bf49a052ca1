"""Find notebooks that hold other cells, or other outputs, than their sources give."""

import difflib
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.pages.notebooks import first_lines, place, unrun, written

# How much of a difference is told: lines, and characters of each.
LINES, CHARACTERS = 16, 100

MEND = "run make notebooks"


def stale(path: Path, held: str) -> str:
    """Where a notebook has other cells than its source; nothing if it has the same.

    Args:
        path: The source.
        held: The text of the notebook beside it.
    """
    source = path.read_text("utf-8")
    made, old = unrun(source), nbformat.reads(held, as_version=4)
    for cell in old.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    if written(made) == written(old):
        return ""
    cells = zip_longest(made.cells, old.cells)
    other = next((n for n, (new, was) in enumerate(cells) if new != was), 0)
    line = first_lines(source)[: other + 1][-1]
    name = path.with_suffix(".ipynb").name
    return f"{place(path, line)}: {name} has another cell; {MEND}"


def differences(path: Path, held: str, fresh: str) -> str:
    """What a notebook printed or drew otherwise this time; nothing if all is the same.

    Args:
        path: The source.
        held: The text of the notebook beside it.
        fresh: The text of the same notebook, run again.
    """
    lines = first_lines(path.read_text("utf-8"))
    old, new = (nbformat.reads(text, as_version=4).cells for text in (held, fresh))
    told = []
    for line, was, now in zip(lines, old, new, strict=True):
        diff = difflib.unified_diff(
            _lines(was), _lines(now), "kept", "now", n=1, lineterm=""
        )
        if shown := [text[:CHARACTERS] for text in diff]:
            what = f"{now.id} printed or drew something else"
            told += [f"{place(path, line)}: {what}; {MEND}", *shown[:LINES]]
    return "\n".join(told)


def _lines(cell: NotebookNode) -> list[str]:
    parts: list[str] = []
    for output in cell.get("outputs", []):
        parts += [output.text] if "text" in output else output.data.values()
    return "\n".join(parts).splitlines()
