/** What a figure shows, and the texts that say it: a fragment of an address, Python. */

import { noiseOf, noiseShape, product, WINDOW } from "./mask.js";

/**
 * @typedef {object} View
 * @property {string} layer one of LAYERS
 * @property {(number|null)[]} [noise] the noise shape, if the layer is "own"
 * @property {number} rate in [0, 1)
 * @property {bigint} seed a signed 64-bit integer
 * @property {number} call how many masks the layer has drawn before
 * @property {boolean} training
 * @property {number} batch
 * @property {number} steps
 * @property {number} features
 * @property {number[]} at the first sample, timestep and feature that are drawn
 */

export const LAYERS = [
  "elements",
  "columns",
  "rows",
  "samples",
  "types",
  "shared",
  "own",
];
export const MOST_UNITS = 1e6;
const NEEDED = ["layer", "rate", "seed", "call", "training", "batch", "steps", "features"];
const AXES = ["sample", "timestep", "feature"];

/** A text that is no view. Its key names what is wrong, its value what was found. */
export class ViewError extends Error {
  /**
   * @param {string} key a key of the fragment, "units", or "key" for an unknown one
   * @param {string} value
   */
  constructor(key, value) {
    super(`${key}: ${value.slice(0, 40)}`);
    this.key = key;
    this.value = value.slice(0, 40);
  }
}

/** Whole numbers, written as such. */
function whole(text, least, most) {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : undefined;
}

const size = (text) => whole(text, 1, MOST_UNITS);
const place = (text) => whole(text, 0, MOST_UNITS);

const READERS = {
  layer: (text) => (LAYERS.includes(text) ? text : undefined),
  noise: (text) => {
    const sizes = text.split(",").map((part) => part.trim());
    if (sizes.length !== 3) return undefined;
    const noise = sizes.map((part) => (part === "None" ? null : size(part)));
    return noise.includes(undefined) ? undefined : noise;
  },
  rate: (text) => {
    const rate = /^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(text) ? Number(text) : NaN;
    return rate >= 0 && rate < 1 ? rate : undefined;
  },
  seed: (text) => {
    if (!/^-?\d{1,19}$/.test(text)) return undefined;
    const seed = BigInt(text);
    return BigInt.asIntN(64, seed) === seed ? seed : undefined;
  },
  call: (text) => whole(text, 0, 9999),
  training: (text) => ({ 0: false, 1: true })[text],
  batch: size,
  steps: size,
  features: size,
  sample: place,
  timestep: place,
  feature: place,
};

/**
 * Read a view from keys and values, written as in a fragment.
 *
 * @param {Iterable<[string, string]>} entries each key at most once
 * @returns {View}
 * @throws {ViewError} something is unknown, missing, repeated, wrong or too large
 */
export function read(entries) {
  const values = {};
  for (const [key, text] of entries) {
    if (!Object.hasOwn(READERS, key) || key in values) throw new ViewError("key", key);
    const value = READERS[key](text.trim());
    if (value === undefined) throw new ViewError(key, text);
    values[key] = value;
  }
  for (const key of values.layer === "own" ? [...NEEDED, "noise"] : NEEDED) {
    if (!(key in values)) throw new ViewError(key, "");
  }
  const { sample = 0, timestep = 0, feature = 0, ...view } = values;
  const sizes = [view.batch, view.steps, view.features];
  const units = product(sizes);
  if (units > MOST_UNITS) throw new ViewError("units", String(units));
  view.at = [sample, timestep, feature].map((first, axis) =>
    Math.min(first, sizes[axis] - 1),
  );
  if (view.layer !== "own") delete view.noise;
  view.noise?.forEach((entry, axis) => {
    if (![null, 1, sizes[axis]].includes(entry)) {
      throw new ViewError("noise", noiseText(view.noise));
    }
  });
  return view;
}

/**
 * @param {string} text a fragment without its #
 * @returns {View}
 * @throws {ViewError}
 */
export function parse(text) {
  return read(new URLSearchParams(text.slice(0, 500)));
}

/** @returns {string} the entries of a noise shape as Python writes them */
function noiseText(noise) {
  return noise.map((entry) => entry ?? "None").join(", ");
}

/**
 * @param {View} view
 * @returns {[string, string][]} what read() reads; what is as usual is left out
 */
export function entries(view) {
  const list = NEEDED.map((key) => [key, String(view[key])]);
  list[NEEDED.indexOf("training")][1] = view.training ? "1" : "0";
  if (view.noise) list.splice(1, 0, ["noise", noiseText(view.noise)]);
  AXES.forEach((axis, i) => view.at[i] && list.push([axis, String(view.at[i])]));
  return list;
}

/**
 * @param {View} view
 * @returns {string} its fragment, without the #
 */
export function format(view) {
  return entries(view)
    .map(([key, value]) => `${key}=${value.replaceAll(" ", "")}`)
    .join("&");
}

/**
 * @param {View} view
 * @returns {string} the Python that creates the layer
 */
export function expression(view) {
  if (view.layer === "columns") return `SpatialDropout1D(${view.rate}, seed=${view.seed})`;
  const plain = ["elements", "types"].includes(view.layer);
  const noise = plain ? "" : `noise_shape=(${noiseText(noiseShape(view))}), `;
  return `Dropout(${view.rate}, ${noise}seed=${view.seed})`;
}

/**
 * @param {View} view
 * @param {string[]} words the sentence, for word types
 * @returns {string} a program for Keras 3 on TensorFlow; its array y is the output
 */
export function program(view, words) {
  const sizes = [view.batch, view.steps, view.features];
  const units = product(sizes);
  const ends = sizes.map((size, axis) => Math.min(size, view.at[axis] + WINDOW[axis]));
  const part = ends.some((end, axis) => end - view.at[axis] < sizes[axis])
    ? `[${ends.map((end, axis) => `${view.at[axis]}:${end}`).join(", ")}]`
    : "";
  const types = view.layer === "types";
  const given = types ? "ones" : "x";
  const called = `drop(${given}, training=${view.training ? "True" : "False"})`;
  const lines = [
    "import keras",
    "import numpy as np",
    "",
    `x = np.arange(1, ${units + 1}, dtype="float32").reshape(${sizes.join(", ")})`,
    `drop = keras.layers.${expression(view)}`,
  ];
  if (types) {
    const noise = noiseOf(view, words);
    const ids = Array.from({ length: Math.min(view.steps, words.length) }, (_, t) =>
      noise.row(t),
    );
    lines.push(
      `ids = np.resize([${ids.join(", ")}], ${view.steps})`,
      `ones = np.ones((${noise.shape.slice(0, 2).join(", ")}))`,
    );
  }
  if (view.training && view.call) {
    lines.push(`for _ in range(${view.call}):`, `    ${called}`);
  }
  if (types) lines.push(`y = x * ${called}.numpy()[:, ids, None]`);
  else lines.push(`y = ${called}.numpy()`);
  lines.push(
    `for row in y${part}.reshape(-1, ${ends[2] - view.at[2]}):`,
    '    print("".join("#" if number else "." for number in row))',
    'print((y == 0).sum(), "of", y.size, "numbers are zero")',
  );
  return `${lines.join("\n")}\n`;
}
