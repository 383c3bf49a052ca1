/** Keras 2: TensorFlow's seed and the order of the calls, or a seed of the layer. */

import { threshold } from "../philox.js";
import * as stream from "../streams/keras-2.js";
import { program as written } from "../texts.js";
import { calling, layer, seedsOf, sourceOf } from "./keras.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  const { nth = 0, ...seeds } = seedsOf(view);
  // Without a seed of its own, the layer's calls are among all operations.
  return (call) => stream.keeper({ ...seeds, nth: nth + call, call }, view.rate);
}

/** @param {View} view */
export function chance({ rate }) {
  return threshold(rate) / 2 ** 23;
}

/** @param {View} view */
export function scale({ rate }) {
  return stream.scale(rate, "float32");
}

/**
 * @param {View} view
 * @param {number} number
 */
export function output(view, number) {
  return Math.fround(number * scale(view));
}

export { layer as expression };

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  const { seeding, before } = sourceOf(view);
  const made = [`drop = keras.layers.${layer(view)}`];
  if (before) made.push(`for _ in range(${before}):`, "    tf.random.uniform([1])");
  if (seeding === "global") made.unshift(`tf.random.set_seed(${view.seed})`);
  return written(view, words, {
    imports: [
      "import numpy as np",
      ...(seeding === "global" ? ["import tensorflow as tf"] : []),
      "import tf_keras as keras",
    ],
    counted: (end) => `np.arange(1, ${end}, dtype="float32")`,
    ones: (shape) => `np.ones(${shape}, "float32")`,
    made,
    repeats: true,
    called: calling(view),
    asArray: (array) => `${array}.numpy()`,
  });
}
