"""Train the question's model with each kind of dropout in its place: ``make study``.

Writes one row for each epoch to a tidy file. A run that is stopped goes on where it
was: whole runs are written as they end, and those in the file are not done again.
"""

import argparse
import base64
import csv
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from tools.project import ENVIRONMENT, ROOT
from tools.studies.model import LAYERS, build
from tools.studies.tasks import (
    SENTENCES,
    Task,
    TaskError,
    generated,
    polarity,
    read_polarity,
)

os.environ |= ENVIRONMENT

RESULTS = ROOT / "docs/en/notebooks/study.csv"
DATA = ROOT / ".cache/sentence-polarity"
RATES = (0.2, 0.4, 0.6)
SEEDS = range(8)
# How many sentences a training step sees, and how often all are seen.
BATCH = {"generated": 32, "polarity": 64, "polarity 1000": 32}
EPOCHS = {"generated": 14, "polarity": 12, "polarity 1000": 24}


@dataclass(frozen=True)
class Cell:
    """One model to train: a row of the plan."""

    task: str
    layer: str
    rate: float
    seed: int


@dataclass(frozen=True)
class Row:
    """One epoch of one model: a row of the results.

    Attributes:
        train_loss, train_accuracy: On the sentences trained on, without dropout.
        test_loss, test_accuracy: On the test sentences.
        key, redundant, order: Test accuracy of each kind of generated sentence.
        right: Which test sentences it told right: bits, the first one highest, in
            base64. Only of the epochs that are compared, else empty.
        seconds: Since the training began, with the evaluations.
        versions: Of what it was trained with.
    """

    task: str
    layer: str
    rate: float
    seed: int
    epoch: int
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float
    key: float | str
    redundant: float | str
    order: float | str
    right: str
    seconds: float
    versions: str


NAMES = [field.name for field in fields(Row)]


def plan() -> list[Cell]:
    """Every model, seed after seed: a part of the study is whole for some seeds."""
    return [
        Cell(task, layer, rate, seed)
        for seed, task in product(SEEDS, EPOCHS)
        for layer in LAYERS
        for rate in ((0.0,) if layer == "none" else RATES)
    ]


def versions() -> str:
    """What the results depend on, in one word."""
    import keras
    import tensorflow as tf

    return f"keras-{keras.__version__}+tensorflow-{tf.__version__}"


def train(cell: Cell, task: Task, epochs: int) -> Iterator[Row]:
    """Train one model; yield a row after each epoch."""
    model = build(cell.layer, cell.rate, cell.seed)
    started = time.perf_counter()
    for epoch in range(1, epochs + 1):
        model.fit(
            task.train_ids,
            task.train_labels,
            batch_size=BATCH[cell.task],
            verbose=0,
        )
        measured = [
            *model.evaluate(task.train_ids, task.train_labels, 2048, verbose=0),
            *model.evaluate(task.test_ids, task.test_labels, 2048, verbose=0),
        ]
        kinds: list[float | str] = [""] * len(SENTENCES)
        guessed = model.predict(task.test_ids, 2048, verbose=0)[:, 0] > 0.5
        right = guessed == task.test_labels
        if task.test_kinds is not None:
            kinds = [
                round(float(right[task.test_kinds == kind].mean()), 4)
                for kind in range(len(SENTENCES))
            ]
        row: list[Any] = [
            *astuple(cell),
            epoch,
            *(round(number, 4) for number in measured),
            *kinds,
            base64.b64encode(np.packbits(right).tobytes()).decode(),
            round(time.perf_counter() - started, 2),
            versions(),
        ]
        yield Row(*row)


def compared(rows: list[Row]) -> set[int]:
    """The epochs of a run that are compared: the best, that of least loss, the last."""
    best = max(rows, key=lambda row: row.test_accuracy)
    least = min(rows, key=lambda row: row.test_loss)
    return {best.epoch, least.epoch, rows[-1].epoch}


def task_of(cell: Cell, folder: Path) -> Task:
    """The sentences of a cell."""
    if cell.task == "generated":
        return generated(cell.seed)
    size = 1000 if cell.task == "polarity 1000" else None
    return polarity(*read_polarity(folder), cell.seed, size)


def _begin() -> None:
    # One core for each process: less time in all than two cores for one.
    import signal

    import keras
    import tensorflow as tf

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    keras.config.disable_traceback_filtering()


def _run(work: tuple[Cell, Path]) -> list[Row]:
    import keras

    cell, folder = work
    rows = list(train(cell, task_of(cell, folder), EPOCHS[cell.task]))
    keras.backend.clear_session()
    kept = compared(rows)
    return [row if row.epoch in kept else replace(row, right="") for row in rows]


def done(path: Path) -> set[Cell]:
    """The cells that a file of results holds, whole.

    Raises:
        TaskError: The file is not one of results, or was made with other versions.
    """
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        if reader.fieldnames != NAMES:
            raise TaskError(f"{path}: columns {reader.fieldnames}; expected {NAMES}")
    other = {row["versions"] for row in rows} - {versions()}
    if other:
        raise TaskError(
            f"{path} was made with {', '.join(sorted(other))}, this is {versions()}; "
            "move it away to begin anew"
        )
    last = {}
    for row in rows:
        cell = Cell(row["task"], row["layer"], float(row["rate"]), int(row["seed"]))
        last[cell] = int(row["epoch"])
    return {cell for cell, epoch in last.items() if epoch == EPOCHS.get(cell.task)}


def main(arguments: list[str]) -> int:
    """Run what is not in the file yet."""
    parser = argparse.ArgumentParser(prog="make study", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the text")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args(arguments)
    from tqdm import tqdm

    try:
        read_polarity(options.data)
        have = done(options.results)
    except TaskError as error:
        print(f"study: {error}", file=sys.stderr)
        return 1
    cells = [cell for cell in plan() if cell not in have]
    options.results.parent.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    with (
        options.results.open("a", encoding="utf-8", newline="") as file,
        context.Pool(options.jobs, _begin) as pool,
        tqdm(total=len(plan()), initial=len(have), unit="model") as bar,
    ):
        writer = csv.writer(file, lineterminator="\n")
        if not file.tell():
            writer.writerow(NAMES)
        try:
            work = [(cell, options.data) for cell in cells]
            for rows in pool.imap_unordered(_run, work):
                writer.writerows(astuple(row) for row in rows)
                file.flush()
                bar.update()
        except KeyboardInterrupt:
            pool.terminate()
            print("\nstopped; run it again to go on", file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
