"""What a workflow of GitHub says, and what its runner tells; nothing is run here.

The runner is act (https://nektosact.com), without containers. What a workflow ``uses``
of others is replaced: ``actions/NAME/action.yml`` beside this file does on this machine
what the action does on GitHub's.
"""

import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ACTIONS = Path(__file__).with_name("actions")
# act copies the clone, which is what this one does.
OWN = {"actions/checkout"}


class RehearsalError(Exception):
    """What cannot be rehearsed; the message says what to do."""


class Heard(NamedTuple):
    """A line that the runner wrote.

    Attributes:
        job: The name of its job in the file, "" for none.
        text: What to show of it, "" for nothing.
        failed: The step that failed, in its own words, or "".
    """

    job: str
    text: str
    failed: str = ""


def read(path: Path) -> dict[str, Any]:
    """Read a workflow.

    Raises:
        RehearsalError: It is missing, or has no jobs.
    """
    if not path.is_file():
        names = ", ".join(sorted(other.stem for other in path.parent.glob("*.yml")))
        raise RehearsalError(f"no workflow {path.stem!r}; there is {names or 'none'}")
    try:
        workflow = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise RehearsalError(f"{path.name} is no YAML; mend it: {reason}") from None
    if not isinstance(workflow, dict) or not workflow.get("jobs"):
        raise RehearsalError(f"{path.name} has no jobs; mend it")
    # YAML 1.1 takes the key "on" for a truth.
    return {"on" if key is True else key: value for key, value in workflow.items()}


def only(workflow: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A workflow with some of its jobs, which wait for no others.

    Raises:
        RehearsalError: It has no job of that name.
    """
    jobs, kept = workflow["jobs"], set(names)
    if unknown := sorted(kept - set(jobs)):
        raise RehearsalError(f"no job {unknown[0]!r}; there is {', '.join(jobs)}")
    fewer = {}
    for name in filter(kept.__contains__, jobs):
        needs = jobs[name].get("needs", [])
        needed = [needs] if isinstance(needs, str) else needs
        fewer[name] = jobs[name] | {"needs": [one for one in needed if one in kept]}
    return workflow | {"jobs": fewer}


def event(workflow: dict[str, Any]) -> str:
    """What starts it: a push where it is for that, else a person."""
    return "push" if "push" in (workflow["on"] or ()) else "workflow_dispatch"


def used(workflow: dict[str, Any]) -> list[str]:
    """The actions that its steps use, each once, in order."""
    steps = [step for job in workflow["jobs"].values() for step in job.get("steps", ())]
    return list(dict.fromkeys(step["uses"] for step in steps if "uses" in step))


def stand_ins(uses: Iterable[str], folder: Path = ACTIONS) -> dict[str, Path]:
    """What stands in for the actions of others.

    Args:
        uses: Such as ``actions/cache/restore@SHA``.
        folder: Holds a folder for each.

    Returns:
        For each repository with its ``@SHA`` the folder that stands in for it.

    Raises:
        RehearsalError: Nothing stands in for one.
    """
    found = {}
    for action in uses:
        name, _, version = action.partition("@")
        owner, repository, *deeper = name.split("/")
        if f"{owner}/{repository}" in OWN:
            continue
        place = folder.joinpath(repository, *deeper, "action.yml")
        if not place.is_file():
            raise RehearsalError(
                f"nothing stands in for {action}; "
                f"write {'/'.join(place.parts[-3 - len(deeper) :])}"
            )
        found[f"{owner}/{repository}@{version}"] = folder / repository
    return found


def heard(line: str) -> Heard:
    """Read a line that act has written with ``--json``."""
    try:
        told = json.loads(line)
    except ValueError:
        return Heard("", line.rstrip())
    job, text = told.get("jobID", ""), told.get("msg", "").rstrip()
    step = told.get("step", "").strip()
    nested = len(told.get("stepID", ())) > 1
    if told.get("stepResult") == "failure" and not nested:
        return Heard(job, text, failed=step.splitlines()[0] if step else "a step")
    if told.get("raw_output"):
        return Heard(job, f"  {text}")
    begins = told.get("stage") == "Main" and "Run Main" in text and not nested
    if begins:
        return Heard(job, f"{told.get('job', job)}: {step.splitlines()[0]}")
    if told.get("level") in ("error", "fatal") or "jobResult" in told:
        return Heard(job, f"{told.get('job', job)}: {text}".strip(": "))
    return Heard(job, "")


def free(held: dict[str, Any], job: str) -> bool:
    """Whether a job may fail."""
    return bool(held["jobs"].get(job, {}).get("continue-on-error"))


def follow(lines: Iterable[str], held: dict[str, Any]) -> Iterator[str]:
    """What a running workflow does, a line each; ends with what it took.

    Raises:
        RehearsalError: A step failed.
    """
    spent: dict[str, tuple[float, float]] = {}
    for line in lines:
        job, text, failed = heard(line)
        now = time.monotonic()
        if job:
            spent[job] = (spent.get(job, (now, now))[0], now)
        if failed and not free(held, job):
            raise RehearsalError(f"job {job}: step {failed!r} failed; mend it")
        if failed:
            text = f"job {job}: step {failed!r} failed, and nothing waits for it"
        if text:
            yield text
    for job, (start, end) in spent.items():
        limit = held["jobs"].get(job, {}).get("timeout-minutes", 360)
        took = f"{(end - start) / 60:.1f} of its {limit} minutes"
        yield f"job {job}: {took}"
    for job in held["jobs"]:
        if job not in spent:
            yield f"job {job}: not run; its condition, or what it needs, says so"
