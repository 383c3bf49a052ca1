/** Keras 3 on JAX. */

import * as stream from "../streams/keras-jax.js";
import { layerSeed } from "../streams/mersenne.js";
import { program as written } from "../texts.js";
import { layer, onBackend, seedsOf } from "./keras.js";

export { chance, output, scale } from "./flax.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  const { seed, globalSeed, nth } = seedsOf(view);
  const own = layerSeed(seed, globalSeed, nth);
  return (call) => stream.keeper({ seed: own, call }, view.rate);
}

export { layer as expression };

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  return written(view, words, onBackend(view, "jax"));
}
