"""What each kind of dropout gains over none: ``python -m tools.studies.gains``.

Writes the small file from which a build draws the chooser of the page "Which one should
I use?". The notebook computes the same numbers from the whole study and compares them.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from tools.project import NOTEBOOKS
from tools.studies.study import RESULTS

GAINS = NOTEBOOKS / "gains.csv"
MEASURES = ("peak", "last")
# Of points; the page shows one, and rounds as the notebook does.
DIGITS = 6
# What the mean over the rates is called in their column.
MEAN = "mean"


def holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """The p-values of several tests, corrected for being several (Holm 1979)."""
    order = p.argsort()
    steps = np.maximum.accumulate((p.size - np.arange(p.size)) * p[order])
    corrected = np.empty(p.size)
    corrected[order] = np.minimum(1, steps)
    return corrected


def differences(results: Path) -> pd.DataFrame:
    """Test accuracy less that of no dropout, in points.

    Args:
        results: The file of the study.

    Returns:
        A row for each seed; columns by measure, task, layer and rate.
    """
    run = ["task", "layer", "rate", "seed"]
    epochs = pd.read_csv(results)
    groups = epochs.groupby(run)
    chosen = (groups.test_accuracy.idxmax(), groups.epoch.idxmax())
    accuracy = pd.DataFrame(
        {
            measure: 100 * epochs.loc[rows].set_index(run).test_accuracy
            for measure, rows in zip(MEASURES, chosen, strict=True)
        }
    )
    none = accuracy.xs("none", level="layer").droplevel("rate")
    return (accuracy.drop("none", level="layer") - none).unstack(run[:3])


def gains(results: Path) -> pd.DataFrame:
    """The mean gain of each kind at each rate, and of the rates together.

    Args:
        results: The file of the study.

    Returns:
        By measure, task, layer and rate: the mean over the seeds in points, half of its
        95 % interval, and a star if a paired t-test over the seeds stays below 5 % when
        corrected for all single rates, or for all means.
    """
    single = differences(results)
    means = single.T.groupby(level=[0, 1, 2]).mean().T
    means.columns = pd.MultiIndex.from_tuples((*at, MEAN) for at in means.columns)
    tables = []
    for each in (means, single):
        count = len(each)
        half = stats.t.ppf(0.975, count - 1) * each.std() / np.sqrt(count)
        corrected = holm(stats.ttest_1samp(each, 0).pvalue)
        star = np.where(corrected < 0.05, "*", "")
        tables.append(pd.DataFrame({"mean": each.mean(), "half": half, "star": star}))
    table = pd.concat(tables).rename_axis(["measure", "task", "layer", "rate"])
    return table.round({"mean": DIGITS, "half": DIGITS})


def write(results: Path, target: Path) -> None:
    """Write the gains of a study."""
    gains(results).to_csv(target, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)


if __name__ == "__main__":
    write(RESULTS, GAINS)
    print(f"{GAINS.name} written", file=sys.stderr)
