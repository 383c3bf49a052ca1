"""Run every example and rewrite the outputs that changed: ``make refresh``."""

import argparse
import re
import sys
from pathlib import Path

from tools.pages import marks
from tools.pages.examples import (
    EXAMPLE,
    JAVASCRIPT,
    ExampleError,
    examples,
    files,
    framework_files,
    name_of,
    printed_alone,
)
from tools.project import write_whole


class RefreshError(Exception):
    """A file holds something else than programs with their outputs."""


def unrecognised(path: Path) -> list[str]:
    """What keeps a file from being refreshed, with its line and the mend."""
    name = name_of(path)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return [f"{name}:{line}: a byte that is not UTF-8; save the file as UTF-8"]
    except OSError as error:
        return [f"{name}: {error.strerror}; name a Markdown file"]
    if path == JAVASCRIPT:
        return [f"{name}: JavaScript, run by tests/test_frameworks.py, not from here"]
    broken = marks.of_programs(text)
    if broken or examples(path):
        return [f"{name}:{line}: {problem}" for line, problem in broken]
    return [f"{name}: no program with its output; write one as in CONTRIBUTING.md"]


def rewritten(text: str, outputs: list[str]) -> str:
    """The text with the examples' outputs replaced, one for one."""
    remaining = iter(outputs)

    def replace(match: re.Match[str]) -> str:
        start, end = (match.start("output"), match.end("output"))
        return text[match.start() : start] + next(remaining) + text[end : match.end()]

    return EXAMPLE.sub(replace, text)


def refresh(paths: list[Path]) -> int:
    """Refresh the files and return how many changed.

    Raises:
        RefreshError: Something in a file is not recognised; no file is changed.
        ExampleError: An example fails; its file and later ones are not changed.
    """
    problems = [problem for path in paths for problem in unrecognised(path)]
    if problems:
        raise RefreshError("\n".join(problems))
    by_file = {path: examples(path) for path in paths}
    total = sum(map(len, by_file.values()))
    outputs = printed_alone(
        [example for found in by_file.values() for example in found]
    )
    done = changed = 0
    for path, found in by_file.items():
        fresh = []
        for example in found:
            fresh.append(next(outputs))
            done += 1
            mark = "" if fresh[-1] == example.output else "  changed"
            print(f"[{done:2}/{total}] {example}{mark}", flush=True)
        old = path.read_text(encoding="utf-8")
        new = rewritten(old, fresh)
        if new != old:
            write_whole(path, new)
            changed += 1
    return changed


def chosen(named: list[Path], frameworks: bool) -> list[Path]:
    """The files to refresh: those that are named, or all that run in an environment."""
    if frameworks:
        return [*named, *(path for path in framework_files() if path != JAVASCRIPT)]
    return named or files()


def main() -> None:
    """Refresh the files that are named, or all of this environment."""
    parser = argparse.ArgumentParser(prog="refresh", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="else README and snippets/")
    parser.add_argument(
        "--frameworks", action="store_true", help="all in PyTorch and Flax"
    )
    asked = parser.parse_args()
    named = [path.resolve() for path in asked.files]
    print(f"{refresh(chosen(named, asked.frameworks))} files changed")


if __name__ == "__main__":
    try:
        main()
    except RefreshError as error:
        sys.exit(f"{error}\nrefresh: nothing was run, and no file is changed")
    except ExampleError as error:
        sys.exit(f"refresh: {error}\nrefresh: this file and later ones are as before")
    except KeyboardInterrupt:
        sys.exit("refresh: interrupted; the file being run is as before")
