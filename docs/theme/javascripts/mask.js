/** The mask: which numbers a call drops. */

import { keep, stream, threshold } from "./philox.js";
import { product } from "./view.js";

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

/** The largest part of the input that is drawn at once: samples, timesteps, features. */
export const WINDOW = [4, 40, 40];
const SLICE = 2 ** 16;

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
 * @returns {number} what survivors are multiplied by, as a float32
 */
export function scaleOf(view) {
  return view.training ? Math.fround(1 / (1 - view.rate)) : 1;
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
 * @returns {Uint8Array[][]} for each sample and timestep the features: 1 survives, 0 not
 */
export function windowOf(view, layout) {
  const [samples, steps, features] = view.sizes.map((size, axis) =>
    Math.min(size - view.at[axis], WINDOW[axis]),
  );
  const from = stream(view.seed, view.call);
  const draws = layout.shape[2] === 1 ? 1 : features;
  return Array.from({ length: samples }, (_, b) =>
    Array.from({ length: steps }, (_, t) => {
      const at = [view.at[0] + b, view.at[1] + t, view.at[2]];
      const drawn = new Uint8Array(draws);
      keep(from, limitOf(view), drawAt(layout, at), drawn);
      return draws === features ? drawn : new Uint8Array(features).fill(drawn[0]);
    }),
  );
}

/**
 * Count what one call drops. Each step of the generator takes about a millisecond and
 * yields the share that is done.
 *
 * @param {View} view
 * @param {Layout} layout
 * @param {number} call
 * @returns {Generator<number, {zeros: number, rows: number, columns: number}, void>}
 *   numbers dropped, rows and columns that are zero as a whole
 */
export function* count(view, layout, call) {
  const [batch, steps, features] = layout.shape;
  const [samples, , width] = view.sizes;
  const from = stream(view.seed, call);
  const limit = limitOf(view);
  const alive = new Uint8Array(batch * features);
  const most = Math.max(1, Math.floor(SLICE / features));
  let zeros = 0;
  let rows = 0;
  for (let done = 0; done < batch * steps; done += most) {
    const part = Math.min(most, batch * steps - done);
    const kept = keep(from, limit, done * features, new Uint8Array(part * features));
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

/**
 * @param {View} view
 * @param {number[]} at sample, timestep and feature
 * @returns {number} the input there: the numbers counted from 1, a float32
 */
export function inputAt({ sizes }, [sample, timestep, feature]) {
  return (sample * sizes[1] + timestep) * sizes[2] + feature + 1;
}
