/**
 * The masks of PyTorch on a processor after torch.manual_seed.
 *
 * One generator serves all layers and calls in turn, so a draw depends on every draw before
 * it. The same by NumPy, with sources, versions and limits: tools/streams/pytorch.py.
 */

import { reader, seeded } from "./mersenne.js";
import { rounded } from "./tensorflow.js";

// How many words of the generator are made at most before a draw's own.
const MOST = 2 ** 25;

const BATCH = 1024;

// MKL's generator MCG31m1.
const MODULUS = 2 ** 31 - 1;
const MULTIPLIER = 1132489760;

/**
 * @typedef {object} Settings
 * @property {bigint} seed of torch.manual_seed; only its lower 32 bits count
 * @property {number[]} [before] how many numbers each earlier dropout with a rate above 0
 *   drew since then
 * @property {number} [words] how many words of the generator others took since then
 * @property {"2.7" | "2.0"} [version] "2.7" for 2.7 and newer; "2.0" for 2.0 to 2.6 with MKL
 *
 * @param {Settings} settings
 * @param {number} rate in [0, 1)
 * @returns {import("./tensorflow.js").Keep} throws a RangeError for a draw that is too late
 * @throws {RangeError} more came before than is drawn again
 */
export function keeper({ seed, before = [], words = 0, version = "2.7" }, rate) {
  if (!rate) return (_first, out) => out.fill(1);
  const read = reader(seeded(seed));
  if (version === "2.0") {
    const skip = words + before.filter((size) => size > 0).length;
    bounded(skip);
    return mcg31(read(skip, new Int32Array(1))[0] >>> 0, 1 - rate);
  }
  const skip = words + 2 * before.reduce((sum, size) => sum + size, 0);
  bounded(skip);
  return mersenne(read, skip, 1 - rate);
}

/** @param {number} words */
function bounded(words) {
  if (words > MOST) {
    throw new RangeError(
      `PyTorch draws in one row: ${words} words come before, at most ${MOST} are drawn again`,
    );
  }
}

/**
 * @param {(first: number, out: Int32Array) => Int32Array} read
 * @param {number} skip how many words come before
 * @param {number} rest 1 - rate
 * @returns {import("./tensorflow.js").Keep}
 */
function mersenne(read, skip, rest) {
  const limit = rest * 2 ** 53;
  const pairs = new Int32Array(2 * BATCH);
  return (first, out) => {
    bounded(skip + 2 * (first + out.length));
    for (let done = 0; done < out.length; done += BATCH) {
      const size = Math.min(BATCH, out.length - done);
      read(skip + 2 * (first + done), pairs.subarray(0, 2 * size));
      for (let i = 0; i < size; i += 1) {
        const number = (pairs[2 * i] & 0x1fffff) * 2 ** 32 + (pairs[2 * i + 1] >>> 0);
        out[done + i] = Number(number < limit);
      }
    }
    return out;
  };
}

/**
 * @param {number} seed a word
 * @param {number} rest 1 - rate
 * @returns {import("./tensorflow.js").Keep}
 */
function mcg31(seed, rest) {
  const limit = Math.fround(rest);
  const start = seed % MODULUS || 1;
  return (first, out) => {
    let number = times(start, power(first));
    for (let i = 0; i < out.length; i += 1) {
      out[i] = Number(Math.fround(number / MODULUS) < limit);
      number = times(number, MULTIPLIER);
    }
    return out;
  };
}

/**
 * The remainder of a product. As in philox.js, the product's double finds its upper half;
 * 2^31 leaves 1.
 *
 * @param {number} a below the modulus
 * @param {number} b below the modulus
 */
function times(a, b) {
  const low = Math.imul(a, b);
  const high = ((a * b - (low >>> 0)) * 2 ** -32 + 0.5) | 0;
  const sum = (low & MODULUS) + ((high << 1) | (low >>> 31));
  return sum < MODULUS ? sum : sum - MODULUS;
}

/**
 * @param {number} exponent
 * @returns {number} the remainder of the multiplier's power
 */
function power(exponent) {
  let result = 1;
  let square = MULTIPLIER;
  for (let rest = exponent; rest; rest = Math.floor(rest / 2)) {
    if (rest % 2) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/**
 * What PyTorch multiplies survivors by.
 *
 * @param {number} rate in [0, 1)
 * @param {import("./tensorflow.js").Dtype} dtype of the input
 */
export function scale(rate, dtype) {
  if (dtype === "float64") return 1 / (1 - rate);
  return rounded(Math.fround(1 / Math.fround(1 - rate)), dtype);
}
