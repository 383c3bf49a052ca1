"""The mutation run alters all that it should, and reports what no check notices."""

import inspect
from pathlib import Path

import guards
import mutants
import mutate
import pytest
from examples import ROOT, examples, files, framework_files
from mutants import Batch, Mutant

BATCHES = mutants.batches()
CHECK = """from pathlib import Path

def test_one():
    text = Path("page.md").read_text()
    assert "one" in text, "page.md has no one"
"""
ONE = "test_page.py::test_one"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two words, one of which has a test."""
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "scratch").mkdir()
    (folder / "page.md").write_text("one two")
    (folder / "test_page.py").write_text(CHECK)
    return folder


def survivors(project: Path, text: str, mutant: Mutant, **options: str) -> list[str]:
    """What is reported when the page of the project has another text."""
    checks = ("-n", "0", "test_page.py")
    batch = Batch("words", "a word", {"page.md": text}, [mutant], checks, **options)
    found = mutate.survivors(batch, project, project.parent / "scratch")
    assert (project / "page.md").read_text() == "one two"
    return found


def test_a_mutant_that_a_check_names_is_caught(project):
    assert survivors(project, "eno two", Mutant("one", ONE, "has no one")) == []


@pytest.mark.parametrize(
    ("text", "mutant", "why"),
    [
        ("one owt", Mutant("two", ONE, "has no two"), f"{ONE} passed"),
        ("eno two", Mutant("two", ONE, "has no two"), "did not say 'has no two'"),
        ("one owt", Mutant("two", "test_page.py::test_two", ""), "did not run"),
    ],
)
def test_a_mutant_that_no_check_names_is_reported(project, text, mutant, why):
    (line,) = survivors(project, text, mutant)
    assert line.startswith("survived: two: ")
    assert why in line


def test_without_the_environment_of_a_check_its_mutants_are_not_run(project):
    mutant = Mutant("one", ONE, "has no one")
    (line,) = survivors(project, "eno two", mutant, environment=".venv-nowhere")
    assert line.startswith("not run: one: there is no .venv-nowhere; make ")


def test_every_batch_alters_its_files_and_takes_no_mutant_for_another():
    for batch in BATCHES:
        blamed = {(mutant.check, mutant.says) for mutant in batch.mutants}
        assert len(blamed) == len(batch.mutants) > 0, batch.title
        for path, text in batch.texts.items():
            assert text != (ROOT / path).read_text("utf-8"), path


def test_every_output_is_altered():
    shown = [e for path in [*files(), *framework_files()] for e in examples(path)]
    altered = [m.name for batch in mutants.outputs() for m in batch.mutants]
    assert sorted(map(str, shown)) == sorted(altered)
    assert len(altered) >= 90


def test_every_guard_has_something_to_find():
    planted = {batch.title.partition(":")[0] for batch in mutants.guards()}
    for name, guard in inspect.getmembers(guards, inspect.isfunction):
        if guard.__annotations__["return"] == list[str]:
            assert name in planted
    assert "unproven" in planted
