"""The coins of rows-and-columns.md fall as in Keras, and are drawn as at build."""

import itertools
import random
import re

import keras
import numpy as np
import pytest
from bs4 import BeautifulSoup
from kinds import kind_names
from playwright.sync_api import Page

from tools.figures import coins, drawing
from tools.figures.kinds import KINDS, OWN, TYPES
from tools.pages.corpus import config, snippets
from tools.pages.examples import EXAMPLE

TEXTS = config()["extra"]["coins"]
PAGE = "rows-and-columns/"
NOISES = list(itertools.product((None, 1), repeat=3))
KIND_OF = {kind.noise_shape: kind.name for kind in KINDS.values() if kind.noise_shape}
# Every kind, and every noise shape that is none.
SHOWN = [(name, None) for name in KINDS if name != OWN] + [
    (OWN, noise) for noise in NOISES if noise not in KIND_OF
]
CASES = 520

# What the scene shows, part for part.
SEEN = """() => {
  const scene = document.querySelector("figure.scene-coins");
  const text = (selector) => scene.querySelector(selector).textContent;
  return {
    layer: text(".coins-layer code"),
    call: text(".coins-call"),
    numbers: text(".coins-numbers"),
    shape: [...scene.querySelectorAll(".coins-shape button code")].map(
      (entry) => entry.textContent,
    ),
    kind: scene.querySelector(":checked").value,
    samples: [...scene.querySelectorAll("svg")].map((svg) => [
      svg.dataset.place,
      ...[...svg.querySelectorAll("title, text, path")].map(
        (part) => part.getAttribute("d") ?? part.textContent,
      ),
    ]),
  };
}"""
# What the pure functions make of a kind, a noise shape and a call.
ASK = """async ([address, states, words, geometry]) => {
  const script = (name) => import(`${address}javascripts/${name}.js`);
  const { coinsOf, decided } = await script("coins");
  const { layoutOf, product, windowOf } = await script("mask");
  const { parse } = await script("view");
  return states.map((fragment) => {
    const view = parse(fragment);
    const layout = layoutOf(view, words);
    const kept = windowOf(view, layout);
    const drawn = [0, 1].map((s) => coinsOf(view, layout, kept, s, geometry));
    const over = new Array(product(layout.shape)).fill(0);
    const owners = new Array(product(view.sizes)).fill(-1);
    over.forEach((_, coin) => {
      for (const s of [0, 1]) {
        for (const { row, column, rows, columns } of decided(view, layout, coin, s)) {
          for (let t = row; t < row + rows; t += 1) {
            for (let f = column; f < column + columns; f += 1) {
              owners[(s * view.sizes[1] + t) * view.sizes[2] + f] = coin;
            }
          }
        }
      }
    });
    return {
      kept: kept.flat().map((row) => row.join("")).join(""),
      coins: drawn.map((some) => some.map((c) => [c.x, c.y, c.radius, c.kept])),
      owners,
    };
  });
}"""


def of_keras(figure) -> np.ndarray:
    """What the layer of a figure keeps, asked of Keras itself."""
    batch, steps, features = figure.shape
    layer = getattr(keras.layers, figure.kind.layer)(
        figure.rate,
        **({"noise_shape": figure.noise_shape} if figure.kind.written else {}),
        seed=figure.seed,
    )
    layer.seed_generator.state.assign([figure.seed, figure.call])
    if figure.kind.name != TYPES:
        return layer(np.ones(figure.shape), training=True).numpy() != 0
    ids = [[figure.types.index(word) for word in figure.words]] * batch
    drawn = layer(np.ones((batch, len(figure.types))), training=True).numpy()
    kept = np.take_along_axis(drawn, np.array(ids), axis=1)[..., None] != 0
    return np.broadcast_to(kept, (batch, steps, features))


def expected(figure) -> dict:
    """What the scene shows of a figure, as it is drawn at build."""
    samples = []
    for index in range(2):
        svg = BeautifulSoup(coins.sample_svg(figure, index, "x", TEXTS), "html.parser")
        parts = svg.select("title, text, path")
        samples.append(
            [svg.svg["data-place"], *(part.get("d", part.text) for part in parts)]
        )
    shape = (None, TEXTS["word"], 1)
    if figure.kind.name != TYPES:
        shape = figure.noise_shape
    return {
        "layer": drawing.name_of(figure, TEXTS),
        "call": TEXTS["call"].format(call=figure.call),
        "numbers": coins.numbers(figure, TEXTS),
        "shape": [str(size) for size in shape],
        "kind": figure.kind.name,
        "samples": samples,
    }


@pytest.fixture
def scene(page: Page, address) -> Page:
    """The page, its scene alive."""
    page.goto(address + PAGE)
    page.evaluate("document.querySelector('mask-scene').load()")
    return page


def test_every_kind_can_be_chosen():
    assert set(SHOWN) >= {(name, None) for name in kind_names() if name != OWN}
    assert len(SHOWN) == len(KINDS) - 1 + 3


@pytest.mark.parametrize("kind", [name for name in KINDS if name != OWN])
def test_a_program_of_the_page_prints_the_zeros_of_the_first_call(kind):
    file, section = "rows-and-columns.md", f"{kind}-counted"
    if kind == "elements":
        file, section = "elements.md", "counted"
    text = snippets()[file].partition(f"[start:{section}]")[2]
    output = EXAMPLE.search(text)["output"]
    zeros = (~coins.figure_of(kind, TEXTS).keep).sum(axis=(1, 2))
    printed = [
        list(map(int, pair)) for pair in re.findall(r"\[ *(\d+) +(\d+)\]", output)
    ]
    assert zeros.tolist() in printed


def test_random_states_equal_keras(page: Page, address):
    choose = random.Random(0)
    figures = [
        coins.figure_of(kind, TEXTS, choose.randrange(10_000), own)
        for kind, own in itertools.islice(itertools.cycle(SHOWN), CASES)
    ]
    page.goto(address + PAGE)
    geometry = drawing.GEOMETRY | coins.GEOMETRY
    views = [drawing.view_of(figure) for figure in figures]
    asked = page.evaluate(ASK, [address, views, TEXTS["words"].split(), geometry])
    assert len(asked) == CASES
    for figure, drawn in zip(figures, asked, strict=True):
        kept = of_keras(figure)
        assert drawn["kept"] == "".join(map(str, kept.astype(int).flat))
        np.testing.assert_array_equal(figure.keep, kept)
        assert drawn["owners"] == coins.deciding(figure).ravel().tolist()
        for sample, found in enumerate(drawn["coins"]):
            assert found == [list(coin) for coin in coins.coins(figure, sample)]


def test_the_scene_at_rest_is_what_the_script_draws(scene: Page):
    before = scene.evaluate(SEEN)
    assert before == expected(coins.figure_of(coins.FIRST, TEXTS))
    scene.locator("[value=rows]").check()
    scene.locator(f"[value={coins.FIRST}]").check()
    assert scene.evaluate(SEEN) == before


@pytest.mark.parametrize(("kind", "own"), SHOWN)
def test_every_kind_is_drawn_as_at_build_call_after_call(scene: Page, kind, own):
    scene.locator("[value=types]").check()
    if own:
        scene.locator("[value=elements]").check()
        for axis, size in enumerate(own):
            if size:
                scene.locator(f".coins-shape button[value='{axis}']").click()
    else:
        scene.locator(f"[value={kind}]").check()
    for call in range(6):
        if call:
            scene.get_by_role("button", name="Draw again").click()
        assert scene.evaluate(SEEN) == expected(coins.figure_of(kind, TEXTS, call, own))
