"""The answers of all versions, their file, and the tables made from it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import matrix
import pytest
import versions
from bs4 import BeautifulSoup
from examples import ENVIRONMENT, ROOT

WORDS = {
    "statement": "Measured",
    "holds": "Holds in",
    "fails": "Not in",
    "unknown": "Did not run",
    "span": "{first} to {last}",
    "nowhere": "none",
}


def test_every_environment_answers_every_probe_or_says_why_not() -> None:
    rows = matrix.rows()
    assert len(rows) == len(matrix.environments()) * len(matrix.probe_names()) > 0
    assert {row["answer"] for row in rows} <= set(matrix.ANSWERS)


def test_this_environment_answers_as_the_file_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/probes.py", "keras"],
        env={**ENVIRONMENT, "KERAS_BACKEND": "tensorflow", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    name = "Keras 3.15.1, TensorFlow 2.21.0"
    written = [row for row in matrix.rows() if row["environment"] == name]
    assert [json.loads(line)["answer"] for line in lines] == [
        row["answer"] for row in written
    ]
    assert len(lines) == len(matrix.probe_names())


def test_every_probe_is_on_the_page_of_traps() -> None:
    text = (ROOT / "docs/en/traps.md").read_text("utf-8")
    assert [name for name in matrix.probe_names() if f"\n{name}: " not in text] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.pop(), "is missing"),
        (lambda rows: rows.append(rows[0]), "is there twice"),
        (lambda rows: rows[0].update(probe="unheard-of"), "unheard-of"),
        (lambda rows: rows[0].update(environment="Keras 4"), "Keras 4"),
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
    rows = matrix.rows()
    change(rows)
    assert message in "\n".join(matrix.problems(rows))


def test_neighbours_of_one_family_are_joined() -> None:
    order = [
        "Keras 2.15.0, TensorFlow 2.15.1",
        "Keras 3.0.5, TensorFlow 2.16.2",
        "Keras 3.1.1, TensorFlow 2.16.2",
        "Keras 3.4.1, TensorFlow 2.17.1",
        "Keras 3.4.1, JAX 0.10.2",
    ]
    assert versions.spans(set(order), order, WORDS) == [
        "Keras 2.15.0, TensorFlow 2.15.1",
        "Keras 3.0.5 to 3.4.1, TensorFlow 2.16.2 to 2.17.1",
        "Keras 3.4.1, JAX 0.10.2",
    ]
    assert versions.spans({order[1], order[3]}, order, WORDS) == [order[1], order[3]]
    assert versions.spans({order[1], order[2]}, order, WORDS) == [
        "Keras 3.0.5 to 3.1.1, TensorFlow 2.16.2"
    ]


def test_the_tables_of_the_page_hold_what_the_file_holds(site: Path) -> None:
    page = BeautifulSoup((site / "traps/index.html").read_text("utf-8"), "html.parser")
    rows = page.select("table[data-search-exclude] tbody tr")
    assert len(rows) == len(matrix.probe_names())
    results, order = matrix.rows(), list(matrix.environments())
    for row in rows:
        cells = row.find_all("td")
        probe = cells[0].code.text
        for cell, answer in zip(cells[1:], matrix.ANSWERS, strict=False):
            chosen = {
                r["environment"]
                for r in results
                if r["probe"] == probe and r["answer"] == answer
            }
            if answer == "did not run":
                assert all(name in cell.text for name in chosen)
            else:
                shown = list(cell.stripped_strings)
                assert shown == (versions.spans(chosen, order, WORDS) or ["none"])


def test_an_environment_that_cannot_be_installed_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "matrix.toml"
    listed.write_text(
        '["Keras 0.0.0, Nothing 1"]\ninstall = ["./no-such-package"]\n'
        '["Keras 3.15.1, Nothing 2"]\ninstall = ["./no-such-package-either"]\n'
    )
    monkeypatch.setattr(matrix, "ENVIRONMENTS", listed)
    monkeypatch.setattr(matrix, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(matrix, "RESULTS", ROOT / ".cache/matrix-of-a-test.csv")
    matrix.RESULTS.parent.mkdir(exist_ok=True)
    try:
        matrix.main()
        rows = matrix.rows()
    finally:
        matrix.RESULTS.unlink(missing_ok=True)
    printed = capsys.readouterr().out
    assert "[ 1/2] Keras 0.0.0, Nothing 1: failed: " in printed
    assert "[ 2/2] Keras 3.15.1, Nothing 2: failed: " in printed
    assert {row["answer"] for row in rows} == {"did not run"}
    assert all(row["detail"] for row in rows)
    # A failure is not kept: the next run tries again.
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\ncount-varies: ", "\ncount-various: ", "count-various"),
        ("\ncount-varies: ", "\ncount-varies ", "is not 'probe: statement'"),
    ],
)
def test_a_block_that_asks_for_an_unknown_trap_ends_the_build(
    broken_build: Callable[[str, str, str], str], old: str, new: str, message: str
) -> None:
    messages = broken_build("docs/en/traps.md", old, new)
    assert message in messages
    assert "traps.md:" in messages
