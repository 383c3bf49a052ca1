/** The drawings of the scene chain, as tools/figures/strip.py makes them at build. */

import { FEATURES, FILTERS, KERNEL, POOL, STEPS, WINDOWS } from "./chain.js";
import { runs } from "./runs.js";

const LEFT = 14;
const WIDTH = 5;
const HEIGHT = 8;
const GAP = 2;
export const LEVELS = 4;
export const BINS = 50;
const TALLEST = 16;
// Of Conv1D, MaxPooling1D and LSTM.
const ROWS = [WINDOWS, WINDOWS / POOL, 1];
// Of the embedding's output, as tools/figures/drawing.py draws masks.
const CELLS = { pitch: 16, cell: 14, header: 18, labels: 64 };

/** @param {number} row */
function top(row) {
  return HEIGHT * row + GAP * Math.floor(row / POOL);
}

/**
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @returns {{level: Uint8Array, moved: number, most: number}} for each number 0 where
 *   nothing moved, else from 1 to LEVELS; how many moved, and the farthest
 */
export function levels(before, after) {
  const moved = Array.from(before, (number, i) => Math.abs(after[i] - number));
  const most = Math.max(...moved);
  return {
    level: Uint8Array.from(moved, (one) => Math.ceil((LEVELS * one) / (most || 1))),
    moved: moved.filter((one) => one > 0).length,
    most,
  };
}

/**
 * @param {Uint8Array} level of each number of a layer, 64 in a row
 * @param {number} chosen
 * @returns {string} the numbers of that level, as the data of a path
 */
export function squares(level, chosen) {
  let path = "";
  let [x, y] = [0, 0];
  level.forEach((one, i) => {
    if (one !== chosen) return;
    const left = WIDTH * (i % FILTERS);
    const above = top(Math.floor(i / FILTERS));
    path += `m${left - x} ${above - y}v${HEIGHT}`;
    [x, y] = [left, above + HEIGHT];
  });
  return path;
}

/**
 * @param {Uint8Array} kept of the squares of the embedding's output
 * @returns {string} what is kept, as the data of a dashed path
 */
export function filled(kept) {
  return runs(kept, FEATURES, CELLS, (row) => CELLS.pitch * row);
}

/**
 * @param {Uint8Array} kept of the squares of the embedding's output
 * @returns {string} what is dropped, as tools/figures/drawing.py draws it
 */
export function holes(kept) {
  const { pitch, cell, header, labels } = CELLS;
  const side = cell - 1;
  let path = "";
  let [x, y] = [0, 0];
  kept.forEach((one, i) => {
    if (one) return;
    const left = labels + pitch * (i % FEATURES) + 0.5;
    const above = header + pitch * Math.floor(i / FEATURES) + 0.5;
    path += `m${left - x} ${above - y}h${side}v${side}h-${side}z`;
    [x, y] = [left, above];
  });
  return path;
}

/**
 * @param {boolean[]} rows
 * @returns {string} a mark before each row that is reached
 */
export function marks(rows) {
  return rows.map((here, row) => (here ? `M6 ${top(row)}v${HEIGHT - 1}` : "")).join("");
}

/**
 * @param {[number, number]} zero row and column; -1 for a whole column or row
 * @returns {Uint8Array} what is kept where one zero is followed
 */
export function keptBut([row, column]) {
  return Uint8Array.from({ length: STEPS * FEATURES }, (_, i) => {
    const here = row < 0 || Math.floor(i / FEATURES) === row;
    return Number(!(here && (column < 0 || i % FEATURES === column)));
  });
}

/**
 * @param {Uint8Array} kept
 * @returns {boolean[][]} which windows see a zero, and which pools see such a window
 */
export function reached(kept) {
  const words = Array.from({ length: STEPS }, (_, step) =>
    kept.subarray(step * FEATURES, (step + 1) * FEATURES).includes(0),
  );
  const windows = Array.from({ length: WINDOWS }, (_, window) =>
    words.slice(window, window + KERNEL).includes(true),
  );
  const pools = Array.from({ length: WINDOWS / POOL }, (_, pool) =>
    windows.slice(pool * POOL, (pool + 1) * POOL).includes(true),
  );
  return [windows, pools];
}

/**
 * @param {Float32Array} opinions in [0, 1]
 * @returns {string} their histogram, as the data of a path
 */
export function bars(opinions) {
  const counts = new Array(BINS).fill(0);
  for (const one of opinions) counts[Math.min(BINS - 1, Math.floor(BINS * one))] += 1;
  const most = Math.max(...counts);
  const tops = counts.map((count) => TALLEST - Math.ceil((TALLEST * count) / most));
  return `M0 ${TALLEST}${tops.map((one) => `V${one}h1`).join("")}V${TALLEST}`;
}

/**
 * @param {Float32Array} opinions
 * @returns {{mean: number, sd: number, left: number, width: number}} and the band of one
 *   standard deviation, in bins
 */
export function spread(opinions) {
  let [sum, squares] = [0, 0];
  for (const one of opinions) sum += one;
  const mean = sum / opinions.length;
  for (const one of opinions) squares += (one - mean) ** 2;
  const sd = Math.sqrt(squares / opinions.length);
  const low = Math.max(0, mean - sd);
  const high = Math.min(1, mean + sd);
  const [left, width] = [low, high - low].map((x) => Math.round(100 * BINS * x) / 100);
  return { mean, sd, left, width };
}

/**
 * @param {number} x in the drawing of a layer
 * @param {number} y
 * @param {number} layer
 * @returns {number|undefined} which number lies there
 */
export function numberAt(x, y, layer) {
  const column = Math.floor((x - LEFT) / WIDTH);
  const tops = Array.from({ length: ROWS[layer] }, (_, row) => top(row));
  const row = tops.findLastIndex((one) => one <= y);
  return column >= 0 && column < FILTERS && row >= 0 ? row * FILTERS + column : undefined;
}

/**
 * Step from number to number: down from one row and one layer to the next.
 *
 * @param {[number, number]} from layer and number
 * @param {[number, number]} step down and to the right
 * @returns {[number, number]}
 */
export function stepped(from, [down, right]) {
  let [layer, index] = from;
  const column = Math.max(0, Math.min(FILTERS - 1, (index % FILTERS) + right));
  let row = Math.floor(index / FILTERS) + down;
  if (row >= ROWS[layer] && layer < ROWS.length - 1) {
    layer += 1;
    row = 0;
  } else if (row < 0 && layer > 0) {
    layer -= 1;
    row = ROWS[layer] - 1;
  }
  row = Math.max(0, Math.min(ROWS[layer] - 1, row));
  index = row * FILTERS + column;
  return [layer, index];
}

/**
 * @param {number} index of a number of a layer
 * @returns {Element} a ring around it
 */
export function ring(index) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const x = LEFT + WIDTH * (index % FILTERS) - 1;
  const y = top(Math.floor(index / FILTERS)) - 1;
  const place = { class: "mask-cursor", x, y, width: WIDTH + 2, height: HEIGHT + 2 };
  for (const [key, value] of Object.entries(place)) rect.setAttribute(key, String(value));
  return rect;
}

/**
 * @param {number} x in the drawing of the embedding's output
 * @param {number} y
 * @returns {[number, number]|undefined} row and column there; -1 for the word before a
 *   row, and for the number above a column
 */
export function placeAt(x, y) {
  const column = x < CELLS.labels ? -1 : Math.floor((x - CELLS.labels) / CELLS.pitch);
  const row = y < CELLS.header ? -1 : Math.floor((y - CELLS.header) / CELLS.pitch);
  const inside = row < STEPS && column < FEATURES && row + column > -2;
  return inside ? [row, column] : undefined;
}
