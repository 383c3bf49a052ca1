/**
 * How four optimizers move a table of embeddings, in float32 as Keras computes it;
 * tools/figures/optimizers.py says whose formulas these are.
 */

import { kindNamed } from "./kinds.js";
import { layoutOf, scaleOf, windowOf } from "./mask.js";

/**
 * @typedef {object} Task what is trained, the same in each step
 * @property {number[][][]} batches for each batch and sample the ids of its words; the
 *   batches take turns
 * @property {number} words rows of the table
 * @property {number} features columns of the table
 * @property {number} rate of dropout
 * @property {number} seed of the layer
 *
 * @typedef {object} State after a training step; tables are flat, row by row
 * @property {number} step counted from 0; it is the call of the layer
 * @property {number[][]} ids of the batch
 * @property {Uint8Array[][]} kept for each sample and timestep its features
 * @property {Float32Array} gradient
 * @property {boolean[]} present for each word whether the batch holds it
 * @property {Float32Array[]} moved by each of NAMES, what it adds to each weight
 * @property {Float32Array[][]} moments the two of each of NAMES
 * @property {boolean[]} waiting which weights have had no gradient so far
 */

export const NAMES = ["sgd", "momentum", "adam", "lazy"];

const { fround, sqrt } = Math;
const SGD_RATE = fround(0.01);
const MOMENTUM = fround(0.9);
const ADAM_RATE = fround(0.001);
const BETAS = [fround(0.9), fround(0.999)];
const RESTS = [fround(1 - 0.9), fround(1 - 0.999)];
const EPSILON = fround(1e-7);

/**
 * @param {Task} task
 * @param {string} kind a name of KINDS with a noise shape, or types
 * @param {number} step
 * @returns {import("./view.js").View} what draws the mask of a training step; for word
 *   types one draw for each sample and word
 */
export function viewOf({ batches, words, features, rate, seed }, kind, step) {
  const found = /** @type {import("./kinds.js").Kind} */ (kindNamed(kind));
  const ids = batches[step % batches.length];
  return {
    kind: found,
    noise: found.noise ?? [null, null, null],
    rate,
    seed: BigInt(seed),
    call: step,
    training: true,
    sizes: [ids.length, ...(found.noise ? [ids[0].length, features] : [words, 1])],
    at: [0, 0, 0],
  };
}

/**
 * @param {import("./view.js").View} view
 * @param {number[][]} ids of the batch
 * @param {number} features
 * @returns {Uint8Array[][]} for each sample and timestep: 1 survives, 0 does not
 */
function maskOf(view, ids, features) {
  const drawn = windowOf(view, layoutOf(view, []));
  if (view.kind.noise) return drawn;
  return ids.map((sample, b) =>
    sample.map((id) => new Uint8Array(features).fill(drawn[b][id][0])),
  );
}

/**
 * What an optimizer adds to one weight; its two moments change in place.
 *
 * @param {string} name
 * @param {Float32Array[]} moments
 * @param {number} i the weight
 * @param {number} gradient
 * @param {number} squares of the gradients of its occurrences, added up
 * @param {number} alpha of Adam
 * @returns {number}
 */
function move(name, [m, v], i, gradient, squares, alpha) {
  const plain = fround(gradient * SGD_RATE);
  if (name === "sgd") return 0 - plain;
  if (name === "momentum") {
    m[i] = fround(m[i] * MOMENTUM) - plain;
    return m[i];
  }
  m[i] += fround(fround(gradient - m[i]) * RESTS[0]);
  const square = name === "lazy" ? fround(gradient * gradient) : squares;
  v[i] += fround(fround(square - v[i]) * RESTS[1]);
  return 0 - fround(m[i] * alpha) / fround(fround(sqrt(v[i])) + EPSILON);
}

/**
 * @param {number} step
 * @returns {number} what Adam multiplies its first moment by
 */
function alphaOf(step) {
  const [first, second] = BETAS.map((beta) => fround(1 - fround(beta ** (step + 1))));
  return fround(fround(ADAM_RATE * fround(sqrt(second))) / first);
}

/**
 * Take a training step; the loss is the sum of the dropped-out output.
 *
 * @param {Task} task
 * @param {string} kind of the mask
 * @param {State} [before] nothing before the first step
 * @returns {State}
 */
export function next(task, kind, before) {
  const { batches, words, features } = task;
  const step = before ? before.step + 1 : 0;
  const ids = batches[step % batches.length];
  const view = viewOf(task, kind, step);
  const kept = maskOf(view, ids, features);
  const scale = scaleOf(view);
  const table = () => new Float32Array(words * features);
  const gradient = table();
  const squares = table();
  ids.forEach((sample, b) => {
    sample.forEach((id, t) => {
      kept[b][t].forEach((flag, f) => {
        gradient[id * features + f] += flag * scale;
        squares[id * features + f] += flag * fround(scale * scale);
      });
    });
  });
  const present = Array.from({ length: words }, (_, id) => ids.flat().includes(id));
  const alpha = alphaOf(step);
  const moments = NAMES.map((_, n) =>
    before ? before.moments[n].map((moment) => moment.slice()) : [table(), table()],
  );
  const moved = NAMES.map((name, n) =>
    gradient.map((one, i) =>
      name === "lazy" && !present[Math.floor(i / features)]
        ? 0
        : move(name, moments[n], i, one, squares[i], alpha),
    ),
  );
  const waiting = Array.from(gradient, (one, i) => !one && (before?.waiting[i] ?? true));
  return { step, ids, kept, gradient, present, moved, moments, waiting };
}
