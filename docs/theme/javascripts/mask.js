/** The mask: which numbers a call drops, what to expect of it, what many calls bring. */

import { keep, stream, threshold } from "./philox.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * How a layer's draws lie under its units.
 * @typedef {object} Noise
 * @property {number[]} shape the noise shape; for word types (batch, word types, 1)
 * @property {(timestep: number) => number} row the place of a timestep on its middle axis
 * @property {(row: number) => number} units how many units a draw of that row covers
 * @property {[number, number][]} groups how many draws cover how many units: [units, draws]
 */

const SHAPES = {
  elements: [null, null, null],
  columns: [null, 1, null],
  rows: [null, null, 1],
  samples: [null, 1, 1],
  shared: [1, null, null],
};

/** The largest part of the input that is drawn at once: samples, timesteps, features. */
export const WINDOW = [4, 40, 40];
const SLICE = 2 ** 16;

/**
 * @param {number[]} sizes
 * @returns {number}
 */
export function product(sizes) {
  return sizes.reduce((all, size) => all * size, 1);
}

/**
 * The noise shape a layer is created with.
 *
 * @param {View} view
 * @returns {(number|null)[]} one entry for each axis; null for the size of the input
 */
export function noiseShape(view) {
  return SHAPES[view.layer] ?? view.noise;
}

/**
 * @param {View} view
 * @param {string[]} words the sentence; it repeats if there are more timesteps
 * @returns {Noise}
 */
export function noiseOf(view, words) {
  const sizes = [view.batch, view.steps, view.features];
  if (view.layer !== "types") {
    const shape = noiseShape(view).map((size, axis) => size ?? sizes[axis]);
    const draws = product(shape);
    const units = product(sizes) / draws;
    const row = (t) => (shape[1] === 1 ? 0 : t);
    return { shape, row, units: () => units, groups: [[units, draws]] };
  }
  const types = [...new Set(words.slice(0, view.steps))];
  const ids = words.map((word) => types.indexOf(word));
  const units = new Array(types.length).fill(0);
  ids.slice(0, view.steps).forEach((id, t) => {
    units[id] += Math.ceil((view.steps - t) / ids.length) * view.features;
  });
  return {
    shape: [view.batch, types.length, 1],
    row: (t) => ids[t % ids.length],
    units: (row) => units[row],
    groups: [...new Set(units)].map((size) => [
      size,
      view.batch * units.filter((other) => other === size).length,
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
 * @param {Noise} noise
 * @returns {number} independent draws of a call; with rate 0 Keras draws nothing
 */
export function drawsOf(view, noise) {
  return view.training && view.rate ? product(noise.shape) : 0;
}

/**
 * @param {View} view
 * @returns {number} what survivors are multiplied by, as a float32
 */
export function scaleOf(view) {
  return view.training ? Math.fround(1 / (1 - view.rate)) : 1;
}

/**
 * @param {Noise} noise
 * @param {number[]} at sample, timestep and feature of a number
 * @returns {number} the index of the draw that decides over it
 */
export function drawOf(noise, [sample, timestep, feature]) {
  const [batch, steps, features] = noise.shape;
  const row = (batch === 1 ? 0 : sample) * steps + noise.row(timestep);
  return row * features + (features === 1 ? 0 : feature);
}

/**
 * The mask where it is drawn.
 *
 * @param {View} view its window starts at view.at
 * @param {Noise} noise
 * @returns {Uint8Array[][]} for each sample and timestep the features: 1 survives, 0 not
 */
export function windowOf(view, noise) {
  const sizes = [view.batch, view.steps, view.features];
  const [samples, steps, features] = sizes.map((size, axis) =>
    Math.min(size - view.at[axis], WINDOW[axis]),
  );
  const from = stream(view.seed, view.call);
  const draws = noise.shape[2] === 1 ? 1 : features;
  return Array.from({ length: samples }, (_, b) =>
    Array.from({ length: steps }, (_, t) => {
      const at = [view.at[0] + b, view.at[1] + t, view.at[2]];
      const drawn = new Uint8Array(draws);
      keep(from, limitOf(view), drawOf(noise, at), drawn);
      return draws === features ? drawn : new Uint8Array(features).fill(drawn[0]);
    }),
  );
}

/**
 * Count what one call drops. Each step of the generator takes about a millisecond and
 * yields the share that is done.
 *
 * @param {View} view
 * @param {Noise} noise
 * @param {number} call
 * @returns {Generator<number, {zeros: number, rows: number, columns: number}>} numbers
 *   dropped, rows and columns lost whole
 */
export function* count(view, noise, call) {
  const [batch, steps, features] = noise.shape;
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
      const units = noise.units(row % steps);
      zeros += units * (features - survivors);
      if (!survivors) rows += (units * features) / view.features;
    }
    yield (done + part) / (batch * steps);
  }
  let columns = 0;
  for (const some of alive) columns += 1 - some;
  columns *= (view.batch * view.features) / alive.length;
  return { zeros, rows, columns };
}

/**
 * @param {View} view
 * @param {number} sample
 * @param {number} timestep
 * @param {number} feature
 * @returns {number} the input there: the units counted from 1, a float32
 */
export function inputAt(view, sample, timestep, feature) {
  return (sample * view.steps + timestep) * view.features + feature + 1;
}

/**
 * @typedef {object} Expected
 * @property {number} draws independent draws
 * @property {number} units numbers of the input
 * @property {number} chance that a draw drops: of 2^23 numbers those below the rate
 * @property {number} mean of the numbers dropped in one call
 * @property {number} sd their standard deviation
 * @property {number} lost chance that a given word is wholly lost
 * @property {number} scale of the survivors
 */

/**
 * @param {View} view
 * @param {Noise} noise
 * @returns {Expected} all by formula
 */
export function expectedOf(view, noise) {
  const units = view.batch * view.steps * view.features;
  const chance = limitOf(view) / 2 ** 23;
  let squares = 0;
  for (const [size, draws] of noise.groups) squares += draws * size ** 2;
  return {
    draws: drawsOf(view, noise),
    units,
    chance,
    mean: units * chance,
    sd: Math.sqrt(squares * chance * (1 - chance)),
    lost: chance ** noise.shape[2],
    scale: scaleOf(view),
  };
}

/** Binomial probabilities for 0 to n, from the mode outwards until they vanish. */
function binomial(n, chance) {
  const terms = new Map();
  const mode = Math.min(n, Math.floor((n + 1) * chance));
  const odds = chance / (1 - chance);
  let sum = 0;
  const add = (k, term) => {
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
 * @param {Noise} noise
 * @returns {Map<number, number>} probability by number; those next to 0 may be missing.
 *   A binomial times the units of a draw; for word types the sum of one for each
 *   frequency
 */
export function distribution(view, noise) {
  const { chance } = expectedOf(view, noise);
  let all = new Map([[0, 1]]);
  for (const [units, draws] of noise.groups) {
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
 * @param {Noise} noise
 * @param {number} calls
 * @returns {Generator<number, Float64Array>} the numbers dropped by each call; yields
 *   the share that is done
 */
export function* repeat(view, noise, calls) {
  const zeros = new Float64Array(calls);
  for (let call = 0; call < calls; call += 1) {
    const counting = count(view, noise, call);
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
 * @param {number} draw the draw that decides over it, see drawOf()
 * @param {number} calls
 * @returns {Uint8Array} for each call 1 if it survives, else 0
 */
export function follow(view, draw, calls) {
  const kept = new Uint8Array(calls);
  for (let call = 0; call < calls; call += 1) {
    keep(stream(view.seed, call), limitOf(view), draw, kept.subarray(call, call + 1));
  }
  return kept;
}

/**
 * @param {ArrayLike<number>} numbers
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
  return Float64Array.from(numbers, (number, i) => (sum += number) / (i + 1));
}
