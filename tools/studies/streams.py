"""Draw the committed masks anew in the frameworks that drew them: ``make matrix``.

Each environment of streams.toml is installed for itself, draws its files of
tests/streams/vectors, and is removed. What it drew is compared with what is committed,
or written there with ``--write``. What was drawn is kept in .cache/matrix, as answers
are.
"""

import json
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from tools.project import ROOT, write_whole
from tools.studies import matrix

ENVIRONMENTS = ROOT / "tools/studies/streams.toml"
VECTORS = ROOT / "tests/streams/vectors"
# What the masks depend on beside the environment.
SOURCES = [
    ROOT / "tests" / name
    for name in ("streams/vectors.py", "streams/drawn.py", "frameworks/jax_masks.py")
]


def environments() -> dict[str, dict[str, Any]]:
    """The table of streams.toml: environment by name."""
    return tomllib.loads(ENVIRONMENTS.read_text("utf-8"))


def draw(environment: dict[str, Any], names: list[str]) -> dict[str, str]:
    """Install an environment, let it draw, remove it.

    Returns:
        The text of each named file.

    Raises:
        MatrixError: It could not be installed, or could not draw.
    """
    variables = {"PYTHONPATH": str(ROOT / "tests")}
    if "backend" in environment:
        variables["KERAS_BACKEND"] = environment["backend"]
    with matrix.installed(environment) as python:
        return {
            name: matrix.run(python, "-m", *environment["draws"][name], **variables)
            for name in names
        }


def compared(drawn: str, committed: str) -> str:
    """What differs between two files of masks, in words.

    Raises:
        MatrixError: They do not hold the same masks.
    """
    ours, theirs = json.loads(drawn), json.loads(committed)
    pairs = list(zip(ours["masks"], theirs["masks"], strict=False))
    other = [new for new, old in pairs if new != old]
    if len(ours["masks"]) != len(theirs["masks"]) or not pairs:
        count = f"{len(ours['masks'])} masks, {len(theirs['masks'])} are committed"
        raise matrix.MatrixError(count)
    if other:
        first = json.dumps(other[0])
        count = f"{len(other)} of {len(pairs)} masks differ"
        raise matrix.MatrixError(f"{count}, first {first}")
    by = "" if ours["drawn"] == theirs["drawn"] else f" by {ours['drawn']}"
    return f"{len(pairs)} masks, all as committed{by}"


def report(file: Path, drawn: str, write: bool) -> bool:
    """Compare a file with what was drawn, or write it, and say so.

    Returns:
        Whether all is well.
    """
    print(f"        {file.stem}: ", end="", flush=True)
    try:
        if write:
            write_whole(file, drawn)
            print("written")
        else:
            committed = file.read_text("utf-8") if file.exists() else '{"masks": []}'
            print(compared(drawn, committed))
    except matrix.MatrixError as error:
        print(error)
        return False
    return True


def main(*names: str, write: bool = False) -> int:
    """Draw all files or the named ones; compare or write them.

    Returns:
        How many differ or could not be drawn.
    """
    listed = environments()
    known = {name for each in listed.values() for name in each["draws"]}
    if unknown := set(names) - known:
        sys.exit(f"streams: no masks are called {min(unknown)}")
    matrix.KEPT.mkdir(parents=True, exist_ok=True)
    wanted = {
        name: [file for file in each["draws"] if not names or file in names]
        for name, each in listed.items()
    }
    asked = [name for name, files in wanted.items() if files]
    wrong = 0
    for number, name in enumerate(asked, start=1):
        print(f"[{number:2}/{len(asked)}] {name}: ", end="", flush=True)
        files, each = wanted[name], listed[name]
        try:
            ask = partial(draw, each, files)
            drawn = matrix.once((each, files), SOURCES, ask)
        except matrix.MatrixError as error:
            print(f"failed: {error}", flush=True)
            wrong += len(files)
            continue
        print(flush=True)
        wrong += sum(
            not report(VECTORS / f"{file}.json", drawn[file], write) for file in files
        )
    return wrong


if __name__ == "__main__":
    arguments = [name for name in sys.argv[1:] if name != "--write"]
    try:
        count = main(*arguments, write="--write" in sys.argv)
    except KeyboardInterrupt:
        sys.exit("\nstreams: interrupted; run make matrix again, it goes on from here")
    if count:
        sys.exit(f"streams: {count} files were not drawn as they are committed")
