"""Examples print the same alone; refreshing changes outputs only, or says why not."""

import os
import re
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from stale_page import MEND, PAGE, PLAIN, run

from tools.pages import examples, refresh
from tools.project import ROOT

ALL = [example for path in examples.files() for example in examples.examples(path)]


def test_there_are_at_least_35_examples():
    assert len(ALL) >= 35


def test_every_kind_of_mask_is_printed_small_and_counted():
    names = {
        line.partition("[start:")[2].partition("]")[0]
        for name in ("elements", "rows-and-columns")
        for line in (ROOT / "snippets" / f"{name}.md").read_text("utf-8").splitlines()
    }
    for kind in ("", "columns-", "rows-", "samples-", "shared-", "types-"):
        assert {f"{kind}small", f"{kind}counted"} <= names


def test_a_program_sees_nothing_of_another(stale):
    second = PAGE.replace("print(6 * 7)", "print(answer)").replace("stale", "42")
    first = PAGE.replace("print(6 * 7)", "answer = 42\nprint(answer)")
    stale.write_text(first.replace("stale", "42") + second, "utf-8")
    done = run("pytest", *PLAIN, "--verbose", stale)
    assert re.findall(r"page\.md::line (\d+) (\w+)", done.stdout) == [
        ("3", "PASSED"),
        ("16", "FAILED"),
    ]


def test_a_wrong_output_says_how_to_mend_it(stale):
    done = run("pytest", *PLAIN, stale)
    assert "but got\n```\n42\n```" in done.stdout
    assert f"page.md:3: {MEND}" in done.stdout


def test_refresh_rewrites_outputs_and_nothing_else(stale):
    assert refresh.refresh([stale]) == 1
    assert stale.read_text("utf-8") == PAGE.replace("stale", "42")
    assert refresh.refresh([stale]) == 0


def test_refresh_keeps_the_file_when_an_example_raises(stale):
    text = PAGE.replace("6 * 7", "6 / 0")
    stale.write_text(text, "utf-8")
    with pytest.raises(examples.ExampleError, match=r"page\.md:3: ZeroDivisionError"):
        refresh.refresh([stale])
    assert stale.read_text("utf-8") == text
    assert [path.name for path in stale.parent.iterdir()] == ["page.md"]


@pytest.mark.parametrize("code", ["raise SystemExit", "raise SystemExit(0)"])
def test_an_example_that_exits_is_refused(stale, code):
    stale.write_text(PAGE.replace("print(6 * 7)", code), "utf-8")
    with pytest.raises(examples.ExampleError, match="SystemExit"):
        refresh.refresh([stale])


@pytest.mark.parametrize("code", ["pass", 'print("```")', 'print("a", end="")'])
def test_an_output_that_a_page_cannot_show_is_refused(stale, code):
    stale.write_text(PAGE.replace("print(6 * 7)", code), "utf-8")
    with pytest.raises(examples.ExampleError, match="must print lines"):
        refresh.refresh([stale])


def test_the_refresh_command_ends_with_one_message(stale):
    stale.write_text(PAGE.replace("print", "prin"), "utf-8")
    done = run("tools.pages.refresh", stale)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "page.md:3: NameError: name 'prin'" in done.stderr


def test_an_example_that_ends_its_process_stops_refresh_with_one_message(stale):
    stale.write_text(PAGE.replace("print(6 * 7)", "import os\n\nos._exit(0)"), "utf-8")
    done = run("tools.pages.refresh", stale)
    assert done.returncode == 1
    assert "page.md:3: ended its process" in done.stderr
    assert "stale" in stale.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("```python", '```python title="a.py"', 3, "part of no program"),
        ("```python", "``` python", 3, "write ```python"),
        ("print(6 * 7)\n```\n", "print(6 * 7)\n", 7, "``` below the code"),
        ("```\n\nAfter", "\nAfter", 12, "``` below the output"),
        ("```\n\n<", "```\n<", 6, "write an empty line"),
        ("<!--pytest-codeblocks:expected-output-->\n", "", 7, "write <!--pytest"),
        ("Before.", "<!-- --8<-- [start:one] -->", 2, "write ```python"),
        ("Before.\n\n", "<!-- --8<-- [start:one] -->\n", 10, "[end:one]"),
    ],
)
def test_what_refresh_does_not_recognise_it_names(stale, old, new, line, message):
    text = PAGE.replace(old, new, 1)
    stale.write_text(text, "utf-8")
    done = run("tools.pages.refresh", stale)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{stale}:{line}: ")
    assert message in done.stderr.splitlines()[0]
    assert done.stderr.endswith("nothing was run, and no file is changed\n")
    assert stale.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file or directory; name a Markdown file"),
        (b"", "no program with its output"),
        (b"# T\n\n\xff\n", ":3: a byte that is not UTF-8"),
    ],
)
def test_a_file_that_refresh_cannot_read_is_named(tmp_path, content, message):
    path = tmp_path / "page.md"
    if content is not None:
        path.write_bytes(content)
    (problem,) = refresh.unrecognised(path)
    assert problem.startswith(str(path))
    assert message in problem


def test_a_folder_or_javascript_is_not_refreshed(tmp_path):
    (folder,) = refresh.unrecognised(tmp_path)
    assert folder == f"{tmp_path}: Is a directory; name a Markdown file"
    assert "JavaScript" in refresh.unrecognised(examples.JAVASCRIPT)[0]


def test_refresh_finds_the_files_of_each_environment():
    assert refresh.chosen([], frameworks=False) == examples.files()
    found = {path.name for path in refresh.chosen([], frameworks=True)}
    assert {"flax.md", "pytorch.md"} <= found
    assert "tensorflowjs.md" not in found


def test_an_interruption_ends_refresh_with_one_message(stale):
    running = stale.with_name("running")
    code = f"import pathlib, time\n\npathlib.Path({str(running)!r}).touch()\n"
    text = PAGE.replace("print(6 * 7)", code + "time.sleep(60)")
    stale.write_text(text, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.pages.refresh", stale],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # As a terminal starts it: whoever started the tests may ignore the signal.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while not running.exists():
        assert process.poll() is None
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, messages = process.communicate(timeout=30)
    assert process.returncode == 1
    assert messages.endswith("refresh: interrupted; the file being run is as before\n")
    assert "Traceback" not in messages
    assert stale.read_text("utf-8") == text
