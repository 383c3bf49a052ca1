/** What many calls bring, and what to expect of them. */

import { chanceOf, count, keeperOf } from "./mask.js";

export { expectedOf } from "./expected.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./mask.js").Layout} Layout
 */

/**
 * Binomial probabilities for 0 to n, from the mode outwards until they vanish.
 *
 * @param {number} n
 * @param {number} chance in [0, 1)
 * @returns {Map<number, number>}
 */
function binomial(n, chance) {
  /** @type {Map<number, number>} */
  const terms = new Map();
  const mode = Math.min(n, Math.floor((n + 1) * chance));
  const odds = chance / (1 - chance);
  let sum = 0;
  const add = (/** @type {number} */ k, /** @type {number} */ term) => {
    terms.set(k, term);
    sum += term;
  };
  add(mode, 1);
  for (let k = mode, term = 1; k < n && term > 1e-18; k += 1) {
    term *= ((n - k) / (k + 1)) * odds;
    add(k + 1, term);
  }
  for (let k = mode, term = 1; k > 0 && term > 1e-18; k -= 1) {
    term *= k / (n - k + 1) / odds;
    add(k - 1, term);
  }
  for (const [k, term] of terms) terms.set(k, term / sum);
  return terms;
}

/**
 * The distribution of the numbers dropped in one call.
 *
 * @param {View} view
 * @param {Layout} layout
 * @returns {Map<number, number>} probability by number; those next to 0 may be missing.
 *   A binomial times the numbers of a draw; for word types the sum of one for each
 *   frequency
 */
export function distribution(view, layout) {
  const chance = chanceOf(view);
  let all = new Map([[0, 1]]);
  for (const [units, draws] of layout.groups) {
    /** @type {Map<number, number>} */
    const next = new Map();
    for (const [k, p] of chance === 1 ? [[draws, 1]] : binomial(draws, chance)) {
      for (const [sum, q] of all) {
        const zeros = sum + k * units;
        next.set(zeros, (next.get(zeros) ?? 0) + p * q);
      }
    }
    all = next;
  }
  return all;
}

/**
 * Draw the masks of calls 0, 1, 2 and so on, as one layer would.
 *
 * @param {View} view
 * @param {Layout} layout
 * @param {number} calls
 * @returns {Generator<number, Float64Array, void>} the numbers dropped by each call;
 *   yields the share that is done
 */
export function* repeat(view, layout, calls) {
  const zeros = new Float64Array(calls);
  const keeper = keeperOf(view, layout);
  for (let call = 0; call < calls; call += 1) {
    const counting = count(view, layout, call, keeper);
    let step = counting.next();
    for (; !step.done; step = counting.next()) yield (call + step.value) / calls;
    zeros[call] = step.value.zeros;
  }
  return zeros;
}

/**
 * Follow one number over calls 0, 1, 2 and so on.
 *
 * @param {View} view
 * @param {Layout} layout
 * @param {number} draw the draw that decides over it, see drawAt()
 * @param {number} calls
 * @returns {Uint8Array} for each call 1 if it survives, else 0
 */
export function follow(view, layout, draw, calls) {
  const kept = new Uint8Array(calls);
  const keeper = keeperOf(view, layout);
  for (let call = 0; call < calls; call += 1) {
    keeper(call)(draw, kept.subarray(call, call + 1));
  }
  return kept;
}

/**
 * @param {ArrayLike<number> & Iterable<number>} numbers
 * @returns {{mean: number, sd: number}} of the numbers themselves
 */
export function spread(numbers) {
  let mean = 0;
  let squares = 0;
  for (const number of numbers) mean += number / numbers.length;
  for (const number of numbers) squares += (number - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / numbers.length) };
}

/**
 * @param {Iterable<number>} numbers
 * @returns {Float64Array} after each number the mean of all up to it
 */
export function runningMean(numbers) {
  let sum = 0;
  return Float64Array.from(numbers, (number, i) => {
    sum += number;
    return sum / (i + 1);
  });
}
