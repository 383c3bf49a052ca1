"""The audit names what misses an aim and what costs points."""

import pandas as pd
import pytest

from tools.measure import audit, tables

GOOD = {
    "performance": 99,
    "accessibility": 100,
    "practices": 100,
    "SEO": 100,
    "LCP ms": 1000,
    "TBT ms": 50,
    "CLS": 0,
    "third-party": 0,
    "KB": 80,
}


def measured(page: str, **changes: float) -> pd.DataFrame:
    """A table of the empty page and one other, which differs from it as told."""
    rows = {(tables.FLOOR, "mobile"): GOOD, (page, "mobile"): GOOD | changes}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index = table.index.set_names(["page", "device"])
    return tables.ratios(table)


def test_a_page_like_the_empty_one_misses_nothing():
    assert tables.missed(measured("index")) == []


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("performance", 98, "performance is 98, at least 99 asked"),
        ("accessibility", 99, "accessibility is 99, at least 100 asked"),
        ("TBT ms", 51, "TBT ms is 51, at most 50 asked"),
        ("CLS", 0.001, "CLS is 0.001, at most 0 asked"),
        ("third-party", 1, "third-party is 1, at most 0 asked"),
        ("KB", 101, "x KB is 1.262, at most 1.25 asked"),
        ("LCP ms", 1101, "x LCP is 1.101, at most 1.1 asked"),
    ],
)
def test_an_aim_missed_is_named(column, value, said):
    assert tables.missed(measured("index", **{column: value})) == [
        f"index, mobile: {said}"
    ]


def test_only_index_is_held_to_the_ratios():
    assert tables.missed(measured("traps", KB=200)) == []


def test_what_costs_points_is_weighed():
    scores = {"a": 0.5, "b": 1, "c": None, "d": 0}
    weights = {"a": 1, "b": 3, "c": 4, "d": 0}
    refs = [{"id": name, "weight": weight} for name, weight in weights.items()]
    report = {
        "categories": {"seo": {"auditRefs": refs}},
        "audits": {name: {"score": score} for name, score in scores.items()},
    }
    assert audit.points_taken(report) == {"SEO: a": 12.5}


def test_a_page_is_asked_for_in_any_language():
    found = audit.paths(["index", "playground", "ru/index", "ru/notebooks/how-many"])
    assert list(found.values()) == ["", "playground/", "ru/", "ru/notebooks/how-many/"]
    assert "ru/index" not in audit.paths([])


def test_a_page_that_is_not_there_is_named():
    with pytest.raises(
        audit.AuditError, match="PAGES names 'nowhere'; expected some of"
    ):
        audit.paths(["index", "nowhere"])


@pytest.mark.parametrize("runs", ["0", "-1", "five"])
def test_a_wrong_number_of_runs_is_named(monkeypatch, runs):
    monkeypatch.setattr("sys.argv", ["audit.py", runs])
    with pytest.raises(audit.AuditError, match=f"RUNS is '{runs}'; expected a number"):
        audit.main()
