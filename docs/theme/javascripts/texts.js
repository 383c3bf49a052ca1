/** The texts that say what a figure shows: Python, sentences, numbers. */

import { noiseText } from "./kinds.js";
import { drawsOf, layoutOf, product, WINDOW } from "./mask.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./mask.js").Layout} Layout
 * @typedef {Record<string, string>} Texts templates by name: extra.figure of mkdocs.yml
 * @typedef {ReturnType<typeof formats>} Formats
 */

// What program() writes; the names are those of the classes in the pages' code.
const TOKEN =
  /(?<s2>"[^"]*")|\b(?<kn>from|import)\b|\b(?<k>as|const|for|if|in|else|let|of)\b|\b(?<kc>True|False|None)\b|(?<mi>\d[\d.]*(?:e-?\d+)?)/g;

// What parts a number from its fraction in the language of the page.
const language = globalThis.document?.documentElement.lang || "en";
const point = new Intl.NumberFormat(language).format(0.5).charAt(1);

/**
 * @param {unknown} value
 * @returns {string} a number alone as the language of the page writes it; any other text
 *   stays
 */
export function numeral(value) {
  return String(value).replace(/^(-?\d+)\.(\d+(?:e-?\d+)?)$/, `$1${point}$2`);
}

/**
 * @param {string} template with {names}
 * @param {Record<string, unknown>} values
 * @param {(value: unknown) => string} write String where a reader types a value
 * @returns {string}
 */
export function fill(template, values, write = numeral) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => write(values[name] ?? whole));
}

/**
 * @param {number} number a float32
 * @returns {string} in as few digits as tell it from its neighbours
 */
export function shortest(number) {
  let digits = 1;
  while (Math.fround(Number(number.toPrecision(digits))) !== number) digits += 1;
  return String(Number(number.toPrecision(digits)));
}

/**
 * @param {View} view
 * @param {number} number of its type
 * @returns {string}
 */
export function valueText({ source }, number) {
  const whole = source?.dtype === "float64" || !Number.isFinite(number);
  return whole ? String(number) : shortest(number);
}

/**
 * @param {string} language of the page
 * @returns how a count, a mean and what is rounded more are written
 */
export function formats(language) {
  const format = (/** @type {number} */ digits) => {
    const options = { maximumSignificantDigits: digits };
    const numbers = new Intl.NumberFormat(language, options);
    return (/** @type {number} */ number) => numbers.format(number);
  };
  return { count: format(7), mean: format(6), rounded: format(3) };
}

/**
 * @param {Texts} texts
 * @param {View} view
 * @param {Layout} layout
 * @returns {string} what draws the mask: a layer, or the recipe for word types
 */
export function layerText(texts, view, layout) {
  const layer = expression(view);
  if (view.noise) return layer;
  const shape = `(${layout.shape.slice(0, 2).join(", ")})`;
  return fill(texts.word_types, { layer, shape });
}

/**
 * @param {Texts} texts
 * @param {View} view
 * @param {Layout} layout
 * @param {{zeros: number, rows: number, columns: number}} counted
 * @returns {string} the sentence below the figure that says what was dropped
 */
export function countsText(texts, view, layout, { zeros, rows, columns }) {
  const [batch, steps, features] = view.sizes;
  return fill(texts.counts, {
    zeros,
    units: product(view.sizes),
    rows,
    all_rows: batch * steps,
    columns,
    all_columns: batch * features,
    draws: drawsOf(view, layout),
  });
}

/**
 * @param {View} view
 * @returns {string} what creates the layer
 */
export function expression(view) {
  return view.drawing?.expression(view) ?? layerOf(view);
}

/**
 * @param {View} view
 * @param {string} options after the rate and the noise shape
 * @returns {string} the Python that creates a layer of Keras
 */
export function layerOf({ kind, noise, rate, seed }, options = `seed=${seed}`) {
  const shape = kind.written && noise ? `noise_shape=(${noiseText(noise)})` : "";
  const given = [rate, shape, options].filter((text) => text !== "");
  return `${kind.layer}(${given.join(", ")})`;
}

/**
 * How Python is written for a framework.
 *
 * @typedef {object} Writing
 * @property {string[]} imports
 * @property {(numbers: string) => string} counted an array of the numbers up to one
 * @property {(shape: string) => string} ones
 * @property {string[]} made what creates the layer
 * @property {boolean} repeats whether an earlier call moves the mask
 * @property {(given: string) => string} called
 * @property {(array: string) => string} asArray of NumPy
 * @property {string} [whole] x as an array of NumPy, where it is none
 */

/**
 * @param {View} view
 * @returns {Writing} for Keras 3 on TensorFlow
 */
function usual(view) {
  const training = view.training ? "True" : "False";
  return {
    imports: ["import keras", "import numpy as np"],
    counted: (end) => `np.arange(1, ${end}, dtype="float32")`,
    ones: (shape) => `np.ones(${shape})`,
    made: [`drop = keras.layers.${layerOf(view)}`],
    repeats: true,
    called: (given) => `drop(${given}, training=${training})`,
    asArray: (array) => `${array}.numpy()`,
  };
}

/**
 * @param {View} view
 * @returns {[number[], string]} where the drawn part ends, and its index in NumPy
 */
export function partOf({ sizes, at }) {
  const ends = sizes.map((size, axis) => Math.min(size, at[axis] + WINDOW[axis]));
  const part = ends.some((end, axis) => end - at[axis] < sizes[axis])
    ? `[${ends.map((end, axis) => `${at[axis]}:${end}`).join(", ")}]`
    : "";
  return [ends, part];
}

/**
 * @param {View} view
 * @param {string[]} words the sentence, for draws that equal words share
 * @param {Writing} writing
 * @returns {string} a program in Python; its array y is the output
 */
export function program(view, words, writing = usual(view)) {
  const { noise, call, training, sizes, at } = view;
  const [ends, part] = partOf(view);
  const { imports, counted, ones, made, repeats, called, asArray } = writing;
  const lines = [
    ...imports,
    "",
    `x = ${counted(String(product(sizes) + 1))}.reshape(${sizes.join(", ")})`,
    ...made,
  ];
  if (!noise) {
    const layout = layoutOf(view, words);
    const ids = words.slice(0, sizes[1]).map((_, t) => layout.row(t));
    lines.push(
      `ids = np.resize([${ids.join(", ")}], ${sizes[1]})`,
      `ones = ${ones(`(${layout.shape.slice(0, 2).join(", ")})`)}`,
    );
  }
  const drawn = called(noise ? "x" : "ones");
  if (training && call && repeats) {
    lines.push(`for _ in range(${call}):`, `    ${drawn}`);
  }
  lines.push(
    noise
      ? `y = ${asArray(drawn)}`
      : `y = ${writing.whole ?? "x"} * ${asArray(drawn)}[:, ids, None]`,
    `for row in y${part}.reshape(-1, ${ends[2] - at[2]}):`,
    '    print("".join("#" if number else "." for number in row))',
    'print((y == 0).sum(), "of", y.size, "numbers are zero")',
  );
  return `${lines.join("\n")}\n`;
}

/**
 * @param {View} view
 * @param {Uint8Array[][]} kept the mask where it is drawn, see windowOf()
 * @param {number} zeros
 * @returns {string} what program() prints
 */
export function output(view, kept, zeros) {
  const rows = kept
    .flat()
    .map((row) => Array.from(row, (survives) => (survives ? "#" : ".")).join(""));
  return `${rows.join("\n")}\n${zeros} of ${product(view.sizes)} numbers are zero\n`;
}

/**
 * @param {string} source what program() writes
 * @returns {[string, string][]} its parts in order, each with its class or ""
 */
export function tokens(source) {
  /** @type {[string, string][]} */
  const parts = [];
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    const named = Object.entries(match.groups ?? {});
    const [name] = named.find(([, text]) => text !== undefined) ?? [""];
    parts.push(["", source.slice(end, match.index)], [name, match[0]]);
    end = match.index + match[0].length;
  }
  return [...parts, ["", source.slice(end)]];
}
