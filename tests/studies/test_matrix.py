"""The answers of all versions, their file, and the tables made from it."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tools.pages import versions
from tools.project import ENVIRONMENT, ROOT
from tools.studies import matrix

TRAPS = (ROOT / "docs/en/traps.md").read_text("utf-8")
WORDS = {
    "whole": "Keras {major}",
    "some": "Keras {version}",
    "on": "{version} on {backend}",
    "also": "{version} also",
}


def test_every_environment_answers_every_probe_or_says_why_not() -> None:
    rows = matrix.rows()
    assert len(rows) == len(matrix.environments()) * len(matrix.probe_names()) > 0
    assert {row["answer"] for row in rows} <= set(matrix.ANSWERS)


def test_this_environment_answers_as_the_file_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.studies.probes", "keras"],
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


ORDER = [
    "Keras 2.15.0, TensorFlow 2.15.1",
    "Keras 3.0.5, TensorFlow 2.16.2",
    "Keras 3.1.1, TensorFlow 2.16.2",
    "Keras 3.4.1, TensorFlow 2.17.1",
    "Keras 3.4.1, JAX 0.10.2",
    "Keras 3.4.1, torch 2.13.0",
]


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ([0, 1, 2, 3, 4, 5], "Keras 2; Keras 3"),
        ([1, 2, 3], "Keras 3 on TensorFlow"),
        # Not "3.0.5 to 3.4.1": what lies between was not asked.
        ([0, 1, 3], "Keras 2; Keras 3.0.5, 3.4.1"),
        # The same answer on each backend comes from the version.
        ([3, 4, 5], "Keras 3.4.1; 3.4.1 also on JAX, torch"),
        # Another one comes from the backend.
        ([4, 5], "Keras 3.4.1 on JAX, torch"),
        ([1, 2, 5], "Keras 3.0.5, 3.1.1; Keras 3.4.1 on torch"),
    ],
)
def test_no_version_is_named_that_was_not_asked(chosen: list[int], text: str) -> None:
    assert versions.where({ORDER[i] for i in chosen}, ORDER, WORDS) == text


def test_the_table_of_the_page_holds_what_the_file_holds(site: Path) -> None:
    html = (site / "traps/index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    columns = []
    for head in page.select(".traps thead th")[1:]:
        numbers, _, base = head.text.partition(" J" if "JAX" in head.text else " t")
        numbers = numbers.split(", ")
        base = {"": "TensorFlow", "AX": "JAX", "orch": "torch"}[base]
        columns.append(
            [
                name
                for name in matrix.environments()
                if versions.NAME.fullmatch(name)["version"] in numbers
                and versions.NAME.fullmatch(name)["base"] == base
            ]
        )
    assert list(chain(*columns)) == list(matrix.environments())
    asked = re.search(r"```traps\n(.*?)```", TRAPS, re.DOTALL)[1]
    probes = [line["probe"] for line in versions.read(asked, versions.ROW)]
    rows = page.select(".traps tbody tr")
    assert len(rows) == len(probes) > 0
    shown = {}
    for probe, row in zip(probes, rows, strict=True):
        answers: list[str] = []
        for cell in row.find_all("td"):
            # Marked for the eye as it is written.
            assert (cell.get("class") == ["yes"]) == (cell.text == "yes")
            answers += [cell.text] * int(cell["colspan"])
        for column, answer in zip(columns, answers, strict=True):
            shown |= {(name, probe): answer for name in column}
    words = {"yes": "yes", "no": "no", "did not run": "not run"}
    assert shown == {
        (row["environment"], row["probe"]): words[row["answer"]]
        for row in matrix.rows()
        if row["probe"] in probes
    }


def test_the_lines_of_the_page_hold_what_the_file_holds(site: Path) -> None:
    html = (site / "traps/index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    blocks = re.findall(r"```versions\n(.*?)```", TRAPS, re.DOTALL)
    asked = [line for block in blocks for line in versions.read(block, versions.LINE)]
    assert {line["probe"] for line in asked} == set(matrix.probe_names())
    order = list(matrix.environments())
    aside = page.select("p[data-search-exclude]")
    environments, *told = [p for p in aside if p.text.startswith("Tested: ")]
    assert environments.text == f"Tested: {'; '.join(order)}."
    for line, paragraph in zip(asked, told, strict=True):
        assert paragraph.text.startswith(f"Tested: {line['text']}.")
        groups: dict[tuple[str, str], set[str]] = {}
        for row in matrix.rows():
            if row["probe"] == line["probe"]:
                key = (row["answer"], row["detail"].rpartition("Error: ")[2])
                groups.setdefault(key, set()).add(row["environment"])
        lines = {f"{b.text}{b.next_sibling}" for b in paragraph.find_all("b")}
        assert lines == {
            f"{answer.replace('did ', '')}: {versions.where(chosen, order, WORDS)}"
            + (f" ({why})" if why else "")
            for (answer, why), chosen in groups.items()
        }


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
        ("\n#count count-varies: ", "\n#count: ", "'#anchor probe: statement'"),
    ],
)
def test_a_block_that_asks_for_an_unknown_trap_ends_the_build(
    broken_build: Callable[[str, str, str], str], old: str, new: str, message: str
) -> None:
    messages = broken_build("docs/en/traps.md", old, new)
    assert message in messages
    assert "traps.md:" in messages
