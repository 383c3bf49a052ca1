/**
 * The masks of Keras 2 after tf.random.set_seed, eager: TensorFlow's RandomUniform.
 *
 * The same by NumPy, with versions and limits: tools/streams/keras_2.py.
 */

import { randint } from "./mersenne.js";
import { keeping } from "./tensorflow.js";

export { scale } from "./tensorflow.js";

const MODULUS = 2n ** 31n - 1n;

// TensorFlow's global seed where none was set.
const DEFAULT = 87654321n;

// Each run of an operation reserves so many blocks for each of its numbers.
const RESERVED = 256;

// Above this, blocks are no longer counted exactly.
const MOST = 2 ** 40;

/** @param {bigint} seed */
function remainder(seed) {
  return Number(((seed % MODULUS) + MODULUS) % MODULUS);
}

/**
 * @param {Settings} settings
 * @returns {bigint} the seed of the operation that draws the mask
 */
function operationSeed({ globalSeed, seed, nth = 0, call = 0 }) {
  if (seed !== undefined) return seed + BigInt(call);
  if (globalSeed === undefined) {
    throw new RangeError("without globalSeed and seed no mask comes again");
  }
  return BigInt(randint(globalSeed, 0, 2 ** 31 - 1, nth));
}

/**
 * @typedef {object} Settings
 * @property {bigint} [globalSeed] of tf.random.set_seed, if it was called
 * @property {bigint} [seed] the layer's, if it has one
 * @property {number} [nth] without a layer seed: how many random operations without a seed
 *   ran since tf.random.set_seed, over all layers
 * @property {number} [call] with one: how many masks the layer has drawn before
 * @property {number[]} [before] how many numbers each earlier operation drew that had the
 *   same two seeds and dtype; together at most 2^40
 * @property {import("./tensorflow.js").Dtype} [dtype] of the layer's computation
 *
 * @param {Settings} settings
 * @param {number} rate in [0, 1)
 * @returns {import("./tensorflow.js").Keep}
 * @throws {RangeError} neither seed is given, or too many numbers were drawn before
 */
export function keeper(settings, rate) {
  const { globalSeed, before = [], dtype = "float32" } = settings;
  const drawn = before.reduce((sum, size) => sum + size, 0);
  if (drawn > MOST) {
    throw new RangeError(`before may hold 2^40 numbers, got ${drawn}`);
  }
  const first = remainder(globalSeed ?? DEFAULT);
  const second = remainder(operationSeed(settings));
  const from = {
    key: Int32Array.of(first, 0),
    // Two zeros would ask TensorFlow for a seed of chance.
    high: Int32Array.of(first || second ? second : Number(MODULUS), 0),
  };
  return keeping(from, rate, dtype, false, RESERVED * drawn);
}
