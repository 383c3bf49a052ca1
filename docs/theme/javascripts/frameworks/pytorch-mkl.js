/** PyTorch 2.0 to 2.6 on x86-64: each call takes one word of the generator for MKL's. */

import * as stream from "../streams/pytorch.js";
import { sourceOf } from "./keras.js";

export { expression, output, program, scale } from "./torch.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  const { before } = sourceOf(view);
  return (call) =>
    stream.keeper({ seed: view.seed, words: before + call, version: "2.0" }, view.rate);
}

/** @param {View} view */
export function chance({ rate }) {
  return 1 - Math.fround(1 - rate);
}
