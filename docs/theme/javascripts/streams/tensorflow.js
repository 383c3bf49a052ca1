/**
 * From TensorFlow's random words to a mask, in each dtype, as compiled and as not: it cuts
 * Philox words to the mantissa of a dtype by their lowest bits, XLA by their highest.
 *
 * Sources: TensorFlow's random_distributions.h, XLA's prng.cc. The same by NumPy, and what
 * was run: tools/streams/tensorflow.py.
 */

import { fill, keep } from "../philox.js";

/**
 * @typedef {import("../philox.js").Stream} Stream
 * @typedef {keyof typeof BITS} Dtype of a layer's computation
 *
 * Fills an array with 1 where a number survives, else 0, from a first number on.
 * @typedef {(first: number, out: Uint8Array) => Uint8Array} Keep
 */

// How many random bits a number has: the mantissa.
const BITS = { float16: 10, bfloat16: 7, float32: 23, float64: 52 };

// The exponent of the smallest number above 0.
const LEAST = { float16: -24, bfloat16: -133 };

/**
 * The number of a dtype that TensorFlow makes of a double: the nearest; halfway, the one
 * whose last bit is 0. To 16 bits it goes by float32.
 *
 * @param {number} number at least 0
 * @param {Dtype} dtype
 */
export function rounded(number, dtype) {
  if (dtype === "float64") return number;
  const given = Math.fround(number);
  if (dtype === "float32") return given;
  const exponent = Math.floor(Math.log2(given)) - BITS[dtype];
  const step = 2 ** Math.max(exponent, LEAST[dtype]);
  // A double this large has no fraction: adding rounds, and to the even one.
  const nearest = (given / step + 2 ** 52 - 2 ** 52) * step;
  return dtype === "float16" && nearest >= 2 ** 16 ? Infinity : nearest;
}

/**
 * What TensorFlow multiplies survivors by, in Keras 2 and 3.
 *
 * @param {number} rate in [0, 1)
 * @param {Dtype} dtype
 */
export function scale(rate, dtype) {
  return rounded(1 / (1 - rate), dtype);
}

/**
 * Compare the numbers of a stream with a rate.
 *
 * @param {Stream} from
 * @param {number} rate in [0, 1); rounded to the dtype first
 * @param {Dtype} dtype
 * @param {boolean} compiled by XLA
 * @param {number} block where the stream starts, below 2^50
 * @returns {Keep}
 */
export function keeping(from, rate, dtype, compiled = false, block = 0) {
  if (dtype === "float64") {
    const limit = rate * 2 ** 52;
    const make = compiled ? compareHighest : compareLowest;
    return (first, out) =>
      fill(from, 2 * block + first, out, 2, (random, batch) =>
        make(random, limit, batch),
      );
  }
  // XLA draws a float32 and cuts it to bfloat16, which moves no number across a rate that
  // bfloat16 holds.
  const highest = compiled && dtype !== "float16";
  const bits = highest ? 23 : BITS[dtype];
  const limit = Math.ceil(rounded(rate, dtype) * 2 ** bits);
  return (first, out) => keep(from, limit, 4 * block + first, out, highest ? 9 : 0, bits);
}

/**
 * @param {Int32Array[]} random four words of each block, two for each number
 * @param {number} limit in [0, 2^52)
 * @param {Uint8Array} batch filled with 1 where a number is at least the limit, else 0
 */
function compareLowest([a0, b0, a1, b1], limit, batch) {
  for (let i = 0; i < a0.length; i += 1) {
    const even = (a0[i] & 0xfffff) * 2 ** 32 + (b0[i] >>> 0);
    const odd = (a1[i] & 0xfffff) * 2 ** 32 + (b1[i] >>> 0);
    batch[2 * i] = Number(even >= limit);
    batch[2 * i + 1] = Number(odd >= limit);
  }
}

/**
 * @param {Int32Array[]} random four words of each block, two for each number
 * @param {number} limit in [0, 2^52)
 * @param {Uint8Array} batch filled with 1 where a number is at least the limit, else 0
 */
function compareHighest([a0, b0, a1, b1], limit, batch) {
  for (let i = 0; i < a0.length; i += 1) {
    const even = (b0[i] >>> 0) * 2 ** 20 + (a0[i] >>> 12);
    const odd = (b1[i] >>> 0) * 2 ** 20 + (a1[i] >>> 12);
    batch[2 * i] = Number(even >= limit);
    batch[2 * i + 1] = Number(odd >= limit);
  }
}
