"""Each stream gives the masks that its framework gave, and names what it cannot."""

import inspect
import json
import re
import subprocess
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from tools.project import NODE, ROOT
from tools.streams import flax_linen, flax_nnx, jax_bernoulli, keras_jax, tensorflow_js
from tools.streams.threefry import fold_in, split, threefry2x32

# How each was drawn stands in tests/frameworks and tests/javascript.
VECTORS = [
    Path(__file__).with_name("vectors") / f"{name}.json"
    for name in ("jax-0.10.2", "jax-0.4.35", "tensorflow-js-4.22.0")
]
# Published with Random123 (Salmon et al. 2011): counter, key, result.
KNOWN_ANSWERS = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 2, (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]


def differing(masks: list[dict]) -> list[dict]:
    """The masks that a stream does not give."""
    assert masks
    found = []
    for mask in masks:
        keep = import_module(f"tools.streams.{mask['stream']}").keep
        settings = mask["settings"] | {"seed": int(mask["settings"]["seed"])}
        kept = keep(mask["size"], mask["rate"], **settings)
        assert kept.dtype == np.bool_
        if "".join(map(str, kept.astype(int))) != mask["kept"]:
            found.append(mask)
    return found


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_stream_gives_the_masks_of_its_framework(path):
    drawn = json.loads(path.read_text("utf-8"))
    assert path.stem.rpartition("-")[2] in drawn["drawn"]
    assert len(drawn["masks"]) >= 40
    assert differing(drawn["masks"]) == []


def test_tensorflow_js_draws_what_its_stream_draws():
    script = ROOT / "tests/javascript/tensorflow-js-masks.js"
    printed = subprocess.run(
        [NODE, script, "400"], check=True, capture_output=True, text=True
    ).stdout
    drawn = json.loads(printed)
    assert len(drawn["masks"]) == 400
    assert differing(drawn["masks"]) == []
    committed = json.loads(VECTORS[-1].read_text("utf-8"))
    assert drawn["drawn"] == committed["drawn"]
    assert drawn["masks"][:40] == committed["masks"]


def test_threefry_gives_the_published_known_answers():
    for counter, key, result in KNOWN_ANSWERS:
        assert threefry2x32(key, *counter) == result


def test_counters_are_encrypted_each_for_itself():
    first, second = threefry2x32((1, 2), np.arange(6).reshape(2, 3), 7)
    assert first.shape == second.shape == (2, 3)
    assert (first[1, 2], second[1, 2]) == threefry2x32((1, 2), 5, 7)


def test_a_split_is_a_row_of_folds_where_keys_are_partitionable():
    assert split((3, 4), 5) == [fold_in((3, 4), i) for i in range(5)]
    assert split((3, 4), 5, partitionable=False) != split((3, 4), 5)


def test_without_a_fork_only_the_sum_of_both_counts_matters():
    shared = {"seed": 5, "fork": False}
    mask = flax_nnx.keep(99, 0.5, uses_before=3, **shared)
    assert np.array_equal(mask, flax_nnx.keep(99, 0.5, uses_before=1, call=2, **shared))
    assert not np.array_equal(mask, flax_nnx.keep(99, 0.5, seed=5, uses_before=3))


def test_names_without_a_separator_run_together():
    path, joined = ("ab", "c"), ("a", "bc")
    assert flax_linen.folded(path, 0) == flax_linen.folded(joined, 0)
    apart = flax_linen.folded(path, 0, separator=True)
    assert apart != flax_linen.folded(joined, 0, separator=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: jax_bernoulli.keep(-1, 0.5, seed=0), "size.* got -1"),
        (lambda: jax_bernoulli.keep(2**32, 0.5, seed=0), "size.* got 4294967296"),
        (lambda: jax_bernoulli.keep(1, 1.5, seed=0), "rate.* got 1.5"),
        (lambda: jax_bernoulli.keep(1, 0.5, seed=2**63), "seed.* got 9223372036854775"),
        (lambda: jax_bernoulli.keep(1, 0.5, seed=0, folds=[-3]), "folded .* got -3"),
        (lambda: flax_linen.keep(1, 0.5, seed=0, call=-1), "call.* got -1"),
        (lambda: flax_nnx.keep(1, 0.5, seed=0, uses_before=-2), "uses_before.* got -2"),
        (lambda: keras_jax.keep(1, 0.5, seed=-1), "seed.* got -1"),
        (lambda: keras_jax.keep(1, 0.5, seed=2**32), "seed.* got 4294967296"),
        (lambda: tensorflow_js.keep(1, float("nan"), seed=0), "rate.* got nan"),
        (lambda: tensorflow_js.keep(1, 0.5, seed=-(2**53)), "seed.* got -90071992547"),
        (lambda: split((0, 0), 0), "count.* got 0"),
    ],
)
def test_a_setting_out_of_its_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "stream", [jax_bernoulli, flax_linen, flax_nnx, keras_jax, tensorflow_js]
)
def test_a_stream_says_what_it_rests_on(stream):
    said = inspect.getdoc(stream)
    for part in ("Source of the method:", "What it depends on:", "Ran:", "Not run:"):
        assert re.search(part.replace(" ", r"\s"), said), part
