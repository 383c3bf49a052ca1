/**
 * Threefry-2x32 with 20 rounds, and the keys that JAX makes with it.
 *
 * The cipher: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011. The keys: JAX's implementation threefry2x32, its default, 64-bit types off.
 *
 * @typedef {number[]} Key two 32-bit words
 */

const PARITY = 0x1bd11bda;

/**
 * Encrypt counters in place.
 *
 * @param {Key} key
 * @param {Int32Array} x0 the counters' first words
 * @param {Int32Array} x1 their second words
 */
export function encrypt([k0, k1], x0, x1) {
  const key0 = k0 | 0;
  const key1 = k1 | 0;
  const key2 = k0 ^ k1 ^ PARITY;
  // The twenty rounds, written out, keep both words in registers: a loop over them takes
  // almost twice as long.
  for (let i = 0; i < x0.length; i += 1) {
    let a = (x0[i] + key0) | 0;
    let b = (x1[i] + key1) | 0;
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + key1) | 0;
    b = (b + key2 + 1) | 0;
    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + key2) | 0;
    b = (b + key0 + 2) | 0;
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + key0) | 0;
    b = (b + key1 + 3) | 0;
    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + key1) | 0;
    b = (b + key2 + 4) | 0;
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    x0[i] = a + key2;
    x1[i] = b + key0 + 5;
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
