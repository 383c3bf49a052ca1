/** Charts of what many calls bring. */

import { element } from "./drawing.js";
import { runningMean } from "./statistics.js";
import { numeral } from "./texts.js";

// A chart, and the plot in it.
const CHART = "0 0 360 180";
const [LEFT, TOP, RIGHT, BOTTOM] = [34, 8, 336, 160];
const BARS = 40;

/** @typedef {(value: number) => number} Scale from values to places in the chart */

/**
 * @param {number} low
 * @param {number} high
 * @param {number} from where low lies
 * @param {number} to where high lies
 * @returns {Scale}
 */
function scale(low, high, from, to) {
  const step = high > low ? (to - from) / (high - low) : 0;
  return (value) => Number((from + (value - low) * step).toFixed(1));
}

/**
 * @param {string} name its class
 * @param {number[][]} points
 */
function line(name, points) {
  return element("polyline", { class: name, points: points.join(" ") });
}

/** The lines below and beside the plot. */
function axes() {
  return element("path", {
    class: "chart-axis",
    d: `M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}`,
  });
}

/**
 * A text below the plot.
 *
 * @param {number} x
 * @param {string|number} text
 */
function below(x, text) {
  return element("text", { x, y: BOTTOM + 14, "text-anchor": "middle" }, text);
}

/**
 * A text beside the plot.
 *
 * @param {number} y
 * @param {string|number} text
 */
function beside(y, text) {
  return element("text", { x: LEFT - 5, y: y + 4, "text-anchor": "end" }, text);
}

/**
 * Draw how often each number of zeros was seen, and how often it is expected.
 *
 * @param {Element} svg
 * @param {Float64Array} zeros of each call
 * @param {Map<number, number>} expected probability by number of zeros
 */
export function histogram(svg, zeros, expected) {
  const possible = [...expected].sort(([a], [b]) => a - b);
  const gaps = possible.slice(1).map(([number], i) => number - possible[i][0]);
  const lattice = gaps.length ? Math.min(...gaps) : 1;
  // Beyond a millionth nothing would be seen.
  const likely = possible.filter(([, p]) => p > 1e-6).map(([number]) => number);
  const all = [...zeros, ...likely].sort((a, b) => a - b);
  const [low, high] = [all[0], all[all.length - 1]];
  const width = Math.max(1, Math.ceil((high - low) / lattice / BARS)) * lattice;
  const bars = Math.floor((high - low) / width) + 1;
  const seenBars = new Float64Array(bars);
  const expectedBars = new Float64Array(bars);
  const bar = (/** @type {number} */ number) => Math.floor((number - low) / width);
  for (const number of zeros) seenBars[bar(number)] += 1;
  for (const [number, p] of expected) {
    if (number >= low && number <= high) expectedBars[bar(number)] += p * zeros.length;
  }
  const top = Math.max(...seenBars, ...expectedBars);
  const x = scale(0, bars, LEFT, RIGHT);
  const y = scale(0, top, BOTTOM, TOP);
  const label = (/** @type {number} */ i) => {
    const first = low + i * width;
    return width > lattice ? `${first}–${first + width - lattice}` : first;
  };
  const labelled = new Set([0, Math.floor((bars - 1) / 2), bars - 1]);
  svg.setAttribute("viewBox", CHART);
  svg.replaceChildren(
    ...Array.from(seenBars, (number, i) =>
      element("rect", {
        class: "chart-bar",
        x: x(i) + 0.5,
        width: Math.max(1, x(i + 1) - x(i) - 1),
        y: y(number),
        height: BOTTOM - y(number),
      }),
    ),
    // A dash for each bar: between two outcomes there is none.
    element("path", {
      class: "chart-expected",
      d: Array.from(
        expectedBars,
        (number, i) => `M${x(i + 0.1)} ${y(number)}H${x(i + 0.9)}`,
      ).join(""),
    }),
    axes(),
    ...[0, Math.round(top)].map((number) => beside(y(number), number)),
    ...[...labelled].map((i) => below(x(i + 0.5), label(i))),
  );
}

/**
 * Draw the mean of output ÷ input so far, of all numbers and of one.
 *
 * @param {Element} svg
 * @param {number[]} all mean of output ÷ input over all numbers, for each call
 * @param {number[]} one output ÷ input of one number, for each call
 * @param {number} chance that a draw drops, in [0, 1]
 */
export function means(svg, all, one, chance) {
  const sd = chance < 1 ? Math.sqrt(chance / (1 - chance)) : 1;
  const reach = Math.min(1, Math.max(0.1, sd));
  const x = scale(0, Math.log10(all.length), LEFT, RIGHT);
  const y = scale(1 - reach, 1 + reach, BOTTOM, TOP);
  const at = (/** @type {number} */ i) => x(Math.log10(i + 1));
  const curve = (/** @type {Iterable<number>} */ values) =>
    Array.from(values, (value, i) => [
      at(i),
      y(Math.max(1 - reach, Math.min(1 + reach, value))),
    ]);
  const band = (/** @type {number} */ sign) =>
    curve(all.map((_, i) => 1 + (sign * 2 * sd) / Math.sqrt(i + 1)));
  const levels = [1 - reach, 1, 1 + reach].map((value) => Number(value.toFixed(2)));
  const powers = [1, 10, 100, 1000].filter((power) => power <= all.length);
  svg.setAttribute("viewBox", CHART);
  svg.replaceChildren(
    element("polygon", {
      class: "chart-band",
      points: [...band(1), ...band(-1).reverse()].join(" "),
    }),
    line("chart-input", [
      [LEFT, y(1)],
      [RIGHT, y(1)],
    ]),
    line("chart-one", curve(runningMean(one))),
    line("chart-all", curve(runningMean(all))),
    axes(),
    ...powers.map((power) => below(at(power - 1), power)),
    ...levels.map((level) => beside(y(level), numeral(level))),
  );
}
