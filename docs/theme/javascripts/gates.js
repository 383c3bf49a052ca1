/** What an LSTM's dropout takes from which gate, as tools/figures/gates.py has it. */

import { keep, stream, threshold } from "./philox.js";
import { runs } from "./runs.js";

/**
 * What the reader has chosen.
 *
 * @typedef {object} State
 * @property {string} version keras-2, before or from (3.8.0 of Keras 3)
 * @property {boolean} recurrent whether recurrent_dropout is the rate too, else 0
 * @property {number} rate of dropout, in (0, 1)
 * @property {number} call how many times the layer has been called in training before
 * @property {bigint} seed the layer's seed, a signed 64-bit integer
 */

export const GATES = 4;
export const STEPS = 4;
export const SIZE = 64;

// TensorFlow's where none is set; it reduces seeds to what fits this modulus.
const GLOBAL_SEED = 87654321;
const OP_MODULUS = 2n ** 31n - 1n;

const [LEFT, PITCH, BAR, ROW, BLOCK] = [20, 5, 4, 10, 46];

/**
 * The stream of an operation of Keras 2, the first of a process with this seed.
 *
 * @param {bigint} seed of the operation
 * @returns {import("./philox.js").Stream}
 */
function ofKeras2(seed) {
  const rest = Number(((seed % OP_MODULUS) + OP_MODULUS) % OP_MODULUS);
  return { key: Int32Array.of(GLOBAL_SEED, 0), high: Int32Array.of(rest, 0) };
}

/**
 * @param {State} state
 * @returns {string[]} how the masks of input and state are shared: a text each
 */
export function rulesOf({ version, recurrent }) {
  const old = version === "keras-2";
  const shared = recurrent && version !== "before" ? "gates" : "one";
  const rule = old && !recurrent ? "steps" : shared;
  return [rule, recurrent ? rule : "none"];
}

/**
 * @param {State} state
 * @returns {Uint8Array[]} what the gates get of the input and of the state, a 1 or a 0 for
 *   each gate, timestep and number
 */
export function masksOf(state) {
  const { version, recurrent, rate, call, seed } = state;
  const [rule] = rulesOf(state);
  // As many as are drawn in a call for the input, and for the state.
  const count = rule === "one" ? 1 : GATES;
  const first = call * count * (recurrent ? 2 : 1);
  return [0, 1].map((side) => {
    const mask = new Uint8Array(GATES * STEPS * SIZE).fill(1);
    if (side && !recurrent) return mask;
    for (let row = 0; row < GATES * STEPS; row += 1) {
      const gate = rule === "gates" ? Math.floor(row / STEPS) : 0;
      const index = first + side * count + gate;
      const from =
        version === "keras-2" ? ofKeras2(seed + BigInt(index)) : stream(seed, index);
      // Keras 2 draws four masks for all timesteps, and uses the first.
      const skip = rule === "steps" ? SIZE * (row % STEPS) : 0;
      keep(from, threshold(rate), skip, mask.subarray(SIZE * row, SIZE * (row + 1)));
    }
    return mask;
  });
}

/**
 * @param {Uint8Array} mask of the input or of the state
 * @returns {Uint8Array} with what any of the gates gets, as a fifth block
 */
export function withAny(mask) {
  const all = new Uint8Array(mask.length + STEPS * SIZE);
  all.set(mask);
  mask.forEach((kept, i) => {
    all[mask.length + (i % (STEPS * SIZE))] |= kept;
  });
  return all;
}

/**
 * @param {Uint8Array} blocks see withAny()
 * @returns {number[]} how many numbers no gate gets, at each timestep
 */
export function lost(blocks) {
  return Array.from({ length: STEPS }, (_, step) => {
    const from = (GATES * STEPS + step) * SIZE;
    return blocks.subarray(from, from + SIZE).filter((kept) => !kept).length;
  });
}

/** @param {number} row of a drawing: timesteps, block after block */
function top(row) {
  return BLOCK * Math.floor(row / STEPS) + ROW * (row % STEPS);
}

/**
 * @param {Uint8Array} blocks see withAny()
 * @returns {string} what is kept, as the data of a dashed path
 */
export function strokes(blocks) {
  return runs(blocks, SIZE, { pitch: PITCH, cell: BAR }, top);
}

/**
 * @param {number} x in a drawing
 * @param {number} y
 * @returns {[number, number]|undefined} the timestep and the number there
 */
export function placeAt(x, y) {
  const number = Math.floor((x - LEFT) / PITCH);
  const step = Math.floor((y % BLOCK) / ROW);
  const inside = number >= 0 && number < SIZE && y >= 0 && step < STEPS;
  return inside ? [step, number] : undefined;
}

/**
 * @param {[number, number]} place a timestep and a number
 * @returns {string} a ring around it in each block, as the data of a path
 */
export function rings([step, number]) {
  const x = LEFT + PITCH * number - 1;
  return Array.from({ length: GATES + 1 }, (_, block) => {
    const y = top(block * STEPS + step) - 1;
    return `M${x} ${y}h${BAR + 2}v${ROW + 1}h-${BAR + 2}z`;
  }).join("");
}
