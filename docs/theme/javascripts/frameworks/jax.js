/** JAX: jax.random.bernoulli. */

import { layoutOf } from "../mask.js";
import { keeper as ofKey } from "../streams/jax-bernoulli.js";
import { program as written } from "../texts.js";
import { foldsOf, inJax, keyOf, shapeText } from "./flax.js";

// XLA divides by a constant as it multiplies by its inverse.
export { chance, output, scale } from "./flax.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  return (call) => ofKey({ seed: view.seed, folds: foldsOf(view, call) }, view.rate);
}

/**
 * @param {View} view
 * @param {string} shape of the mask in Python
 */
export function expression(view, shape = view.noise ? `(${shapeText(view)})` : "shape") {
  return `jax.random.bernoulli(key, 1 - ${view.rate}, ${shape})`;
}

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  const { rate, training } = view;
  const drops = training && rate;
  const shape = layoutOf(view, words).shape.slice(0, view.noise ? 3 : 2);
  const kept = expression(view, `(${shape.join(", ")})`);
  return written(view, words, {
    ...inJax(drops ? ["import jax"] : []),
    made: drops ? [`key = ${keyOf(view)}`, `kept = ${kept}`] : [],
    repeats: false,
    called: (given) => (drops ? `jnp.where(kept, ${given} / (1 - ${rate}), 0)` : given),
  });
}
