/**
 * The masks of Keras 3 on TensorFlow, in each dtype, eager or compiled by XLA.
 *
 * The same by NumPy, with versions and limits: tools/streams/keras_tensorflow.py.
 */

import { stream } from "../philox.js";
import { layerSeed } from "./mersenne.js";
import { keeping } from "./tensorflow.js";

export { scale } from "./tensorflow.js";

/**
 * @typedef {object} Settings
 * @property {bigint} [seed] the layer's, a signed 64-bit integer
 * @property {bigint} [globalSeed] where it has none: of keras.utils.set_random_seed
 * @property {number} [nth] how many seeds others took after the global one
 * @property {number} [call] how many masks the layer has drawn before
 * @property {import("./tensorflow.js").Dtype} [dtype] of the layer's computation
 * @property {boolean} [compiled] whether jit_compile=True compiles the call
 *
 * @param {Settings} settings
 * @param {number} rate in [0, 1)
 * @returns {import("./tensorflow.js").Keep}
 */
export function keeper(settings, rate) {
  const { seed, globalSeed, nth, call = 0, dtype = "float32", compiled } = settings;
  return keeping(stream(layerSeed(seed, globalSeed, nth), call), rate, dtype, compiled);
}
