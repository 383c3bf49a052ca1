/** The numbers of the scene values, as tools/figures/values.py computes them. */

import { inputAt, layoutOf, scaleOf, windowOf } from "./mask.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * What the page brings: the first view, how many calls there are to run, the width of
 * the chart, the palest tint in percent, and the standard deviations above the mean.
 * @typedef {{view: string, calls: number, width: number, palest: number,
 *   spread: number, texts: Record<string, string>}} Given
 *
 * Calls 0, 1, 2 and so on, added up.
 * @typedef {object} Sums
 * @property {number} calls how many
 * @property {Float64Array} totals the sum of their outputs, for each number
 * @property {number} sum of all these
 * @property {string} dots the sum of each call, as the data of a path
 * @property {string} line the mean of the sums after each call, likewise
 */

/**
 * @param {View} view of one sample
 * @returns {Float32Array} the input, row by row
 */
export function inputsOf(view) {
  const [, steps, features] = view.sizes;
  return Float32Array.from({ length: steps * features }, (_, at) =>
    inputAt(view, [0, Math.floor(at / features), at % features]),
  );
}

/**
 * @param {View} view of one sample
 * @param {Float32Array} inputs
 * @returns {{factors: Float32Array, outputs: Float32Array}} what the call multiplies
 *   each number by, and what that gives
 */
export function callOf(view, inputs) {
  const scale = scaleOf(view);
  const kept = windowOf(view, layoutOf(view, []))[0].flatMap((row) => [...row]);
  const factors = Float32Array.from(kept, (survives) => survives * scale);
  return { factors, outputs: inputs.map((input, at) => input * factors[at]) };
}

/**
 * @param {number} value at least 0
 * @param {number} largest the largest number of the input
 * @param {number} palest in percent
 * @returns {[number, number]} in percent, how much of the colour and how much ink on
 *   top of it
 */
export function tint(value, largest, palest) {
  if (value > largest) {
    const ink = Math.floor(100 * Math.log10(value / largest) + 0.5);
    return [100, Math.min(100, ink)];
  }
  return [Math.floor(palest + ((100 - palest) * value) / largest + 0.5), 0];
}

/**
 * @param {Float32Array} inputs
 * @param {number} rate in [0, 1)
 * @param {number} spread in standard deviations
 * @returns {number} the sum at the upper edge of the chart
 */
export function topOf(inputs, rate, spread) {
  const middle = sumOf(inputs);
  const squares = sumOf(inputs.map((input) => input ** 2));
  const sd = Math.sqrt((squares * rate) / (1 - rate));
  return Math.floor(middle + Math.max(middle / 2, spread * sd) + 0.5);
}

/**
 * @param {Iterable<number>} numbers
 * @returns {number}
 */
export function sumOf(numbers) {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

/**
 * @param {number} units numbers of the input
 * @returns {Sums} of no call
 */
export function none(units) {
  return { calls: 0, totals: new Float64Array(units), sum: 0, dots: "", line: "" };
}

/**
 * Add the next call.
 *
 * @param {Sums} record is changed
 * @param {Float32Array} outputs
 * @param {number} top of the chart
 * @param {Given} given
 */
export function add(record, outputs, top, { calls, width }) {
  const sum = sumOf(outputs);
  record.calls += 1;
  record.sum += sum;
  for (let at = 0; at < outputs.length; at += 1) record.totals[at] += outputs[at];
  const x = short((width * Math.log(record.calls)) / Math.log(calls), 5);
  const mean = record.sum / record.calls;
  record.dots += `M${x} ${short(top - sum, 6)}h0`;
  record.line += `${record.line ? "L" : "M"}${x} ${short(top - mean, 6)}`;
}

/**
 * How far a run is: each doubling takes as long, for the first calls are those to see.
 *
 * @param {number} from calls at its start
 * @param {number} calls at its end
 * @param {number} share of the time from 1 to the end that has passed
 * @returns {number} calls
 */
export function due(from, calls, share) {
  return Math.min(calls, Math.floor(from * calls ** share + 1e-9));
}

/**
 * @param {number} number
 * @param {number} digits
 * @returns {string} with at most so many significant digits
 */
export function short(number, digits) {
  return String(Number(number.toPrecision(digits)));
}
