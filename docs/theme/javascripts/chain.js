/** The question's model in the browser: its trained numbers, and its forward pass. */

import { drawAt, layoutOf, limitOf, product, scaleOf } from "./mask.js";
import { keep, stream } from "./philox.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * What weights.js holds; tools/figures/weights.py says how.
 * @typedef {object} Packed
 * @property {number} accuracy
 * @property {number} checksum
 * @property {string} words those known, in the order of their ids, from FIRST_WORD on
 * @property {string} exponents
 * @property {string} fractions
 *
 * @typedef {Record<keyof typeof SIZES, Float32Array>} Weights
 *
 * What the layers make of one sentence: Conv1D (16, 64), MaxPooling1D (4, 64), LSTM (64),
 * Dense (1).
 * @typedef {{conv: Float32Array, pool: Float32Array, lstm: Float32Array, dense: Float32Array}} Outputs
 */

export const STEPS = 20;
export const FEATURES = 16;
export const FILTERS = 64;
export const KERNEL = 5;
export const WINDOWS = STEPS - KERNEL + 1;
export const POOL = 4;
export const POOLS = WINDOWS / POOL;
export const UNKNOWN = 1;
export const FIRST_WORD = 2;
const GATES = 4 * FILTERS;
// How many numbers each array of weights holds, in the order of the file.
const SIZES = {
  embedding: 1000 * FEATURES,
  convKernel: KERNEL * FEATURES * FILTERS,
  convBias: FILTERS,
  lstmKernel: FILTERS * GATES,
  lstmRecurrent: FILTERS * GATES,
  lstmBias: GATES,
  denseKernel: FILTERS,
  denseBias: 1,
};
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * @param {number} bits of a finite float16
 * @returns {number}
 */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const size = exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24;
  return bits >> 15 ? -size : size;
}

/**
 * @param {Packed} packed
 * @returns {Weights}
 * @throws {Error} if the numbers are not those that were written
 */
export function unpack({ exponents, fractions, checksum }) {
  const numbers = new Float32Array(exponents.length);
  const digit = (/** @type {string} */ text, /** @type {number} */ at) =>
    DIGITS.indexOf(text[at]);
  let sum = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    // Three fractions of ten bits lie in five digits of six.
    const first = Math.floor(i / 3) * 5 + [0, 1, 3][i % 3];
    const bit = (i * 10) % 6;
    const pair = (digit(fractions, first) << 6) | digit(fractions, first + 1);
    const more = bit > 2 ? digit(fractions, first + 2) : 0;
    const fraction = (((pair << 6) | more) >> (8 - bit)) & 1023;
    const bits = (digit(exponents, i) << 10) | fraction;
    sum = (sum + bits * (i + 1)) % 2 ** 32;
    numbers[i] = half(bits);
  }
  /** @type {Record<string, Float32Array>} */
  const arrays = {};
  let start = 0;
  for (const [name, size] of Object.entries(SIZES)) {
    arrays[name] = numbers.subarray(start, start + size);
    start += size;
  }
  if (sum !== checksum || start !== numbers.length) {
    throw new Error(`weights.js: checksum ${sum} of ${numbers.length} numbers`);
  }
  return /** @type {Weights} */ (arrays);
}

/**
 * @param {Weights} weights
 * @param {number[]} ids of the words, as many as STEPS
 * @returns {Float32Array} their vectors, (STEPS, FEATURES)
 */
export function embed(weights, ids) {
  const vectors = new Float32Array(STEPS * FEATURES);
  ids.forEach((id, step) => {
    const row = weights.embedding.subarray(id * FEATURES, (id + 1) * FEATURES);
    vectors.set(row, step * FEATURES);
  });
  return vectors;
}

/**
 * What a layer of a kind keeps.
 *
 * @param {View} view of one sample of (STEPS, FEATURES)
 * @param {number[]} ids of the words: equal words share the draws of word types
 * @returns {Uint8Array} (STEPS, FEATURES): 1 survives, 0 does not
 */
export function keptBy(view, ids) {
  const layout = layoutOf(view, ids.map(String));
  const draws = new Uint8Array(product(layout.shape));
  keep(stream(view.seed, view.call), limitOf(view), 0, draws);
  const kept = new Uint8Array(STEPS * FEATURES);
  return kept.map(
    (_, i) => draws[drawAt(layout, [0, Math.floor(i / FEATURES), i % FEATURES])],
  );
}

/**
 * What a Dropout layer makes of the vectors.
 *
 * @param {Float32Array} vectors
 * @param {Uint8Array} kept of the same length
 * @param {number} scale of what survives
 * @returns {Float32Array}
 */
export function drop(vectors, kept, scale) {
  return vectors.map((number, i) => (kept[i] ? number * scale : 0));
}

const sigmoid = (/** @type {number} */ x) => 1 / (1 + Math.exp(-x));

// Which rows count; no vector here is longer than a window of words.
const ROWS = new Uint8Array(KERNEL * FEATURES);

/**
 * Add a row of a matrix, times a number, for each number of a vector.
 *
 * @param {Float64Array} sums as many as a row has numbers
 * @param {Float32Array} vector
 * @param {Float32Array} matrix row after row
 */
function multiply(sums, vector, matrix) {
  const width = sums.length;
  let [count, n] = [0, 0];
  for (let i = 0; i < vector.length; i += 1) {
    if (vector[i] !== 0) ROWS[count++] = i;
  }
  // Four rows at a time, in their order: a sum is read and written once for all four.
  for (; n + 4 <= count; n += 4) {
    const va = vector[ROWS[n]];
    const vb = vector[ROWS[n + 1]];
    const vc = vector[ROWS[n + 2]];
    const vd = vector[ROWS[n + 3]];
    const a = ROWS[n] * width;
    const b = ROWS[n + 1] * width;
    const c = ROWS[n + 2] * width;
    const d = ROWS[n + 3] * width;
    for (let j = 0; j < width; j += 1) {
      const two = sums[j] + va * matrix[a + j] + vb * matrix[b + j];
      sums[j] = two + vc * matrix[c + j] + vd * matrix[d + j];
    }
  }
  for (; n < count; n += 1) {
    const at = ROWS[n] * width;
    for (let j = 0; j < width; j += 1) sums[j] += vector[ROWS[n]] * matrix[at + j];
  }
}

/**
 * The layers after Dropout.
 *
 * @param {Weights} weights
 * @param {Float32Array} dropped what Dropout gives, (STEPS, FEATURES)
 * @returns {Outputs}
 */
export function forward(weights, dropped) {
  const conv = new Float32Array(WINDOWS * FILTERS);
  const pool = new Float32Array(POOLS * FILTERS);
  for (let window = 0; window < WINDOWS; window += 1) {
    const sums = new Float64Array(weights.convBias);
    const from = window * FEATURES;
    const seen = dropped.subarray(from, from + KERNEL * FEATURES);
    multiply(sums, seen, weights.convKernel);
    for (let f = 0; f < FILTERS; f += 1) {
      // What ReLU lets through is at least 0, and so is the largest of it.
      const number = Math.max(0, sums[f]);
      conv[window * FILTERS + f] = number;
      const at = Math.floor(window / POOL) * FILTERS + f;
      pool[at] = Math.max(pool[at], number);
    }
  }
  const lstm = recur(weights, pool);
  const sums = new Float64Array(weights.denseBias);
  multiply(sums, lstm, weights.denseKernel);
  return { conv, pool, lstm, dense: Float32Array.of(sigmoid(sums[0])) };
}

/**
 * The LSTM of Keras: gates in the order input, forget, cell, output.
 *
 * @param {Weights} weights
 * @param {Float32Array} inputs (POOLS, FILTERS)
 * @returns {Float32Array} its last output
 */
function recur(weights, inputs) {
  const state = new Float32Array(FILTERS);
  const cell = new Float32Array(FILTERS);
  for (let step = 0; step < POOLS; step += 1) {
    const sums = new Float64Array(weights.lstmBias);
    const from = step * FILTERS;
    multiply(sums, inputs.subarray(from, from + FILTERS), weights.lstmKernel);
    multiply(sums, state, weights.lstmRecurrent);
    for (let unit = 0; unit < FILTERS; unit += 1) {
      const fresh = sigmoid(sums[unit]) * Math.tanh(sums[2 * FILTERS + unit]);
      cell[unit] = sigmoid(sums[FILTERS + unit]) * cell[unit] + fresh;
      state[unit] = sigmoid(sums[3 * FILTERS + unit]) * Math.tanh(cell[unit]);
    }
  }
  return state;
}

/**
 * The opinions of many calls, for each of some kinds of mask.
 *
 * @param {Weights} weights
 * @param {number[]} ids
 * @param {View[]} views one for each kind; their call is the first
 * @param {number} calls how many
 * @returns {Generator<number, Float32Array[], void>} yields the share that is done;
 *   returns for each view its opinions in the order of the calls
 */
export function* opinions(weights, ids, views, calls) {
  const vectors = embed(weights, ids);
  const found = views.map(() => new Float32Array(calls));
  for (let n = 0; n < calls; n += 1) {
    for (const [index, view] of views.entries()) {
      const kept = keptBy({ ...view, call: view.call + n }, ids);
      const dropped = drop(vectors, kept, scaleOf(view));
      [found[index][n]] = forward(weights, dropped).dense;
    }
    yield (n + 1) / calls;
  }
  return found;
}
