/**
 * Coins: where the draws of a call stand beside its numbers, and over which each decides.
 * tools/figures/coins.py draws the same at build.
 */

import { expectedOf } from "./expected.js";
import { isOwn, KINDS } from "./kinds.js";
import { drawAt, layoutOf, product } from "./mask.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./mask.js").Layout} Layout
 * @typedef {Record<string, number>} Geometry of tools/figures/coins.py, and the pitch and
 *   the cell of a mask
 * @typedef {{x: number, y: number, radius: number, kept: number, coin: number}} Coin
 */

/**
 * @param {(number|null)[]} noise
 * @returns {import("./kinds.js").Kind} the kind that has this noise shape, else "own"
 */
export function kindOf(noise) {
  const same = KINDS.find((kind) =>
    kind.noise?.every((size, axis) => size === noise[axis]),
  );
  return same ?? /** @type {import("./kinds.js").Kind} */ (KINDS.find(isOwn));
}

/**
 * @param {Layout} layout
 * @returns {"inside"|"left"|"top"|"corner"} where the coins stand
 */
export function placeOf({ shape: [, steps, features] }) {
  if (steps > 1) return features > 1 ? "inside" : "left";
  return features > 1 ? "top" : "corner";
}

/**
 * @param {Layout} layout
 * @param {number[]} sizes of the input
 * @param {number[]} at sample, row, column
 * @returns {number[]} the nearest square, or -1 where coins stand before the squares
 */
export function nearest(layout, sizes, [sample, row, column]) {
  const place = placeOf(layout);
  const top = place === "top" || place === "corner" ? -1 : 0;
  const left = place === "left" || place === "corner" ? -1 : 0;
  return [
    sample,
    Math.max(top, Math.min(sizes[1] - 1, row)),
    Math.max(left, Math.min(sizes[2] - 1, column)),
  ];
}

/**
 * The coins of one sample's drawing, and the marks of those that stand elsewhere.
 *
 * @param {View} view
 * @param {Layout} layout
 * @param {Uint8Array[][]} kept see windowOf()
 * @param {number} sample
 * @param {Geometry} geometry
 * @returns {Coin[]}
 */
export function coinsOf(view, layout, kept, sample, geometry) {
  const { left, top, lane, coin: large, inside, same, pitch, cell } = geometry;
  const [, steps, features] = view.sizes;
  const place = placeOf(layout);
  const [down, across] = [place !== "top", place !== "left"];
  const many = place !== "corner";
  const seen = new Set();
  /** @type {Coin[]} */
  const coins = [];
  for (let t = 0; t < (many && down ? steps : 1); t += 1) {
    for (let f = 0; f < (many && across ? features : 1); f += 1) {
      const coin = drawAt(layout, [sample, t, f]);
      const elsewhere = seen.has(coin) || (sample > 0 && layout.shape[0] === 1);
      seen.add(coin);
      coins.push({
        x: many && across ? left + pitch * f + cell / 2 : left - lane,
        y: many && down ? top + pitch * t + cell / 2 : top - lane,
        radius: elsewhere ? same : place === "inside" ? inside : large,
        kept: kept[sample][t][f],
        coin,
      });
    }
  }
  return coins;
}

/**
 * @param {{x: number, y: number, radius: number}[]} coins
 * @returns {string} circles, as the data of a path
 */
export function circles(coins) {
  return coins
    .map(
      ({ x, y, radius: r }) =>
        `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0 ${r} ${r} 0 1 0-${2 * r} 0z`,
    )
    .join("");
}

/**
 * What a coin decides over in one sample, as rectangles without a gap.
 *
 * @param {View} view
 * @param {Layout} layout
 * @param {number} coin
 * @param {number} sample
 * @returns {{row: number, column: number, rows: number, columns: number}[]}
 */
export function decided(view, layout, coin, sample) {
  const [, steps, features] = view.sizes;
  /** @type {ReturnType<typeof decided>} */
  const found = [];
  for (let row = 0; row < steps; row += 1) {
    const columns = Array.from({ length: features }, (_, f) => f).filter(
      (f) => drawAt(layout, [sample, row, f]) === coin,
    );
    const last = found.at(-1);
    if (!columns.length) continue;
    if (last && last.row + last.rows === row) last.rows += 1;
    else found.push({ row, column: columns[0], rows: 1, columns: columns.length });
  }
  return found;
}

/**
 * @param {ReturnType<typeof decided>} rectangles
 * @param {Geometry} geometry
 * @returns {string} lines around them, as the data of a path
 */
export function outlines(rectangles, { left, top, pitch }) {
  return rectangles
    .map(({ row, column, rows, columns }) => {
      const [width, height] = [pitch * columns, pitch * rows];
      const corner = `${left + pitch * column - 1} ${top + pitch * row - 1}`;
      return `M${corner}h${width}v${height}h-${width}z`;
    })
    .join("");
}

/**
 * @param {View} view
 * @param {Layout} layout
 * @param {Uint8Array[][]} kept see windowOf()
 * @param {string[]} words
 * @returns what is counted: coins, those of a sample unless all samples share them; and
 *   of the zeros in a sample the mean, the standard deviation and those of this call
 */
export function numbersOf(view, layout, kept, words) {
  const [, ...sample] = view.sizes;
  const one = { ...view, sizes: [1, ...sample] };
  const alone = layoutOf(one, words);
  const [first, second] = kept.map(
    (rows) => rows.flatMap((row) => [...row]).filter((stays) => !stays).length,
  );
  return {
    shared: layout.shape[0] === 1,
    coins: product(alone.shape),
    mean: Math.round(view.rate * product(sample)),
    sd: expectedOf(one, alone).sd.toFixed(1),
    first,
    second,
  };
}
