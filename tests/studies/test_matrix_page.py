"""The page of traps: its table, its lines, and what is left of it for one version."""

import re
from itertools import chain
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tools.pages import results, versions
from tools.project import ROOT
from tools.studies.probes import PROBES

TRAPS = (ROOT / "docs/en/traps.md").read_text("utf-8")
WORDS = {
    "whole": "Keras {major}",
    "some": "Keras {version}",
    "on": "{version} on {backend}",
    "also": "{version} also",
}
ORDER = [
    "Keras 2.15.0, TensorFlow 2.15.1",
    "Keras 3.0.5, TensorFlow 2.16.2",
    "Keras 3.1.1, TensorFlow 2.16.2",
    "Keras 3.4.1, TensorFlow 2.17.1",
    "Keras 3.4.1, JAX 0.10.2",
    "Keras 3.4.1, torch 2.13.0",
]
# What a reader sees of the rows of the table.
SEEN = """() => [...document.querySelectorAll(".traps tbody tr")]
  .filter((row) => row.checkVisibility())
  .map((row) => row.querySelector("th").textContent)"""


def table_rows() -> list[dict[str, str]]:
    """The lines of the page's table."""
    return versions.read(
        re.search(r"```traps\n(.*?)```", TRAPS, re.DOTALL)[1], versions.ROW
    )


def lines() -> list[dict[str, str]]:
    """The statements below the traps."""
    blocks = re.findall(r"```versions\n(.*?)```", TRAPS, re.DOTALL)
    return [line for block in blocks for line in versions.read(block, versions.LINE)]


def page_of(site: Path) -> BeautifulSoup:
    """The built page."""
    html = (site / "traps/index.html").read_text("utf-8")
    return BeautifulSoup(html, "html.parser")


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
    page = page_of(site)
    file = results.rows()
    order = results.environments(file)
    columns = []
    for head in page.select(".traps thead th")[1:]:
        numbers, _, base = head.text.partition(" J" if "JAX" in head.text else " t")
        base = {"": "TensorFlow", "AX": "JAX", "orch": "torch"}[base]
        matches = {name: versions.NAME.fullmatch(name) for name in order}
        columns.append(
            [
                name
                for name, match in matches.items()
                if match["version"] in numbers.split(", ") and match["base"] == base
            ]
        )
    assert list(chain(*columns)) == order
    probes = [line["probe"] for line in table_rows()]
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
        for row in file
        if row["probe"] in probes
    }


def test_what_bites_in_every_version_stands_below_the_table() -> None:
    answers: dict[str, set[str]] = {}
    for row in results.rows():
        answers.setdefault(row["probe"], set()).add(row["answer"])
    everywhere = {probe for probe, said in answers.items() if said == {"yes"}}
    _, _, always = TRAPS.partition("{ #always }")
    below = {line["probe"] for line in lines() if f"\n{line['probe']}: " in always}
    assert everywhere == below
    table = {line["probe"] for line in table_rows()}
    assert table & everywhere == set()
    # All else that may bite is a row; this one is the other side of another.
    assert answers.keys() - everywhere - table == {"python-seed-counts"}


def test_each_probe_is_told_once_in_its_own_words() -> None:
    told = [(line["probe"], f"{line['text']}.") for line in lines()]
    assert sorted(told) == sorted((name, ask.__doc__) for name, ask in PROBES.items())


def test_the_lines_of_the_page_hold_what_the_file_holds(site: Path) -> None:
    aside = page_of(site).select("p[data-search-exclude]")
    environments, *told = [p for p in aside if p.text.startswith("Tested: ")]
    file = results.rows()
    order = results.environments(file)
    assert environments.text == f"Tested: {'; '.join(order)}."
    for line, paragraph in zip(lines(), told, strict=True):
        assert paragraph.text.startswith(f"Tested: {line['text']}.")
        groups: dict[tuple[str, str], set[str]] = {}
        for row in file:
            if row["probe"] == line["probe"]:
                key = (row["answer"], row["detail"].rpartition("Error: ")[2])
                groups.setdefault(key, set()).add(row["environment"])
        shown = {f"{b.text}{b.next_sibling}" for b in paragraph.find_all("b")}
        assert shown == {
            f"{answer.replace('did ', '')}: {versions.where(chosen, order, WORDS)}"
            + (f" ({why})" if why else "")
            for (answer, why), chosen in groups.items()
        }


@pytest.mark.parametrize(
    "name", ["Keras 3.15.1, TensorFlow 2.21.0", "Keras 2.15.0, TensorFlow 2.15.1"]
)
def test_a_reader_who_picks_a_version_sees_what_bites_there(
    page: Page, address: str, name: str
) -> None:
    bites = {
        row["probe"]
        for row in results.rows()
        if (row["environment"], row["answer"]) == (name, "yes")
    }
    rows = table_rows()
    wanted = [r["text"].replace("`", "") for r in rows if r["probe"] in bites]
    page.goto(address + "traps/")
    every = page.evaluate(SEEN)
    assert every == [row["text"].replace("`", "") for row in rows]
    choice = page.get_by_label("Show what bites in")
    choice.select_option(label=name)
    assert page.evaluate(SEEN) == wanted
    assert 0 < len(wanted) < len(every)
    # The answers would all be yes.
    assert page.locator(".traps :is(td, thead th:nth-child(2)):visible").count() == 0
    said = page.locator(".my-version output")
    assert said.inner_text() == f"{len(wanted)} of {len(every)} bite there."
    choice.select_option(label="every version")
    assert page.evaluate(SEEN) == every
    assert page.locator(".traps td:visible").count() > len(every)
    assert said.inner_text() == ""


def test_without_scripts_the_whole_table_is_there_and_no_choice(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + "traps/")
        assert page.locator(".traps tbody tr:visible").count() == len(table_rows())
        assert page.locator("select").count() == 1
        assert not page.locator("select").is_visible()


def test_only_the_page_of_traps_loads_the_script(page: Page, address: str) -> None:
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    for name in ("about/", "traps/"):
        page.goto(address + name, wait_until="networkidle")
        found = [url for url in loaded if url.endswith("my-version.js")]
        assert len(found) == (name == "traps/")
