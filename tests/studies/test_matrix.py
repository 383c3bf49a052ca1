"""What every version is asked, and the file of their answers."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.pages import results
from tools.project import ENVIRONMENT, ROOT
from tools.studies import matrix
from tools.studies.probes import PROBES


def printed(*arguments: str) -> str:
    """What Python prints, given nothing of the environment but what tools set."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**ENVIRONMENT, "KERAS_BACKEND": "tensorflow", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_every_environment_answers_every_probe_or_says_why_not() -> None:
    rows = results.rows()
    assert results.environments(rows) == list(matrix.environments())
    assert results.probes(rows) == list(PROBES)
    assert len(rows) == len(matrix.environments()) * len(PROBES) > 0


def test_this_environment_answers_as_the_file_says() -> None:
    lines = printed("-m", "tools.studies.probes", "keras").splitlines()
    name = "Keras 3.15.1, TensorFlow 2.21.0"
    written = {r["probe"]: r["answer"] for r in results.rows() if name in r.values()}
    answers = [json.loads(line) for line in lines if line.startswith("{")]
    assert {answer["probe"]: answer["answer"] for answer in answers} == written
    assert len(answers) == len(PROBES)


def test_a_probe_is_a_sentence_of_one_line() -> None:
    said = {name: probe.__doc__ for name, probe in PROBES.items()}
    assert len(set(said.values())) == len(said) >= 40
    assert [
        name for name, text in said.items() if text.splitlines()[-1][-1:] != "."
    ] == []
    assert [name for name, text in said.items() if "\n" in text] == []


@pytest.mark.parametrize(
    ("module", "never"),
    [
        # Names of probes are read where no Keras is, pages built without the probes.
        ("tools.studies.matrix", ("keras", "tensorflow")),
        ("tools.adaptor", ("keras", "tensorflow", "tools.studies")),
        ("tools.publish.site", ("keras", "tensorflow", "tools.studies")),
    ],
)
def test_what_reads_answers_loads_nothing_that_asks(
    module: str, never: tuple[str, ...]
) -> None:
    code = f"import sys, {module}\nprint(*sys.modules, sep='\\n')"
    loaded = printed("-c", code).split()
    assert module in loaded
    assert [name for name in never if name in loaded] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.clear(), "no answer at all"),
        (lambda rows: rows.pop(), "is missing"),
        (lambda rows: rows.append(rows[0]), "is there twice"),
        (lambda rows: rows[0].update(probe="unheard-of"), "'unheard-of') is missing"),
        (lambda rows: rows[0].update(environment="Keras 4"), "('Keras 4', "),
        (lambda rows: rows[0].update(answer="perhaps"), "'perhaps' is none of"),
        (
            lambda rows: rows[0].update(answer="did not run", detail=""),
            "does not say why",
        ),
    ],
)
def test_a_results_file_that_is_not_whole_is_named(
    change: Callable[[list], object], message: str
) -> None:
    rows = results.rows()
    assert results.problems(rows) == []
    change(rows)
    assert message in "\n".join(results.problems(rows))


def test_an_environment_that_cannot_be_installed_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "matrix.toml"
    listed.write_text(
        '["Keras 0.0.0, Nothing 1"]\ninstall = ["./no-such-package"]\n'
        '["Keras 3.15.1, Nothing 2"]\ninstall = ["./no-such-package-either"]\n'
    )
    written = ROOT / ".cache/matrix-of-a-test.csv"
    monkeypatch.setattr(matrix, "ENVIRONMENTS", listed)
    monkeypatch.setattr(matrix, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(matrix, "RESULTS", written)
    monkeypatch.setattr(results, "RESULTS", written)
    written.parent.mkdir(exist_ok=True)
    try:
        matrix.main()
        rows = results.rows()
    finally:
        written.unlink(missing_ok=True)
    out = capsys.readouterr().out
    assert "[ 1/2] Keras 0.0.0, Nothing 1: failed: " in out
    assert "[ 2/2] Keras 3.15.1, Nothing 2: failed: " in out
    assert {row["answer"] for row in rows} == {"did not run"}
    assert all(row["detail"] for row in rows)
    # A failure is not kept: the next run tries again.
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_named_probe_is_asked_alone_and_the_file_keeps_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = results.rows()
    name = results.environments(before)[0]
    listed = tmp_path / "matrix.toml"
    listed.write_text(f'["{name}"]\ninstall = ["./no-such-package"]\n')
    written = ROOT / ".cache/matrix-of-a-name.csv"
    written.parent.mkdir(exist_ok=True)
    written.write_bytes(results.RESULTS.read_bytes())
    monkeypatch.setattr(matrix, "ENVIRONMENTS", listed)
    monkeypatch.setattr(matrix, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(matrix, "RESULTS", written)
    monkeypatch.setattr(results, "RESULTS", written)
    try:
        matrix.main("count-varies")
        after = results.rows()
    finally:
        written.unlink(missing_ok=True)
    changed = [row for row in after if row not in before]
    assert [row["probe"] for row in changed] == ["count-varies"]
    assert changed[0]["answer"] == "did not run"
    assert results.probes(after) == results.probes(before)
    with pytest.raises(SystemExit, match="no probe is called unheard-of"):
        matrix.main("unheard-of")
