import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper, scale } from "../../docs/theme/javascripts/streams/keras-2.js";
import { drawsAll, drawsParts, scalesAll } from "./vectors.js";

test("the masks of Keras 2 are those that it drew", () => {
  drawsAll("keras-2", keeper, 64);
});

test("a part of the draws of Keras 2 is that part of all draws", () => {
  for (const settings of [
    { globalSeed: 0n },
    { seed: 7n, before: [9], dtype: "float64" },
  ])
    drawsParts(keeper(settings, 0.2));
});

test("Keras 2 multiplies survivors by what is told", () => {
  scalesAll("keras-2", scale);
});

test("Keras 2 without a seed, and after too many draws, is refused", () => {
  assert.throws(() => keeper({}, 0.5), /without globalSeed and seed/);
  const late = { seed: 7n, before: [2 ** 40, 1] };
  assert.throws(() => keeper(late, 0.5), /2\^40 numbers, got 1099511627777/);
});

test("the counter of a block carries into its second word", () => {
  // Block 2^32 begins where 2^24 numbers were drawn before; the parts meet there.
  const before = keeper({ seed: 7n, before: [2 ** 24 - 1] }, 0.5);
  const after = keeper({ seed: 7n, before: [2 ** 24] }, 0.5);
  const drawn = before(1020, new Uint8Array(12));
  assert.deepEqual(drawn.subarray(4), after(0, new Uint8Array(8)));
});
