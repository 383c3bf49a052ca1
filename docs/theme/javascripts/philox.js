/**
 * The random stream of a seeded Keras layer on TensorFlow: Philox4x32-10.
 *
 * The generator: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011. Seed to key and counter: TensorFlow's stateless random operations.
 */

const SCRAMBLING_KEY = [0x3ec8f720, 0x02461e29];
const SEED_MODULUS = 2n ** 31n - 2n;

// The last call of a layer that figures draw and addresses name.
export const LAST = 9999;

// Blocks encrypted together: the engine's compiler does best on short, plain loops.
const BATCH = 256;

/**
 * Encrypt counters in place with ten rounds.
 *
 * @param {Int32Array[]} counters their four words, lowest first, each for all counters
 * @param {ArrayLike<number>} key
 */
function encrypt([x0, x1, x2, x3], key) {
  let k0 = key[0] | 0;
  let k1 = key[1] | 0;
  for (let round = 0; round < 10; round += 1) {
    for (let i = 0; i < x0.length; i += 1) {
      const low0 = Math.imul(x0[i], 0xd2511f53);
      const low1 = Math.imul(x2[i], 0xcd9e8d57);
      // The upper half of a 64-bit product: less its lower half, the product's double
      // is so near to a multiple of 2^32 that rounding finds it.
      const high0 = ((x0[i] >>> 0) * 0xd2511f53 - (low0 >>> 0)) * 2 ** -32 + 0.5;
      const high1 = ((x2[i] >>> 0) * 0xcd9e8d57 - (low1 >>> 0)) * 2 ** -32 + 0.5;
      x0[i] = high1 ^ x1[i] ^ k0;
      x1[i] = low1;
      x2[i] = high0 ^ x3[i] ^ k1;
      x3[i] = low0;
    }
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
}

/**
 * Encrypt one counter with Philox4x32-10.
 *
 * @param {ArrayLike<number>} counter four 32-bit words, lowest first
 * @param {ArrayLike<number>} key two 32-bit words, lowest first
 * @returns {Int32Array} four random words
 */
export function philox4x32(counter, key) {
  const counters = Array.from(counter, (part) => Int32Array.of(part));
  encrypt(counters, key);
  return Int32Array.from(counters, ([part]) => part);
}

/**
 * What Keras hands to TensorFlow of a layer's state.
 *
 * @param {bigint} seed the layer's seed, a signed 64-bit integer
 * @param {number} call how many masks the layer has drawn before, at least 0
 * @returns {number[]} each in [0, 2^31 - 2)
 */
export function reduced(seed, call) {
  const rest = ((seed % SEED_MODULUS) + SEED_MODULUS) % SEED_MODULUS;
  return [Number(rest), call % Number(SEED_MODULUS)];
}

/**
 * The stream of one call of a layer.
 *
 * @typedef {{key: Int32Array, high: Int32Array}} Stream
 * @param {bigint} seed the layer's seed, a signed 64-bit integer
 * @param {number} call how many masks the layer has drawn before, at least 0
 * @returns {Stream} key and upper half of the counter
 */
export function stream(seed, call) {
  const [first, second] = reduced(seed, call);
  const block = philox4x32([first, 0, second, 0], SCRAMBLING_KEY);
  return { key: block.subarray(0, 2), high: block.subarray(2) };
}

/**
 * One draw of a stream, step by step; keep() takes the same steps for many at once.
 *
 * @param {Stream} from
 * @param {number} index of the draw, below 2^34
 * @returns {{counter: number[], words: Int32Array, bits: number}} the counter of its
 *   block, the four words that makes, and the lower 23 bits of its own word
 */
export function draw({ key, high }, index) {
  const counter = [Math.floor(index / 4), 0, ...high];
  const words = philox4x32(counter, key);
  return { counter, words, bits: words[index % 4] & 0x7fffff };
}

/**
 * How many of the 2^23 equally likely numbers fall below a rate, rounded to float32 as
 * TensorFlow does.
 *
 * @param {number} rate in [0, 1]
 * @returns {number} a whole number in [0, 2^23]
 */
export function threshold(rate) {
  return Math.ceil(Math.fround(rate) * 2 ** 23);
}

/**
 * Compare consecutive draws of a stream with a threshold.
 *
 * @param {Stream} from
 * @param {number} limit see threshold()
 * @param {number} first index of the first draw, below 2^53
 * @param {Uint8Array} out filled with 1 where a number survives, else 0
 * @param {number} shift how many of a word's lowest bits are left out
 * @param {number} bits how many of the others make a number, at most 30
 * @returns {Uint8Array} out
 */
export function keep(from, limit, first, out, shift = 0, bits = 23) {
  const mask = 2 ** bits - 1;
  return fill(from, first, out, 4, (random, batch) => {
    compare(random, limit - 1, shift, mask, batch);
  });
}

/**
 * Fill an array from consecutive blocks of a stream.
 *
 * @param {Stream} from
 * @param {number} first index of the first entry, below 2^53
 * @param {Uint8Array} out
 * @param {number} per how many entries a block makes
 * @param {(random: Int32Array[], batch: Uint8Array) => void} make given the four words of
 *   each block, fills a batch with its entries
 * @returns {Uint8Array} out
 */
export function fill(from, first, out, per, make) {
  const skip = first % per;
  const end = skip + out.length;
  const size = Math.min(BATCH, Math.ceil(end / per));
  const counters = Array.from({ length: 4 }, () => new Int32Array(size));
  const batch = new Uint8Array(per * size);
  for (let done = 0; done < end; done += batch.length) {
    const block = (first - skip + done) / per;
    for (let i = 0; i < size; i += 1) {
      counters[0][i] = block + i;
      counters[1][i] = (block + i) * 2 ** -32;
    }
    counters[2].fill(from.high[0]);
    counters[3].fill(from.high[1]);
    encrypt(counters, from.key);
    make(counters, batch);
    const start = done ? 0 : skip;
    out.set(
      batch.subarray(start, Math.min(batch.length, end - done)),
      done + start - skip,
    );
  }
  return out;
}

/**
 * Fill a batch with 1 where the chosen bits of a random word are above a limit, else 0.
 *
 * @param {Int32Array[]} random four words of each block
 * @param {number} limit
 * @param {number} shift
 * @param {number} mask
 * @param {Uint8Array} batch
 */
function compare([x0, x1, x2, x3], limit, shift, mask, batch) {
  for (let i = 0, at = 0; i < x0.length; i += 1, at += 4) {
    batch[at] = (limit - ((x0[i] >>> shift) & mask)) >>> 31;
    batch[at + 1] = (limit - ((x1[i] >>> shift) & mask)) >>> 31;
    batch[at + 2] = (limit - ((x2[i] >>> shift) & mask)) >>> 31;
    batch[at + 3] = (limit - ((x3[i] >>> shift) & mask)) >>> 31;
  }
}
