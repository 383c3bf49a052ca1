/** What a figure shows, read from the fragment of an address and written into one. */

import { FRAMEWORKS, frameworkNamed, impossible, isOwn, kindNamed } from "./kinds.js";

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
 * @property {Source} [source] what draws the mask; undefined for a seeded layer of Keras 3
 *   on TensorFlow in float32, not compiled
 * @property {import("./mask.js").Drawing} [drawing] the script of that source, once loaded
 *
 * @typedef {object} Source
 * @property {import("./kinds.js").Framework} framework
 * @property {string} seeding one of its ways
 * @property {number} before how many seeds, keys or numbers were taken before
 * @property {import("./streams/tensorflow.js").Dtype} dtype of the computation
 * @property {boolean} compiled by XLA
 */

export const MOST_UNITS = 1e6;
// The last call that an address can name.
export const LAST = 9999;
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
function whole(least, most) {
  return (text) => {
    const plain = /^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text;
    const number = /^\d{1,9}$/.test(plain) ? Number(plain) : NaN;
    return number >= least && number <= most ? number : undefined;
  };
}

/**
 * @param {string[]} names
 * @returns {(text: string) => string|undefined}
 */
function oneOf(names) {
  return (text) => names.find((name) => name === text);
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
  training: (text) => (/^[01]$/.test(text) ? text === "1" : undefined),
  framework: frameworkNamed,
  seeding: oneOf(FRAMEWORKS.flatMap(({ seedings }) => Object.keys(seedings))),
  before: whole(0, LAST),
  dtype: oneOf(FRAMEWORKS[0].dtypes),
  compiled: (text) => (/^[01]$/.test(text) ? text === "1" : undefined),
  batch: size,
  steps: size,
  features: size,
  sample: place,
  timestep: place,
  feature: place,
};

/**
 * @param {number[]} sizes
 * @returns {number}
 */
export function product(sizes) {
  return sizes.reduce((all, one) => all * one, 1);
}

/**
 * Read a view from keys and values, written as in a fragment.
 *
 * @param {Iterable<[string, string]>} pairs each key at most once
 * @returns {View}
 * @throws {ViewError} something is unknown, missing, repeated, wrong or too large
 */
export function read(pairs) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const [key, text] of pairs) {
    if (!Object.hasOwn(READERS, key) || key in values) throw new ViewError("key", key);
    const value = READERS[key](text.trim());
    if (value === undefined) throw new ViewError(key, text);
    values[key] = value;
  }
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
  const view = { kind, noise, rate, seed, call, training, sizes, at };
  const source = sourceOf({ ...values, noise });
  return source ? { ...view, source } : view;
}

/**
 * @param {Record<string, any>} values of a view, by key
 * @returns {Source|undefined}
 * @throws {ViewError} the framework cannot do that
 */
function sourceOf(values) {
  const { framework = FRAMEWORKS[0], before = 0, compiled = false } = values;
  const [usual] = Object.keys(framework.seedings);
  const { seeding = usual, dtype = framework.dtypes[0] } = values;
  const source = { framework, seeding, before, dtype, compiled };
  if (sourceEntries(source).every(([, value]) => value === undefined)) return undefined;
  const wrong = impossible({ ...values, ...source });
  const [least, most] = framework.seedings[seeding] ?? [];
  const limits = { framework: framework.name, least, most };
  if (wrong) throw new ViewError(wrong, String(values[wrong]), limits);
  return source;
}

/**
 * @param {string} text a fragment without its #
 * @returns {View}
 * @throws {ViewError}
 */
export function parse(text) {
  // Mail and forums encode what they pass on.
  const plain = text.slice(0, 500).replaceAll("&amp;", "&");
  return read(new URLSearchParams(plain.replaceAll("%3D", "=").replaceAll("%26", "&")));
}

/**
 * @param {(number|null)[]} noise
 * @returns {string} the entries of a noise shape as Python writes them
 */
export function noiseText(noise) {
  return noise.map((entry) => entry ?? "None").join(", ");
}

/**
 * @param {View} view
 * @returns {[string, string][]} what read() reads; what is as usual is left out
 */
export function entries(view) {
  const { kind, noise, rate, seed, call, training, sizes, at, source } = view;
  /** @type {[string, unknown][]} */
  const pairs = [
    ["layer", kind.name],
    ...sourceEntries(source),
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
 * @param {Source|undefined} source
 * @returns {[string, unknown][]} undefined for what is as usual
 */
function sourceEntries(source) {
  if (!source) return [];
  const { framework, seeding, before, dtype, compiled } = source;
  const [first] = Object.keys(framework.seedings);
  return [
    ["framework", framework === FRAMEWORKS[0] ? undefined : framework.name],
    ["seeding", seeding === first ? undefined : seeding],
    ["before", before || undefined],
    ["dtype", dtype === framework.dtypes[0] ? undefined : dtype],
    ["compiled", Number(compiled) || undefined],
  ];
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
