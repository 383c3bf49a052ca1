/** Keras 3 on TensorFlow: other types, compiled, or seeded for the whole program. */

import * as stream from "../streams/keras-tensorflow.js";
import { rounded } from "../streams/tensorflow.js";
import { program as written } from "../texts.js";
import { calling, layer, made, seedsOf, sourceOf } from "./keras.js";

/** @typedef {import("../view.js").View} View */

// How many random bits a number has.
const BITS = { float16: 10, bfloat16: 7, float32: 23, float64: 52 };

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper(view) {
  const { dtype, compiled } = sourceOf(view);
  return (call) => stream.keeper({ ...seedsOf(view), call, dtype, compiled }, view.rate);
}

/** @param {View} view */
export function chance(view) {
  const { dtype } = sourceOf(view);
  const numbers = 2 ** BITS[dtype];
  return Math.ceil(rounded(view.rate, dtype) * numbers) / numbers;
}

/** @param {View} view */
export function scale(view) {
  return stream.scale(view.rate, sourceOf(view).dtype);
}

/**
 * @param {View} view
 * @param {number} number
 */
export function input(view, number) {
  return rounded(number, typeOf(view));
}

/**
 * @param {View} view
 * @param {number} number
 */
export function output(view, number) {
  return rounded(number * scale(view), typeOf(view));
}

/**
 * @param {View} view
 * @returns the type of what is multiplied: word types multiply the input itself
 */
function typeOf(view) {
  const { dtype } = sourceOf(view);
  return view.noise || dtype === "float64" ? dtype : "float32";
}

export { layer as expression };

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  const { compiled } = sourceOf(view);
  return written(view, words, {
    imports: [
      "import keras",
      "import numpy as np",
      ...(compiled ? ["import tensorflow as tf"] : []),
    ],
    counted: (end) => `np.arange(1, ${end}, dtype="float32")`,
    ones: (shape) => `np.ones(${shape})`,
    made: [
      ...made(view),
      ...(compiled
        ? ["compiled = tf.function(drop, autograph=False, jit_compile=True)"]
        : []),
    ],
    repeats: true,
    called: calling(view, compiled ? "compiled" : "drop"),
    asArray: (array) => `${array}.numpy()`,
  });
}
