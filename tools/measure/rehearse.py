"""Run a workflow as it stands, then serve what it would publish: ``make rehearse``.

Each job runs in a copy of a clean clone of HEAD, in the order and under the conditions
of the workflow, as after a push to main. What is uploaded for Pages is served under the
path of the project and asked for as readers would.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from tools.measure import server, workflow
from tools.measure.place import faults
from tools.measure.proof import REPORTS
from tools.measure.workflow import RehearsalError, follow, free
from tools.project import ROOT

OWNER, NAME = "someone", "what-dropout-drops"
BASE = f"https://{OWNER}.github.io/{NAME}/"
MEND = "make .venv-tests/ready brings it, or install it from nektosact.com"
# What make and a virtual environment leave to their programs, and a runner has not.
FOREIGN = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "NO_MKDOCS_2_WARNING", "PYTHONPATH"}
FOREIGN |= {"SOURCE_DATE_EPOCH", "VIRTUAL_ENV"}


def say(text: str) -> None:
    """Tell whoever waits."""
    print(f"rehearse: {text}", flush=True)


def clone(folder: Path, root: Path = ROOT) -> Path:
    """Clone HEAD without its history, as the branch main of a repository on GitHub.

    Raises:
        RehearsalError: It cannot be cloned.
    """
    git = ("git", "-C", str(folder))
    url = f"https://github.com/{OWNER}/{NAME}"
    # act takes any branch or tag of the commit for the one that was pushed.
    alone = ("--depth=1", "--no-tags")
    for command in (
        ("git", "clone", "--quiet", *alone, root.as_uri(), str(folder)),
        (*git, "branch", "--move", "--force", "main"),
        (*git, "remote", "set-url", "origin", url),
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RehearsalError(f"{' '.join(command[:4])}: {done.stderr.strip()}")
    return folder


def runner() -> str:
    """The path of act.

    Raises:
        RehearsalError: It is missing.
    """
    own = Path(sys.executable).with_name("act")
    found = str(own) if own.exists() else shutil.which("act")
    if not found:
        raise RehearsalError(f"act, which runs workflows, is missing; {MEND}")
    return found


def environment(folder: Path) -> dict[str, str]:
    """The variables to run act with; root needs no sudo, and may have none."""
    kept = {name: text for name, text in os.environ.items() if name not in FOREIGN}
    # A runner has a folder of its own, whoever rehearses the caches of the account.
    kept["XDG_CACHE_HOME"] = str(folder / "runner")
    if not shutil.which("sudo") and os.geteuid() == 0:
        sudo = folder / "programs/sudo"
        sudo.parent.mkdir()
        sudo.write_text('#!/bin/sh\nexec "$@"\n', "utf-8")
        sudo.chmod(0o755)
        kept["PATH"] = f"{sudo.parent}{os.pathsep}{kept['PATH']}"
        say("there is no sudo; root does without")
    return kept


def command(
    file: Path, held: dict[str, Any], folder: Path, python: str
) -> list[str | Path]:
    """How to run a workflow by act.

    Args:
        file: The workflow.
        held: What it says.
        folder: For what is uploaded.
        python: Of the matrix, such as 3.11.
    """
    cache = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    words: list[str | Path] = [runner(), workflow.event(held), "--json"]
    words += ["--workflows", file, "--concurrent-jobs", "1", "--no-cache-server"]
    words += [
        "--platform",
        "ubuntu-latest=-self-hosted",
        "--matrix",
        f"python:{python}",
    ]
    words += ["--env", f"REHEARSAL={folder}", "--env", f"XDG_CACHE_HOME={cache}"]
    for action, place in workflow.stand_ins(workflow.used(held)).items():
        words += ["--local-repository", f"{action}={place}"]
    return words


def run(
    words: list[str | Path], clone: Path, folder: Path, held: dict[str, Any]
) -> None:
    """Run act in the clone until it ends, or a step fails.

    Raises:
        RehearsalError: A step failed, or act itself.
    """
    with subprocess.Popen(
        words,
        cwd=clone,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        last = ""
        try:
            for last in follow(process.stdout or (), held):
                say(last)
            process.wait()
        finally:
            # What a step has started ends with it.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
    if process.returncode > 0 and not any(free(held, job) for job in held["jobs"]):
        raise RehearsalError(f"act ended with {process.returncode}: {last}")


def ask(artifact: Path, folder: Path) -> None:
    """Serve what was uploaded under the path of the project, and ask for all of it.

    Raises:
        RehearsalError: Something of it is not found.
    """
    with tarfile.open(artifact) as packed:
        packed.extractall(folder, filter="data")
    with server.serve(folder, prefix=urlsplit(BASE).path) as address:
        say(f"served at {address}")
        found = list(faults(folder, address, BASE))
    for fault in found:
        say(fault)
    if found:
        raise RehearsalError(f"{len(found)} addresses are wrong; they stand above")
    pages = sum(1 for _ in folder.rglob("*.html"))
    say(f"{pages} pages and all that they link to within the site are found")


def rehearse(
    name: str, jobs: list[str], python: str, folder: Path, root: Path = ROOT
) -> None:
    """Rehearse a workflow.

    Args:
        name: Of its file, without .yml.
        jobs: Which, all if none is named.
        python: Of the matrix, such as 3.11.
        folder: An empty one for everything.
        root: The repository.

    Raises:
        RehearsalError: A step failed, or the workflow, act or a stand-in is missing.
    """
    made = clone(folder / "clone", root)
    file = made / f".github/workflows/{name}.yml"
    held = workflow.read(file)
    if jobs:
        held = workflow.only(held, jobs)
        file = folder / f"{name}.yml"
        file.write_text(yaml.safe_dump(held, sort_keys=False), "utf-8")
        if (reports := root / REPORTS.relative_to(ROOT)).exists():
            # What jobs that are left out would have kept: the last run here.
            shutil.copytree(reports, folder / "kept/reports")
    left = subprocess.run(
        ("git", "status", "--porcelain"), cwd=root, capture_output=True, text=True
    ).stdout.splitlines()
    if left:
        say(f"HEAD alone is rehearsed, without the {len(left)} changes beside it")
    for action in workflow.used(held):
        own = action.startswith(tuple(workflow.OWN))
        say(f"{action.partition('@')[0]}: {'the clone' if own else 'a stand-in'}")
    run(command(file, held, folder, python), made, folder, held)
    artifact = folder / "artifact.tar"
    if artifact.exists():
        ask(artifact, folder / "site")
    else:
        say("nothing was uploaded for Pages, so nothing is served")


def main() -> None:
    """Read the command line, rehearse, and keep the folder where that failed."""
    parser = argparse.ArgumentParser("rehearse", description=__doc__)
    parser.add_argument("workflow", nargs="?", default="site")
    parser.add_argument("jobs", nargs="*", help="all, if none is named")
    parser.add_argument("--python", default="3.11", help="the one of the matrix")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    start = time.monotonic()
    try:
        rehearse(given.workflow, given.jobs, given.python, folder)
    except RehearsalError as error:
        sys.exit(f"rehearse: {error} (what is left lies in {folder})")
    except FileNotFoundError as error:
        sys.exit(f"rehearse: {error.filename} is missing; install it")
    except KeyboardInterrupt:
        sys.exit(f"rehearse: interrupted (what is left lies in {folder})")
    shutil.rmtree(folder)
    say(f"{given.workflow} passes, {(time.monotonic() - start) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
