// Masks drawn by TensorFlow.js: `node tests/javascript/tensorflow-js-masks.js COUNT` prints
// them as tests/streams/vectors/tensorflow-js-*.json holds them.

import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs/dist/tf.node.js";

const SEEDS = [0, 7, -1, 2510, 123456789, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 1 - 2 ** 53];
const RATES = [0.5, 0.2, 0.9, 1e-9, 2 ** -24, 1 - 2 ** -24, 1 - 1e-9, 0, 1, 1 / 3];
const SIZES = [1, 2, 24, 96];

/** What a layer or the function keeps of a mask of that size. */
const KINDS = [
  (rate, seed, size) => {
    const drop = tf.layers.dropout({ rate, seed });
    return () => drop.apply(tf.ones([size]), { training: true });
  },
  (rate, seed, size) => {
    const drop = tf.layers.spatialDropout1d({ rate, seed });
    const x = tf.ones([1, 2, size]);
    return () => drop.apply(x, { training: true }).slice([0, 1], [1, 1]);
  },
  (rate, seed, size) => {
    const drop = tf.layers.dropout({ rate, seed, noiseShape: [null, 1] });
    return () =>
      drop.apply(tf.ones([size, 3]), { training: true }).slice([0, 2], [-1, 1]);
  },
  // The function refuses rate 1.
  (rate, seed, size) => () =>
    rate === 1 ? tf.ones([size]) : tf.dropout(tf.ones([size]), rate, null, seed),
];

const kept = (y) => [...y.dataSync()].map((value) => Number(value !== 0)).join("");

/**
 * Each kind in turn, boundaries first.
 *
 * @param {number} count
 * @returns {Promise<{stream: string, size: number, rate: number, settings: {seed: string},
 *   kept: string}[]>}
 */
export async function masks(count) {
  await tf.setBackend("cpu");
  return Array.from({ length: count }, (_, i) => {
    const seed = SEEDS[i] ?? (i % 2 ? 1 : -1) * ((i * 6700417 * 2 ** 21) % 2 ** 53);
    const rate = RATES[i % RATES.length];
    const size = SIZES[(i + Math.floor(i / 4)) % SIZES.length];
    const draw = KINDS[i % KINDS.length](rate, seed, size);
    const mask = kept(draw());
    // A layer with a seed draws the same mask at each call.
    if (kept(draw()) !== mask) throw new Error(`seed ${seed}: another mask`);
    const settings = { seed: String(seed) };
    return { stream: "tensorflow_js", size, rate, settings, kept: mask };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const drawn = await masks(Number(process.argv[2]));
  const lines = drawn.map((mask) => JSON.stringify(mask)).join(",\n");
  const who = JSON.stringify(`TensorFlow.js ${tf.version.tfjs}, Node.js, CPU backend`);
  console.log(`{"drawn": ${who},\n"masks": [\n${lines}\n]}`);
}
