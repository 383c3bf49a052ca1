"""The study is whole, resumes, and trains the model of the question."""

import base64
import csv
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import astuple

import numpy as np
import pytest

from tools.project import ROOT
from tools.studies import study, tasks


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
    row = study.Row("generated", "none", 0.0, 0, 1, *[0.5] * 4, *[""] * 4, 1.0, "old")
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
    rows = list(csv.DictReader(whole.splitlines()))
    assert all(row["right"] for row in rows if row["epoch"] == "2")
    for row in rows:
        bits = np.unpackbits(np.frombuffer(base64.b64decode(row["right"]), np.uint8))
        if row["right"]:
            assert abs(bits.sum() / 200 - float(row["test_accuracy"])) < 6e-5
