/**
 * The mask of a flax.linen.Dropout, applied with rngs={"dropout": jax.random.key(seed)}.
 *
 * Source, versions and what was not run: tools/streams/flax_linen.py.
 */

import { keeper as ofKey } from "./jax-bernoulli.js";
import { word } from "./threefry.js";

/**
 * @param {{seed: bigint, path?: string[], call?: number, separator?: boolean} &
 *   import("./jax-bernoulli.js").Setting} settings the seed of the key; the names of the
 *   modules below the applied one, the layer last; how many masks the layer has drawn
 *   before in this apply, in [0, 2^32); Flax' flax_fix_rng_separator
 * @param {number} rate in [0, 1]
 * @returns {import("./jax-bernoulli.js").Keep}
 * @throws {RangeError} a setting is out of its range
 */
export function keeper({ path = [], call = 0, separator = false, ...rest }, rate) {
  return ofKey({ ...rest, folds: [folded(path, call, separator)] }, rate);
}

/**
 * What Flax folds into the key for a call of a layer.
 *
 * @param {string[]} path
 * @param {number} call
 * @param {boolean} separator
 * @returns {number} the first four bytes of a SHA-1 digest
 */
export function folded(path, call, separator) {
  /** @type {number[]} */
  const digits = [];
  for (let left = word("call", call) + 1; left; left = Math.floor(left / 256)) {
    digits.unshift(left % 256);
  }
  const parts = [...path.map((name) => [...new TextEncoder().encode(name)]), digits];
  return sha1(parts.flatMap((part) => (separator ? [0, ...part] : part)));
}

/**
 * The first word of SHA-1 (FIPS 180-4): crypto.subtle is asynchronous.
 *
 * @param {number[]} bytes
 * @returns {number} in [0, 2^32)
 */
export function sha1(bytes) {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const text = new DataView(new ArrayBuffer(64 * blocks));
  for (const [at, byte] of [...bytes, 0x80].entries()) text.setUint8(at, byte);
  text.setUint32(64 * blocks - 4, 8 * bytes.length);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < blocks; block += 1) {
    let [a, b, c, d, e] = hash;
    const words = Array.from({ length: 16 }, (_, i) => text.getInt32(64 * block + 4 * i));
    for (let i = 0; i < 80; i += 1) {
      if (i > 15) {
        const [p, q, r, s] = [3, 8, 14, 16].map((back) => words[i - back]);
        words.push(rotated(p ^ q ^ r ^ s, 1));
      }
      const [mixed, constant] = [
        [(b & c) | (~b & d), 0x5a827999],
        [b ^ c ^ d, 0x6ed9eba1],
        [(b & c) | (b & d) | (c & d), 0x8f1bbcdc],
        [b ^ c ^ d, 0xca62c1d6],
      ][Math.floor(i / 20)];
      const next = (rotated(a, 5) + mixed + e + constant + words[i]) | 0;
      [a, b, c, d, e] = [next, a, rotated(b, 30), c, d];
    }
    for (const [i, part] of [a, b, c, d, e].entries()) hash[i] = (hash[i] + part) | 0;
  }
  return hash[0] >>> 0;
}

/**
 * @param {number} x a 32-bit word
 * @param {number} bits
 */
function rotated(x, bits) {
  return (x << bits) | (x >>> (32 - bits));
}
