"""A workflow is rehearsed as it stands, and what fails or is missing is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools.measure import rehearse, server, workflow
from tools.measure.place import faults
from tools.measure.workflow import RehearsalError
from tools.project import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SHA = "0123456789012345678901234567890123456789"
BASE = rehearse.BASE
MISSING = '<p id="gone">Gone. <a href="/what-dropout-drops/">Back</a></p>'
TINY = f"""
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix: {{python: ["3.11", "3.12"]}}
    steps:
      - uses: actions/checkout@{SHA}
      - run: test "$WHICH" = 3.11 && test -f index.html
        env: {{WHICH: "${{{{ matrix.python }}}}"}}
  build:
    if: github.event_name == 'push' && github.ref == 'refs/heads/main'
    needs: test
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@{SHA}
      - id: pages
        uses: actions/configure-pages@{SHA}
      - run: mkdir site && mv *.html site/ && echo "$BASE" > site/base.txt
        env: {{BASE: "${{{{ steps.pages.outputs.base_url }}}}/"}}
      - uses: actions/upload-pages-artifact@{SHA}
        with: {{path: site}}
  release:
    if: startsWith(github.ref, 'refs/tags/v')
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: exit 7
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a tiny workflow and two pages."""
    root = tmp_path / "project"
    file = root / ".github/workflows/site.yml"
    file.parent.mkdir(parents=True)
    file.write_text(TINY, "utf-8")
    (root / "index.html").write_text('<a href="index.html">A</a>', "utf-8")
    (root / "404.html").write_text(MISSING, "utf-8")
    commit(root)
    return root


def commit(root: Path) -> None:
    """Commit everything, on a branch that is not main."""
    names = ("-c", "user.name=a", "-c", "user.email=a")
    git = ("git", *names, "-c", "init.defaultBranch=mine", "-C", str(root))
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *words], check=True)


def run(project: Path, *jobs: str) -> Path:
    """Rehearse in a folder beside the project, and give it."""
    folder = project.with_name("rehearsal")
    folder.mkdir()
    rehearse.rehearse("site", list(jobs), "3.11", folder, project)
    return folder


def test_jobs_run_as_on_github_and_what_they_pack_is_served(project, capsys):
    folder = run(project)
    said = capsys.readouterr().out
    assert (folder / "site/base.txt").read_text() == f"{BASE}\n"
    assert "job release: not run; its condition" in said
    assert "served at http://127.0.0.1:" in said
    assert "2 pages and all that they link to" in said


def test_a_step_that_fails_ends_the_rehearsal_by_its_name(project):
    file = project / ".github/workflows/site.yml"
    file.write_text(TINY.replace("mkdir site", "exit 3; mkdir site"), "utf-8")
    commit(project)
    with pytest.raises(RehearsalError, match=r"job build: step 'exit 3; mkdir site"):
        run(project, "build")


def test_a_link_that_is_dead_under_the_path_of_the_project_is_named(project):
    (project / "index.html").write_text('<a href="/about/">A</a>', "utf-8")
    commit(project)
    with pytest.raises(RehearsalError, match="1 addresses are wrong"):
        run(project, "build")


def test_without_a_runner_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RehearsalError, match=r"act.* is missing; make .venv-tests"):
        rehearse.runner()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_workflow_can_be_rehearsed(path):
    held = workflow.read(path)
    assert workflow.event(held) in held["on"]
    found = workflow.stand_ins(workflow.used(held))
    assert any(name.startswith("actions/setup-python@") for name in found)


def test_what_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "site.yml"
    (tmp_path / "links.yml").touch()
    with pytest.raises(RehearsalError, match="no workflow 'site'; there is links"):
        workflow.read(path)
    for text, message in (("a: [", "is no YAML; mend it"), ("a: 1", "has no jobs")):
        path.write_text(text, "utf-8")
        with pytest.raises(RehearsalError, match=message):
            workflow.read(path)
    with pytest.raises(RehearsalError, match=r"write actions/new/deep/action\.yml"):
        workflow.stand_ins([f"actions/new/deep@{SHA}"])


def test_some_jobs_wait_for_no_others():
    held = workflow.read(ROOT / ".github/workflows/site.yml")
    jobs = workflow.only(held, ["build", "publish"])["jobs"]
    assert {name: job["needs"] for name, job in jobs.items()} == {
        "build": [],
        "publish": ["build"],
    }
    with pytest.raises(RehearsalError, match="no job 'bild'; there is test, "):
        workflow.only(held, ["bild"])


def test_the_lines_of_the_runner_are_told_in_short():
    held = yaml.safe_load("jobs: {a: {timeout-minutes: 9}, b: {}}")
    line = {"jobID": "a", "job": "Site/A", "step": "make it\nso", "stepID": ["0"]}
    begun = line | {"stage": "Main", "msg": "Run Main make it\nso"}
    output = line | {"raw_output": True, "msg": "done\n"}
    lines = [json.dumps(one) for one in (begun, output)]
    assert list(workflow.follow([*lines, "a panic\n"], held)) == [
        "Site/A: make it",
        "  done",
        "a panic",
        "job a: 0.0 of its 9 minutes",
        "job b: not run; its condition, or what it needs, says so",
    ]
    lines.append(json.dumps(line | {"msg": "Failure", "stepResult": "failure"}))
    with pytest.raises(RehearsalError, match="job a: step 'make it' failed"):
        list(workflow.follow(lines, held))
    held["jobs"]["a"]["continue-on-error"] = True
    told = list(workflow.follow(lines, held))
    assert "job a: step 'make it' failed, and nothing waits for it" in told


def test_each_fault_of_a_served_site_is_named(tmp_path):
    def found() -> list[str]:
        with server.serve(tmp_path, prefix="/what-dropout-drops/") as address:
            host = address.removesuffix("/what-dropout-drops/")
            return [
                fault.replace(host, "") for fault in faults(tmp_path, address, BASE)
            ]

    page = tmp_path / "about/index.html"
    page.parent.mkdir()
    page.write_text('<h2 id="here">A</h2><a href="#here">A</a>', "utf-8")
    links = ("about/", "about/#here", "about", "./about/index.html", "//a.b/")
    whole = "".join(f'<a href="{link}">A</a>' for link in (*links, f"{BASE}about/"))
    index = tmp_path / "index.html"
    index.write_text(whole.replace('"about"', '"about/"'), "utf-8")
    assert found() == [f"{tmp_path.name}: no index.html or no 404.html"]
    missing = tmp_path / "404.html"
    missing.write_text(MISSING, "utf-8")
    assert found() == []
    index.write_text(whole, "utf-8")
    missing.write_text('<a href="about/">A</a>', "utf-8")
    page.write_text('<a href="#there">A</a><img src="/a.png">', "utf-8")
    (tmp_path / "sitemap.xml").write_text(f"<loc>{BASE}gone/</loc>", "utf-8")
    place = "/what-dropout-drops"
    assert found() == [
        f"404.html: {place}/no/such/page/about/: 404",
        "about/index.html: /a.png leads out of /what-dropout-drops/",
        f"about/index.html: {place}/about/#there: no such place on the page",
        f"index.html: {place}/about: 301",
        f"index.html: {place}/about/#here: no such place on the page",
        f"sitemap.xml: {BASE}gone/: 404",
    ]
