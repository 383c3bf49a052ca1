"""What the tests did, from their own reports: ``make proof`` writes docs/en/proof.json.

Each target that tests leaves a report of JUnit's shape in .cache/reports. A test counts
there under a name of :data:`tools.pages.proof.COUNTS`; counts of one name add up. It
names a version as ``version Chromium``.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tools.pages import proof
from tools.project import CACHE, ROOT

REPORTS = CACHE / "reports"
# Each report, and the target that leaves it.
SUITES = {
    "test": "make test",
    "site": "make test-site",
    "browsers": "make test-browsers",
    "examples": "make test-frameworks",
    "frameworks": "make test-frameworks",
}
VERSION = "version "


def gather(folder: Path) -> dict[str, object]:
    """What the reports of all suites say, as the results file holds it.

    Raises:
        SystemExit: It names the report that is missing or failed, or the count that
            nobody reported, and what to run.
    """
    counts: Counter[str] = Counter()
    versions: dict[str, str] = {}
    for suite, target in SUITES.items():
        path = folder / f"{suite}.xml"
        if not path.exists():
            raise SystemExit(f"proof: {path.name} is missing: run {target}")
        root = ElementTree.parse(path).getroot()
        for outcome in ("failure", "error", "skipped"):
            if (found := root.find(f".//testcase[{outcome}]")) is not None:
                name = found.get("name")
                raise SystemExit(
                    f"proof: {name} has a {outcome}: mend it, run {target}"
                )
        for case in root.iter("testcase"):
            counts["tests"] += 1
            if str(case.get("classname")).endswith(".md"):
                counts["others" if suite == "examples" else "programs"] += 1
            for kept in case.iter("property"):
                name, value = str(kept.get("name")), str(kept.get("value"))
                if name.startswith(VERSION):
                    versions[name.removeprefix(VERSION)] = value
                else:
                    counts[name] += int(value)
    for name in sorted(proof.COUNTS.keys() ^ counts.keys()):
        problem = "is in no report" if name in proof.COUNTS else "is no count"
        raise SystemExit(f"proof: {name} {problem}: see COUNTS in {proof.__name__}")
    ordered: dict[str, object] = {name: counts[name] for name in proof.COUNTS}
    return {"counts": ordered, "versions": dict(sorted(versions.items()))}


def main() -> None:
    """Write the results file."""
    found = gather(REPORTS)
    found["date"] = subprocess.run(
        ("git", "log", "-1", "--format=%cs"),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    text = json.dumps(found, indent=2) + "\n"
    proof.RESULTS.write_text(text, "utf-8")
    print(f"proof: wrote {proof.RESULTS.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
