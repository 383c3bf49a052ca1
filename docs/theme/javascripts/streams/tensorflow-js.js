/**
 * The mask of a seeded dropout of TensorFlow.js: Alea, started anew in each call.
 *
 * The generator: Johannes Baagøe, 2010, as in the package seedrandom. Versions and what
 * was not run: tools/streams/tensorflow_js.py.
 */

const FACTOR = 2091639;
const BASE = 2 ** 32;
// A step of the generator divides by 2^32 modulo this number, as a product with JUMP.
const MODULUS = BigInt(FACTOR) * 2n ** 96n - 1n;
const JUMP = BigInt(FACTOR) * 2n ** 64n;

/**
 * @param {{seed: bigint}} settings in (-2^53, 2^53); there is no call: each draws alike
 * @param {number} rate in [0, 1]; with 0 and with 1 a layer drops nothing
 * @returns {(first: number, out: Uint8Array) => Uint8Array} fills out with 1 where a
 *   number survives, else 0: draws first, first + 1, ...
 * @throws {RangeError} a setting is out of its range
 */
export function keeper({ seed }, rate) {
  if (!Number.isSafeInteger(Number(seed))) {
    throw new RangeError(`seed must be in (-2^53, 2^53), got ${seed}`);
  }
  if (!(rate >= 0 && rate <= 1)) {
    throw new RangeError(`rate must be in [0, 1], got ${rate}`);
  }
  if (rate === 0 || rate === 1) return (_, out) => out.fill(1);
  const start = alea(String(seed));
  const limit = leastKept(Math.fround(1 - rate)) / BASE;
  return (first, out) => {
    if (!(Number.isSafeInteger(first) && first >= 0)) {
      throw new RangeError(`draws are counted from 0, got ${first}`);
    }
    let [s0, s1, s2, carry] = jumped(start, first);
    for (let i = 0; i < out.length; i += 1) {
      const product = FACTOR * s0 + carry / BASE;
      carry = product | 0;
      s0 = s1;
      s1 = s2;
      s2 = product - carry;
      out[i] = +(s2 >= limit);
    }
    return out;
  };
}

/**
 * The state that a text seeds: three numbers in [0, 1), multiples of 2^-32, and a carry.
 *
 * @param {string} text
 * @returns {number[]}
 */
function alea(text) {
  let hash = 0xefc8249d;
  const words = [" ", " ", " ", text, text, text].map((data) => {
    for (let i = 0; i < data.length; i += 1) {
      const scaled = 0.02519603282416938 * (hash + data.charCodeAt(i));
      const product = (scaled - (scaled >>> 0)) * (scaled >>> 0);
      hash = (product >>> 0) + (product - (product >>> 0)) * BASE;
    }
    return (hash >>> 0) / BASE;
  });
  return [0, 1, 2].map((i) => (words[i] - words[i + 3] + 1) % 1).concat(1);
}

/**
 * The state after a number of draws. With its parts as the digits of one number, a
 * multiply-with-carry generator is a Lehmer generator, which can skip.
 *
 * @param {number[]} state
 * @param {number} draws
 * @returns {number[]}
 */
function jumped([s0, s1, s2, carry], draws) {
  let number = BigInt(carry);
  for (const digit of [s2, s1, s0]) number = number * 2n ** 32n + BigInt(digit * BASE);
  let power = JUMP;
  for (let left = draws; left; left = Math.floor(left / 2)) {
    if (left % 2) number = (number * power) % MODULUS;
    power = (power * power) % MODULUS;
  }
  const digits = [0n, 32n, 64n].map(
    (at) => Number(BigInt.asUintN(32, number >> at)) / BASE,
  );
  return [...digits, Number(number >> 96n)];
}

/**
 * TensorFlow.js rounds a number to float32, adds the rate of keeping, rounds the sum and
 * takes its whole part.
 *
 * @param {number} rate of keeping, a float32
 * @returns {number} 2^32 times the least number that survives
 */
function leastKept(rate) {
  let [least, most] = [0, BASE - 1];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (Math.fround(Math.fround(middle / BASE) + rate) >= 1) most = middle;
    else least = middle + 1;
  }
  return least;
}
