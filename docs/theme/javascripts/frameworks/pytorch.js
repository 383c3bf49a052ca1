/** PyTorch 2.7 and newer: one generator for all layers and calls in turn. */

import * as stream from "../streams/pytorch.js";
import { sourceOf } from "./keras.js";

export { expression, output, program, scale } from "./torch.js";

/** @typedef {import("../view.js").View} View */

// Numbers that the stream draws at most: two of its words each.
const MOST = 2 ** 24;

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view, draws) {
  const words = sourceOf(view).before;
  // One for all calls: it goes on where the last one ended.
  const keep = stream.keeper({ seed: view.seed, words }, view.rate);
  return (call) => (first, out) => keep(call * draws + first, out);
}

/** @param {View} view */
export function chance({ rate }) {
  return 1 - (1 - rate);
}

/**
 * @param {View} view
 * @param {number} draws
 */
export function calls(view, draws) {
  return Math.floor((MOST - Math.ceil(sourceOf(view).before / 2)) / draws);
}
