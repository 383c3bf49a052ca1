"""The gains that the chooser draws follow from the study, and their intervals hold."""

import base64

import numpy as np
import pandas as pd
import pytest

from tools.studies import gains, study


def test_the_file_of_gains_is_what_the_study_gives():
    kept = pd.read_csv(gains.GAINS).fillna({"star": ""})
    found = gains.gains(study.RESULTS, gains.RIGHT).reset_index()
    found["rate"] = found["rate"].astype(str)
    pd.testing.assert_frame_equal(kept, found, check_dtype=False, rtol=1e-6)
    assert len(kept) == 2 * 3 * 6 * 4


def test_the_sentences_told_right_are_as_many_as_the_accuracy_says():
    rows = pd.read_csv(gains.RIGHT)
    for task, layers in gains.STARRED.items():
        of_task = rows[rows.task == task]
        models = 1 + (len(layers) - 1) * len(study.RATES)
        seeds = of_task.seed.nunique()
        assert len(of_task.drop_duplicates(gains.RUN)) == models * seeds > 0
    for row in rows.itertuples():
        bits = np.unpackbits(np.frombuffer(base64.b64decode(row.right), np.uint8))
        size = gains.TESTED[row.task]
        assert len(bits) - size in range(8)
        assert not bits[size:].any()
        assert abs(bits.sum() / size - row.test_accuracy) < 6e-5


def drawn(random: np.random.Generator, seeds: int, size: int) -> np.ndarray:
    """Gains of crossed seeds and sentences, with variances 2, 50 and 400."""
    parts = ((2, (seeds, 1)), (50, (1, size)), (400, (seeds, size)))
    return sum(random.normal(0, variance**0.5, shape) for variance, shape in parts)


def test_the_variance_over_seeds_and_sentences_is_that_of_many_studies():
    random = np.random.default_rng(7)
    seeds, size = 8, 200
    studies = [drawn(random, seeds, size) for _ in range(400)]
    closed = [gains.crossed(study.mean(axis=1), study)[0] for study in studies]
    true = 2 / seeds + 50 / size + 400 / (seeds * size)
    assert abs(np.mean(closed) / true - 1) < 0.05
    assert abs(np.var([study.mean() for study in studies]) / true - 1) < 0.2
    # Of two other seeds: at times an upper limit.
    closed = [
        gains.crossed(study.mean(axis=1), other[:2])[0]
        for study, other in zip(studies, studies[1:] + studies[:1], strict=True)
    ]
    assert 1 <= np.mean(closed) / true < 1.4
    at, pairs = studies[0].mean(axis=1), ~np.eye(seeds, dtype=bool)
    of_both = at.var(ddof=1) / seeds + np.cov(studies[0])[pairs].mean() / size
    assert gains.crossed(at, studies[0])[0] == pytest.approx(of_both)
    # Of one seed: too much, what seed and sentence do together is counted again.
    closed = [gains.crossed(study.mean(axis=1), study[:1])[0] for study in studies]
    assert np.mean(closed) > true + 0.9 * 400 / size


def test_the_interval_over_both_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(7)
    studies = [drawn(random, 8, 200) for _ in range(600)]
    others = [drawn(random, 2, 200) for _ in range(600)]
    holds = [
        abs(study.mean()) < gains.half_of_both(study.mean(axis=1), other)
        for study, other in zip(studies, others, strict=True)
    ]
    assert 0.93 < np.mean(holds) < 0.98


def test_the_pigeonhole_bootstrap_gives_the_same_and_what_it_counts_too_often():
    random = np.random.default_rng(7)
    seeds, size = 8, 200
    one = drawn(random, seeds, size)
    means = [
        one[random.integers(seeds, size=seeds)][:, random.integers(size, size=size)]
        for _ in range(4000)
    ]
    bootstrapped = np.var([each.mean() for each in means])
    # Owen (2007): rows and columns drawn apart count what they do together thrice.
    rest = one - one.mean(axis=0) - one.mean(axis=1, keepdims=True) + one.mean()
    both = (rest**2).sum() / ((seeds - 1) * (size - 1)) / (seeds * size)
    of_seeds = one.mean(axis=1).var(ddof=1) / seeds
    closed, _ = gains.crossed(one.mean(axis=1), one)
    # With so few seeds it counts a part in eight too little.
    expected = closed + 2 * both - of_seeds / seeds
    assert abs(bootstrapped / expected - 1) < 0.1
