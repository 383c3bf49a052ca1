/** TensorFlow.js: a seeded layer draws the same mask at each call. */

import { layoutOf, product, WINDOW } from "../mask.js";
import * as stream from "../streams/tensorflow-js.js";

export { output, scale } from "./flax.js";

/** @typedef {import("../view.js").View} View */

/** @type {import("../sources.js").Drawing["keeper"]} */
export function keeper({ seed, rate }) {
  const keep = stream.keeper({ seed }, rate);
  return () => keep;
}

/** @param {View} view */
export function chance({ rate }) {
  return 1 - Math.fround(1 - rate);
}

/** @param {View} view */
export function expression({ kind, noise, rate, seed }) {
  const name = kind.layer === "Dropout" ? "dropout" : "spatialDropout1d";
  const shape =
    kind.written && noise
      ? `, noiseShape: [${noise.map((size) => size ?? "null").join(", ")}]`
      : "";
  return `tf.layers.${name}({ rate: ${rate}, seed: ${seed}${shape} })`;
}

/**
 * @param {View} view
 * @param {string[]} words
 * @returns {string} JavaScript
 */
export function program(view, words) {
  const { noise, sizes, at, training } = view;
  const units = product(sizes);
  const spans = sizes.map((size, axis) => Math.min(size - at[axis], WINDOW[axis]));
  const lines = [
    'import * as tf from "@tensorflow/tfjs";',
    "",
    `const x = tf.range(1, ${units + 1}).reshape([${sizes.join(", ")}]);`,
    `const drop = ${expression(view)};`,
  ];
  if (noise) {
    lines.push(`const y = drop.apply(x, { training: ${training} });`);
  } else {
    const layout = layoutOf(view, words);
    const ids = words.slice(0, sizes[1]).map((_, t) => layout.row(t));
    lines.push(
      `const types = [${ids.join(", ")}];`,
      `const ids = Array.from({ length: ${sizes[1]} }, (_, t) => types[t % ${ids.length}]);`,
      `const ones = tf.ones([${layout.shape.slice(0, 2).join(", ")}]);`,
      `const kept = drop.apply(ones, { training: ${training} });`,
      "const y = x.mul(kept.gather(ids, 1).expandDims(2));",
    );
  }
  const whole = spans.every((span, axis) => span === sizes[axis]);
  const part = whole ? "y" : `y.slice([${at.join(", ")}], [${spans.join(", ")}])`;
  lines.push(
    `for (const row of ${part}.reshape([-1, ${spans[2]}]).arraySync()) {`,
    '  console.log(row.map((number) => (number ? "#" : ".")).join(""));',
    "}",
    "const zeros = y.equal(0).sum().arraySync();",
    'console.log(zeros, "of", y.size, "numbers are zero");',
  );
  return `${lines.join("\n")}\n`;
}
