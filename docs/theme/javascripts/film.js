/** One square of the scene film followed: from a layer's state to what becomes of it. */

import { draw, reduced, stream, threshold } from "./philox.js";
import { shortest } from "./texts.js";

/** @param {number} number a 32-bit word */
function word(number) {
  return `0x${(number >>> 0).toString(16).padStart(8, "0")}`;
}

/**
 * @param {{seed: bigint, call: number, rate: number}} view
 * @param {number} index of the draw, row by row
 * @returns what tools/figures/film.py calls chain()
 */
export function chain({ seed, call, rate }, index) {
  const from = stream(seed, call);
  const { counter, words, bits } = draw(from, index);
  const binary = (words[index % 4] >>> 0).toString(2).padStart(32, "0");
  const u = bits / 2 ** 23;
  const kept = bits >= threshold(rate);
  const texts = (/** @type {Iterable<number>} */ some) => [...some].map(word).join(" ");
  return {
    u,
    kept,
    state: `[${seed}, ${call}]`,
    reduced: `[${reduced(seed, call).join(", ")}]`,
    key: texts(from.key),
    draw: `${index} = 4 × ${counter[0]} + ${index % 4}`,
    counter: texts(counter),
    words: texts(words),
    bits: `${binary.slice(0, 9)} ${binary.slice(9)}`,
    number: `${bits} / 8388608 = ${shortest(u)}`,
    compared: `${shortest(u)} ${kept ? "≥" : "<"} ${rate}`,
    output: kept ? `1 / (1 - ${rate}) = ${shortest(Math.fround(1 / (1 - rate)))}` : "0",
  };
}
