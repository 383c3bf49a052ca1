"""The figure that readers move draws the zeros of Keras, in real Chromium."""

import base64
import random
from functools import cache
from itertools import product
from math import comb, prod, sqrt

import keras
import numpy as np
import pytest
from playwright.sync_api import Browser, Page
from test_mask import KNOWN_ANSWERS, RATES
from waiting import wait_until

from tools.checks.numbers import FENCE
from tools.figures import figure, mask
from tools.measure import server as served
from tools.pages.corpus import figure_texts, pages

WORDS = figure_texts()["words"].split()
LAYERS = ["elements", "columns", "rows", "samples", "types", "shared", "own"]
CASES_PER_LAYER = 300
NOISE = {
    "elements": (None, None, None),
    "columns": (None, 1, None),
    "rows": (None, None, 1),
    "samples": (None, 1, 1),
    "shared": (1, None, None),
}
SIZES = [1, 2, 3, 5, 16, 20, 41, 64]
LARGE = [(1, 1000, 1000), (1000, 1, 1000), (1, 1_000_000, 1), (4, 250, 1000), (5, 7, 9)]
FIGURES = [
    (name.removesuffix(".md"), block)
    for name, page in pages().items()
    for _, kind, block in FENCE.findall(page)
    if kind == "mask"
]

# For each fragment: all elements, the window, and what is counted, as a page would.
DRAW = """async ([address, fragments, words]) => {
  const mask = await import(address + "javascripts/mask.js");
  const { keep, stream } = await import(address + "javascripts/philox.js");
  const { format, parse } = await import(address + "javascripts/view.js");
  const packed = (flags) => {
    const bytes = new Uint8Array(Math.ceil(flags.length / 8));
    flags.forEach((flag, i) => { bytes[i >> 3] |= flag << (7 - (i & 7)); });
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) {
      text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return btoa(text);
  };
  return fragments.map((fragment) => {
    const view = parse(fragment);
    const noise = mask.noiseOf(view, words);
    const drawn = keep(
      stream(view.seed, view.call),
      mask.limitOf(view),
      0,
      new Uint8Array(mask.product(noise.shape)),
    );
    const all = new Uint8Array(view.batch * view.steps * view.features);
    let i = 0;
    for (let b = 0; b < view.batch; b += 1) {
      for (let t = 0; t < view.steps; t += 1) {
        for (let f = 0; f < view.features; f += 1, i += 1) {
          all[i] = drawn[mask.drawOf(noise, [b, t, f])];
        }
      }
    }
    const part = mask.windowOf(view, noise);
    const counting = mask.count(view, noise, view.call);
    let step = counting.next();
    while (!step.done) step = counting.next();
    return {
      same: format(view) === fragment,
      all: packed(all),
      shape: [part.length, part[0].length, part[0][0].length],
      window: packed(part.flat().flatMap((row) => [...row])),
      counted: step.value,
      expected: mask.expectedOf(view, noise),
      scale: mask.scaleOf(view),
    };
  });
}"""


def fragment(view: dict[str, object]) -> str:
    """A view as the fragment of an address, with JavaScript's exponents."""
    text = "&".join(f"{key}={value}" for key, value in view.items())
    return text.replace("e-0", "e-")


def case(choose: random.Random, layer: str, shape: tuple[int, ...]) -> dict:
    """A random view."""
    noise = {}
    if layer == "own":
        entries = [choose.choice([None, 1, size]) for size in shape]
        noise = {"noise": ",".join(map(str, entries))}
    return {
        "layer": layer,
        **noise,
        "rate": choose.choice([0, *RATES, round(choose.random(), 3), choose.random()]),
        "seed": choose.choice(
            [0, 2**31 - 2, 2**40, -1, -(2**63), choose.randrange(2**40)]
        ),
        "call": choose.choice([0, 1, 2, 9999]),
        "training": 1,
        "batch": shape[0],
        "steps": shape[1],
        "features": shape[2],
        **{
            name: start
            for name, size in zip(("sample", "timestep", "feature"), shape, strict=True)
            if (start := choose.randrange(size))
        },
    }


def noise_of(view: dict) -> tuple[int | None, ...]:
    """The noise shape that Keras is given."""
    if view["layer"] != "own":
        return NOISE[view["layer"]]
    return tuple(
        None if entry == "None" else int(entry) for entry in view["noise"].split(",")
    )


def keras_output(view: dict) -> np.ndarray:
    """What Keras itself makes of an input that counts from 1."""
    shape = (view["batch"], view["steps"], view["features"])
    x = np.arange(1, prod(shape) + 1, dtype="float32").reshape(shape)
    types = view["layer"] == "types"
    given, noise = x, None if types else noise_of(view)
    if types:
        words = [WORDS[t % len(WORDS)] for t in range(shape[1])]
        vocabulary = list(dict.fromkeys(words))
        given = np.ones((shape[0], len(vocabulary)), "float32")
    layer = keras.layers.Dropout(view["rate"], noise, seed=view["seed"])
    if view["layer"] == "columns":
        layer = keras.layers.SpatialDropout1D(view["rate"], seed=view["seed"])
    if view["call"] <= 2:
        for _ in range(view["call"]):
            layer(given, training=True)
    elif view["rate"]:
        layer.seed_generator.state.assign([view["seed"], view["call"]])
    y = layer(given, training=True).numpy()
    if not types:
        return y
    return x * y[:, [vocabulary.index(word) for word in words], None]


def numpy_mask(view: dict) -> np.ndarray:
    """What tools/mask.py says of the same view."""
    shape = (view["batch"], view["steps"], view["features"])
    drawn = (view["rate"], view["seed"], view["call"])
    if view["layer"] != "types":
        noise = mask.fill_noise_shape(noise_of(view), shape)
        return np.broadcast_to(mask.keep_mask(noise, *drawn), shape)
    words = [WORDS[t % len(WORDS)] for t in range(shape[1])]
    types = list(dict.fromkeys(words))
    ids = [[types.index(word) for word in words]] * shape[0]
    kept = mask.word_type_mask(ids, len(types), *drawn)
    return np.broadcast_to(kept[..., None], shape)


def unpacked(text: str, shape: tuple[int, ...]) -> np.ndarray:
    """Flags that came from the browser."""
    flags = np.unpackbits(np.frombuffer(base64.b64decode(text), np.uint8))
    return flags[: prod(shape)].reshape(shape).astype(bool)


def compare(drawn: dict, view: dict) -> None:
    """Hold what the browser drew for a view against Keras."""
    shape = (view["batch"], view["steps"], view["features"])
    y = keras_output(view)
    assert y.shape == shape
    kept = unpacked(drawn["all"], shape)
    np.testing.assert_array_equal(kept, y != 0, err_msg=str(view))
    start = [view.get(name, 0) for name in ("sample", "timestep", "feature")]
    part = tuple(
        slice(first, first + size)
        for first, size in zip(start, drawn["shape"], strict=True)
    )
    window = unpacked(drawn["window"], tuple(drawn["shape"]))
    np.testing.assert_array_equal(window, y[part] != 0, err_msg=str(view))
    assert drawn["counted"] == {
        "zeros": (y == 0).sum(),
        "rows": (y == 0).all(axis=2).sum(),
        "columns": (y == 0).all(axis=1).sum(),
    }
    x = np.arange(1, y.size + 1, dtype="float32").reshape(shape)
    scaled = np.where(kept, x * np.float32(drawn["scale"]), np.float32(0))
    np.testing.assert_array_equal(scaled, y, err_msg=str(view))
    np.testing.assert_array_equal(numpy_mask(view), y != 0, err_msg=str(view))


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(
    page: Page, address, counter, key, result
):
    page.goto(address)
    words = page.evaluate(
        """async ([address, counter, key]) => {
          const { philox4x32 } = await import(address + "javascripts/philox.js");
          return Array.from(philox4x32(counter, key), (word) => word >>> 0);
        }""",
        [address, counter, key],
    )
    assert tuple(words) == result


@pytest.mark.parametrize("layer", LAYERS)
def test_every_element_equals_keras_in_random_cases(page: Page, address, layer):
    choose = random.Random(layer)
    shapes = [tuple(choose.choices(SIZES, k=3)) for _ in range(CASES_PER_LAYER)]
    views = [case(choose, layer, shape) for shape in shapes]
    page.goto(address)
    fragments = [fragment(view) for view in views]
    drawn = page.evaluate(DRAW, [address, fragments, WORDS])
    assert len(drawn) == len(views) >= 2000 / len(LAYERS)
    for one, view in zip(drawn, views, strict=True):
        compare(one, view)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_million_elements_equal_keras(page: Page, address, layer):
    choose = random.Random(layer)
    views = [case(choose, layer, shape) | {"rate": 0.3} for shape in LARGE]
    page.goto(address)
    for view in views:
        compare(page.evaluate(DRAW, [address, [fragment(view)], WORDS])[0], view)


def test_a_view_is_written_as_it_was_read(page: Page, address):
    choose = random.Random(0)
    views = [case(choose, layer, (5, 45, 50)) for layer in LAYERS]
    page.goto(address)
    fragments = [fragment(view) for view in views]
    drawn = page.evaluate(DRAW, [address, fragments, WORDS])
    assert [one["same"] for one in drawn] == [True] * len(LAYERS)


@cache
def chance_of(rate: float) -> float:
    """Of the 2^23 numbers that TensorFlow draws from, those below the float32 rate."""
    numbers = np.arange(2**23, dtype=np.uint32) | np.uint32(0x3F800000)
    uniform = numbers.view(np.float32) - np.float32(1)
    return float((uniform < np.float32(rate)).mean())


def test_the_formulas_are_the_moments_of_the_draws(page: Page, address):
    shape = (2, 20, 16)
    page.goto(address)
    for layer, rate in product(LAYERS, [0, 1e-9, 0.2, 0.5, 1 - 2**-30]):
        view = case(random.Random(layer), layer, shape) | {"rate": rate}
        drawn = page.evaluate(DRAW, [address, [fragment(view)], WORDS])[0]["expected"]
        if layer == "types":
            words = [WORDS.count(word) * 16 for word in dict.fromkeys(WORDS)] * 2
            per_word = 1
        else:
            sizes = mask.fill_noise_shape(noise_of(view), shape)
            words = [prod(shape) // prod(sizes)] * prod(sizes)
            per_word = sizes[2]
        chance = chance_of(rate)
        # With rate 0 Keras draws nothing.
        assert drawn["draws"] == (len(words) if rate else 0)
        assert drawn["units"] == prod(shape) == sum(words)
        assert drawn["chance"] == chance
        assert drawn["mean"] == pytest.approx(chance * prod(shape))
        variance = sum(size**2 for size in words) * chance * (1 - chance)
        assert drawn["sd"] == pytest.approx(sqrt(variance))
        assert drawn["lost"] == pytest.approx(chance**per_word)
        assert drawn["scale"] == np.float32(1 / (1 - rate))


@pytest.mark.parametrize("layer", LAYERS)
def test_the_expected_distribution_is_exact(page: Page, address, layer):
    view = case(random.Random(layer), layer, (1, 20, 4)) | {"rate": 0.5}
    page.goto(address)
    expected = page.evaluate(
        """async ([address, fragment, words]) => {
          const mask = await import(address + "javascripts/mask.js");
          const { parse } = await import(address + "javascripts/view.js");
          const view = parse(fragment);
          return [...mask.distribution(view, mask.noiseOf(view, words))];
        }""",
        [address, fragment(view), WORDS],
    )
    exact: dict[int, float] = {}
    if layer == "types":
        sizes = [WORDS.count(word) * 4 for word in dict.fromkeys(WORDS)]
        for dropped in product((0, 1), repeat=len(sizes)):
            zeros = int(np.dot(dropped, sizes))
            exact[zeros] = exact.get(zeros, 0) + 0.5 ** len(sizes)
    else:
        draws = prod(mask.fill_noise_shape(noise_of(view), (1, 20, 4)))
        for k in range(draws + 1):
            exact[80 // draws * k] = comb(draws, k) * 0.5**draws
    found = dict.fromkeys(exact, 0) | {int(zeros): p for zeros, p in expected}
    assert found == pytest.approx(exact, abs=1e-15)


def test_there_are_figures():
    assert len(FIGURES) >= 10


@pytest.mark.parametrize("name", sorted({name for name, _ in FIGURES}))
def test_a_figure_that_comes_alive_looks_as_before(page: Page, address, name):
    page.goto(address + ("" if name == "index" else f"{name}/"))
    changed = page.evaluate(
        """async () => {
          const seen = (host) => [
            ...host.querySelectorAll("path, text, title, desc, .mask-counts"),
          ].map((part) => part.getAttribute("d") ?? part.textContent);
          const figures = [...document.querySelectorAll("mask-figure")];
          const before = figures.map(seen);
          for (const host of figures) await (await host.load()).show();
          const after = figures.map(seen);
          return [before, after];
        }"""
    )
    assert len(changed[0]) == [page for page, _ in FIGURES].count(name)
    assert changed[0] == changed[1]


def test_the_next_call_draws_what_keras_draws_next(page: Page, address):
    page.goto(address + "rows-and-columns/")
    asked = [
        figure.read(block, " ".join(WORDS))
        for name, block in FIGURES
        if name == "rows-and-columns"
    ]
    for index, one in enumerate(asked):
        host = page.locator("mask-figure").nth(index)
        host.get_by_role("button", name="Next call").click()
        call = one.call + 1
        wait_until(
            page,
            """([index, call]) => document.querySelectorAll("mask-figure")[index]
              .querySelector(".mask-counts").textContent.includes(`, call ${call}.`)""",
            arg=[index, call],
        )
        block = next(b for n, b in FIGURES if figure.read(b, " ".join(WORDS)) == one)
        moved = figure.read(f"{block}call: {call}", " ".join(WORDS))
        drawn = figure.draw(moved, "name", figure_texts())
        for path in host.locator("path").all():
            assert f'd="{path.get_attribute("d")}"' in drawn


def test_nothing_is_loaded_before_the_first_touch(page: Page, address):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address, wait_until="networkidle")
    scripts = [url for url in requested if f"{address}javascripts/" in url]
    assert [url.rpartition("/")[2] for url in scripts] == [
        "access.js",
        "mask-figure.js",
    ]
    with page.expect_request("**/live.js"):
        page.locator("mask-figure svg").hover()


@pytest.mark.parametrize("name", ["about/", "learning/", "404.html"])
def test_a_page_without_figures_loads_nothing_of_them(page: Page, address, name):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address + name, wait_until="networkidle")
    ours = [url for url in requested if f"{address}javascripts/" in url]
    assert ours == [f"{address}javascripts/access.js"]


def test_our_scripts_and_styles_weigh_little(site):
    files = [*site.glob("javascripts/*"), *site.glob("stylesheets/*")]
    assert len(files) >= 9
    weights = {path.name: len(served.body(path)) for path in files}
    # 14 KB for the figures, 1 KB for keyboard, paper, narrow screens, forced colours,
    # half of one for the choice of a version.
    assert sum(weights.values()) <= 15_500, weights


def test_pointing_tells_word_feature_input_and_output(page: Page, address):
    page.goto(address + "elements/")
    host = page.locator("mask-figure").first
    svg = host.locator("svg")
    # Each square is 16 pixels from the next; "film" is row 1, and drops feature 0.
    box = svg.bounding_box()
    page.mouse.move(box["x"] + 64 + 7, box["y"] + 18 + 16 + 7)
    readout = host.locator(".mask-cell")
    wait_until(
        page, "document.querySelector('.mask-cell').textContent.startsWith('film')"
    )
    assert readout.text_content() == "film, timestep 1, feature 0: input 17, output 0."
    page.mouse.move(box["x"] + 64 + 16 + 7, box["y"] + 18 + 16 + 7)
    assert readout.text_content() == (
        "film, timestep 1, feature 1: input 18, output 22.5."
    )
    assert svg.locator(".mask-cursor").count() == 1


def test_a_tap_tells_the_same(browser: Browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address + "elements/")
    svg = page.locator("mask-figure svg").first
    scale = svg.bounding_box()["width"] / 320
    svg.tap(position={"x": 71 * scale, "y": 41 * scale})
    page.get_by_text("film, timestep 1, feature 0: input 17, output 0.").wait_for()
    context.close()


def test_the_arrow_keys_move_through_a_figure(page: Page, address):
    page.goto(address + "elements/")
    svg = page.locator("mask-figure svg").first
    svg.focus()
    wait_until(page, "document.querySelector('mask-figure').live")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    readout = page.locator("mask-figure .mask-cell").first
    assert readout.text_content() == "film, timestep 1, feature 0: input 17, output 0."
    assert readout.get_attribute("role") == "status"
    for _ in range(30):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
    assert readout.text_content().startswith("the, timestep 0, feature 0: input 1,")


def test_a_figure_leads_to_the_playground_with_its_view(page: Page, address):
    page.goto(address + "elements/")
    page.get_by_role("link", name="Change it").last.click()
    page.wait_for_url("**/playground/#layer=elements&*")
    counts = page.locator(".mask-counts")
    wait_until(
        page, "document.querySelector('.mask-counts').textContent.includes('call 1')"
    )
    assert "Dropout(0.2, seed=7), call 1." in counts.text_content()
    assert page.locator(".mask-samples svg").count() == 2


def test_a_figure_of_other_words_has_no_link():
    block = (
        "layer: Dropout\nrate: 0.2\nseed: 7\nshape: (1, 1, 1)\nwords: hm\ncaption: One"
    )
    drawn = figure.draw(
        figure.read(block, " ".join(WORDS)), "name", figure_texts(), "playground/"
    )
    assert "<a " not in drawn
