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
 * @typedef {object} Framework
 * @property {string} name as an address says it; that of its script in frameworks/
 * @property {Record<string, bigint[]>} seedings the ways to seed it, the usual one first:
 *   each with its least and its greatest seed
 * @property {string[]} placed the ways in which what was drawn or made before counts
 * @property {string[]} dtypes that its playground draws in, the usual one first
 */

const INT64 = [-(2n ** 63n), 2n ** 63n - 1n];
const INT32 = [-(2n ** 31n), 2n ** 31n - 1n];
const WORD = [0n, 2n ** 32n - 1n];
const SAFE = [1n - 2n ** 53n, 2n ** 53n - 1n];
const FLOAT32 = ["float32"];
// Of PyTorch's generator, as streams/pytorch.js makes them.
const MOST_WORDS = 2 ** 25;

/**
 * What can draw the mask, in the order of the menu. The first is what the figures draw.
 *
 * @type {Framework[]}
 */
export const FRAMEWORKS = [
  {
    name: "keras-tensorflow",
    seedings: { layer: INT64, global: WORD },
    placed: ["global"],
    dtypes: ["float32", "float16", "bfloat16", "float64"],
  },
  {
    name: "keras-2",
    seedings: { global: INT64, layer: INT64 },
    placed: ["global"],
    dtypes: FLOAT32,
  },
  {
    name: "keras-jax",
    seedings: { layer: WORD, global: WORD },
    placed: ["global"],
    dtypes: FLOAT32,
  },
  {
    name: "keras-torch",
    seedings: { layer: INT32, global: WORD },
    placed: ["global"],
    dtypes: FLOAT32,
  },
  {
    name: "pytorch",
    seedings: { global: INT64 },
    placed: ["global"],
    dtypes: FLOAT32,
  },
  {
    name: "pytorch-mkl",
    seedings: { global: INT64 },
    placed: ["global"],
    dtypes: FLOAT32,
  },
  { name: "jax", seedings: { fold: INT64, key: INT64 }, placed: [], dtypes: FLOAT32 },
  {
    name: "flax-linen",
    seedings: { fold: INT64, key: INT64 },
    placed: [],
    dtypes: FLOAT32,
  },
  { name: "flax-nnx", seedings: { rngs: INT64 }, placed: ["rngs"], dtypes: FLOAT32 },
  { name: "tensorflow-js", seedings: { layer: SAFE }, placed: [], dtypes: FLOAT32 },
];

/**
 * @param {unknown} name
 * @returns {Framework|undefined}
 */
export function frameworkNamed(name) {
  return FRAMEWORKS.find((framework) => framework.name === name);
}

/**
 * @param {Framework} framework
 * @param {Kind} kind
 * @returns {string[]} the ways to seed a mask of this kind, the usual one first
 */
export function seedingsOf({ name, seedings }, kind) {
  const ways = Object.keys(seedings);
  // Without a seed and a noise shape, Keras leaves the mask to PyTorch.
  const left = name === "keras-torch" && kind.layer === "Dropout" && !kind.written;
  return left ? ways.filter((way) => way !== "global") : ways;
}

/**
 * What a framework cannot do of what an address asks for.
 *
 * @param {Record<string, any>} values by the keys of an address, none of them missing
 * @returns {string|undefined} the key that is wrong
 */
export function impossible(values) {
  const { framework, layer, seeding, seed, before, dtype, compiled, rate } = values;
  const { name, seedings, placed, dtypes } = framework;
  if (!seedingsOf(framework, layer).includes(seeding)) return "seeding";
  const [least, most] = seedings[seeding];
  if (seed < least || seed > most) return "seed";
  if (before && !placed.includes(seeding)) return "before";
  if (!dtypes.includes(dtype)) return "dtype";
  if (compiled && dtypes.length === 1) return "compiled";
  if (rate === 1) return "rate";
  if (name !== "pytorch") return undefined;
  // One generator draws all calls in turn, two words for each number.
  const { batch, steps, features, call, noise } = values;
  const draws = [batch, steps, features].reduce(
    (all, size, axis) => all * ((noise ?? [null, null, 1])[axis] ?? size),
    1,
  );
  return before + 2 * (call + 1) * draws > MOST_WORDS ? "call" : undefined;
}

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
 * @typedef {import("./mask.js").Drawing} Drawing
 *
 * Load what draws a view.
 *
 * @param {import("./view.js").View} view
 * @param {import("./view.js").View} [other] one that is drawn already, maybe by the same framework
 * @returns {Promise<Drawing>|Drawing|undefined} undefined where nothing is to be loaded
 */
export function drawingOf({ source }, other) {
  if (!source) return undefined;
  const { framework } = source;
  if (other?.source?.framework === framework && other.drawing) return other.drawing;
  return import(`./frameworks/${framework.name}.js`);
}
