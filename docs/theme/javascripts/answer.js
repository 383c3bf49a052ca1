/** The program of the first page, and what it prints, for any view of one sample. */

import { drawsOf, layoutOf } from "./mask.js";
import { expression } from "./texts.js";

/** @typedef {import("./view.js").View} View */

/**
 * @param {View} view of one sample
 * @param {string[]} words the sentence, for draws that equal words share
 * @returns {string} a program for Keras 3 on TensorFlow
 */
export function answer(view, words) {
  const [, steps, features] = view.sizes;
  const layout = layoutOf(view, words);
  const types = words.slice(0, steps).map((_, t) => layout.row(t));
  const ids = view.noise
    ? `np.arange(${steps}).reshape(1, ${steps})`
    : `np.array([[${types.join(", ")}]])`;
  const given = view.noise ? "vectors" : `np.ones((1, ${layout.shape[1]}))`;
  const called = `layer(${given}, training=${view.training ? "True" : "False"})`;
  const before = view.call && drawsOf(view, layout);
  return [
    "import keras",
    "import numpy as np",
    "",
    `ids = ${ids}`,
    `vectors = keras.layers.Embedding(1000, ${features})(ids)`,
    `layer = keras.layers.${expression(view)}`,
    ...(before ? [`for _ in range(${view.call}):`, `    ${called}`] : []),
    ...(view.noise
      ? [`kept = ${called}.numpy()[0] != 0`]
      : [
          `coins = ${called}.numpy()[:, ids[0], None]`,
          "kept = (vectors * coins).numpy()[0] != 0",
        ]),
    "",
    'print("shape", tuple(vectors.shape))',
    `print("numbers dropped", ${steps * features} - kept.sum(), "of", kept.size)`,
    `print("rows dropped   ", ${steps} - kept.any(axis=1).sum(), "of ${steps}")`,
    `print("columns dropped", ${features} - kept.any(axis=0).sum(), "of ${features}")`,
    "",
  ].join("\n");
}

/**
 * @param {View} view of one sample
 * @param {{zeros: number, rows: number, columns: number}} counted
 * @returns {string} what answer() prints
 */
export function answered(view, { zeros, rows, columns }) {
  const [, steps, features] = view.sizes;
  return [
    `shape (${view.sizes.join(", ")})`,
    `numbers dropped ${zeros} of ${steps * features}`,
    `rows dropped    ${rows} of ${steps}`,
    `columns dropped ${columns} of ${features}`,
    "",
  ].join("\n");
}
