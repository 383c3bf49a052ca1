"""The benchmark leaves out no stream, and names a framework that is not there."""

import sys
from pathlib import Path

from tools.measure import frameworks, streams
from tools.project import ROOT

SCRIPTS = ROOT / "docs/theme/javascripts/streams"


def test_every_stream_is_timed_and_so_is_its_framework():
    modules = {
        path.stem
        for path in SCRIPTS.glob("*.js")
        if "export function keeper(" in path.read_text("utf-8")
    }
    assert modules == {name for name, _, _ in streams.STREAMS} != set()
    # TensorFlow.js runs on the page.
    assert modules - {"tensorflow-js"} == set(frameworks.DRAW) == set(streams.PYTHON)


def test_a_framework_that_is_not_installed_is_told(monkeypatch):
    monkeypatch.setitem(streams.PYTHON, "pytorch", Path("no-such-python"))
    assert streams.native(None, "pytorch", 1) == "not installed"
    monkeypatch.setitem(streams.PYTHON, "pytorch", sys.executable)
    told = streams.native(None, "pytorch", 1)
    assert told == "failed: ModuleNotFoundError: No module named 'torch'"
