"""Examples print the same alone, in any order; refreshing changes outputs only."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tools.pages import examples, refresh
from tools.project import ROOT

ALL = [example for path in examples.files() for example in examples.examples(path)]
PAGE = """Before.

```python
print(6 * 7)
```

<!--pytest-codeblocks:expected-output-->
```text
stale
```

After.
"""


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """A file with one example whose output is stale."""
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    return path


def refresh_command(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on one file."""
    return subprocess.run(
        [sys.executable, "-m", "tools.pages.refresh", path],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


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


def test_every_example_prints_its_output_alone():
    for example, printed in zip(ALL, examples.printed_alone(ALL), strict=True):
        assert printed == example.output, str(example)


def test_every_example_prints_its_output_after_all_that_follow_it():
    for example in reversed(ALL):
        assert examples.printed(example) == example.output, str(example)


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
    run = refresh_command(stale)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "page.md:3: NameError: name 'prin'" in run.stderr


def test_an_example_that_ends_its_process_stops_refresh_with_one_message(stale):
    stale.write_text(PAGE.replace("print(6 * 7)", "import os\n\nos._exit(0)"), "utf-8")
    run = refresh_command(stale)
    assert run.returncode == 1
    assert "page.md:3: ended its process" in run.stderr
    assert "stale" in stale.read_text("utf-8")


def test_an_interruption_ends_refresh_with_one_message(stale):
    running = stale.with_name("running")
    code = f"import pathlib, time\n\npathlib.Path({str(running)!r}).touch()\n"
    text = PAGE.replace("print(6 * 7)", code + "time.sleep(60)")
    stale.write_text(text, "utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "tools.pages.refresh", stale],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # As a terminal starts it: whoever started the tests may ignore the signal.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while not running.exists():
        assert run.poll() is None
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)
    _, messages = run.communicate(timeout=30)
    assert run.returncode == 1
    assert messages.endswith("refresh: interrupted; the file being run is as before\n")
    assert "Traceback" not in messages
    assert stale.read_text("utf-8") == text
