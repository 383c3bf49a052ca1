"""A page counts what the tests did, as their reports say, if none of them failed."""

import json

import pytest

from tools.measure import proof
from tools.pages import proof as page
from tools.pages.corpus import config
from tools.pages.proof import COUNTS
from tools.project import ROOT

CASE = '<testcase classname="{}" name="one"><properties>{}</properties>{}</testcase>'
PROPERTY = '<property name="{}" value="{}"/>'
COUNTED = COUNTS.keys() - {"programs", "others", "tests"}


def report(folder, suite, properties="", classname="tests.one", outcome=""):
    """A report of one test."""
    case = CASE.format(classname, properties, outcome)
    text = f"<testsuites><testsuite>{case}</testsuite></testsuites>"
    (folder / f"{suite}.xml").write_text(text, "utf-8")


@pytest.fixture
def reports(tmp_path):
    """Reports of every suite, with each count."""
    for suite in proof.SUITES:
        report(tmp_path, suite)
    named = "".join(PROPERTY.format(name, 3) for name in COUNTED)
    version = PROPERTY.format("version Chromium", "1.2")
    report(tmp_path, "test", named + version, "snippets.one.md")
    report(tmp_path, "site", PROPERTY.format("axe", 4))
    report(tmp_path, "examples", "", "snippets.frameworks.one.md")
    return tmp_path


def test_counts_of_one_name_add_up_and_programs_are_counted_by_their_files(reports):
    found = proof.gather(reports)
    alone = {"programs": 1, "others": 1, "tests": 5, "axe": 7}
    assert found["counts"] == dict.fromkeys(COUNTED, 3) | alone
    assert list(found["counts"]) == list(COUNTS)
    assert found["versions"] == {"Chromium": "1.2"}


@pytest.mark.parametrize("suite", proof.SUITES)
def test_a_report_that_is_missing_is_named_with_what_makes_it(reports, suite):
    (reports / f"{suite}.xml").unlink()
    with pytest.raises(SystemExit, match=f"{suite}.xml is missing: run make test"):
        proof.gather(reports)


@pytest.mark.parametrize("outcome", ["failure", "error", "skipped"])
def test_a_test_that_did_not_pass_is_named(reports, outcome):
    report(reports, "browsers", outcome=f"<{outcome}/>")
    with pytest.raises(SystemExit, match=f"one has a {outcome}: mend it, run make"):
        proof.gather(reports)


def test_a_count_that_nobody_knows_or_reports_is_named(reports):
    report(reports, "browsers", PROPERTY.format("moons", 1))
    with pytest.raises(SystemExit, match="moons is no count"):
        proof.gather(reports)
    report(reports, "browsers")
    report(reports, "test")
    with pytest.raises(SystemExit, match="is in no report"):
        proof.gather(reports)


def test_some_test_reports_each_count():
    # Not found by another run: one would have to run everything.
    texts = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    by_driver = {"firefox", "webkit"}
    assert "record_property(driven.name.lower()" in texts
    for name in COUNTED - by_driver:
        assert f'record_property("{name}", ' in texts, name


def test_the_table_holds_each_count_once_with_its_words():
    words = config()["extra"]["proof"]
    html = page.table("counts\n", words)
    assert html.count("<tr>") == len(COUNTS) + 1
    for name, count in page.results()["counts"].items():
        assert html.count(f"<td>{count:,}</td><td>{words[name]}</td>") == 1


def test_the_versions_are_those_of_the_results():
    html = page.table("versions\n", config()["extra"]["proof"])
    for name, version in page.results()["versions"].items():
        assert f"<td>{name}</td><td>{version}</td>" in html
    assert f"<td>{page.results()['date']}</td></tr></tbody>" in html


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"axe": 0}, "axe is 0; run make proof"),
        ({"axe": "many"}, "axe is 'many'; run make proof"),
        ({"moons": 1}, "moons missing or unknown; run make proof"),
    ],
)
def test_a_results_file_that_is_not_whole_is_named(tmp_path, monkeypatch, change, said):
    counts = dict.fromkeys(COUNTS, 1) | change
    path = tmp_path / "proof.json"
    path.write_text(json.dumps({"counts": counts, "versions": {}, "date": ""}), "utf-8")
    monkeypatch.setattr(page, "RESULTS", path)
    with pytest.raises(page.ProofError, match=said):
        page.table("counts", {})


def test_a_table_that_there_is_not_is_named():
    with pytest.raises(page.ProofError, match="'moons' is no table"):
        page.table("moons", {})
