"""The programs that the playground writes for each framework, and running them.

tests/javascript/programs.js makes them.
"""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

PROGRAMS = Path(__file__).parent / "javascript/programs.json"


def programs(framework: str) -> list[dict[str, Any]]:
    """The programs for a framework, each with its view and its output."""
    found = json.loads(PROGRAMS.read_text("utf-8"))
    own = [case for case in found if case["framework"] == framework]
    assert len(own) >= 20
    return own


def check(case: dict[str, Any]) -> None:
    """Run a program in Python; compare what it prints, and a survivor."""
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(case["program"], case["view"], "exec"), names)
    assert printed.getvalue() == case["output"], case["view"]
    if survivor := case.get("survivor"):
        value = float(names["y"][tuple(survivor["at"])])
        assert value == survivor["value"], case["view"]
