"""Ask every version the same questions: ``make matrix``.

Each environment of matrix.toml is installed for itself, asked the probes, and removed.
What it answered is kept in .cache/matrix, so that an interrupted run goes on where it
stopped; a failed install is tried again by the next run. A new probe alone is asked by
``make matrix PROBES=its-name``; the file keeps what the others answered.
"""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.pages.results import COLUMNS, RESULTS, rows
from tools.project import CACHE, ENVIRONMENT, ROOT, write_whole
from tools.studies.probes import PROBES

ENVIRONMENTS = ROOT / "tools/studies/matrix.toml"
# What the answers depend on beside the environment.
SOURCES = [
    *sorted((ROOT / "tools/studies/probes").glob("*.py")),
    ROOT / "tools/figures/mask.py",
]
KEPT = CACHE / "matrix"


class MatrixError(Exception):
    """An environment could not be installed or asked."""


def environments() -> dict[str, dict[str, Any]]:
    """The table of matrix.toml: environment by name."""
    return tomllib.loads(ENVIRONMENTS.read_text("utf-8"))


def run(*command: object, **variables: str) -> str:
    """Run a command; its output.

    Raises:
        MatrixError: It failed; the message is the last line that it wrote.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT | variables,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        lines = [
            line.strip(" ×╰─▶") for line in done.stderr.splitlines() if line.strip()
        ]
        raise MatrixError(" ".join(lines[-2:])[-240:] or f"exit {done.returncode}")
    return done.stdout


@contextmanager
def installed(environment: dict[str, Any]) -> Iterator[Path]:
    """Install an environment, give its Python, remove it.

    Raises:
        MatrixError: It could not be installed.
    """
    folder = KEPT / "environment"
    uv = (sys.executable, "-m", "uv")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Wheels that pip was told about serve uv too.
    found = os.environ.get("UV_FIND_LINKS") or os.environ.get("PIP_FIND_LINKS", "")
    try:
        run(*uv, "venv", "--quiet", "--clear", "--python", "3.11", folder)
        install = (*uv, "pip", "install", "--quiet", "--python", python)
        wanted = environment["install"]
        for torch in (name for name in wanted if name.startswith("torch==")):
            cpu = (*install, "--torch-backend=cpu", torch)
            try:
                run(*cpu, UV_FIND_LINKS=found, UV_HTTP_RETRIES="0")
            except MatrixError:
                # The index of its CPU builds cannot be reached. pyproject.toml leaves
                # CUDA out, which the other build cannot do without.
                run(*install, "--no-config", torch, UV_FIND_LINKS=found)
        run(*install, *wanted, UV_FIND_LINKS=found)
        if alone := environment.get("alone"):
            run(*install, "--no-deps", *alone)
        yield python
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ask(environment: dict[str, Any], *names: str) -> list[dict[str, str]]:
    """Install an environment, ask the named probes or all, remove it."""
    with installed(environment) as python:
        backend = environment.get("backend", "tensorflow")
        library = environment.get("library", "keras")
        asking = (python, "-m", "tools.studies.probes", library, *names)
        lines = run(*asking, KERAS_BACKEND=backend).splitlines()
        return [json.loads(line) for line in lines if line.startswith('{"probe"')]


def once(told: object, sources: list[Path], ask: Callable[[], Any]) -> Any:
    """What was answered, kept from an earlier run or asked now, as JSON holds it.

    Args:
        told: What is asked, with a representation that says all.
        sources: What the answer depends on besides.
        ask: Asks.
    """
    text = repr((told, *(path.read_bytes() for path in sources)))
    kept = KEPT / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    if kept.exists():
        print("kept", end="", flush=True)
        return json.loads(kept.read_text("utf-8"))
    answered = ask()
    write_whole(kept, json.dumps(answered))
    print("asked", end="", flush=True)
    return answered


def answers(environment: dict[str, Any], *names: str) -> list[dict[str, str]]:
    """What an environment answers, kept from an earlier run or asked now."""
    try:
        told = (environment, *names)
        return once(told, SOURCES, lambda: ask(environment, *names))
    except MatrixError as error:
        print(f"failed: {error}", end="", flush=True)
        return [
            {"probe": probe, "answer": "did not run", "detail": str(error)}
            for probe in names or PROBES
        ]
    finally:
        print()


def main(*names: str) -> None:
    """Ask all environments and write the results file, whole or not at all.

    Args:
        names: The probes to ask; without any, all. What the others answered is read
            from the file.
    """
    if unknown := set(names) - set(PROBES):
        sys.exit(f"matrix: no probe is called {min(unknown)}")
    written = rows() if names else []
    KEPT.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    listed = environments()
    for number, (name, environment) in enumerate(listed.items(), start=1):
        print(f"[{number:2}/{len(listed)}] {name}: ", end="", flush=True)
        old = [row for row in written if row["environment"] == name]
        new = [{"environment": name, **row} for row in answers(environment, *names)]
        known = {row["probe"]: row for row in old + new}
        writer.writerows(known[probe] for probe in PROBES if probe in known)
    write_whole(RESULTS, text.getvalue())
    print(f"{RESULTS.relative_to(ROOT)} written")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nmatrix: interrupted; run make matrix again, it goes on from here")
