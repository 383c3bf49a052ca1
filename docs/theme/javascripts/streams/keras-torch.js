/**
 * The masks of Keras 3 on PyTorch, for a layer with a seed or a noise shape.
 *
 * Each call seeds a generator of its own with the sum of seed and call. The same by NumPy,
 * with sources, versions and limits: tools/streams/keras_torch.py.
 */

import { layerSeed, reader, seeded } from "./mersenne.js";

const BATCH = 1024;

/**
 * @typedef {object} Settings
 * @property {bigint} [seed] the layer's, in [-2^31, 2^31): from 2^31 on, Keras fails
 * @property {bigint} [globalSeed] where it has none: of keras.utils.set_random_seed
 * @property {number} [nth] how many seeds others took after the global one
 * @property {number} [call] how many masks the layer has drawn before
 *
 * @param {Settings} settings
 * @param {number} rate in [0, 1)
 * @returns {import("./tensorflow.js").Keep}
 * @throws {RangeError} Keras on PyTorch takes no such seed
 */
export function keeper({ seed, globalSeed, nth, call = 0 }, rate) {
  const own = layerSeed(seed, globalSeed, nth);
  if (own !== BigInt.asIntN(32, own)) {
    throw new RangeError(`seed must be in [-2^31, 2^31), got ${own}`);
  }
  const read = reader(seeded(own + BigInt(call)));
  const limit = Math.fround(1 - rate) * 2 ** 24;
  const words = new Int32Array(BATCH);
  return (first, out) => {
    for (let done = 0; done < out.length; done += BATCH) {
      const size = Math.min(BATCH, out.length - done);
      read(first + done, words.subarray(0, size));
      for (let i = 0; i < size; i += 1) {
        out[done + i] = Number((words[i] & 0xffffff) < limit);
      }
    }
    return out;
  };
}
