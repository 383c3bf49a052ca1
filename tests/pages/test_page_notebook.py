"""Each page with programs is a notebook too, which runs from the first cell on."""

import json
import re
from pathlib import Path

import nbformat
import pytest
import shell
from nbclient import NotebookClient

from tools.pages import corpus, page_notebook
from tools.pages.examples import INCLUDE, Example, example_of, printed_alone
from tools.project import PAGES, ROOT, SNIPPETS

WORDS = corpus.config()["extra"]["notebook"]
FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
TEXTS = {name: FRONT.sub("", text) for name, text in corpus.pages().items()}
MADE = {
    name: made
    for name, text in TEXTS.items()
    if (made := page_notebook.notebook(text, lambda path: path, WORDS))
}
NAMES = sorted(MADE)


def source(text: str, address=lambda path: path, root: str = "") -> str:
    """What the cells after the one for Colab say, for a page with one program."""
    text = f'{text}\n\n--8<-- "index.md:answer"\n'
    made = page_notebook.notebook(text, address, WORDS, root)
    _, *cells, program = nbformat.reads(made, 4).cells
    assert program.cell_type == "code"
    return "\n---\n".join(cell.source for cell in cells)


def test_every_page_with_programs_is_a_notebook():
    assert len(NAMES) >= 15
    assert sorted(name for name, text in TEXTS.items() if INCLUDE.search(text)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_holds_the_executed_programs_of_its_page_in_order(name):
    read = nbformat.reads(MADE[name], as_version=4)
    nbformat.validate(read)
    includes = INCLUDE.finditer(TEXTS[name])
    all_of = [example_of(SNIPPETS / at["file"], at["section"]) for at in includes]
    code = [cell for cell in read.cells if cell.cell_type == "code"]
    # A semicolon keeps a notebook from showing the value of a last line.
    held = [(f"{c.source.removesuffix(';')}\n", shell.kept(c)) for c in code[1:]]
    wanted = [(e.code, e.output) for e in all_of if e.language == "python"]
    assert held == wanted
    prose = "\n".join(c.source for c in read.cells if c.cell_type == "markdown")
    for example in all_of:
        if example.language == "js":
            assert f"```js\n{example.code}```\n\n```text\n{example.output}```" in prose


def test_notebooks_run_from_the_first_cell_to_the_last():
    # All cells are programs that run alone and in any order: three pages show that
    # IPython makes no difference, one of them with errors.
    wanted = {
        name: "".join(map(shell.kept, shell.cells(MADE[name])))
        for name in ("learning.md", "messages.md", "neurons.md")
    }
    runs = [
        Example(
            PAGES / name, 1, "python", f"import shell\n\nshell.run({MADE[name]!r})", ""
        )
        for name in wanted
    ]
    for run, printed in zip(runs, printed_alone(runs), strict=True):
        assert printed == wanted[run.path.name], f"{run.path.name}: run by IPython"


def test_a_kernel_runs_a_notebook():
    held = nbformat.reads(MADE["index.md"], as_version=4)
    fresh = nbformat.reads(MADE["index.md"], as_version=4)
    resources = {"metadata": {"path": str(ROOT)}}
    NotebookClient(fresh, resources=resources, record_timing=False).execute()
    shown = [
        [o for o in c.get("outputs", []) if o.get("name") != "stderr"]
        for c in fresh.cells
    ]
    assert shown == [cell.get("outputs", []) for cell in held.cells]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_only_the_page_understands_is_left_in_a_notebook(name):
    cells = nbformat.reads(MADE[name], as_version=4).cells
    prose = [c.source for c in cells if c.cell_type == "markdown"]
    text = re.sub(r"(`+)[^`].*?\1", "", "\n\n".join(prose), flags=re.DOTALL)
    for mark in ("--8<--", "<div", "<!--", "markdown>", "{ ", "\n:   ", "caption:"):
        assert mark not in text
    assert prose[0].startswith("# ")
    # Outside of code, all prose of the page is there.
    for sentence in re.findall(r"^[A-Z][^`\[\]{}|:\n]+$", TEXTS[name], re.MULTILINE):
        assert sentence in text


def test_the_first_cell_installs_on_colab_what_the_page_uses():
    def pinned(name: str) -> set[str]:
        first = json.loads(MADE[name])["cells"][0]
        assert first["metadata"] == {"tags": ["colab"]}
        assert '\nif "google.colab" in sys.modules:\n' in "".join(first["source"])
        return set(re.findall(r"\S+==\S+", first["source"][-1]))

    keras = {"keras==3.15.1", "tensorflow==2.21.0"}
    assert pinned("index.md") == keras
    assert pinned("elements.md") == {*keras, "tf-keras==2.21.0"}
    torch = {"torch==2.13.0", "tf-keras==2.21.0", *keras}
    assert pinned("learning.md") == torch
    assert pinned("frameworks.md") == {*torch, "flax==0.12.8", "jax==0.10.2"}


def test_a_program_that_ends_in_an_error_lets_those_behind_it_run():
    cells = nbformat.reads(MADE["messages.md"], as_version=4).cells
    errors = [
        (cell, output)
        for cell in cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    assert len(errors) >= 20
    for cell, output in errors:
        assert cell.metadata.tags == ["raises-exception"]
        assert output.traceback[0].startswith(
            (output.ename, "jax.", "flax.", "tensorflow.")
        )


def test_a_block_becomes_a_link_to_its_place():
    mask = "```mask\nkind: rows\ncaption: What to see.\n```\n"
    text = source(f"# Title {{ #top }}\n\n{mask}\n## Two {{ #two }}\n\n{mask}")
    assert text == (
        "# Title\n\n[Figure on the page](#mask-1): What to see.\n---\n"
        "## Two\n\n[Figure on the page](#mask-2): What to see."
    )
    question = "```question\nask: scale\n```\n"
    text = source(f"# Title {{ #top }}\n\n{question}\n{question}")
    assert text == "# Title\n\n[Question on the page](#top)"


def test_what_readers_of_markdown_do_not_share_is_written_plainly():
    text = source(
        '# T { #t }\n\n<div class="answer" markdown>\n\nWhy?\n:   So. `f()`{ .shape }\n'
        "    And so.\n\n</div>\n{ #place }\n\n`{ #kept }`"
        '\n\n<details class="ask" markdown><summary>Q</summary>\n\nA\n\n</details>'
    )
    assert text == (
        "# T\n\n\n**Why?**\n\nSo. `f()`\nAnd so.\n\n\n`{ #kept }`"
        "\n\n<details><summary>Q</summary>\n\nA\n\n</details>"
    )


def test_a_link_leads_to_the_page_and_stays_where_it_is_whole():
    text = "# T\n\n[a](other.md#x) [b](#t) [c](https://e.org/a.md) `[d](e.md)`"
    places = {"other.md": "../other/", "": "./"}
    assert source(text, places.__getitem__) == (
        "# T\n\n[a](../other/#x) [b](./#t) [c](https://e.org/a.md) `[d](e.md)`"
    )
    assert source(text, places.__getitem__, "https://s.org/site/page/") == (
        "# T\n\n[a](https://s.org/site/other/#x) [b](https://s.org/site/page/#t) "
        "[c](https://e.org/a.md) `[d](e.md)`"
    )


def test_a_last_line_that_has_a_value_shows_none():
    text = '# T\n\n--8<-- "reproducibility.md:equal-epoch"\n--8<-- "index.md:answer"\n'
    made = page_notebook.notebook(text, lambda path: path, WORDS)
    *_, fitted, printed = nbformat.reads(made, 4).cells
    assert fitted.source.endswith(", **options);")
    assert printed.source.endswith(', "of 16")')


def test_a_page_without_programs_is_no_notebook():
    assert page_notebook.notebook("# Title\n", lambda path: path, WORDS) == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_page_offers_its_notebook_at_its_end(site, pages, name):
    stem = Path(name).stem
    place = "index.html" if stem == "index" else f"{stem}/index.html"
    article = pages[place].find("article")
    link = article.select("p[data-search-exclude] > a")[-1]
    assert link.get_text() == "Notebook (.ipynb)"
    assert link["href"] == f"{stem}.ipynb"
    assert link.has_attr("download")
    nbformat.validate(nbformat.read((site / place).parent / f"{stem}.ipynb", 4))


def test_the_notebooks_of_a_fork_lead_to_its_site(forked_site):
    text = (forked_site / "elements/elements.ipynb").read_text("utf-8")
    found = re.findall(r"\]\(([^()\s]+)\)", text)
    inside = "https://someone.github.io/a-fork/"
    assert f"{inside}rows-and-columns/#rows" in found
    assert f"{inside}elements/#scene-1" in found
    assert [link for link in found if not link.startswith("http")] == []
