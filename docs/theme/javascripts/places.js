/** What the scene lookup draws, as tools/figures/lookup.py does at build: without DOM. */

import { layoutOf, windowOf } from "./mask.js";
import { parse } from "./view.js";

/**
 * @typedef {object} Given what the page brings
 * @property {Record<string, string>} texts
 * @property {Record<string, number>} geometry in CSS pixels
 * @property {string} layer the Python that creates it
 * @property {string} view what its masks share, as in an address
 * @property {string[]} tints for each row of the table a digit per feature
 *
 * @typedef {object} State
 * @property {number} steps how many words; the sentence repeats
 * @property {number} call how many masks the layer has drawn before
 * @property {number} at the timestep whose word is lit
 * @property {string} count what is outlined instead: units, row, features or weights
 */

/**
 * @param {number[][]} corners
 * @param {number} width
 * @param {number} height
 * @param {string} [start]
 * @returns {string} rectangles as the data of a path, in steps from corner to corner
 */
export function squares(corners, width, height, start = "0 0") {
  let path = `M${start}`;
  let [left, top] = [0, 0];
  for (const [x, y] of corners) {
    path += `m${x - left} ${y - top}h${width}v${height}h-${width}z`;
    [left, top] = [x, y];
  }
  return path;
}

/**
 * @param {Given} given
 * @param {State} state
 */
export function picture({ texts, geometry, view: shared, tints }, state) {
  const {
    pitch,
    cell,
    header,
    narrow,
    oneHot,
    rest,
    bars,
    table,
    gap,
    link: span,
  } = geometry;
  const { steps, call, at, count } = state;
  const view = parse(`${shared}&steps=${steps}&call=${call}`);
  const sentence = texts.words.split(/\s+/);
  const words = Array.from({ length: steps }, (_, t) => sentence[t % sentence.length]);
  const types = [...new Set(sentence)];
  const rows = words.map((word) => types.indexOf(word));
  const kept = windowOf(view, layoutOf(view, sentence))[0];
  const lit = rows[at];
  const places = [...rows.keys()].filter((t) => rows[t] === lit);
  const shown = count ? [] : places;
  const features = view.sizes[2];
  const [width, wide] = [pitch * features, narrow * features];
  const top = (/** @type {number} */ row) => header + pitch * row;

  /** @type {(x: number, w: number, start: number, end: number) => string} */
  const link = (x, w, start, end) => {
    const down = pitch * (end - start);
    return `M${x} ${top(start) + cell / 2}c${w / 2} 0 ${w / 2} ${down} ${w} ${down}`;
  };
  /** @type {(x: number, w: number, all: number, but: (row: number) => boolean) => string} */
  const veil = (x, w, all, but) => {
    const dark = [...Array(all).keys()].filter((row) => !but(row));
    const corners = dark.map((row) => [x, top(row) - 1]);
    return squares(corners, w, pitch);
  };
  /** @type {(chosen: (t: number, f: number) => boolean) => number[][]} */
  const corners = (chosen) =>
    kept.flatMap((row, t) =>
      [...row.keys()].filter((f) => chosen(t, f)).map((f) => [pitch * f, top(t)]),
    );
  /** @type {(level: number) => string} */
  const tint = (level) =>
    squares(
      corners((t, f) => kept[t][f] === 1 && tints[rows[t]][f] === String(level)),
      cell,
      cell,
    );
  // From the end of each line to the beginning of the next: they are one row.
  const back = `h2v${pitch / 2}h${-width - 2}v${pitch / 2}h2`;
  const row = words
    .slice(1)
    .map((_, t) => `M${width - 2} ${top(t) + cell / 2}${back}`)
    .join("");
  const rings = {
    units: squares(
      corners(() => true).map(([x, y]) => [x - 1, y - 1]),
      pitch,
      pitch,
    ),
    features: [...Array(features).keys()]
      .map(
        (f) =>
          `M${pitch * f - 1} ${header - 2}h${cell + 1}v${pitch * steps + 1}h-${cell + 1}z`,
      )
      .join(""),
    row,
  };
  const weights = `M${table - 2} ${header - 2}h${wide + 3}v${pitch * (tints.length + 1) + 2}h-${wide + 3}z`;
  const tops = words.map((_, t) => top(t));

  return {
    words,
    rows,
    row: lit,
    places,
    lit: shown,
    /** How many numbers each mask of the word lost. */
    lost: places.map((t) => kept[t].filter((value) => !value).length),
    units: steps * features,
    left: {
      bars:
        squares(
          tops.map((y) => [oneHot, y]),
          narrow * tints.length - 1,
          cell,
        ) +
        squares(
          tops.map((y) => [rest, y]),
          bars - rest,
          cell,
        ),
      marks: squares(
        rows.map((row, t) => [oneHot + narrow * row, top(t)]),
        narrow - 1,
        cell,
      ),
      veil:
        veil(oneHot, bars - oneHot, steps, (t) => shown.includes(t)) +
        veil(table, wide, tints.length, (row) =>
          count ? count === "weights" : row === lit,
        ),
      links: shown.map((t) => link(bars + 2, span, t, lit)).join(""),
      counted: count === "weights" ? weights : "",
    },
    right: {
      "tint-0": tint(0),
      "tint-1": tint(1),
      "tint-2": tint(2),
      "tint-3": tint(3),
      dropped: squares(
        corners((t, f) => !kept[t][f]),
        cell - 1,
        cell - 1,
        "0.5 0.5",
      ),
      veil: veil(0, width, steps, (t) =>
        count ? count !== "weights" : shown.includes(t),
      ),
      links: shown.map((t) => link(-gap, span, lit, t)).join(""),
      counted: Object.hasOwn(rings, count) ? rings[/** @type {"row"} */ (count)] : "",
    },
  };
}
