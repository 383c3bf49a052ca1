"""Ask every version the same questions: ``make matrix``.

Each environment of matrix.toml is installed for itself, asked by probes.py, and
removed. What an environment answered is kept in .cache/matrix, so that an interrupted
run goes on where it stopped; a failed install is tried again by the next run.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib

from tools.project import ENVIRONMENT, ROOT, write_whole

ENVIRONMENTS = ROOT / "tools/studies/matrix.toml"
PROBES = ROOT / "tools/studies/probes.py"
RESULTS = ROOT / "docs/en/matrix.csv"
KEPT = ROOT / ".cache/matrix"
COLUMNS = ("environment", "probe", "answer", "detail")
ANSWERS = ("yes", "no", "did not run")


class MatrixError(Exception):
    """An environment could not be installed or asked."""


def probe_names() -> list[str]:
    """The probes in order, without importing what they ask."""
    block = PROBES.read_text("utf-8").partition("for probe in (")[2].partition(")")[0]
    return [name.replace("_", "-") for name in re.findall(r"\w+", block)]


def environments() -> dict[str, dict]:
    """The table of matrix.toml: environment by name."""
    return tomllib.loads(ENVIRONMENTS.read_text("utf-8"))


def problems(rows: list[dict[str, str]]) -> list[str]:
    """Unknown environments, probes or answers, and cells missing or told twice."""
    found = []
    wanted = {(name, probe) for name in environments() for probe in probe_names()}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=2):
        cell = (row["environment"], row["probe"])
        if cell not in wanted:
            found.append(
                f"matrix.csv:{number}: {cell} is not asked for; run make matrix"
            )
        if cell in seen:
            found.append(f"matrix.csv:{number}: {cell} is there twice; remove one")
        if row["answer"] not in ANSWERS:
            found.append(
                f"matrix.csv:{number}: answer {row['answer']!r} is none of {ANSWERS}"
            )
        if row["answer"] == "did not run" and not row["detail"]:
            found.append(
                f"matrix.csv:{number}: {cell} did not run and does not say why"
            )
        seen.add(cell)
    found += [
        f"matrix.csv: {cell} is missing; run make matrix"
        for cell in sorted(wanted - seen)
    ]
    return found


def rows() -> list[dict[str, str]]:
    """The rows of the results file.

    Raises:
        MatrixError: It names what is unknown, or lacks what is asked for.
    """
    with RESULTS.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    if found := problems(read):
        raise MatrixError("\n".join(found))
    return read


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


def ask(environment: dict) -> list[dict[str, str]]:
    """Install an environment, ask the probes, remove it."""
    folder = KEPT / "environment"
    uv = (sys.executable, "-m", "uv")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        run(*uv, "venv", "--quiet", "--clear", "--python", "3.11", folder)
        install = (*uv, "pip", "install", "--quiet", "--python", python)
        run(*install, *environment["install"])
        if alone := environment.get("alone"):
            run(*install, "--no-deps", *alone)
        backend = environment.get("backend", "tensorflow")
        library = environment.get("library", "keras")
        lines = run(
            python, "-m", "tools.studies.probes", library, KERAS_BACKEND=backend
        ).splitlines()
        return [json.loads(line) for line in lines if line.startswith('{"probe"')]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def answers(name: str, environment: dict) -> list[dict[str, str]]:
    """What an environment answers, kept from an earlier run or asked now."""
    sources = (PROBES.read_bytes(), (ROOT / "tools/figures/mask.py").read_bytes())
    asked = hashlib.sha256(repr((environment, *sources)).encode()).hexdigest()[:12]
    kept = KEPT / f"{asked}.json"
    if kept.exists():
        print("kept", flush=True)
        return json.loads(kept.read_text("utf-8"))
    try:
        answered = ask(environment)
    except MatrixError as error:
        print(f"failed: {error}", flush=True)
        return [
            {"probe": probe, "answer": "did not run", "detail": str(error)}
            for probe in probe_names()
        ]
    write_whole(kept, json.dumps(answered))
    print("asked", flush=True)
    return answered


def main() -> None:
    """Ask all environments and write the results file, whole or not at all."""
    KEPT.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    listed = environments()
    for number, (name, environment) in enumerate(listed.items(), start=1):
        print(f"[{number:2}/{len(listed)}] {name}: ", end="", flush=True)
        for row in answers(name, environment):
            writer.writerow({"environment": name, **row})
    write_whole(RESULTS, text.getvalue())
    print(f"{RESULTS.relative_to(ROOT)} written")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nmatrix: interrupted; run make matrix again, it goes on from here")
