"""Notebooks are pages like the others, which weigh little and can be taken away."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tools.pages import fences, notebook_page
from tools.pages.corpus import config
from tools.pages.notebook_page import INK
from tools.project import NOTEBOOKS, ROOT

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def test_there_are_notebooks():
    assert len(NAMES) >= 3


def opened(site: Path, name: str) -> BeautifulSoup:
    """The page of a notebook."""
    file = site / f"notebooks/{name}/index.html"
    return BeautifulSoup(file.read_bytes(), "html.parser")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_page_shows_what_was_run(site, name):
    article = opened(site, name).find("article")
    text = (NOTEBOOKS / f"{name}.ipynb").read_text("utf-8")
    code = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
    hidden, *held = ("".join(cell["source"]) + "\n" for cell in code)
    shown = [block.get_text() for block in article.select(".language-python pre")]
    assert shown == held
    assert len(shown) >= 4
    assert "google.colab" in hidden
    assert "google.colab" not in str(article)
    held = ["".join(o["text"]) for c in code for o in c["outputs"] if "text" in o]
    shown = [block.get_text() for block in article.select(".language-text pre")]
    assert shown == held
    assert len(shown) >= 3


def test_a_plot_that_a_scene_shows_stays_in_the_notebook_alone(site):
    text = (NOTEBOOKS / "still-there.ipynb").read_text("utf-8")
    cells = [
        c for c in json.loads(text)["cells"] if "scene" in c["metadata"].get("tags", ())
    ]
    assert cells
    assert all("image/svg+xml" in cell["outputs"][0]["data"] for cell in cells)
    assert opened(site, "still-there").select(".plot") == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_page_is_drawn_as_the_other_pages(site, name):
    page = opened(site, name)
    article = page.find("article")
    plots = article.select(".plot > svg[role=img][aria-label]")
    assert plots or article.select("mask-scene")
    assert ("currentColor" in str(plots)) == bool(plots)
    assert INK not in str(plots)
    ids = {element["id"] for plot in plots for element in plot.select("[id]")}
    assert set(re.findall(r"#(plot-[\w-]+)", str(plots))) <= ids
    assert article.select("style, script:not(mask-scene > script), img") == []
    shown = "".join(article.strings)
    assert "Error" not in shown.replace("FileNotFoundError", "")
    assert "stderr" not in str(article)
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in article.select(".headerlink"):
        assert link["href"].removeprefix("#") in ids


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_can_be_taken_away(site, name):
    folder = site / "notebooks"
    page = opened(site, name)
    links = {link["href"]: link for link in page.select("a[download]")}
    assert set(links) == {f"{name}.ipynb", f"../{name}.py"}
    for file in (f"{name}/{name}.ipynb", f"{name}.py"):
        held = (NOTEBOOKS / Path(file).name).read_bytes()
        assert (folder / file).read_bytes() == held


def test_a_link_to_a_notebook_leads_to_its_page(site, pages):
    links = 0
    for name, page in pages.items():
        for link in page.select("a[href]:not([download])"):
            if "://" in link["href"]:
                continue
            target = (site / name).parent / unquote(urldefrag(link["href"]).url)
            assert target.suffix not in (".ipynb", ".py"), f"{name}: {link['href']}"
            links += target.parent.name == "notebooks"
    assert links >= 3 * len(pages)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_found_by_every_section_and_program(site, name):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    place = f"notebooks/{name}/"
    found = [entry for entry in index["docs"] if entry["location"].startswith(place)]
    headings = opened(site, name).find("article").select("h1, h2, h3")
    assert [entry["location"] for entry in found] == [
        place,
        *(f"{place}#{heading['id']}" for heading in headings[1:]),
    ]
    assert all(entry["text"] for entry in found)
    text = " ".join(entry["text"] for entry in found)
    assert "import matplotlib.pyplot as plt" in text
    assert "Notebook (.ipynb)" not in text


def test_a_fork_opens_its_notebooks_in_colab(forked_site):
    page = opened(forked_site, "how-many")
    link = page.find("a", string="Open in Colab")
    assert link["href"] == (
        "https://colab.research.google.com/github/someone/a-fork/blob/main/"
        "docs/en/notebooks/how-many.ipynb"
    )
    edit = page.find("a", title="Edit this page")["href"]
    assert edit.endswith("/a-fork/edit/main/docs/en/notebooks/how-many.py")


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_on_the_first_screen(browser: Browser, address, name):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}notebooks/{name}/")
    answer = page.locator("article p").nth(1).bounding_box()
    assert answer["y"] + answer["height"] < 800
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_plots_and_results_are_legible_on_a_phone(browser: Browser, address, name):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}notebooks/{name}/")
    sizes = page.locator(".plot text").evaluate_all(
        "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize)"
        " * text.ownerSVGElement.getScreenCTM().a)"
    )
    assert min(sizes, default=9) >= 9
    printed = page.locator(".language-text code").all_text_contents()
    # Longer ones go on below, and a table is no table any more.
    assert [line for line in "".join(printed).splitlines() if len(line) > 56] == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plots_have_the_ink_of_their_scheme(browser: Browser, address, scheme):
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{address}notebooks/how-many/")
    ink, paper, label = page.evaluate(
        """() => [
          getComputedStyle(document.querySelector(".md-typeset")).color,
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector(".plot text")).fill,
        ]"""
    )
    assert label == ink != paper
    page.close()


def test_a_build_imports_nothing_that_runs_notebooks():
    code = (
        "import sys, tools.adaptor; print(set(sys.modules) & "
        "{'jupytext', 'nbclient', 'matplotlib', 'pandas', 'scipy', 'keras'})"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


CELL = """<div id="cell-id=0"><div class="jp-RenderedMarkdown"><h1>T</h1></div></div>
<div id="cell-id=1"><div class="jp-RenderedMarkdown">
<!--
```scene
name: lookup
caption: What & to see.
```
-->
<p>Only in Jupyter.</p></div></div>"""


def test_a_block_in_a_comment_stands_in_the_place_of_its_cell():
    words = config()["extra"]
    html = fences.of_notebook(notebook_page.page(CELL, *[""] * 5), words)
    (drawn,) = BeautifulSoup(html, "html.parser").select("mask-scene[name=lookup]")
    assert drawn.figcaption.get_text() == "What & to see."
    assert 'id="scene-1"' in html
    assert "Only in Jupyter" not in html
    broken = notebook_page.page(CELL.replace("lookup", "unknown"), *[""] * 5)
    with pytest.raises(fences.FenceError, match="block that begins with 'name: "):
        fences.of_notebook(broken, words)
