"""Run the notebooks and keep what they print: ``make notebooks``.

docs/en/notebooks/NAME.py is what people write, in the py:percent format. NAME.ipynb
beside it holds the same cells with their outputs. The site shows that file, so it is
built without running anything. Of a run nothing but its outputs is kept, no times and
no versions: the same source gives the same bytes.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from tools.pages.page_notebook import KERNEL, install
from tools.project import ENVIRONMENT, NOTEBOOKS, ROOT, write_whole

# How long a cell may take, in seconds.
LONGEST = 240
SVG = "image/svg+xml"
WRONG = (CellExecutionError, CellTimeoutError, DeadKernelError)


class NotebookError(Exception):
    """A notebook cannot be made from its source, or what it runs went wrong."""


def sources() -> list[Path]:
    """The sources of all notebooks."""
    return sorted(NOTEBOOKS.glob("*.py"))


def place(path: Path, line: int = 0) -> str:
    """A file, and a line of it counted from 1, as messages name them."""
    inside = path.is_relative_to(ROOT)
    name = path.relative_to(ROOT).as_posix() if inside else str(path)
    return f"{name}:{line}" if line else name


def first_lines(source: str) -> list[int]:
    """The line of a source on which each cell of its notebook starts, from 1.

    The first cell, the one for Colab, stands in no source: 1.
    """
    lines = enumerate(source.splitlines(), start=1)
    return [1, *(n + 1 for n, line in lines if re.match(r"# %%( |$)", line))]


def unrun(source: str) -> NotebookNode:
    """A py:percent source as a notebook without outputs.

    The first cell installs on Colab what the notebook was made with. Cells are
    numbered. A link to the source of another notebook leads to that notebook.

    Raises:
        NotebookError: Something stands before the first cell.
    """
    made = jupytext.reads(source, fmt="py:percent")
    if len(made.cells) != len(first_lines(source)) - 1:
        raise NotebookError("does not begin with a cell; write # %% [markdown] first")
    made.cells.insert(0, install({"keras", "tensorflow"}))
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "markdown":
            cell.source = re.sub(
                r"(?<=\]\()([\w-]+)\.py(?=[)#])", r"\1.ipynb", cell.source
            )
    made.metadata = NotebookNode(kernelspec=KERNEL)
    nbformat.validate(made)
    return made


def written(notebook: NotebookNode) -> str:
    """The text of a notebook's file."""
    return nbformat.writes(notebook) + "\n"


def run(path: Path, say: Callable[[str], None] = lambda text: None) -> str:
    """Run the notebook made from a source, in a process of its own.

    Args:
        path: The source.
        say: Told a dot after each cell, and what it wrote to stderr, which is not kept:
            warnings, and what TensorFlow says about the machine.

    Returns:
        The text of the notebook with its outputs.

    Raises:
        NotebookError: A cell raised, took too long or ended its process. The message
            names its line.
    """
    source = path.read_text("utf-8")
    try:
        notebook = unrun(source)
    except NotebookError as error:
        raise NotebookError(f"{place(path, 1)}: {error}") from None
    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        startup_timeout=LONGEST,
        record_timing=False,
        shutdown_kernel="immediate",
        # Else each kernel says that this machine's other users could listen.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(ROOT)}},
    )
    with tempfile.TemporaryDirectory() as folder:
        # None of the settings of whoever runs it.
        alone = {
            "IPYTHONDIR": folder,
            "MATPLOTLIBRC": os.devnull,
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }
        with client.setup_kernel(env=os.environ | ENVIRONMENT | alone):
            for number, line in enumerate(first_lines(source)):
                try:
                    cell = client.execute_cell(notebook.cells[number], number)
                except WRONG as error:
                    raise NotebookError(_said(error, path, line)) from None
                outputs = cell.get("outputs", [])
                said = "".join(o.text for o in outputs if o.get("name") == "stderr")
                say(f"\n{place(path, line)} wrote to stderr:\n{said}" if said else ".")
                if outputs:
                    cell.outputs = kept(outputs)
    return written(notebook)


def _said(
    error: CellExecutionError | CellTimeoutError | DeadKernelError,
    path: Path,
    line: int,
) -> str:
    if isinstance(error, CellTimeoutError):
        return f"{place(path, line)}: the cell took over {LONGEST} s"
    if isinstance(error, DeadKernelError):
        return f"{place(path, line)}: the cell ended its process"
    plain = re.sub(r"\x1b\[[\d;]*m", "", error.traceback)
    if inside := re.search(r"^ *Cell In\[\d+\], line (\d+)", plain, re.MULTILINE):
        line += int(inside[1]) - 1
    # A file that IPython makes up.
    value = re.sub(r" \(\d+\.py, line \d+\)$", "", error.evalue)
    return f"{place(path, line)}: {error.ename}: {value}".rstrip(": ")


def kept(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs of a cell, without what differs from run to run."""
    found: list[NotebookNode] = []
    for output in outputs:
        if output.get("name") == "stderr":
            continue
        if output.output_type == "stream":
            # What is printed comes in pieces, cut by the clock.
            if found and found[-1].output_type == "stream":
                found[-1].text += output.text
                continue
        elif SVG in output.data:
            output.data[SVG] = drawn(output.data[SVG])
        found.append(output)
    return found


def drawn(svg: str) -> str:
    """A plot without its date and with its references numbered.

    Matplotlib names what a plot refers to by a digest of all digits of its place; the
    last of them differ between processors and are drawn nowhere.
    """
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    used = dict.fromkeys(re.findall(r'(?:href="|url\()#([\w-]+)', svg))
    names = {name: f"ref-{number}" for number, name in enumerate(used, start=1)}
    return re.sub(
        r'(?<=\bid=")[\w-]+(?=")|(?<=href="#)[\w-]+|(?<=url\(#)[\w-]+',
        lambda name: names.get(name[0], name[0]),
        svg,
    )


def refresh(paths: list[Path]) -> int:
    """Run the notebooks of some sources, write those that changed, say how many."""
    changed = 0
    for number, path in enumerate(paths, start=1):
        head = f"[{number}/{len(paths)}] {place(path)} "
        print(head, end="", flush=True)
        target = path.with_suffix(".ipynb")
        old = target.read_text("utf-8") if target.exists() else ""
        fresh = run(path, say=lambda text: print(text, end="", flush=True))
        print("" if fresh == old else "  changed", flush=True)
        if fresh != old:
            write_whole(target, fresh)
            changed += 1
    return changed


if __name__ == "__main__":
    end = "this notebook and later ones are as before"
    try:
        count = refresh([Path(name).resolve() for name in sys.argv[1:]] or sources())
    except NotebookError as error:
        sys.exit(f"\nnotebooks: {error}\nnotebooks: {end}")
    except KeyboardInterrupt:
        sys.exit(f"\nnotebooks: interrupted; {end}")
    print(f"{count} notebooks changed")
