/** The mask: which numbers a call drops. */

import { keep, stream, threshold } from "./philox.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * How the draws of a call lie under its numbers.
 * @typedef {object} Layout
 * @property {number[]} shape of the draws; for word types (batch, word types, 1)
 * @property {(timestep: number) => number} row the place of a timestep on its middle axis
 * @property {(row: number) => number} units how many numbers a draw of that row covers
 * @property {[number, number][]} groups how many draws cover how many numbers:
 *   [numbers, draws]
 */

/**
 * @typedef {(first: number, out: Uint8Array) => Uint8Array} Keep fills an array with 1
 *   where a number survives, else 0, from a first draw on
 */

/** The largest part of the input that is drawn at once: samples, timesteps, features. */
export const WINDOW = [4, 40, 40];
const SLICE = 2 ** 16;

/**
 * @param {number[]} sizes
 * @returns {number}
 */
export function product(sizes) {
  return sizes.reduce((all, one) => all * one, 1);
}

/**
 * @param {View} view
 * @param {string[]} words the sentence; it repeats if there are more timesteps
 * @returns {Layout}
 */
export function layoutOf({ noise, sizes }, words) {
  if (noise) {
    const shape = noise.map((size, axis) => size ?? sizes[axis]);
    const draws = product(shape);
    const units = product(sizes) / draws;
    const row = shape[1] === 1 ? () => 0 : (/** @type {number} */ t) => t;
    return { shape, row, units: () => units, groups: [[units, draws]] };
  }
  const [batch, steps, features] = sizes;
  const types = [...new Set(words.slice(0, steps))];
  const ids = words.map((word) => types.indexOf(word));
  /** @type {number[]} */
  const units = new Array(types.length).fill(0);
  ids.slice(0, steps).forEach((id, t) => {
    units[id] += Math.ceil((steps - t) / ids.length) * features;
  });
  return {
    shape: [batch, types.length, 1],
    row: (t) => ids[t % ids.length],
    units: (row) => units[row],
    groups: [...new Set(units)].map((size) => [
      size,
      batch * units.filter((other) => other === size).length,
    ]),
  };
}

/**
 * @param {View} view
 * @returns {number} the limit of keep(): 0 drops nothing
 */
export function limitOf(view) {
  return view.training ? threshold(view.rate) : 0;
}

/**
 * @param {View} view
 * @param {Layout} layout
 * @returns {number} independent draws of a call; with rate 0 Keras draws nothing
 */
export function drawsOf(view, layout) {
  return view.training && view.rate ? product(layout.shape) : 0;
}

/**
 * @param {View} view
 * @returns {number} the chance that a draw drops
 */
export function chanceOf(view) {
  if (!view.training || !view.rate) return 0;
  return view.drawing?.chance(view) ?? limitOf(view) / 2 ** 23;
}

/**
 * @param {View} view
 * @returns {number} what survivors are multiplied by, as a float32
 */
export function scaleOf(view) {
  if (!view.training) return 1;
  return view.drawing?.scale(view) ?? Math.fround(1 / (1 - view.rate));
}

/**
 * @param {View} view
 * @param {number} input
 * @returns {number} what becomes of it if it survives
 */
export function outputOf(view, input) {
  if (!view.training) return input;
  return view.drawing?.output(view, input) ?? Math.fround(input * scaleOf(view));
}

/**
 * @param {View} view
 * @param {Layout} layout
 * @returns {number} how many calls can be drawn at most
 */
export function callsOf(view, layout) {
  return view.drawing?.calls?.(view, product(layout.shape)) ?? Number.POSITIVE_INFINITY;
}

/**
 * @param {View} view
 * @param {Layout} layout
 * @returns {(call: number) => Keep} what fills an array with the mask of a call
 */
export function keeperOf(view, layout) {
  if (view.drawing && drawsOf(view, layout)) {
    return view.drawing.keeper(view, product(layout.shape));
  }
  const limit = limitOf(view);
  return (call) => {
    const from = stream(view.seed, call);
    return (first, out) => keep(from, limit, first, out);
  };
}

/**
 * @param {Layout} layout
 * @param {number[]} at sample, timestep and feature of a number
 * @returns {number} the index of the draw that decides over it
 */
export function drawAt(layout, [sample, timestep, feature]) {
  const [batch, steps, features] = layout.shape;
  const row = (batch === 1 ? 0 : sample) * steps + layout.row(timestep);
  return row * features + (features === 1 ? 0 : feature);
}

/**
 * The mask where it is drawn.
 *
 * @param {View} view its window starts at view.at
 * @param {Layout} layout
 * @param {(call: number) => Keep} keeper
 * @returns {Uint8Array[][]} for each sample and timestep the features: 1 survives, 0 not
 */
export function windowOf(view, layout, keeper = keeperOf(view, layout)) {
  const [samples, steps, features] = view.sizes.map((size, axis) =>
    Math.min(size - view.at[axis], WINDOW[axis]),
  );
  const keep = keeper(view.call);
  const draws = layout.shape[2] === 1 ? 1 : features;
  const firsts = Array.from({ length: samples }, (_, b) =>
    Array.from({ length: steps }, (_, t) =>
      drawAt(layout, [view.at[0] + b, view.at[1] + t, view.at[2]]),
    ),
  );
  // Each once and in order: some streams cannot go back.
  const rows = new Map(
    [...new Set(firsts.flat())]
      .sort((a, b) => a - b)
      .map((first) => [first, keep(first, new Uint8Array(draws))]),
  );
  return firsts.map((sample) =>
    sample.map((first) => {
      const drawn = /** @type {Uint8Array} */ (rows.get(first));
      return draws === features ? drawn : new Uint8Array(features).fill(drawn[0]);
    }),
  );
}

/**
 * @param {View} view
 * @param {string[]} words the sentence
 * @returns it with its window, and where that ends
 */
export function drawnOf(view, words) {
  const layout = layoutOf(view, words);
  const kept = windowOf(view, layout);
  const shown = [kept, kept[0], kept[0][0]];
  const ends = view.at.map((first, axis) => first + shown[axis].length - 1);
  return { view, layout, kept, ends };
}

/**
 * Count what one call drops. Each step, of about a millisecond, yields the share done.
 *
 * @param {View} view
 * @param {Layout} layout
 * @param {number} call
 * @param {(call: number) => Keep} keeper
 * @returns {Generator<number, {zeros: number, rows: number, columns: number}, void>}
 *   numbers dropped, rows and columns that are zero as a whole
 */
export function* count(view, layout, call, keeper = keeperOf(view, layout)) {
  const [batch, steps, features] = layout.shape;
  const [samples, , width] = view.sizes;
  const keep = keeper(call);
  const alive = new Uint8Array(batch * features);
  const most = Math.max(1, Math.floor(SLICE / features));
  let zeros = 0;
  let rows = 0;
  for (let done = 0; done < batch * steps; done += most) {
    const part = Math.min(most, batch * steps - done);
    const kept = keep(done * features, new Uint8Array(part * features));
    for (let row = done, at = 0; row < done + part; row += 1) {
      const column = Math.floor(row / steps) * features;
      let survivors = 0;
      for (let f = 0; f < features; f += 1, at += 1) {
        survivors += kept[at];
        alive[column + f] |= kept[at];
      }
      const units = layout.units(row % steps);
      zeros += units * (features - survivors);
      if (!survivors) rows += (units * features) / width;
    }
    yield (done + part) / (batch * steps);
  }
  let columns = 0;
  for (const some of alive) columns += 1 - some;
  columns *= (samples * width) / alive.length;
  return { zeros, rows, columns };
}

/** @param {Parameters<typeof count>} given where all takes no time */
export function counted(...given) {
  const counting = count(...given);
  let step = counting.next();
  while (!step.done) step = counting.next();
  return step.value;
}

/**
 * @param {View} view
 * @param {number[]} at sample, timestep and feature
 * @returns {number} the input there: the numbers counted from 1, a float32
 */
export function inputAt(view, [sample, timestep, feature]) {
  const [, steps, features] = view.sizes;
  const input = (sample * steps + timestep) * features + feature + 1;
  return view.drawing?.input?.(view, input) ?? input;
}
