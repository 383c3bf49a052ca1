/**
 * Threefry-2x32 with 20 rounds, and the keys that JAX makes with it.
 *
 * The cipher: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011. The keys: JAX's implementation threefry2x32, its default, 64-bit types off.
 *
 * @typedef {number[]} Key two 32-bit words
 */

const PARITY = 0x1bd11bda;
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
];

/**
 * Encrypt counters in place.
 *
 * @param {Key} key
 * @param {Int32Array} x0 the counters' first words
 * @param {Int32Array} x1 their second words
 */
export function encrypt([k0, k1], x0, x1) {
  const schedule = [k0 | 0, k1 | 0, k0 ^ k1 ^ PARITY];
  for (let i = 0; i < x0.length; i += 1) {
    x0[i] += schedule[0];
    x1[i] += schedule[1];
  }
  for (let group = 0; group < 5; group += 1) {
    const [r0, r1, r2, r3] = ROTATIONS[group % 2];
    const add0 = schedule[(group + 1) % 3];
    const add1 = schedule[(group + 2) % 3] + group + 1;
    // Four rounds at once keep both words in registers.
    for (let i = 0; i < x0.length; i += 1) {
      let a = x0[i];
      let b = x1[i];
      a = (a + b) | 0;
      b = ((b << r0) | (b >>> (32 - r0))) ^ a;
      a = (a + b) | 0;
      b = ((b << r1) | (b >>> (32 - r1))) ^ a;
      a = (a + b) | 0;
      b = ((b << r2) | (b >>> (32 - r2))) ^ a;
      a = (a + b) | 0;
      b = ((b << r3) | (b >>> (32 - r3))) ^ a;
      x0[i] = a + add0;
      x1[i] = b + add1;
    }
  }
}

/**
 * Encrypt one counter.
 *
 * @param {Key} key
 * @param {number} first
 * @param {number} second
 * @returns {Key} two random words, each in [0, 2^32)
 */
export function threefry2x32(key, first, second) {
  const x0 = Int32Array.of(first);
  const x1 = Int32Array.of(second);
  encrypt(key, x0, x1);
  return [x0[0] >>> 0, x1[0] >>> 0];
}

/**
 * The key of jax.random.key(seed): of the seed its lower 32 bits.
 *
 * @param {bigint} seed in [-2^63, 2^63)
 * @returns {Key}
 * @throws {RangeError} the seed is out of its range
 */
export function seedKey(seed) {
  if (seed !== BigInt.asIntN(64, seed)) {
    throw new RangeError(`seed must fit in 64 signed bits, got ${seed}`);
  }
  return [0, Number(BigInt.asUintN(32, seed))];
}

/**
 * The key of jax.random.fold_in(key, number).
 *
 * @param {Key} key
 * @param {number} number a whole number in [0, 2^32)
 * @returns {Key}
 * @throws {RangeError} the number is out of its range
 */
export function foldIn(key, number) {
  return threefry2x32(key, 0, word("a folded number", number));
}

/**
 * @param {string} name for the message
 * @param {number} number
 * @returns {number} the number
 * @throws {RangeError} it is no whole number in [0, 2^32)
 */
export function word(name, number) {
  if (number !== number >>> 0) {
    throw new RangeError(`${name} must be a whole number in [0, 2^32), got ${number}`);
  }
  return number;
}
