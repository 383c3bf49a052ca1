/** What the layers of Keras share, whatever draws for them. */

import { layerOf } from "../texts.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../sources.js").Source} Source
 */

/**
 * @param {View} view
 * @returns {Source}
 */
export function sourceOf({ source }) {
  if (!source) throw new Error("a view of no framework");
  return source;
}

/**
 * @param {View} view
 * @returns {{seed?: bigint, globalSeed?: bigint, nth?: number}} as the streams take them
 */
export function seedsOf(view) {
  const { seeding, before } = sourceOf(view);
  if (seeding === "layer") return { seed: view.seed };
  return { globalSeed: view.seed, nth: before };
}

/** @param {View} view */
export function layer(view) {
  const { seeding, dtype } = sourceOf(view);
  const options = [
    ...(seeding === "layer" ? [`seed=${view.seed}`] : []),
    ...(dtype === "float32" ? [] : [`dtype="${dtype}"`]),
  ];
  return layerOf(view, options.join(", "));
}

/**
 * @param {View} view
 * @param {string} name of the layer
 * @returns {(given: string) => string}
 */
export function calling({ training }, name = "drop") {
  return (given) => `${name}(${given}, training=${training ? "True" : "False"})`;
}

/**
 * @param {View} view of Keras 3
 * @returns {string[]} what creates the layer
 */
export function made(view) {
  const { seeding, before } = sourceOf(view);
  const lines = [`drop = keras.layers.${layer(view)}`];
  if (before) {
    lines.unshift(`for _ in range(${before}):`, "    keras.layers.Dropout(0.5)");
  }
  if (seeding === "global") {
    lines.unshift(`keras.utils.set_random_seed(${view.seed})`);
  }
  return lines;
}

/**
 * @param {View} view of Keras 3
 * @param {string} backend
 * @returns {import("../texts.js").Writing}
 */
export function onBackend(view, backend) {
  return {
    imports: [
      "import os",
      "",
      `os.environ["KERAS_BACKEND"] = "${backend}"`,
      "import keras",
      "import numpy as np",
    ],
    counted: (end) => `np.arange(1, ${end}, dtype="float32")`,
    ones: (shape) => `np.ones(${shape})`,
    made: made(view),
    repeats: true,
    called: calling(view),
    asArray: (array) => `keras.ops.convert_to_numpy(${array})`,
  };
}
