"""Notebooks are kept as they were run; run again, they say and draw the same."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tools.checks.notebooks import differences
from tools.pages import notebooks
from tools.project import NOTEBOOKS, ROOT

NAMES = [path.stem for path in notebooks.sources()]
# A notebook that takes no time.
SMALL = """# %% [markdown]
# # A title

# %%
print("one")

# %%
print("two")
"""


def test_there_are_notebooks():
    assert len(NAMES) >= 3


def beside(name: str) -> tuple[Path, str]:
    """The source of a notebook, and the text of the notebook."""
    path = NOTEBOOKS / f"{name}.py"
    notebook = path.with_suffix(".ipynb")
    assert notebook.exists(), f"{name}.ipynb is missing; run make notebooks"
    return path, notebook.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_one_and_names_its_versions(name):
    _, text = beside(name)
    read = nbformat.reads(text, as_version=4)
    nbformat.validate(read)
    assert "keras==3.15.1" in read.cells[0].source


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_prints_and_draws_the_same_again(name, record_property):
    path, text = beside(name)
    fresh = notebooks.run(path)
    if told := differences(path, text, fresh):
        pytest.fail(told, pytrace=False)
    assert fresh == text
    record_property("notebooks", 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_names_no_place_on_a_machine(name):
    _, text = beside(name)
    places = [str(ROOT), str(Path.home()), sys.prefix, "site-packages"]
    assert [place for place in places if place in text] == []
    assert set(json.loads(text)["metadata"]) == {"kernelspec"}


def made(*arguments: str | Path, **options: object) -> subprocess.Popen[str]:
    """Start `make notebooks` for some sources."""
    return subprocess.Popen(
        [sys.executable, "-m", "tools.pages.notebooks", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_wrong_claim_is_named_and_leaves_the_old_notebook(tmp_path):
    path = tmp_path / "small.py"
    path.write_text(SMALL.replace('print("two")', "two = 3\nassert two == 2"), "utf-8")
    path.with_suffix(".ipynb").write_text("old", "utf-8")
    done = made(path)
    _, said = done.communicate()
    assert done.returncode == 1
    assert f"notebooks: {path}:9: AssertionError" in said
    assert "as before" in said
    assert "Traceback" not in said
    assert path.with_suffix(".ipynb").read_text("utf-8") == "old"


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("import os\n\nos._exit(1)", ":8: the cell ended its process"),
        ("print(1)\nprint(", ":9: SyntaxError: incomplete input$"),
    ],
)
def test_a_cell_that_cannot_be_run_is_named(tmp_path, cell, message):
    path = tmp_path / "small.py"
    path.write_text(SMALL.replace('print("two")', cell), "utf-8")
    with pytest.raises(notebooks.NotebookError, match=re.escape(str(path)) + message):
        notebooks.run(path)


def test_a_warning_is_told_and_not_kept(tmp_path):
    path = tmp_path / "small.py"
    path.write_text(SMALL + "import warnings\n\nwarnings.warn('old')\n", "utf-8")
    told = []
    text = notebooks.run(path, told.append)
    assert f"{path}:8 wrote to stderr:" in "".join(told)
    assert "UserWarning: old" in "".join(told)
    assert '"stderr"' not in text
    assert '"two\\n"' in text


def test_an_interruption_is_told_and_leaves_the_old_notebook(tmp_path):
    path = tmp_path / "small.py"
    path.write_text(SMALL.replace('print("two")', "import time\n\ntime.sleep(60)"))
    path.with_suffix(".ipynb").write_text("old")
    started = made(
        path,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    shown = ""
    while not shown.endswith(" ..."):
        shown += started.stdout.read(1)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 1
    assert "notebooks: interrupted; this notebook and later ones are as before" in said
    assert "Traceback" not in said
    assert path.with_suffix(".ipynb").read_text() == "old"


def test_a_new_notebook_is_written_once_and_then_as_before(tmp_path):
    path = tmp_path / "small.py"
    path.write_text(SMALL)
    first = made(path).communicate()[0]
    text = path.with_suffix(".ipynb").read_text("utf-8")
    again = made(path).communicate()[0]
    assert first.splitlines() == [f"[1/1] {path} ....  changed", "1 notebooks changed"]
    assert again.splitlines() == [f"[1/1] {path} ....", "0 notebooks changed"]
    assert path.with_suffix(".ipynb").read_text("utf-8") == text
    # Another output, another cell, one too many: each is told with its line.
    other = text.replace('"one\\n"', '"three\\n"')
    told = differences(path, other, text).splitlines()
    what = "another, or its output; run make notebooks"
    assert told[:3] == [f"{path}:5: cell 2 is {what}", "--- kept", "+++ now"]
    assert told[-2:] == ["-three", "+one"]
    assert differences(path, text, text) == ""
    path.write_text(SMALL.replace("two", "three"))
    now = notebooks.written(notebooks.unrun(path.read_text()))
    assert f"{path}:8: cell 3 is {what}" in differences(path, text, now)
    path.write_text(SMALL[: SMALL.rindex("# %%")])
    now = notebooks.written(notebooks.unrun(path.read_text()))
    assert f"{path}:5: cell 3 is {what}" in differences(path, text, now)


def test_a_source_without_a_first_cell_is_refused(tmp_path):
    path = tmp_path / "small.py"
    path.write_text("import keras\n\n" + SMALL)
    with pytest.raises(notebooks.NotebookError, match=r"small.py:1: .* write # %%"):
        notebooks.run(path)
