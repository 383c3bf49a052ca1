/**
 * The Mersenne Twister MT19937 as PyTorch and as Python seed it.
 *
 * Matsumoto and Nishimura, "Mersenne twister", ACM TOMACS 8(1), 1998, and the seeding of
 * their mt19937ar.c of 2002: init_genrand is PyTorch's, init_by_array is Python's.
 */

const SIZE = 624;
const MIDDLE = 397;

// How many of Python's numbers are drawn at most before the one that is asked for.
const MOST = 2 ** 20;

/**
 * The state that `torch.manual_seed(seed)` leaves.
 *
 * @param {bigint} seed only its lower 32 bits count
 */
export function seeded(seed) {
  const state = new Int32Array(SIZE);
  state[0] = Number(BigInt.asIntN(32, seed));
  for (let i = 1; i < SIZE; i += 1) state[i] = i + mixed(state[i - 1], 1812433253);
  return state;
}

/**
 * @param {number} word
 * @param {number} factor
 */
function mixed(word, factor) {
  return Math.imul(word ^ (word >>> 30), factor);
}

/**
 * The state that Python's `random.seed(seed)` leaves.
 *
 * @param {bigint} seed its sign does not count
 */
export function seededByPython(seed) {
  const key = [];
  for (let rest = seed < 0n ? -seed : seed; rest || !key.length; rest >>= 32n) {
    key.push(Number(BigInt.asIntN(32, rest)));
  }
  const state = seeded(19650218n);
  let i = 1;
  const next = () => {
    i += 1;
    if (i < SIZE) return;
    state[0] = state[SIZE - 1];
    i = 1;
  };
  for (let n = 0; n < Math.max(SIZE, key.length); n += 1) {
    const j = n % key.length;
    state[i] = (state[i] ^ mixed(state[i - 1], 1664525)) + key[j] + j;
    next();
  }
  for (let n = 1; n < SIZE; n += 1) {
    state[i] = (state[i] ^ mixed(state[i - 1], 1566083941)) - i;
    next();
  }
  state[0] = 1 << 31;
  return state;
}

/**
 * @param {number} upper its highest bit counts
 * @param {number} lower its other bits count
 */
function twisted(upper, lower) {
  const word = (upper & 0x80000000) | (lower & 0x7fffffff);
  return (word >>> 1) ^ (-(word & 1) & 0x9908b0df);
}

/** @param {Int32Array} state made the next one */
function twist(state) {
  const wrap = SIZE - MIDDLE;
  for (let i = 0; i < wrap; i += 1) {
    state[i] = state[i + MIDDLE] ^ twisted(state[i], state[i + 1]);
  }
  for (let i = wrap; i < SIZE - 1; i += 1) {
    state[i] = state[i - wrap] ^ twisted(state[i], state[i + 1]);
  }
  state[SIZE - 1] = state[MIDDLE - 1] ^ twisted(state[SIZE - 1], state[0]);
}

/**
 * @param {Int32Array} state
 * @param {Int32Array} out filled with its words
 */
function temper(state, out) {
  for (let i = 0; i < SIZE; i += 1) {
    let word = state[i];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    out[i] = word ^ (word >>> 18);
  }
}

/**
 * A reader of words. It goes on from where it was read last; a word before that takes it
 * back to the start.
 *
 * @param {Int32Array} start see seeded()
 * @returns {(first: number, out: Int32Array) => Int32Array} fills out from a word on
 */
export function reader(start) {
  const state = start.slice();
  const ready = new Int32Array(SIZE);
  let block = -1;
  return (first, out) => {
    for (let done = 0; done < out.length; ) {
      const wanted = Math.floor((first + done) / SIZE);
      if (wanted < block) {
        state.set(start);
        block = -1;
      }
      if (block < wanted) {
        for (; block < wanted; block += 1) twist(state);
        temper(state, ready);
      }
      const part = ready.subarray((first + done) % SIZE).subarray(0, out.length - done);
      out.set(part, done);
      done += part.length;
    }
    return out;
  };
}

/**
 * One of the numbers that Python's `random.Random(seed).randint(low, high)` gives.
 *
 * @param {bigint} seed
 * @param {number} low the least
 * @param {number} high the most, less than 2^32 above it
 * @param {number} nth how many such numbers come before it, at most 2^20
 * @throws {RangeError} more come before it
 */
export function randint(seed, low, high, nth) {
  if (nth > MOST) throw new RangeError(`nth must be at most ${MOST}, got ${nth}`);
  const read = reader(seededByPython(seed));
  const word = new Int32Array(1);
  const above = Math.clz32(high - low + 1);
  let found = 0;
  for (let at = 0, left = nth + 1; left > 0; at += 1) {
    found = read(at, word)[0] >>> above;
    if (found <= high - low) left -= 1;
  }
  return low + found;
}

/**
 * The seed of a Keras 3 layer: its own, else what it takes after
 * `keras.utils.set_random_seed(globalSeed)`, on every backend.
 *
 * @param {bigint | undefined} seed
 * @param {bigint | undefined} globalSeed in [0, 2^32)
 * @param {number} nth how many seeds others took before, in the order of creation
 * @throws {RangeError} neither is given
 */
export function layerSeed(seed, globalSeed, nth = 0) {
  if (seed !== undefined) return seed;
  if (globalSeed === undefined) {
    throw new RangeError("without seed and globalSeed no mask comes again");
  }
  return BigInt(randint(globalSeed, 1, 1e9, nth));
}
