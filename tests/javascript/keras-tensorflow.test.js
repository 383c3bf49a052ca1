import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper, scale } from "../../docs/theme/javascripts/streams/keras-tensorflow.js";
import { rounded } from "../../docs/theme/javascripts/streams/tensorflow.js";
import { drawsAll, drawsParts, scalesAll } from "./vectors.js";

test("the masks of Keras 3 on TensorFlow are those that it drew", () => {
  drawsAll("keras-tensorflow", keeper, 40);
});

test("a part of the draws of Keras 3 on TensorFlow is that part of all draws", () => {
  for (const settings of [{ seed: 7n }, { seed: 7n, dtype: "float64", compiled: true }])
    drawsParts(keeper(settings, 0.2));
});

test("Keras 3 on TensorFlow multiplies survivors by what is told", () => {
  scalesAll("keras-tensorflow", scale);
});

test("a rate is rounded to the dtype, halfway to the even number", () => {
  // Halfway between two numbers of float16, and of bfloat16.
  assert.equal(rounded(0.5 + 2 ** -12, "float16"), 0.5);
  assert.equal(rounded(0.5 + 3 * 2 ** -12, "float16"), 0.5 + 2 ** -10);
  assert.equal(rounded(0.5 + 2 ** -12 + 2 ** -20, "float16"), 0.5 + 2 ** -11);
  // Halfway as float32.
  assert.equal(rounded(0.5 + 2 ** -12 + 2 ** -40, "float16"), 0.5);
  assert.equal(rounded(0.5 + 2 ** -9, "bfloat16"), 0.5);
  assert.equal(rounded(0.5 + 3 * 2 ** -9, "bfloat16"), 0.5 + 2 ** -7);
  assert.equal(rounded(0, "float16"), 0);
  assert.equal(rounded(2 ** -25, "float16"), 0);
  assert.equal(rounded(3 * 2 ** -25, "float16"), 2 ** -23);
  assert.equal(rounded(65519, "float16"), 65504);
  assert.equal(rounded(65520, "float16"), Infinity);
});

test("a layer without any seed is refused", () => {
  assert.throws(() => keeper({}, 0.5), /without seed and globalSeed/);
});
