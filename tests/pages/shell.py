"""Run a notebook in IPython, as a kernel does, and print what its cells print."""

import re
import traceback
from importlib.util import find_spec

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from traitlets.config import Config

from tools.pages.examples import BOLD

# They have an environment of their own: make test-frameworks.
FRAMEWORKS = re.compile(r"^(?:import|from) (torch|flax|jax)\b", re.MULTILINE)


def cells(text: str) -> list[NotebookNode]:
    """The cells with code that this environment can run."""
    code = [c for c in nbformat.reads(text, 4).cells if c.cell_type == "code"]
    return [c for c in code if all(map(find_spec, FRAMEWORKS.findall(c.source)))]


def kept(cell: NotebookNode) -> str:
    """What a cell shows: its lines, and the type and message of its error."""
    shown = ""
    for output in cell.outputs:
        error = output.output_type == "error"
        shown += "\n".join([*output.traceback, ""]) if error else output.text
    return shown


def run(text: str) -> None:
    """Run the cells of a notebook one after the other in one shell.

    Raises:
        AssertionError: A cell shows a value that it does not print, or raises where it
            is not said to.
    """
    shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
    shell._showtraceback = lambda *_: None
    for cell in cells(text):
        done = shell.run_cell(cell.source, store_history=True)
        error = done.error_before_exec or done.error_in_exec
        said = "raises-exception" in cell.metadata.get("tags", [])
        assert bool(error) == said, f"{error!r} in\n{cell.source}"
        assert done.result is None, cell.source
        if error:
            print(BOLD.sub("", "".join(traceback.format_exception_only(error))), end="")
