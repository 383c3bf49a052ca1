/** What to expect of a mask, by formula. */

import { chanceOf, drawsOf, product, scaleOf } from "./mask.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./mask.js").Layout} Layout
 *
 * @typedef {object} Expected
 * @property {number} draws independent draws
 * @property {number} units numbers of the input
 * @property {number} chance that a draw drops
 * @property {number} mean of the numbers dropped in one call
 * @property {number} sd their standard deviation
 * @property {number} coins independent draws that a row depends on
 * @property {number} row chance that a given row is zero as a whole; 0 where it is too
 *   small for a number
 * @property {number} scale of the survivors
 */

/**
 * @param {View} view
 * @param {Layout} layout
 * @returns {Expected} all by formula
 */
export function expectedOf(view, layout) {
  const units = product(view.sizes);
  const chance = chanceOf(view);
  let squares = 0;
  for (const [size, draws] of layout.groups) squares += draws * size ** 2;
  return {
    draws: drawsOf(view, layout),
    units,
    chance,
    mean: units * chance,
    sd: Math.sqrt(squares * chance * (1 - chance)),
    coins: layout.shape[2],
    row: chance ** layout.shape[2],
    scale: scaleOf(view),
  };
}
