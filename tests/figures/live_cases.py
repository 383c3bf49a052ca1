"""Random views, what the browser draws for them, and what Keras makes of the same."""

import base64
import random
from math import prod

import keras
import numpy as np
from kinds import is_own, kinds
from playwright.sync_api import Page
from properties import EDGES

from tools.figures import mask
from tools.pages.corpus import figure_texts

WORDS = figure_texts()["words"].split()
AXES = ("sample", "timestep", "feature")
# JavaScript writes no point into a 0.
RATES = [rate or 0 for rate in EDGES]

# For each fragment: all elements, the window, and what is counted, as a page would.
DRAW = """async ([address, fragments, words]) => {
  const script = (name) => import(`${address}javascripts/${name}.js`);
  const mask = await script("mask");
  const { expectedOf } = await script("statistics");
  const { keep, stream } = await script("philox");
  const { format, parse } = await script("view");
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
    const layout = mask.layoutOf(view, words);
    const drawn = keep(
      stream(view.seed, view.call),
      mask.limitOf(view),
      0,
      new Uint8Array(mask.product(layout.shape)),
    );
    const [batch, steps, features] = view.sizes;
    const all = new Uint8Array(mask.product(view.sizes));
    let i = 0;
    for (let b = 0; b < batch; b += 1) {
      for (let t = 0; t < steps; t += 1) {
        for (let f = 0; f < features; f += 1, i += 1) {
          all[i] = drawn[mask.drawAt(layout, [b, t, f])];
        }
      }
    }
    const part = mask.windowOf(view, layout);
    return {
      same: format(view) === fragment,
      all: packed(all),
      shape: [part.length, part[0].length, part[0][0].length],
      window: packed(part.flat().flatMap((row) => [...row])),
      counted: mask.counted(view, layout, view.call),
      expected: expectedOf(view, layout),
      scale: mask.scaleOf(view),
    };
  });
}"""


def fragment(view: dict[str, object]) -> str:
    """A view as the fragment of an address, with JavaScript's exponents."""
    text = "&".join(f"{key}={value}" for key, value in view.items())
    return text.replace("e-0", "e-")


def case(choose: random.Random, kind: str, shape: tuple[int, ...]) -> dict:
    """A random view."""
    noise = {}
    if is_own(kind):
        entries = [choose.choice([None, 1, size]) for size in shape]
        noise = {"noise": ",".join(map(str, entries))}
    return {
        "layer": kind,
        **noise,
        "rate": choose.choice([*RATES, choose.randrange(1000) / 1000, choose.random()]),
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
            for name, size in zip(AXES, shape, strict=True)
            if (start := choose.randrange(size))
        },
    }


def shape_of(view: dict) -> tuple[int, int, int]:
    """The shape of a view's input."""
    return view["batch"], view["steps"], view["features"]


def noise_of(view: dict) -> tuple[int | None, ...] | None:
    """The noise shape of a view; None where equal words share their draw."""
    if not is_own(view["layer"]):
        noise = kinds()[view["layer"]]["noise"]
        return noise and tuple(noise)
    return tuple(
        None if entry == "None" else int(entry) for entry in view["noise"].split(",")
    )


def ids_of(view: dict) -> list[int]:
    """For each timestep of a view the number of its word's type."""
    words = [WORDS[t % len(WORDS)] for t in range(view["steps"])]
    types = list(dict.fromkeys(words))
    return [types.index(word) for word in words]


def keras_output(view: dict) -> np.ndarray:
    """What Keras itself makes of an input that counts from 1."""
    shape = shape_of(view)
    x = np.arange(1, prod(shape) + 1, dtype="float32").reshape(shape)
    given, noise = x, noise_of(view)
    if noise is None:
        given = np.ones((shape[0], max(ids_of(view)) + 1), "float32")
    name = kinds()[view["layer"]]["layer"]
    options = {"noise_shape": noise} if name == "Dropout" else {}
    layer = getattr(keras.layers, name)(view["rate"], seed=view["seed"], **options)
    if view["call"] <= 2:
        for _ in range(view["call"]):
            layer(given, training=True)
    elif view["rate"]:
        layer.seed_generator.state.assign([view["seed"], view["call"]])
    y = layer(given, training=True).numpy()
    return y if noise else x * y[:, ids_of(view), None]


def numpy_mask(view: dict) -> np.ndarray:
    """What tools/figures/mask.py says of the same view."""
    shape = shape_of(view)
    drawn = (view["rate"], view["seed"], view["call"])
    noise = noise_of(view)
    if noise:
        kept = mask.keep_mask(mask.fill_noise_shape(noise, shape), *drawn)
    else:
        ids = [ids_of(view)] * shape[0]
        kept = mask.word_type_mask(ids, max(ids[0]) + 1, *drawn)[..., None]
    return np.broadcast_to(kept, shape)


def draw(page: Page, address: str, *fragments: str) -> list[dict]:
    """What the scripts of the site at an address make of fragments."""
    drawn = page.evaluate(DRAW, [address, fragments, WORDS])
    assert len(drawn) == len(fragments) > 0
    return drawn


def unpacked(text: str, shape: tuple[int, ...]) -> np.ndarray:
    """Flags that came from the browser."""
    flags = np.unpackbits(np.frombuffer(base64.b64decode(text), np.uint8))
    return flags[: prod(shape)].reshape(shape).astype(bool)


def compare(drawn: dict, view: dict) -> None:
    """Compare what the browser drew for a view with Keras."""
    shape = shape_of(view)
    y = keras_output(view)
    assert y.shape == shape
    kept = unpacked(drawn["all"], shape)
    np.testing.assert_array_equal(kept, y != 0, err_msg=str(view))
    start = [view.get(name, 0) for name in AXES]
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
