/** Flax linen: nn.Dropout, applied alone. */

import { folded } from "../streams/flax-linen.js";
import { keeper as ofKey } from "../streams/jax-bernoulli.js";
import { program as written } from "../texts.js";
import { broadcast, foldsOf, inJax, keyOf } from "./flax.js";

export { chance, output, scale } from "./flax.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  // What Flax folds into the key of the first call of a module without a name.
  const own = folded([], 0, false);
  return (call) =>
    ofKey({ seed: view.seed, folds: [...foldsOf(view, call), own] }, view.rate);
}

/** @param {View} view */
export function expression(view) {
  return `nn.Dropout(${view.rate}${broadcast(view)})`;
}

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  return written(view, words, {
    ...inJax(["import jax", "from flax import linen as nn"]),
    made: [`drop = ${expression(view)}`, `key = ${keyOf(view)}`],
    repeats: false,
    called: (given) =>
      `drop.apply({}, ${given}, deterministic=${view.training ? "False" : "True"}, rngs={"dropout": key})`,
  });
}
