"""The model of a page computes what Keras computes, layer by layer, in Chromium."""

import base64

import keras
import numpy as np
import pytest
from playwright.sync_api import Page

from tools.figures import mask, weights
from tools.figures.kinds import KINDS, OWN, TYPES
from tools.studies.model import build
from tools.studies.weights import CELL

STATES = 560
CLOSE = 1e-5
# What the layers of every state give, one after the other, as float32.
RUN = """async ([address, states]) => {
  const at = (name) => import(`${address}javascripts/${name}.js`);
  const { unpack, embed, keptBy, drop, forward } = await at("chain");
  const { MODEL } = await at("weights");
  const { kindNamed } = await at("kinds");
  const { scaleOf } = await at("mask");
  const model = unpack(MODEL);
  const numbers = states.flatMap(({ ids, kind, noise, rate, seed, call, training }) => {
    const view = { kind: kindNamed(kind), noise, rate, seed: BigInt(seed), call,
      training, sizes: [1, 20, 16], at: [0, 0, 0] };
    const dropped = drop(embed(model, ids), keptBy(view, ids), scaleOf(view));
    const { conv, pool, lstm, dense } = forward(model, dropped);
    return [...dropped, ...conv, ...pool, ...lstm, ...dense];
  });
  let text = "";
  for (const byte of new Uint8Array(Float32Array.from(numbers).buffer)) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}"""
PARTS = {"Dropout": 320, "Conv1D": 1024, "MaxPooling1D": 256, "LSTM": 64, "Dense": 1}


def states() -> list[dict]:
    """Random sentences, each with a mask of each kind in turn."""
    random = np.random.default_rng(17)
    names = list(KINDS)
    drawn = []
    for number in range(STATES):
        kind = KINDS[names[number % len(names)]]
        ids = random.integers(0, weights.VOCABULARY, weights.STEPS)
        # Some are short, and some repeat a word.
        ids[random.integers(3, weights.STEPS + 1) :] = weights.PADDING
        ids[1] = ids[0]
        own = [None, random.choice([1, 20]), random.choice([1, 16])]
        drawn.append(
            {
                "ids": ids.tolist(),
                "kind": kind.name,
                "noise": [size and int(size) for size in own]
                if kind.name == OWN
                else kind.noise_shape and list(kind.noise_shape),
                "rate": round(float(random.choice([0, 0.1, 0.2, 0.5, 0.9])), 2),
                "seed": int(random.integers(-(2**40), 2**40)),
                "call": int(random.integers(0, 9999)),
                "training": number % 10 > 0,
            }
        )
    # JavaScript reads a seed as text.
    return drawn


def dropped(vectors: np.ndarray, state: dict) -> np.ndarray:
    """What Dropout makes of vectors, by the module that equals Keras to the bit."""
    if not state["training"]:
        return vectors
    rate, seed, call = state["rate"], state["seed"], state["call"]
    if state["kind"] != TYPES:
        noise = state["noise"] and tuple(state["noise"])
        return mask.dropout(vectors[None], rate, seed, call, noise)[0]
    types = list(dict.fromkeys(state["ids"]))
    ids = [[types.index(one) for one in state["ids"]]]
    kept = mask.word_type_mask(ids, len(types), rate, seed, call)[0]
    return vectors * kept[:, None] * np.float32(1 / (1 - rate))


@pytest.fixture(scope="module")
def model() -> keras.Model:
    """The model of Keras with the numbers of the file."""
    built = build(CELL.layer, CELL.rate, CELL.seed)
    built.set_weights(list(weights.load().arrays.values()))
    return built


def test_every_layer_gives_what_keras_gives(page: Page, address, model):
    asked = states()
    assert len(asked) >= 500
    assert {state["kind"] for state in asked} == set(KINDS)
    page.goto(address)
    given = [{**state, "seed": str(state["seed"])} for state in asked]
    content = base64.b64decode(page.evaluate(RUN, [address, given]))
    ours = np.frombuffer(content, np.float32).reshape(STATES, sum(PARTS.values()))
    ours = np.split(ours, np.cumsum(list(PARTS.values()))[:-1], axis=1)
    embedding, *layers = [
        layer for layer in model.layers if type(layer).__name__ not in ("InputLayer",)
    ]
    vectors = embedding(np.array([state["ids"] for state in asked])).numpy()
    x = np.stack([dropped(*pair) for pair in zip(vectors, asked, strict=True)])
    np.testing.assert_array_equal(ours[0], x.reshape(STATES, -1))
    layers = [layer for layer in layers if "Dropout" not in type(layer).__name__]
    assert [type(layer).__name__ for layer in layers] == list(PARTS)[1:]
    for layer, part in zip(layers, ours[1:], strict=True):
        x = layer(x).numpy()
        worst = np.abs(part - x.reshape(STATES, -1)).max()
        assert worst <= CLOSE, (type(layer).__name__, worst)
    # Not all the same.
    assert np.ptp(ours[-1]) > 0.5


def test_what_is_damaged_is_refused(page: Page, address):
    page.goto(address)
    message = page.evaluate(
        """async (address) => {
          const { unpack } = await import(`${address}javascripts/chain.js`);
          const { MODEL } = await import(`${address}javascripts/weights.js`);
          const broken = [
            { ...MODEL, exponents: MODEL.exponents.slice(0, -9) },
            { ...MODEL, exponents: `B${MODEL.exponents.slice(1)}` },
            { ...MODEL, fractions: MODEL.fractions.slice(9) },
          ];
          return broken.map((packed) => {
            try { unpack(packed); return ""; } catch (error) { return error.message; }
          });
        }""",
        address,
    )
    assert all(text.startswith("weights.js: checksum") for text in message), message
