/** Flax nnx: nnx.Dropout with a stream of its own. */

import * as stream from "../streams/flax-nnx.js";
import { program as written } from "../texts.js";
import { broadcast, inJax } from "./flax.js";
import { sourceOf } from "./keras.js";

export { chance, output, scale } from "./flax.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  const usesBefore = sourceOf(view).before;
  return (call) => stream.keeper({ seed: view.seed, usesBefore, call }, view.rate);
}

/** @param {View} view */
export function expression(view) {
  return `nnx.Dropout(${view.rate}${broadcast(view)}, rngs=rngs)`;
}

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  const { before } = sourceOf(view);
  const made = [`rngs = nnx.Rngs(${view.seed})`];
  if (before) made.push(`for _ in range(${before}):`, "    rngs.dropout()");
  made.push(`drop = ${expression(view)}`);
  if (!view.training) made.push("drop.eval()");
  return written(view, words, {
    ...inJax(["from flax import nnx"]),
    made,
    repeats: true,
    called: (given) => `drop(${given})`,
  });
}
