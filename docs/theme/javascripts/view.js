/** What a figure shows, read from the fragment of an address and written into one. */

import { isOwn, kindNamed, noiseText } from "./kinds.js";
import { product } from "./mask.js";
import { LAST } from "./philox.js";

/**
 * @typedef {object} View
 * @property {import("./kinds.js").Kind} kind
 * @property {(number|null)[]|null} noise the noise shape, null in it for the size of the
 *   input; null where equal words share a draw
 * @property {number} rate in [0, 1]
 * @property {bigint} seed a signed 64-bit integer
 * @property {number} call how many masks the layer has drawn before
 * @property {boolean} training
 * @property {number[]} sizes of the input: batch, steps, features
 * @property {number[]} at the first sample, timestep and feature that are drawn
 * @property {import("./sources.js").Source} [source] what draws the mask; undefined for a
 *   seeded layer of Keras 3 on TensorFlow in float32, not compiled
 * @property {import("./sources.js").Drawing} [drawing] the script of that source, once loaded
 */

export const MOST_UNITS = 1e6;
const SIZES = ["batch", "steps", "features"];
const NEEDED = ["layer", "rate", "seed", "call", "training", ...SIZES];
const AXES = ["sample", "timestep", "feature"];

/** A text that is no view. Its key names what is wrong, its value what was found. */
export class ViewError extends Error {
  /**
   * @param {string} key a key of the fragment, "units", or "key" for an unknown one
   * @param {string} value
   * @param {Record<string, unknown>} [limits] what the framework takes, if that is why
   */
  constructor(key, value, limits) {
    super(`${key}: ${value.slice(0, 40)}`);
    this.key = key;
    this.value = value.slice(0, 40);
    this.limits = limits;
  }
}

/**
 * Whole numbers, written as such or in thousands: 1,000.
 *
 * @param {number} least
 * @param {number} most
 * @returns {(text: string) => number|undefined}
 */
export function whole(least, most) {
  return (text) => {
    const plain = /^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text;
    const number = /^\d{1,9}$/.test(plain) ? Number(plain) : NaN;
    return number >= least && number <= most ? number : undefined;
  };
}

/**
 * @param {string} text
 * @returns {boolean|undefined}
 */
export function flag(text) {
  return /^[01]$/.test(text) ? text === "1" : undefined;
}

const size = whole(1, MOST_UNITS);
const place = whole(0, MOST_UNITS);

/** @type {Record<string, (text: string) => unknown>} Undefined for a wrong text. */
const READERS = {
  layer: kindNamed,
  noise: (text) => {
    const parts = text.split(",").map((part) => part.trim());
    const noise = parts.map((part) => (part === "None" ? null : size(part)));
    return noise.length !== 3 || noise.includes(undefined) ? undefined : noise;
  },
  rate: (text) => {
    const rate = /^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(text) ? Number(text) : NaN;
    return rate >= 0 && rate <= 1 ? rate : undefined;
  },
  seed: (text) => {
    if (!/^-?\d{1,19}$/.test(text)) return undefined;
    const seed = BigInt(text);
    return BigInt.asIntN(64, seed) === seed ? seed : undefined;
  },
  call: whole(0, LAST),
  training: flag,
  batch: size,
  steps: size,
  features: size,
  sample: place,
  timestep: place,
  feature: place,
};

/**
 * @param {Iterable<[string, string]>} pairs each key at most once
 * @param {Record<string, (text: string) => unknown>} readers undefined for a wrong text
 * @returns {Record<string, any>} what the texts say, by key
 * @throws {ViewError} a key is unknown or repeated, or its text is wrong
 */
export function valuesOf(pairs, readers) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const [key, text] of pairs) {
    if (!Object.hasOwn(readers, key) || key in values) throw new ViewError("key", key);
    const value = readers[key](text.trim());
    if (value === undefined) throw new ViewError(key, text);
    values[key] = value;
  }
  return values;
}

/**
 * Read a view from keys and values, written as in a fragment.
 *
 * @param {Iterable<[string, string]>} pairs each key at most once
 * @returns {View}
 * @throws {ViewError} something is unknown, missing, repeated, wrong or too large
 */
export function read(pairs) {
  const values = valuesOf(pairs, READERS);
  for (const key of NEEDED) if (!(key in values)) throw new ViewError(key, "");
  const { layer: kind, rate, seed, call, training } = values;
  const noise = isOwn(kind) ? values.noise : kind.noise;
  if (noise === undefined) throw new ViewError("noise", "");
  const sizes = SIZES.map((key) => values[key]);
  const units = product(sizes);
  if (units > MOST_UNITS) throw new ViewError("units", String(units));
  sizes.forEach((most, axis) => {
    if (noise && ![null, 1, most].includes(noise[axis])) {
      throw new ViewError("noise", noiseText(noise));
    }
  });
  const at = AXES.map((key, axis) => Math.min(values[key] ?? 0, sizes[axis] - 1));
  return { kind, noise, rate, seed, call, training, sizes, at };
}

/**
 * @param {string} text a fragment without its #
 * @returns {[string, string][]} what it says, as read() takes it
 */
export function pairsOf(text) {
  // Mail and forums encode what they pass on.
  const plain = text.slice(0, 500).replaceAll("&amp;", "&");
  return [...new URLSearchParams(plain.replaceAll("%3D", "=").replaceAll("%26", "&"))];
}

/**
 * @param {string} text a fragment without its #
 * @returns {View}
 * @throws {ViewError}
 */
export function parse(text) {
  return read(pairsOf(text));
}

/**
 * @param {View} view
 * @returns {[string, string][]} what read() reads; what is as usual is left out
 */
export function entries(view) {
  const { kind, noise, rate, seed, call, training, sizes, at } = view;
  /** @type {[string, unknown][]} */
  const pairs = [
    ["layer", kind.name],
    ["noise", isOwn(kind) && noise ? noiseText(noise) : undefined],
    ["rate", rate],
    ["seed", seed],
    ["call", call],
    ["training", Number(training)],
    ...SIZES.map((key, axis) => /** @type {[string, number]} */ ([key, sizes[axis]])),
    ...AXES.map(
      (key, axis) => /** @type {[string, unknown]} */ ([key, at[axis] || undefined]),
    ),
  ];
  return pairs.flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
}

/**
 * @param {[string, string][]} pairs
 * @returns {string} them as a fragment, without the #
 */
export function fragmentOf(pairs) {
  return pairs.map(([key, value]) => `${key}=${value.replaceAll(" ", "")}`).join("&");
}

/**
 * @param {View} view
 * @returns {string} its fragment, without the #
 */
export function format(view) {
  return fragmentOf(entries(view));
}
