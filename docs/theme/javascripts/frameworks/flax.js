/** What JAX, Flax and Keras on JAX share. */

import { noiseText } from "../kinds.js";

/** @typedef {import("../view.js").View} View */

/** @param {View} view */
export function chance({ rate }) {
  return 1 - Math.ceil(Math.fround(1 - rate) * 2 ** 23) / 2 ** 23;
}

/** @param {View} view */
export function scale({ rate }) {
  return Math.fround(1 / Math.fround(1 - rate));
}

/**
 * @param {View} view
 * @param {number} number
 */
export function output(view, number) {
  return Math.fround(number * scale(view));
}

/**
 * @param {View} view
 * @returns {string} the axes that share a draw, as Flax lists them
 */
export function broadcast({ noise }) {
  const axes = (noise ?? []).flatMap((size, axis) => (size === 1 ? [axis] : []));
  if (!axes.length) return "";
  return `, broadcast_dims=(${axes.join(", ")}${axes.length === 1 ? "," : ""})`;
}

/**
 * @param {View} view
 * @returns {string} the key of its call
 */
export function keyOf({ seed, call, source }) {
  const key = `jax.random.key(${seed})`;
  return source?.seeding === "fold" ? `jax.random.fold_in(${key}, ${call})` : key;
}

/**
 * @param {View} view
 * @returns {number[]} what is folded into the key of a seed for a call
 */
export function foldsOf({ source }, /** @type {number} */ call) {
  return source?.seeding === "fold" ? [call] : [];
}

/**
 * @param {View} view
 * @returns {string} the shape of its mask in Python
 */
export function shapeText({ noise, sizes }) {
  return noiseText((noise ?? sizes).map((size, axis) => size ?? sizes[axis]));
}

/**
 * @param {string[]} imports
 * @returns what is the same in every program in JAX
 */
export function inJax(imports) {
  return {
    imports: [...imports, "import jax.numpy as jnp", "import numpy as np"].sort(order),
    counted: (/** @type {string} */ end) => `jnp.arange(1.0, ${end})`,
    ones: (/** @type {string} */ shape) => `jnp.ones(${shape})`,
    asArray: (/** @type {string} */ array) => `np.asarray(${array})`,
    whole: "np.asarray(x)",
  };
}

/**
 * @param {string} a
 * @param {string} b
 */
function order(a, b) {
  // Python's writers put whole modules first.
  const key = (/** @type {string} */ line) =>
    line.startsWith("from") ? `2${line}` : `1${line}`;
  return key(a) < key(b) ? -1 : 1;
}
