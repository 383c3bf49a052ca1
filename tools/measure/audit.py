"""Weigh every page and let Lighthouse score it, beside an empty page: ``make audit``.

The empty page has the same theme and system fonts: it is the floor. Machines are noisy,
so each round measures all pages in turn, the floor first, and the medians of the rounds
count. Lighthouse comes from its npm package, and reports nothing to anybody.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

from tools.measure import chromium, server
from tools.measure.tables import FLOOR, SCORES, TIMES, Costs, ratios, tables
from tools.pages.corpus import nav_sources
from tools.project import (
    CACHE,
    NODE,
    NODE_MODULES,
    ROOT,
    languages,
    mkdocs_build,
    site_build,
)

LIGHTHOUSE = NODE_MODULES / "lighthouse/cli/index.js"
TABLE = CACHE / "audit.txt"
# Chromium asks for updates and accounts whatever it is told: nothing answers there.
ALONE = ("--headless=new", "--proxy-server=127.0.0.1:9")
DEVICES: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}


class AuditError(Exception):
    """Says what could not be measured, and what to do."""


def build(site: Path) -> None:
    """Build every language as ``make build`` does.

    Raises:
        AuditError: MkDocs found something wrong.
    """
    _checked(site_build(site), ROOT)


def _checked(done: subprocess.CompletedProcess[str], project: Path) -> None:
    if done.returncode:
        raise AuditError(f"{project} could not be built:\n{done.stderr.strip()}")


def build_floor(project: Path, site: Path) -> None:
    """Build what ``mkdocs new`` makes, with the theme and system fonts."""
    new = (sys.executable, "-m", "mkdocs", "new", "--quiet", project)
    subprocess.run(new, check=True)
    theme = "site_name: Floor\ntheme:\n  name: material\n  font: false\n"
    (project / "mkdocs.yml").write_text(theme, "utf-8")
    _checked(mkdocs_build(project, site), project)


def points_taken(report: dict[str, Any]) -> dict[str, float]:
    """The points that a report takes from a hundred, by category and audit."""
    points = {}
    for name, category in report["categories"].items():
        scored = [
            (ref["id"], ref["weight"], report["audits"][ref["id"]]["score"])
            for ref in category["auditRefs"]
            if ref["weight"] and report["audits"][ref["id"]]["score"] is not None
        ]
        for audit, weight, score in scored:
            if score < 1:
                share = weight * (1 - score) / sum(weight for _, weight, _ in scored)
                points[f"{SCORES[name]}: {audit}"] = 100 * share
    return points


def lighthouse(url: str, device: str) -> dict[str, Any]:
    """The report of one run on one page, in a Chromium of its own.

    Raises:
        AuditError: It gave none.
    """
    command: list[str | Path] = [
        NODE,
        LIGHTHOUSE,
        url,
        *DEVICES[device],
        *("--quiet", "--output=json", "--disable-full-page-screenshot"),
        "--no-enable-error-reporting",
        f"--chrome-flags={' '.join([*ALONE, *chromium.arguments()])}",
    ]
    with (
        # Node may leave before a pipe has taken all; a file takes all.
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        subprocess.Popen(
            command,
            env={**os.environ, "CHROME_PATH": str(chromium.find())},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            _, messages = process.communicate()
        except BaseException:
            # It then closes its Chromium.
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
        output.seek(0)
        text = output.read()
    report = json.loads(text) if text.startswith("{") else {}
    error = report.get("runtimeError", {}).get("message") or messages[-500:].strip()
    if process.returncode or not report:
        raise AuditError(f"Lighthouse on {url} ({device}): {error}; run it again")
    return report


def measure(
    site: Path, address: str, path: str, device: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Scores, times and weights of one view of one page, and what costs points."""
    report = lighthouse(address + path, device)
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    scores = {
        column: 100 * report["categories"][name]["score"]
        for name, column in SCORES.items()
    }
    times = {column: audits[name]["numericValue"] for name, column in TIMES.items()}
    loaded = server.weights(site, address, [request["url"] for request in requests])
    return loaded | scores | times, points_taken(report)


def paths(wanted: list[str]) -> dict[str, str]:
    """The pages to measure, by name, with their paths on the site.

    Args:
        wanted: As ``index`` or ``ru/index``; none for every page in English.

    Raises:
        AuditError: There is no page of such a name.
    """
    names = [source.rpartition(".")[0] for source in nav_sources()]
    others = {f"{code}/{name}" for code in languages() for name in names}
    if unknown := [name for name in wanted if name not in {*names, *others}]:
        known = ", ".join(names)
        raise AuditError(f"PAGES names {unknown[0]!r}; expected some of {known}")
    return {
        name: f"{name}/".removesuffix("index/").lstrip("/") for name in wanted or names
    }


def audit(pages: dict[str, str], rounds: int, folder: Path) -> str:
    """Build, serve and measure the site beside the empty page; give the tables."""
    site, floor = folder / "site", folder / "floor"
    print("building the site and the empty page", file=sys.stderr)
    build(site)
    build_floor(folder / "project", floor)
    rows = []
    costs: Costs = {}
    with server.serve(floor) as below, server.serve(site) as address:
        views = {FLOOR: (floor, below, "")}
        views |= {name: (site, address, path) for name, path in pages.items()}
        turns = list(product(range(rounds), views, DEVICES))
        for number, (_, name, device) in enumerate(turns, start=1):
            head = f"[{number:3}/{len(turns)}] {name}, {device}: "
            print(head, end="", file=sys.stderr, flush=True)
            row, points = measure(*views[name], device)
            scores = " ".join(f"{row[column]:.0f}" for column in SCORES.values())
            print(scores, file=sys.stderr)
            rows.append({"page": name, "device": device} | row)
            for cost, taken in points.items():
                view = (name, device, cost)
                costs[view] = costs.get(view, 0) + taken
    table = pd.DataFrame(rows).groupby(["page", "device"], sort=False).median()
    return tables(ratios(table), costs, rounds)


def main() -> None:
    """Measure, print the tables and keep them."""
    runs, *wanted = sys.argv[1:]
    if not runs.isdecimal() or not int(runs):
        raise AuditError(f"RUNS is {runs!r}; expected a number from 1 up")
    pages = paths(wanted)
    if not chromium.find():
        raise AuditError(chromium.MEND)
    with tempfile.TemporaryDirectory() as folder:
        text = audit(pages, int(runs), Path(folder))
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(text, "utf-8")
    print(f"{text}\n{TABLE.relative_to(ROOT)} holds these tables")


if __name__ == "__main__":
    try:
        main()
    except AuditError as error:
        sys.exit(f"audit: {error}")
    except KeyboardInterrupt:
        sys.exit("\naudit: interrupted; no table was written")
