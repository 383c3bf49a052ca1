/**
 * The mask of a flax.nnx.Dropout.
 *
 * Source, versions and what was not run: tools/streams/flax_nnx.py.
 */

import { keeper as ofKey } from "./jax-bernoulli.js";
import { word } from "./threefry.js";

/**
 * @param {{seed: bigint, usesBefore?: number, call?: number, fork?: boolean} &
 *   import("./jax-bernoulli.js").Setting} settings the seed of nnx.Rngs; how often its
 *   stream was used before; how many masks the layer has drawn before; whether the layer
 *   was handed rngs when it was made and is of Flax 0.11.0 or newer, else only the sum of
 *   both counts matters
 * @param {number} rate in [0, 1]
 * @returns {import("./jax-bernoulli.js").Keep}
 * @throws {RangeError} a setting is out of its range
 */
export function keeper({ usesBefore = 0, call = 0, fork = true, ...rest }, rate) {
  const counts = [word("usesBefore", usesBefore), word("call", call)];
  return ofKey({ ...rest, folds: fork ? counts : [usesBefore + call] }, rate);
}
