"""Run every example and rewrite the outputs that changed: ``make refresh``."""

import re
import sys
from pathlib import Path

from tools.pages.examples import EXAMPLE, ExampleError, examples, files, printed_alone
from tools.project import write_whole


def rewritten(text: str, outputs: list[str]) -> str:
    """The text with the examples' outputs replaced, one for one."""
    remaining = iter(outputs)

    def replace(match: re.Match[str]) -> str:
        start, end = (match.start("output"), match.end("output"))
        return text[match.start() : start] + next(remaining) + text[end : match.end()]

    return EXAMPLE.sub(replace, text)


def refresh(paths: list[Path]) -> int:
    """Refresh the files and return how many changed."""
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


if __name__ == "__main__":
    try:
        count = refresh([Path(name).resolve() for name in sys.argv[1:]] or files())
    except ExampleError as error:
        sys.exit(f"refresh: {error}\nrefresh: this file and later ones are as before")
    except KeyboardInterrupt:
        sys.exit("refresh: interrupted; the file being run is as before")
    print(f"{count} files changed")
