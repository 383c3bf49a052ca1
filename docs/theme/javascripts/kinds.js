/**
 * The kinds of mask. A new one is a row here and in tools/figures/kinds.py, with its text
 * in mkdocs.yml.
 *
 * @typedef {object} Kind
 * @property {string} name as an address says it
 * @property {"Dropout"|"SpatialDropout1D"} layer the class of Keras that draws it
 * @property {(number|null)[]|null} noise the noise shape, null in it for the size of the
 *   input; null for the reader's own noise shape, and where equal words share a draw
 * @property {boolean} written whether the Python of the layer names the noise shape
 */

/** @type {Kind[]} In the order of the menu. */
export const KINDS = [
  { name: "elements", layer: "Dropout", noise: [null, null, null], written: false },
  { name: "columns", layer: "SpatialDropout1D", noise: [null, 1, null], written: false },
  { name: "rows", layer: "Dropout", noise: [null, null, 1], written: true },
  { name: "samples", layer: "Dropout", noise: [null, 1, 1], written: true },
  { name: "types", layer: "Dropout", noise: null, written: false },
  { name: "shared", layer: "Dropout", noise: [1, null, null], written: true },
  { name: "own", layer: "Dropout", noise: null, written: true },
];

/**
 * @param {Kind} kind
 * @returns {boolean} whether the reader gives the noise shape
 */
export function isOwn(kind) {
  return !kind.noise && kind.written;
}

/**
 * @param {unknown} name
 * @returns {Kind|undefined}
 */
export function kindNamed(name) {
  return KINDS.find((kind) => kind.name === name);
}

/**
 * @param {(number|null)[]} noise
 * @returns {string} the entries of a noise shape as Python writes them
 */
export function noiseText(noise) {
  return noise.map((entry) => entry ?? "None").join(", ");
}
