/**
 * The mask of jax.random.bernoulli(key, 1 - rate, shape), eager and under jax.jit.
 *
 * Source, versions and what was not run: tools/streams/jax_bernoulli.py.
 */

import { encrypt, foldIn, seedKey, word } from "./threefry.js";

const BATCH = 256;

/**
 * Fills an array with 1 where a number survives, else 0: draws first, first + 1, ...
 *
 * @typedef {(first: number, out: Uint8Array) => Uint8Array} Keep gives out; throws a
 *   RangeError for a draw that there is not
 *
 * @typedef {object} Setting
 * @property {boolean} [partitionable] JAX's jax_threefry_partitionable: true is its default
 *   from 0.5.0, false before
 * @property {number} [size] of the whole mask, where that is false: each draw depends on it
 */

/**
 * @param {{seed: bigint, folds?: number[]} & Setting} settings the seed of jax.random.key
 *   and what fold_in folds into it, in this order; with partitionable, split(key, n)[i] is
 *   the fold of i
 * @param {number} rate in [0, 1]
 * @returns {Keep}
 * @throws {RangeError} a setting is out of its range
 */
export function keeper({ seed, folds = [], ...setting }, rate) {
  return bernoulli(folds.reduce(foldIn, seedKey(seed)), setting, rate);
}

/**
 * @param {import("./threefry.js").Key} key
 * @param {Setting} setting
 * @param {number} rate in [0, 1]
 * @returns {Keep}
 * @throws {RangeError} a setting is out of its range
 */
export function bernoulli(key, { partitionable = true, size }, rate) {
  if (!(rate >= 0 && rate <= 1)) {
    throw new RangeError(`rate must be in [0, 1], got ${rate}`);
  }
  const most = partitionable ? 2 ** 32 : word("size", size ?? Number.NaN);
  const count = partitionable ? each : paired(most);
  // JAX rounds 1 - rate to float32 and compares it with the upper 23 bits.
  const limit = Math.ceil(Math.fround(1 - rate) * 2 ** 23);
  return (first, out) => {
    if (!(first >= 0 && first + out.length <= most)) {
      throw new RangeError(
        `draws must be in [0, ${most}), got ${first} and ${out.length} of them`,
      );
    }
    const x0 = new Int32Array(Math.min(BATCH, out.length));
    const x1 = new Int32Array(x0.length);
    for (let done = 0; done < out.length; done += BATCH) {
      const part = out.subarray(done, done + BATCH);
      const pick = count(first + done, x0, x1);
      encrypt(key, x0, x1);
      pick(x0, x1);
      for (let i = 0; i < part.length; i += 1) part[i] = ((x0[i] >>> 9) - limit) >>> 31;
    }
    return out;
  };
}

/**
 * Counters where each number has a block of its own.
 *
 * @param {number} first
 * @param {Int32Array} x0
 * @param {Int32Array} x1
 * @returns {(x0: Int32Array, x1: Int32Array) => void} puts the random words into x0
 */
function each(first, x0, x1) {
  for (let i = 0; i < x0.length; i += 1) {
    x0[i] = 0;
    x1[i] = first + i;
  }
  return xor;
}

/**
 * @param {Int32Array} x0
 * @param {Int32Array} x1
 */
function xor(x0, x1) {
  for (let i = 0; i < x0.length; i += 1) x0[i] ^= x1[i];
}

/**
 * Counters where a block makes number i and number i + half.
 *
 * @param {number} size of the whole mask
 * @returns {typeof each}
 */
function paired(size) {
  const half = Math.ceil(size / 2);
  return (first, x0, x1) => {
    for (let i = 0; i < x0.length; i += 1) {
      const block = first + i < half ? first + i : first + i - half;
      x0[i] = block;
      // An odd size lacks the last counter.
      x1[i] = block + half < size ? block + half : 0;
    }
    return () => {
      for (let i = Math.max(0, half - first); i < x0.length; i += 1) x0[i] = x1[i];
    };
  };
}
