/**
 * The mask of a seeded Keras 3 layer on JAX: its pair (seed, call) is the key itself.
 *
 * Source, versions and what was not run: tools/streams/keras_jax.py.
 */

import { bernoulli } from "./jax-bernoulli.js";
import { word } from "./threefry.js";

/**
 * @param {{seed: bigint, call?: number} & import("./jax-bernoulli.js").Setting} settings
 *   the layer's seed, in [0, 2^32): Keras refuses others, negative ones among them; how
 *   many masks the layer has drawn before, in [0, 2^32)
 * @param {number} rate in [0, 1]
 * @returns {import("./jax-bernoulli.js").Keep}
 * @throws {RangeError} a setting is out of its range
 */
export function keeper({ seed, call = 0, ...setting }, rate) {
  return bernoulli([word("seed", Number(seed)), word("call", call)], setting, rate);
}
