/** Keras 3 on PyTorch. */

import * as stream from "../streams/keras-torch.js";
import { program as written } from "../texts.js";
import { layer, onBackend, seedsOf } from "./keras.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  const seeds = seedsOf(view);
  return (call) => stream.keeper({ ...seeds, call }, view.rate);
}

/** @param {View} view */
export function chance({ rate }) {
  return 1 - Math.ceil(Math.fround(1 - rate) * 2 ** 24) / 2 ** 24;
}

/** @param {View} view */
export function scale({ rate }) {
  return 1 / Math.fround(1 - rate);
}

/**
 * @param {View} view
 * @param {number} number
 */
export function output({ rate, noise }, number) {
  const kept = Math.fround(1 - rate);
  // For word types the layer is given ones, and the input is multiplied by them.
  return Math.fround(noise ? number / kept : number * Math.fround(1 / kept));
}

export { layer as expression };

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  return written(view, words, onBackend(view, "torch"));
}
