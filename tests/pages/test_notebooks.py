"""Notebooks are run by the build, weigh little, and can be taken away."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import astuple

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tools.pages import notebooks
from tools.project import ROOT
from tools.studies import study, tasks

NAMES = sorted(path.stem for path in notebooks.SOURCES.glob("*.py"))


def test_there_are_notebooks():
    assert len(NAMES) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_for_jupyter_is_made_from_its_source(name):
    path = notebooks.SOURCES / f"{name}.ipynb"
    text = path.read_text("utf-8")
    assert text == notebooks.notebook(path.with_suffix(".py").read_text("utf-8"))
    read = nbformat.reads(text, as_version=4)
    nbformat.validate(read)
    assert "keras==3.15.1" in read.cells[0].source


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_page_shows_what_was_run(site, name):
    page = BeautifulSoup(
        (site / f"notebooks/{name}/index.html").read_text("utf-8"), "html.parser"
    )
    article = page.find("article")
    assert len(article.select(".language-python pre")) >= 4
    assert len(article.select(".language-text pre")) >= 3
    plots = article.select(".plot > svg[role=img][aria-label]")
    assert plots
    assert "currentColor" in str(plots)
    assert notebooks.INK not in str(plots)
    ids = {element["id"] for plot in plots for element in plot.select("[id]")}
    assert set(re.findall(r"#(plot-[\w-]+)", str(plots))) <= ids
    assert article.select("style, script, img") == []
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
    page = BeautifulSoup(
        (folder / f"{name}/index.html").read_text("utf-8"), "html.parser"
    )
    links = {link["href"]: link for link in page.select("a[download]")}
    assert set(links) == {f"../{name}.ipynb", f"{name}.py"}
    source = (notebooks.SOURCES / f"{name}.py").read_bytes()
    assert (folder / name / f"{name}.py").read_bytes() == source
    assert json.loads((folder / f"{name}.ipynb").read_text("utf-8"))["cells"]


def test_a_fork_opens_its_notebooks_in_colab(forked_site):
    page = BeautifulSoup(
        (forked_site / "notebooks/how-many/index.html").read_text("utf-8"),
        "html.parser",
    )
    link = page.find("a", string="Open in Colab")
    assert link["href"] == (
        "https://colab.research.google.com/github/someone/a-fork/blob/main/"
        "docs/en/notebooks/how-many.ipynb"
    )


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
    assert min(sizes) >= 9
    printed = page.locator(".language-text code").all_text_contents()
    # Longer ones go on below, and a table is no table any more.
    assert [line for line in "".join(printed).splitlines() if len(line) > 56] == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plots_have_the_ink_of_their_scheme(browser: Browser, address, scheme):
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{address}notebooks/still-there/")
    ink, paper, label = page.evaluate(
        """() => [
          getComputedStyle(document.querySelector(".md-typeset")).color,
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector(".plot text")).fill,
        ]"""
    )
    assert label == ink != paper
    page.close()


def test_a_wrong_claim_of_a_notebook_stops_the_build(broken_build):
    messages = broken_build(
        "docs/en/notebooks/how-many.py",
        "mean, sd = RATE * 320,",
        "mean, sd = 1.1 * RATE * 320,",
    )
    assert "how-many.py" in messages
    assert "AssertionError" in messages


def test_the_study_is_whole():
    assert study.done(study.RESULTS) == set(study.plan())
    with study.RESULTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(study.EPOCHS[cell.task] for cell in study.plan())
    keys = {tuple(row[name] for name in study.NAMES[:5]) for row in rows}
    assert len(keys) == len(rows)


def test_the_generated_sentences_are_what_the_page_says():
    task = tasks.generated(3)
    assert task.train_ids.shape == (6000, 20)
    assert set(np.unique(task.test_labels)) == {0.0, 1.0}
    for ids, label, kind in zip(
        task.test_ids, task.test_labels, task.test_kinds, strict=True
    ):
        meant = ids[ids < tasks.FIRST_FILLER]
        name = tasks.SENTENCES[kind]
        if name == "key":
            assert meant.size == 1
            assert meant[0] // 10 == 1 + label
        elif name == "redundant":
            assert meant.size == 5
            assert set(meant // 10) <= {3, 4}
        else:
            assert meant.size == 2
            assert (meant[0] < meant[1]) == label
    again = tasks.generated(3)
    np.testing.assert_array_equal(task.train_ids, again.train_ids)
    other = tasks.generated(4)
    assert (task.train_ids != other.train_ids).any()
    np.testing.assert_array_equal(task.test_ids, other.test_ids)


def test_the_words_of_the_test_sentences_do_not_choose_the_vocabulary():
    negative = [f"bad film {index}" for index in range(100)]
    positive = [f"good film {index}" for index in range(100)]
    task = tasks.polarity(negative, positive, seed=0, train=50)
    assert task.train_ids.shape == (50, 20)
    assert task.test_ids.shape == (20, 20)
    # Most frequent first, after padding and unknown.
    assert (task.train_ids[:, 1] == 2).all()
    assert (task.train_ids[:, 3:] == tasks.PADDING).all()
    assert (task.test_ids == tasks.UNKNOWN).any()


def test_other_texts_than_the_published_ones_are_refused(tmp_path):
    for name in tasks.SHA256:
        (tmp_path / name).write_text("hm\n")
    with pytest.raises(tasks.TaskError, match=r"neg has SHA-256 .*; expected 2d11"):
        tasks.read_polarity(tmp_path)


def test_a_home_that_cannot_be_reached_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "HOME", "http://127.0.0.1:9/none.tar.gz")
    with pytest.raises(tasks.TaskError, match=r"127.0.0.1:9.*put rt-polarity.neg"):
        tasks.read_polarity(tmp_path / "data")


@pytest.mark.parametrize("layer", study.LAYERS)
def test_the_model_is_the_one_of_the_question(layer):
    model = study.build(layer, 0.2, seed=1)
    assert model.count_params() == 54_273
    drops = [
        each
        for each in model.layers
        if "Dropout" in type(each).__name__ or getattr(each, "dropout", 0)
    ]
    assert len(drops) == (layer != "none")


def test_results_of_other_versions_are_not_mixed(tmp_path):
    path = tmp_path / "study.csv"
    row = study.Row("generated", "none", 0.0, 0, 1, *[0.5] * 4, "", "", "", 1.0, "old")
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([study.NAMES, astuple(row)])
    with pytest.raises(tasks.TaskError, match="was made with old"):
        study.done(path)
    path.write_text("a,b\n1,2\n")
    with pytest.raises(tasks.TaskError, match="columns"):
        study.done(path)


def test_a_stopped_study_goes_on_where_it_was(tmp_path):
    # The real plan, cut, so that it ends.
    script = tmp_path / "short.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tools.studies import study, tasks\n"
        "study.EPOCHS = {'generated': 2}\n"
        "study.LAYERS, study.RATES = ('none', 'elements'), (0.2,)\n"
        "study.SEEDS = range(2)\n"
        "study.read_polarity = lambda folder: None\n"
        "study.generated = lambda seed: tasks.generated(seed, 200, 200)\n"
        "if __name__ == '__main__': sys.exit(study.main(sys.argv[1:]))\n"
    )
    results = tmp_path / "study.csv"
    command = [sys.executable, script, "--results", results, "--jobs", "1"]
    first = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while first.poll() is None:
        if results.exists() and results.read_text().count("\n") >= 3:
            break
        time.sleep(0.1)
    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=60)
    assert first.returncode == 130, said
    assert "run it again to go on" in said
    kept = results.read_text()
    assert (kept.count("\n") - 1) % 2 == 0
    second = subprocess.run(command, capture_output=True, text=True, env=os.environ)
    assert second.returncode == 0, second.stderr
    whole = results.read_text()
    assert whole.startswith(kept)
    assert whole.count("\n") == 1 + 4 * 2
    assert re.search(r"4/4", second.stderr)
