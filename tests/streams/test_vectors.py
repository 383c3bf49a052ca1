"""Every committed mask is drawn again, and what multiplies its survivors is right."""

import json
from importlib import import_module

import pytest
from streams import vectors

ATLEAST = {"keras_tensorflow": 40, "keras_2": 64, "pytorch": 14, "keras_torch": 8}


@pytest.mark.parametrize("stream", ATLEAST)
def test_the_masks_of_a_stream_are_those_that_its_framework_drew(stream):
    masks = vectors.read(stream)
    assert len(masks) >= ATLEAST[stream]
    keep = import_module(f"tools.streams.{stream}").keep
    for mask in masks:
        kept = keep(vectors.SIZE, mask["rate"], **mask["settings"])
        assert "".join(map(str, kept.astype(int))) == mask["kept"], mask


@pytest.mark.parametrize("stream", ["keras_tensorflow", "keras_2", "pytorch"])
def test_survivors_are_multiplied_by_what_the_stream_says(stream):
    scale = import_module(f"tools.streams.{stream}").scale
    kept = [mask for mask in vectors.read(stream) if "1" in mask["kept"]]
    assert len(kept) >= 10
    for mask in kept:
        dtype = mask["settings"].get("dtype", "float32")
        assert scale(mask["rate"], dtype) == mask["scale"], mask


def test_the_vectors_say_what_drew_them():
    files = sorted(vectors.FOLDER.glob("*.json"))
    told = {file.stem: json.loads(file.read_text("utf-8"))["drawn"] for file in files}
    assert len(told) >= 6
    for name, words in told.items():
        assert name.rpartition("-")[2] in words
