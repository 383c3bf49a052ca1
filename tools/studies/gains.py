"""What each kind of dropout gains over none: ``python -m tools.studies.gains``.

Writes the small file from which a build draws the chooser of the page "Which one should
I use?". The notebook computes the same numbers from the whole study and compares them.
"""

import base64
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from tools.project import NOTEBOOKS
from tools.studies.study import RATES, RESULTS

GAINS = NOTEBOOKS / "gains.csv"
# Which test sentences models of some seeds told right, trained for this alone.
RIGHT = NOTEBOOKS / "study-sentences.csv"
STARRED = {
    "generated": ("none", "elements", "columns"),
    "polarity": ("none", "elements", "columns", "rows"),
    "polarity 1000": ("none", "rows"),
}
TESTED = {"generated": 6000, "polarity": 1066, "polarity 1000": 1066}
MEASURES = ("peak", "last")
# Of points; the page shows one, and rounds as the notebook does.
DIGITS = 6
# What the mean over the rates is called in their column.
MEAN = "mean"
RUN = ["task", "layer", "rate", "seed"]

# Measure, task, layer, and rate or MEAN.
Key = tuple[str, str, str, float | str]


def holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """The p-values of several tests, corrected for being several (Holm 1979)."""
    order = p.argsort()
    steps = np.maximum.accumulate((p.size - np.arange(p.size)) * p[order])
    corrected = np.empty(p.size)
    corrected[order] = np.minimum(1, steps)
    return corrected


def compared(epochs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The epochs of a study that are compared, a row for each model, by measure."""
    groups = epochs.groupby(RUN)
    chosen = (groups.test_accuracy.idxmax(), groups.epoch.idxmax())
    of_measure = zip(MEASURES, chosen, strict=True)
    return {measure: epochs.loc[rows].set_index(RUN) for measure, rows in of_measure}


def differences(results: Path) -> pd.DataFrame:
    """Test accuracy less that of no dropout, in points.

    Args:
        results: The file of the study.

    Returns:
        A row for each seed; columns by measure, task, layer and rate, and the mean of
        the rates in the place of a rate.
    """
    found = compared(pd.read_csv(results))
    accuracy = pd.DataFrame({m: 100 * rows.test_accuracy for m, rows in found.items()})
    none = accuracy.xs("none", level="layer").droplevel("rate")
    single = (accuracy.drop("none", level="layer") - none).unstack(RUN[:3])
    means = single.T.groupby(level=[0, 1, 2]).mean().T
    means.columns = pd.MultiIndex.from_tuples((*at, MEAN) for at in means.columns)
    return pd.concat([means, single], axis="columns")


def told(right: Path) -> dict[Key, NDArray[np.float64]]:
    """Test sentences told right, less those by the model without dropout, in points.

    Args:
        right: A file of the columns of the study, with the sentences told right.

    Returns:
        By measure, task, layer and rate, or the mean of the rates: -100, 0 or 100, or
        the mean of such, shape (seeds, sentences).
    """
    gained: dict[Key, NDArray[np.float64]] = {}
    for measure, rows in compared(pd.read_csv(right)).items():
        for task, layer in rows.index.droplevel(["rate", "seed"]).unique():
            if layer == "none":
                continue
            without = _unpacked(rows.right[task, "none", 0.0], task)
            for rate in RATES:
                with_ = _unpacked(rows.right[task, layer, rate], task)
                gained[measure, task, layer, rate] = 100 * (with_ - without)
            each_rate = [gained[measure, task, layer, rate] for rate in RATES]
            gained[measure, task, layer, MEAN] = np.mean(each_rate, axis=0)
    return gained


def _unpacked(packed: pd.Series, task: str) -> NDArray[np.float64]:
    ordered = packed.sort_index().map(base64.b64decode)
    rows = np.array([np.frombuffer(text, np.uint8) for text in ordered])
    return np.unpackbits(rows, axis=1, count=TESTED[task]).astype(float)


def crossed(
    seeds: NDArray[np.float64], sentences: NDArray[np.float64]
) -> tuple[float, float]:
    """The variance of a mean gain over seeds and test sentences, both drawn at random.

    Each model reads each sentence, so its variance is that of the seeds divided by
    their number, what seeds and sentences do together included, plus that of the
    sentences divided by theirs. The latter is the covariance of two seeds' gains over
    the sentences, from the mean squares of an analysis of variance: it leaves out what
    a sentence does with one seed alone, which would be counted twice. See Owen (2007),
    "The pigeonhole bootstrap", for the model, and Satterthwaite (1946) for the degrees
    of freedom of a sum of mean squares.

    Args:
        seeds: The mean gain of each seed, shape (seeds,).
        sentences: The gain on each sentence, shape (seeds, sentences), of models that
            need not be those of ``seeds``. Where they are one seed's alone, or leave
            fewer degrees of freedom than ``seeds`` have, nothing is taken off: the
            variance is an upper limit.

    Returns:
        The variance of the mean of ``seeds``, and its degrees of freedom.
    """
    count, size = sentences.shape
    of_each = sentences.mean(axis=0)
    rest = sentences - of_each - sentences.mean(axis=1, keepdims=True)
    free = [len(seeds) - 1, size - 1, max(1, count - 1) * (size - 1)]
    squares = [
        seeds.var(ddof=1) / len(seeds),
        of_each.var(ddof=1) / size,
        ((rest + sentences.mean()) ** 2).sum() / free[2] / (count * size),
    ]
    unsure = [square**2 / of for square, of in zip(squares, free, strict=True)]
    variance = squares[0] + max(0.0, squares[1] - squares[2])
    if count == 1 or variance**2 / sum(unsure) < free[0]:
        variance, unsure = squares[0] + squares[1], unsure[:2]
    return variance, variance**2 / sum(unsure)


def half_of_both(seeds: NDArray[np.float64], sentences: NDArray[np.float64]) -> float:
    """Half of the 95 % interval of a mean gain, from what :func:`crossed` takes."""
    variance, free = crossed(seeds, sentences)
    return float(stats.t.ppf(0.975, free) * np.sqrt(variance))


def gains(results: Path, right: Path) -> pd.DataFrame:
    """The mean gain of each kind at each rate, and of the rates together.

    Args:
        results: The file of the study.
        right: The file of the sentences told right.

    Returns:
        By measure, task, layer and rate, in points: the mean over the seeds and half of
        its 95 % interval over them. A star if a paired t-test over the seeds stays
        below 5 % when corrected for all single rates, or for all means. Then half of
        the interval over seeds and test sentences.
    """
    each = differences(results)
    count = len(each)
    table = pd.DataFrame({"mean": each.mean()})
    table.index.names = ["measure", "task", "layer", "rate"]
    table["half"] = stats.t.ppf(0.975, count - 1) * each.std() / np.sqrt(count)
    p = stats.ttest_1samp(each, 0).pvalue
    means = np.array([rate == MEAN for *_, rate in each])
    for family in (means, ~means):
        p[family] = holm(p[family])
    table["star"] = np.where(p < 0.05, "*", "")
    by_sentence = told(right)
    table["wide"] = [
        half_of_both(each[at].to_numpy(), by_sentence[at])
        if star and at in by_sentence
        else np.nan
        for at, star in table.star.items()
    ]
    return table.round(DIGITS)


def kept(study: Path) -> pd.DataFrame:
    """Of a study, whole or not, what the sentences of the stars need.

    Returns:
        The epochs whose sentences are kept, of the tasks that are whole for a seed.
    """
    epochs = pd.read_csv(study)
    models = zip(epochs.task, epochs.layer, strict=True)
    epochs = epochs[[layer in STARRED[task] for task, layer in models]]
    of_task = ["task", "seed"]
    counts = epochs.drop_duplicates(RUN).groupby(of_task).size()
    whole = [
        count == 1 + (len(STARRED[task]) - 1) * len(RATES)
        for (task, _), count in counts.items()
    ]
    chosen = epochs.set_index(of_task).index.isin(counts.index[whole])
    names = [*RUN, "epoch", "test_loss", "test_accuracy", "right", "versions"]
    rows = epochs.loc[chosen & epochs.right.notna(), names]
    return rows.sort_values([*RUN, "epoch"])


if __name__ == "__main__":
    # A file of the study that was trained to know which sentences are told right.
    for name in sys.argv[1:]:
        kept(Path(name)).to_csv(RIGHT, index=False, lineterminator="\n")
    found = gains(RESULTS, RIGHT)
    found.to_csv(GAINS, lineterminator="\n")
    print(f"{GAINS.name}: {len(found)} gains", file=sys.stderr)
