"""Train the question's model once, for the page that runs it: ``make model``.

It is the model that does best on this text in the study, ``Dropout(0.4)``, with the
seed 0, trained as there. Its weights, as float16, are written to a script of the site.
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

from tools.figures.weights import FILE, SHAPES, Trained, encode
from tools.project import ENVIRONMENT, ROOT, write_whole
from tools.studies.model import build
from tools.studies.study import BATCH, DATA, EPOCHS, Cell, task_of
from tools.studies.tasks import TaskError

os.environ |= ENVIRONMENT

CELL = Cell("polarity", "elements", 0.4, 0)


def train(folder: Path) -> Trained:
    """Train the model, round its weights, and test what is left of it.

    Args:
        folder: Where the sentences lie, or will lie.

    Raises:
        TaskError: They cannot be had.
    """
    task = task_of(CELL, folder)
    import tensorflow as tf

    # As the study trains, for the same sums.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    model = build(CELL.layer, CELL.rate, CELL.seed)
    for _ in range(EPOCHS[CELL.task]):
        model.fit(
            task.train_ids,
            task.train_labels,
            batch_size=BATCH[CELL.task],
            verbose=0,
        )
    rounded = [array.astype(np.float16) for array in model.get_weights()[: len(SHAPES)]]
    model.set_weights([*rounded, *model.get_weights()[len(SHAPES) :]])
    _, accuracy = model.evaluate(task.test_ids, task.test_labels, 2048, verbose=0)
    arrays = dict(zip(SHAPES, rounded, strict=True))
    return Trained(arrays, task.words, round(accuracy, 4))


def main(arguments: list[str]) -> int:
    """Train and write the file, whole or not at all."""
    parser = argparse.ArgumentParser(prog="make model", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the text")
    options = parser.parse_args(arguments)
    try:
        trained = train(options.data)
    except TaskError as error:
        print(f"model: {error}", file=sys.stderr)
        return 1
    write_whole(FILE, encode(trained))
    print(f"{FILE.relative_to(ROOT)} written; test accuracy {trained.accuracy}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
