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

from tools.measure import chromium
from tools.measure import server as served
from tools.project import ROOT

LIGHTHOUSE = ROOT / "node_modules/lighthouse/cli/index.js"
TABLE = ROOT / ".cache/audit.txt"
FLOOR = "(empty page)"
# Chromium asks for updates and accounts whatever it is told: nothing answers there.
ALONE = ("--headless=new", "--proxy-server=127.0.0.1:9")
DEVICES: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}
SCORES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "practices",
    "seo": "SEO",
}
TIMES = {
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
}
# On each page: a column, whether it is to be at most or at least that, and that.
AIMS = [
    ("performance", "least", 99),
    ("accessibility", "least", 100),
    ("practices", "least", 100),
    ("SEO", "least", 100),
    ("TBT ms", "most", 50),
    ("CLS", "most", 0),
    ("third-party", "most", 0),
]
# On index.
FIRST = [("x KB", "most", 1.25), ("x LCP", "most", 1.10)]

# Points by page, device and audit.
Costs = dict[tuple[str, str, str], float]


class AuditError(Exception):
    """Says what could not be measured, and what to do."""


def build(project: Path, site: Path) -> None:
    """Build a project as ``make build`` does.

    Raises:
        AuditError: MkDocs found something wrong.
    """
    command = (sys.executable, "-m", "mkdocs", "build", "--site-dir", site)
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    if done.returncode:
        raise AuditError(f"{project} could not be built:\n{done.stderr.strip()}")


def build_floor(project: Path, site: Path) -> None:
    """Build what ``mkdocs new`` makes, with the theme and system fonts."""
    new = (sys.executable, "-m", "mkdocs", "new", "--quiet", project)
    subprocess.run(new, check=True)
    theme = "site_name: Floor\ntheme:\n  name: material\n  font: false\n"
    (project / "mkdocs.yml").write_text(theme, "utf-8")
    build(project, site)


def lost(report: dict[str, Any]) -> dict[str, float]:
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
        Path(sys.executable).with_name("node"),
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
    loaded = served.weights(site, address, [request["url"] for request in requests])
    return loaded | scores | times, lost(report)


def ratios(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the ratios of bytes and of largest contentful paint to the floor.

    Args:
        table: By page and device, in that order.
    """
    floor = table.loc[FLOOR]
    for column, ratio in (("KB", "x KB"), ("LCP ms", "x LCP")):
        beside = floor[column].reindex(table.index.get_level_values("device"))
        table[ratio] = table[column] / beside.to_numpy()
    return table


def missed(table: pd.DataFrame) -> list[str]:
    """Each aim that a page of the site misses, in words."""
    found = []
    for (page, device), row in table.drop(FLOOR).iterrows():
        for column, bound, aim in AIMS + (FIRST if page == "index" else []):
            value = round(row[column], 3)
            if value > aim if bound == "most" else value < aim:
                found.append(
                    f"{page}, {device}: {column} is {value:g}, at {bound} {aim} asked"
                )
    return found


def told(table: pd.DataFrame, costs: Costs, rounds: int) -> str:
    """The tables, the aims missed and what costs points, as text.

    Args:
        table: What :func:`ratios` gives.
        costs: Points by page, device and audit, summed over the rounds.
        rounds: How often each page was measured.
    """
    whole, twice, thrice = "{:.0f}".format, "{:.2f}".format, "{:.3f}".format
    formats = {"x KB": twice, "x LCP": twice, "CLS": thrice}
    formats |= dict.fromkeys(("requests", "third-party"), whole)
    formats |= dict.fromkeys((*SCORES.values(), "LCP ms", "TBT ms"), whole)
    weight = table.xs("mobile", level="device")
    weight = weight[["requests", "third-party", *served.KINDS, "KB", "x KB"]]
    speed = table[[*SCORES.values(), *TIMES.values(), "x LCP"]]
    options = {"float_format": "{:.1f}".format, "index_names": False, "sparsify": False}
    points = [
        f"{page}, {device}: {audit} {cost / rounds:.1f}"
        for (page, device, audit), cost in costs.items()
        if page != FLOOR and cost / rounds >= 0.5
    ]
    parts = [
        "First view: requests, KB (1000 bytes) as transferred, times the empty page",
        weight.to_string(formatters=formats, **options),
        f"\nLighthouse, median of {rounds}",
        speed.to_string(formatters=formats, **options),
        "\nAims missed",
        *(missed(table) or ["none"]),
        f"\nAudits that cost half a point or more, mean of {rounds}",
        *(points or ["none"]),
    ]
    return "\n".join(parts) + "\n"


def paths(wanted: list[str]) -> dict[str, str]:
    """The pages to measure, by name, with their paths on the site.

    Raises:
        AuditError: There is no page of such a name.
    """
    pages = ROOT / "docs/en"
    sources = sorted([*pages.glob("*.md"), *pages.glob("notebooks/*.py")])
    names = [path.relative_to(pages).with_suffix("").as_posix() for path in sources]
    if unknown := [name for name in wanted if name not in names]:
        known = ", ".join(names)
        raise AuditError(f"PAGES names {unknown[0]!r}; expected some of {known}")
    return {name: "" if name == "index" else f"{name}/" for name in wanted or names}


def audit(pages: dict[str, str], rounds: int, folder: Path) -> str:
    """Build, serve and measure the site beside the empty page; give the tables."""
    site, floor = folder / "site", folder / "floor"
    print("building the site and the empty page", file=sys.stderr)
    build(ROOT, site)
    build_floor(folder / "project", floor)
    rows = []
    costs: Costs = {}
    with served.serve(floor) as below, served.serve(site) as address:
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
            for cost, lost_points in points.items():
                view = (name, device, cost)
                costs[view] = costs.get(view, 0) + lost_points
    table = pd.DataFrame(rows).groupby(["page", "device"], sort=False).median()
    return told(ratios(table), costs, rounds)


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
