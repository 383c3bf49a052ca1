import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { threefry2x32 } from "../../docs/theme/javascripts/streams/threefry.js";
import { masks } from "./tensorflow-js-masks.js";

const SCRIPTS = "../../docs/theme/javascripts/streams/";
const KEEPERS = Object.fromEntries(
  await Promise.all(
    ["jax_bernoulli", "flax_linen", "flax_nnx", "keras_jax", "tensorflow_js"].map(
      async (name) => {
        const { keeper } = await import(`${SCRIPTS}${name.replace("_", "-")}.js`);
        return [name, keeper];
      },
    ),
  ),
);

// Published with Random123 (Salmon et al. 2011): counter, key, result.
const KNOWN_ANSWERS = [
  [
    [0, 0],
    [0, 0],
    [0x6b200159, 0x99ba4efe],
  ],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x1cb996fc, 0xbb002be7],
  ],
  [
    [0x243f6a88, 0x85a308d3],
    [0x13198a2e, 0x03707344],
    [0xc4923a9c, 0x483df7a0],
  ],
];

/** The masks that a stream does not give. */
function differing(drawn) {
  assert.ok(drawn.length >= 40);
  return drawn.filter(({ stream, size, rate, settings, kept }) => {
    const { uses_before: usesBefore = 0, seed, ...rest } = settings;
    const known = { ...rest, usesBefore, seed: BigInt(seed), size };
    const mask = KEEPERS[stream](known, rate)(0, new Uint8Array(size));
    return mask.join("") !== kept;
  });
}

test("Threefry gives the published known answers", () => {
  for (const [counter, key, result] of KNOWN_ANSWERS) {
    assert.deepEqual(threefry2x32(key, ...counter), result);
  }
});

for (const name of ["jax-0.10.2", "jax-0.4.35", "tensorflow-js-4.22.0"]) {
  test(`the streams give the masks of ${name}`, () => {
    const file = new URL(`../streams/vectors/${name}.json`, import.meta.url);
    assert.deepEqual(differing(JSON.parse(readFileSync(file, "utf8")).masks), []);
  });
}

test("TensorFlow.js draws what its stream draws", async () => {
  assert.deepEqual(differing(await masks(400)), []);
});

test("a part of the draws is that part of all draws, in every stream", () => {
  const size = 3001;
  for (const [name, keeper] of Object.entries(KEEPERS)) {
    for (const partitionable of [true, false]) {
      const keep = keeper({ seed: 7n, partitionable, size }, 0.2);
      const all = keep(0, new Uint8Array(size));
      for (const [first, length] of [
        [0, 1],
        [3, 2],
        [255, 258],
        [1400, 200],
        [1501, 1500],
        [3000, 1],
        [3001, 0],
      ]) {
        const part = keep(first, new Uint8Array(length));
        assert.deepEqual(part, all.subarray(first, first + length), name);
      }
    }
  }
});

test("a late draw of TensorFlow.js is reached in a jump", () => {
  const keep = KEEPERS.tensorflow_js({ seed: 7n }, 0.5);
  const long = keep(0, new Uint8Array(100_000)).subarray(99_000);
  assert.deepEqual(keep(99_000, new Uint8Array(1000)), long);
  assert.equal(keep(2 ** 53 - 1, new Uint8Array(1)).length, 1);
});

test("a setting out of its range is named", () => {
  for (const [name, settings, rate, message] of [
    ["jax_bernoulli", { seed: 2n ** 63n }, 0.5, /seed .* got 9223372036854775808/],
    ["jax_bernoulli", { seed: 0n, folds: [-1] }, 0.5, /folded number .* got -1/],
    ["jax_bernoulli", { seed: 0n }, 1.5, /rate .* got 1.5/],
    ["jax_bernoulli", { seed: 0n, partitionable: false }, 0.5, /size .* got NaN/],
    ["flax_linen", { seed: 0n, call: -1 }, 0.5, /call .* got -1/],
    ["flax_nnx", { seed: 0n, usesBefore: 0.5 }, 0.5, /usesBefore .* got 0.5/],
    ["keras_jax", { seed: -1n }, 0.5, /seed .* got -1/],
    ["keras_jax", { seed: 2n ** 32n }, 0.5, /seed .* got 4294967296/],
    ["tensorflow_js", { seed: 2n ** 53n }, 0.5, /seed .* got 9007199254740992/],
    ["tensorflow_js", { seed: 0n }, Number.NaN, /rate .* got NaN/],
  ]) {
    assert.throws(() => KEEPERS[name](settings, rate), { name: "RangeError", message });
  }
});

test("a draw that there is not is named", () => {
  const two = new Uint8Array(2);
  const paired = KEEPERS.jax_bernoulli({ seed: 0n, partitionable: false, size: 9 }, 0.5);
  assert.throws(() => paired(8, two), /draws .* got 8 and 2/);
  const late = KEEPERS.keras_jax({ seed: 0n }, 0.5);
  assert.equal(late(2 ** 32 - 2, two), two);
  assert.throws(() => late(2 ** 32 - 1, two), /draws .* got 4294967295 and 2/);
  assert.throws(() => KEEPERS.tensorflow_js({ seed: 0n }, 0.5)(-1, two), /got -1/);
});
