"""The scenes replay and zeros draw what each framework draws, call after call."""

import random
import re
from itertools import combinations

import keras
import numpy as np
import pytest
import tensorflow as tf
import tf_keras
from playwright.sync_api import Locator, Page, expect
from waiting import wait_until

from tools.figures import replay, strip, zeros
from tools.figures.kinds import FRAMEWORKS, KINDS
from tools.measure import server
from tools.pages.programs import program
from tools.streams.address import mask

STATES = 600
WAYS = {
    "keras-tensorflow": ("", "global"),
    "keras-2": ("", "layer"),
    "keras-jax": ("", "global"),
    "keras-torch": ("", "global"),
    "jax": ("", "key"),
    "flax-linen": ("", "key"),
}
PLACED = {"keras-2": "", "pytorch": "", "pytorch-mkl": "", "flax-nnx": ""}
DRAW = """async ([address, views]) => {
  const [{ drawingOf, format, parse }, { maskOf }] = await Promise.all(
    ["sources", "stepped"].map((name) => import(`${address}javascripts/${name}.js`)),
  );
  return Promise.all(views.map(async (text) => {
    const view = parse(text);
    const { kept } = maskOf({ ...view, drawing: await drawingOf(view) });
    return [format(view), kept.flat().map((row) => [...row].join("")).join("")];
  }));
}"""
# What a reader sees of a scene.
SEEN = """(scene) => [...scene.querySelectorAll("figure *")].map((part) => [
  part.localName, part.children.length ? "" : part.textContent, part.hash,
  part.getAttribute("class") || "", part.getAttribute("d"), part.disabled,
  part.getAttribute("aria-label")])"""


def address(choose: random.Random, framework: str) -> str:
    """A random view of a framework."""
    kinds = [kind.name for kind in KINDS.values() if kind.noise_shape]
    way = choose.choice(WAYS.get(framework, ("",)))
    placed = PLACED.get(framework, "global") == way
    if (framework, way) == ("keras-torch", "global"):
        # Where no noise shape is written, it leaves the mask to PyTorch.
        kinds.remove("elements")
    parts = {
        "layer": choose.choice(kinds),
        "framework": framework if framework != FRAMEWORKS[0] else "",
        "seeding": way,
        "before": choose.randrange(1, 9) if placed else "",
        "rate": choose.choice([0.5, 0.2, 0.9, 0.123, 0.05]),
        "seed": choose.choice([0, 1, 7, choose.randrange(2**31)]),
        "call": choose.choice([0, 1, choose.randrange(40)]),
        "training": 1,
        "batch": choose.randrange(1, 4),
        "steps": choose.randrange(1, 11),
        "features": choose.randrange(1, 17),
    }
    return "&".join(f"{key}={value}" for key, value in parts.items() if value != "")


def opened(page: Page, address: str, name: str) -> Locator:
    """A scene of the page, untouched."""
    page.goto(f"{address}reproducibility/")
    return page.locator(f"mask-scene[name={name}]")


def press(scene: Locator, name: str, state: str) -> None:
    """Press a button, and wait until what it draws is told."""
    scene.locator(f".stepped-{name}").click()
    expect(scene.locator(".stepped-told")).to_contain_text(state)


def numbers(array: Locator) -> np.ndarray:
    """An array as it is shown; what is hollow is 0."""
    cells = array.locator("i").evaluate_all(
        "(all) => all.map((i) => [i.textContent, i.className])"
    )
    assert all((text == "0") == (name == "o") for text, name in cells)
    return np.array([float(text) for text, _ in cells]).reshape(replay.SHAPE)


def test_every_framework_draws_as_its_stream_in_random_states(page: Page, address_of):
    choose = random.Random(3)
    views = [address(choose, FRAMEWORKS[i % len(FRAMEWORKS)]) for i in range(STATES)]
    drawn = page.evaluate(DRAW, [address_of, views])
    assert len(drawn) == STATES
    for view, (text, kept) in zip(views, drawn, strict=True):
        assert text == view
        assert "".join(map(str, mask(view).astype(int).ravel())) == kept, view


@pytest.fixture
def address_of(page: Page, address: str) -> str:
    """The address of the site, which the page has opened."""
    page.goto(f"{address}about/")
    return address


@pytest.mark.parametrize("name", ["replay", "zeros"])
def test_back_at_the_first_call_it_looks_as_it_was_drawn(page: Page, address, name):
    scene = opened(page, address, name)
    before = scene.evaluate(SEEN)
    assert len(before) > 60
    press(scene, "next", "call 1")
    press(scene, "seed", "eed 1, call 0")
    assert scene.evaluate(SEEN) != before
    press(scene, "back", "eed 0, call 0")
    assert scene.evaluate(SEEN) == before


def test_the_squares_follow_the_presses(page: Page, address):
    scene = opened(page, address, "zeros")
    choose = random.Random(4)
    seed = call = 0
    for name in choose.choices(["next", "seed"], [4, 1], k=12):
        seed, call = (seed, call + 1) if name == "next" else (seed + 1, 0)
        press(scene, name, f"Seed {seed}, call {call}.")
        items = scene.locator("li").evaluate_all(
            """(all) => all.map((item) => [item.querySelector("a").hash.slice(1),
              item.querySelector(".mask-kept").getAttribute("d"),
              item.querySelector("svg").getAttribute("aria-label")])"""
        )
        masks = []
        for framework, (link, path, label) in zip(FRAMEWORKS, items, strict=True):
            first = zeros.address(framework)
            assert link == first.replace("seed=0&call=0", f"seed={seed}&call={call}")
            masks.append(mask(link)[0])
            tops = range(0, 80, 8)
            assert path == strip.runs(masks[-1], 8, 7, tops), link
            assert label.endswith(f": {(~masks[-1]).sum()} of 160 numbers are zero")
        equal = [(one == other).sum() for one, other in combinations(masks, 2)]
        told = scene.locator(".stepped-told").text_content()
        assert f"agree in {min(equal)} to {max(equal)} of 160" in told
        # TensorFlow.js draws the same mask at each call.
        assert ("As before: TensorFlow.js." in told) == (name == "next")


def test_the_arrays_are_those_of_both_versions_of_keras(page: Page, address):
    scene = opened(page, address, "replay")
    arrays = scene.locator(".replay-array").all()
    for array, name in zip(arrays, ("replay", "replay-spatial"), strict=False):
        printed = program(f"reproducibility.md:{name}").output
        shown = numbers(array).ravel().tolist()
        assert shown == [float(number) for number in re.findall(r"\d+", printed)]
    x = np.arange(1, 37, dtype="float32").reshape(replay.SHAPE)
    for seed in range(3):
        if seed:
            press(scene, "seed", f"Seed {seed}, call 0")
        tf.random.set_seed(seed)
        layers = [tf_keras.layers.Dropout(0.5), tf_keras.layers.SpatialDropout1D(0.5)]
        keras.utils.set_random_seed(seed)
        layers += [keras.layers.Dropout(0.5), keras.layers.SpatialDropout1D(0.5)]
        # That of Keras 3 has moved what Keras 2 draws from.
        tf.random.set_seed(seed)
        for call in range(4):
            if call:
                press(scene, "next", f"Seed {seed}, call {call} ")
            for array, layer in zip(arrays, layers, strict=True):
                y = layer(x, training=True).numpy()
                np.testing.assert_array_equal(numbers(array), y, f"{seed} {call}")


def test_what_draws_is_loaded_at_the_first_press(page: Page, address, site):
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    scene = opened(page, address, "zeros")
    seen = len(requested)
    scene.locator("svg").first.hover()
    wait_until(page, "document.querySelector('mask-scene[name=zeros]').live")
    names = [url.partition("/javascripts/")[2] for url in requested[seen:]]
    names = [name for name in names if name.endswith(".js")]
    weights = {name: len(server.body(site / "javascripts" / name)) for name in names}
    assert weights["scenes/zeros.js"] + weights["stepped.js"] <= 3_000
    assert sum(weights.values()) <= 12_000
    assert not [name for name in names if name.startswith("frameworks/")]
    page.route("**/frameworks/jax.js", lambda route: route.abort())
    press(scene, "next", "could not be loaded")
    page.unroute("**/frameworks/jax.js")
    assert scene.locator(".stepped-back").is_disabled()
