/** The drawing of a mask, as tools/figure.py does at build, and of what many calls bring. */

import { runningMean } from "./mask.js";

// Geometry in CSS pixels; see tools/figure.py.
const PITCH = 16;
const CELL = 14;
const HEADER = 18;
const LABELS = 64;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Object<string, string|number>} attributes
 * @param {string} [text]
 * @returns {SVGElement}
 */
export function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The squares of one kind, as steps from square to square. */
function squares(kept, kind) {
  let path = "";
  let [x, y] = [0, 0];
  kept.forEach((row, t) =>
    row.forEach((value, f) => {
      if (value !== kind) return;
      const [left, top] = [LABELS + PITCH * f, HEADER + PITCH * t];
      path += `m${left - x} ${top - y}h${CELL}v${CELL}h-${CELL}z`;
      [x, y] = [left, top];
    }),
  );
  return path;
}

/**
 * Draw one sample into an SVG that tools/figure.py or frame() has made.
 *
 * @param {SVGSVGElement} svg
 * @param {Uint8Array[]} kept for each timestep its features: 1 survives, 0 does not
 * @param {string[]} words the label of each timestep
 * @param {number} feature the number of the first feature
 */
export function drawSample(svg, kept, words, feature) {
  const columns = kept[0].length;
  const width = LABELS + PITCH * columns;
  const height = HEADER + PITCH * kept.length;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.style.maxWidth = `min(100%, ${width}px)`;
  // Long numbers would run into each other.
  const every = feature + columns > 100 ? 5 : 1;
  const label = (x, y, text) => element("text", { x, y }, text);
  svg.querySelector(".mask-words").replaceChildren(
    ...words.map((word, t) => label(LABELS - 6, HEADER + PITCH * t + 11, word)),
  );
  svg.querySelector(".mask-features").replaceChildren(
    ...Array.from({ length: columns }, (_, f) => [f, feature + f])
      .filter(([, number]) => number % every === 0)
      .map(([f, number]) => label(LABELS + PITCH * f + CELL / 2, HEADER - 6, number)),
  );
  svg.querySelector(".mask-kept").setAttribute("d", squares(kept, 1));
  svg.querySelector(".mask-dropped").setAttribute("d", squares(kept, 0));
}

/**
 * Ring one square.
 *
 * @param {SVGSVGElement} svg
 * @param {number} row of the drawing
 * @param {number} column of the drawing
 */
export function ring(svg, row, column) {
  const [x, y] = [LABELS + PITCH * column - 1, HEADER + PITCH * row - 1];
  svg.append(element("rect", { class: "mask-cursor", x, y, width: PITCH, height: PITCH }));
}

/**
 * @param {SVGSVGElement} svg
 * @param {PointerEvent} event
 * @returns {{row: number, column: number}} the square under the pointer; it may lie
 *   outside of the drawing
 */
export function squareAt(svg, event) {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  return {
    row: Math.floor(((event.clientY - box.top) * scale - HEADER) / PITCH),
    column: Math.floor(((event.clientX - box.left) * scale - LABELS) / PITCH),
  };
}

// A chart, and the plot in it.
const CHART = "0 0 360 180";
const [LEFT, TOP, RIGHT, BOTTOM] = [34, 8, 336, 160];
const BARS = 40;

/** @returns {(value: number) => number} from a range of values to one of places */
function scale(low, high, from, to) {
  const step = high > low ? (to - from) / (high - low) : 0;
  return (value) => Number((from + (value - low) * step).toFixed(1));
}

/** A line through points. */
function line(name, points) {
  return element("polyline", { class: name, points: points.join(" ") });
}

/** An axis, with numbers below and beside the plot. */
function ticks(xs, x, ys, y) {
  const text = (at, attributes) => element("text", attributes, String(at));
  return [
    element("path", { class: "chart-axis", d: `M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}` }),
    ...xs.map((at) => text(at, { x: x(at), y: BOTTOM + 14, "text-anchor": "middle" })),
    ...ys.map((at) => text(at, { x: LEFT - 5, y: y(at) + 4, "text-anchor": "end" })),
  ];
}

/**
 * Draw how often each number of zeros was seen, and how often it is expected.
 *
 * @param {SVGSVGElement} svg
 * @param {Float64Array} zeros of each call
 * @param {Map<number, number>} expected probability by number of zeros
 */
export function histogram(svg, zeros, expected) {
  const possible = [...expected.keys()].sort((a, b) => a - b);
  const gaps = possible.slice(1).map((number, i) => number - possible[i]);
  const lattice = gaps.length ? Math.min(...gaps) : 1;
  // Beyond a millionth nothing would be seen.
  const likely = possible.filter((number) => expected.get(number) > 1e-6);
  const seen = [...zeros, ...likely].sort((a, b) => a - b);
  const [low, high] = [seen[0], seen[seen.length - 1]];
  const width = Math.max(1, Math.ceil((high - low) / lattice / BARS)) * lattice;
  const bars = Math.floor((high - low) / width) + 1;
  const sums = { seen: new Float64Array(bars), expected: new Float64Array(bars) };
  const bar = (number) => Math.floor((number - low) / width);
  for (const number of zeros) sums.seen[bar(number)] += 1;
  for (const [number, p] of expected) {
    if (number >= low && number <= high) sums.expected[bar(number)] += p * zeros.length;
  }
  const top = Math.max(...sums.seen, ...sums.expected);
  const x = scale(0, bars, LEFT, RIGHT);
  const y = scale(0, top, BOTTOM, TOP);
  const middle = (i) => x(i + 0.5);
  const label = (i) => String(low + i * width);
  const shown = [0, Math.floor((bars - 1) / 2), bars - 1];
  svg.setAttribute("viewBox", CHART);
  svg.replaceChildren(
    ...Array.from(sums.seen, (number, i) =>
      element("rect", {
        class: "chart-bar",
        x: x(i) + 0.5,
        width: Math.max(1, x(i + 1) - x(i) - 1),
        y: y(number),
        height: BOTTOM - y(number),
      }),
    ),
    line("chart-expected", Array.from(sums.expected, (p, i) => [middle(i), y(p)])),
    ...ticks([], x, [0, Math.round(top)], y),
    ...[...new Set(shown)].map((i) =>
      element(
        "text",
        { x: middle(i), y: BOTTOM + 14, "text-anchor": "middle" },
        width > lattice ? `${label(i)}–${low + (i + 1) * width - lattice}` : label(i),
      ),
    ),
  );
}

/**
 * Draw the mean of output ÷ input so far, of all numbers and of one.
 *
 * @param {SVGSVGElement} svg
 * @param {number[]} all mean of output ÷ input over all numbers, for each call
 * @param {number[]} one output ÷ input of one number, for each call
 * @param {number} chance that a draw drops, in [0, 1]
 */
export function means(svg, all, one, chance) {
  const sd = chance < 1 ? Math.sqrt(chance / (1 - chance)) : 1;
  const reach = Math.min(1, Math.max(0.1, sd));
  const x = scale(0, Math.log10(all.length), LEFT, RIGHT);
  const y = scale(1 - reach, 1 + reach, BOTTOM, TOP);
  const inside = (value) => y(Math.max(1 - reach, Math.min(1 + reach, value)));
  const at = (i) => x(Math.log10(i + 1));
  const curve = (values) => Array.from(values, (value, i) => [at(i), inside(value)]);
  const band = (sign) => curve(all.map((_, i) => 1 + (sign * 2 * sd) / Math.sqrt(i + 1)));
  const round = (value) => Number(value.toFixed(2));
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
    ...ticks(powers, (power) => at(power - 1), [1 - reach, 1, 1 + reach].map(round), y),
  );
}
