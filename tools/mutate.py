"""Break the project on purpose, and see whether its checks notice: ``make mutate``.

Everything happens in a copy of the project. What is broken, and which check must say
so, stands in mutants.py; the checks are those of ``make test``.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from examples import ROOT
from mutants import BUILD, Batch, Mutant, batches


class MutateError(Exception):
    """The mutants cannot be made, or the checks cannot be run."""


def copy_project(to: Path) -> None:
    """Copy what git knows or would know, and borrow what the lock installed.

    Raises:
        MutateError: The project is no git checkout.
    """
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        raise MutateError(f"git does not list the files of {ROOT}; clone the project")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    (to / "node_modules").symlink_to(ROOT / "node_modules")


def write(project: Path, texts: dict[str, str | None]) -> None:
    """Write files, or remove those without a text."""
    for path, text in texts.items():
        if text is None:
            (project / path).unlink()
        else:
            (project / path).write_text(text, "utf-8", newline="\n")


def finished(
    command: list[str | Path], project: Path, **variables: str
) -> tuple[int, str]:
    """Run a command; give its exit status and what it said. Ctrl-C ends it first."""
    process = subprocess.Popen(
        command,
        cwd=project,
        # An altered module may have the size and the second of the one before it.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate()
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        raise
    return process.returncode, said


def built(project: Path, scratch: Path) -> dict[str, str]:
    """Build the site: what stops it, empty if nothing does."""
    status, said = finished(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", scratch / "site"],
        project,
        NO_MKDOCS_2_WARNING="1",
        NOTEBOOK_CACHE=str(scratch / "notebooks"),
    )
    return {BUILD: said if status else ""}


def tested(batch: Batch, project: Path, scratch: Path) -> dict[str, str]:
    """Run tests: what each says, empty if it passes.

    Raises:
        MutateError: pytest did not come to run any.
    """
    other, report = batch.environment, scratch / "report.xml"
    python = ROOT / other / "bin/python" if other else sys.executable
    report.unlink(missing_ok=True)
    status, said = finished(
        [
            *(python, "-m", "pytest", "-p", "no:cacheprovider"),
            *("--basetemp", scratch / "pytest"),
            # So that nothing of what a test says is cut off.
            "-vv",
            *("-o", "junit_family=xunit1", "--junitxml", report),
            *batch.checks,
        ],
        project,
    )
    if not report.exists():
        raise MutateError(f"pytest ended with {status}: {said.strip()[-200:]!r}")
    return {
        f"{case.get('file')}::{case.get('name')}": "".join(
            problem.get("message", "") + (problem.text or "")
            for kind in ("failure", "error")
            for problem in case.iter(kind)
        )
        for case in ET.parse(report).iter("testcase")
    }


def reason(mutant: Mutant, said: dict[str, str]) -> str:
    """Why a mutant survived; empty if it was caught."""
    if mutant.check not in said:
        return f"{mutant.check} did not run"
    if not said[mutant.check]:
        return f"{mutant.check} passed"
    if mutant.says not in said[mutant.check]:
        return f"{mutant.check} failed, but did not say {mutant.says[:60]!r}"
    return ""


def survivors(batch: Batch, project: Path, scratch: Path) -> list[str]:
    """Make the mutants of a batch and run its checks: one line for each not caught."""
    other = batch.environment
    if other and not (ROOT / other / "ready").exists():
        mend = f"there is no {other}; make test-frameworks installs it"
        return [f"not run: {mutant.name}: {mend}" for mutant in batch.mutants]
    before = {path: (project / path).read_text("utf-8") for path in batch.texts}
    write(project, batch.texts)
    run = tested(batch, project, scratch) if batch.checks else built(project, scratch)
    write(project, before)
    return [
        f"survived: {mutant.name}: {why}"
        for mutant in batch.mutants
        if (why := reason(mutant, run))
    ]


def main(chosen: list[Batch]) -> int:
    """Run batches in a copy of the project, report, and give the exit status."""
    begun = time.monotonic()
    lines: list[str] = []
    counts: dict[str, Counter[str]] = {}
    with TemporaryDirectory(prefix="mutate-", ignore_cleanup_errors=True) as folder:
        project, scratch = Path(folder, "project"), Path(folder, "scratch")
        scratch.mkdir()
        copy_project(project)
        for number, batch in enumerate(chosen, start=1):
            start = time.monotonic()
            named = f"[{number:2}/{len(chosen)}] {batch.kind}, {batch.title}:"
            print(named, end=" ", flush=True)
            survived = survivors(batch, project, scratch)
            total = len(batch.mutants)
            tally = counts.setdefault(batch.kind, Counter())
            tally.update(caught=total - len(survived), total=total)
            lines += survived
            print(f"{total - len(survived)} / {total}", end=", ")
            print(f"{time.monotonic() - start:.0f} s")
    for line in lines:
        print(line)
    print(f"caught / total, in {time.monotonic() - begun:.0f} s")
    for kind, tally in counts.items():
        print(f"  {kind:8} {tally['caught']:4} / {tally['total']}")
    return 1 if lines else 0


if __name__ == "__main__":
    try:
        sys.exit(main(batches()))
    except MutateError as error:
        sys.exit(f"mutate: {error}")
    except KeyboardInterrupt:
        sys.exit("\nmutate: interrupted; only a copy of the project was altered")
