"""The kinds of mask, as the browser's table has them."""

import json
import subprocess
from functools import cache

from tools.project import NODE, ROOT

TABLE = ROOT / "docs/theme/javascripts/kinds.js"


@cache
def kinds() -> dict[str, dict]:
    """The rows of kinds.js by their names, in the order of the menu."""
    table = f'import {{ KINDS }} from "{TABLE.as_uri()}"'
    printed = subprocess.run(
        [
            NODE,
            "--input-type=module",
            "--eval",
            f"{table}; console.log(JSON.stringify(KINDS))",
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return {row["name"]: row for row in json.loads(printed)}


def kind_names() -> list[str]:
    """The names of all kinds of mask."""
    names = list(kinds())
    assert len(names) >= 7
    return names


def is_own(name: str) -> bool:
    """Whether the reader gives the noise shape."""
    return not kinds()[name]["noise"] and kinds()[name]["written"]


def by_word_type(name: str) -> bool:
    """Whether equal words share their draw."""
    return not kinds()[name]["noise"] and not kinds()[name]["written"]
