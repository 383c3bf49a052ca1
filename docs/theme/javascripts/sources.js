/** What draws the mask of a view: a framework, how it is seeded, what it computes in. */

import { product } from "./mask.js";
import { LAST } from "./philox.js";
import * as views from "./view.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * @typedef {object} Source
 * @property {Framework} framework
 * @property {string} seeding one of its ways
 * @property {number} before how many seeds, keys or numbers were taken before
 * @property {import("./streams/tensorflow.js").Dtype} dtype of the computation
 * @property {boolean} compiled by XLA
 */

/**
 * What a script of frameworks/ knows of a view whose mask is drawn by its framework.
 *
 * @typedef {object} Drawing
 * @property {(view: View, draws: number) => (call: number) => import("./mask.js").Keep} keeper one for all
 *   calls, each of so many draws, best asked in ascending order
 * @property {(view: View) => number} chance that a draw drops
 * @property {(view: View) => number} scale what survivors are multiplied by
 * @property {(view: View, input: number) => number} output what becomes of a survivor
 * @property {(view: View, input: number) => number} [input] in the type of the view
 * @property {(view: View, draws: number) => number} [calls] how many can be drawn at most
 * @property {(view: View) => string} expression the layer
 * @property {(view: View, words: string[]) => string} program
 */

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
 * @param {import("./kinds.js").Kind} kind
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
 * @param {View} view
 * @param {Source} source
 * @returns {"seeding"|"seed"|"before"|"dtype"|"compiled"|"rate"|"call"|undefined} the key
 *   that is wrong
 */
function impossible({ kind, noise, rate, seed, call, sizes }, source) {
  const { framework, seeding, before, dtype, compiled } = source;
  const { name, seedings, placed, dtypes } = framework;
  if (!seedingsOf(framework, kind).includes(seeding)) return "seeding";
  const [least, most] = seedings[seeding];
  if (seed < least || seed > most) return "seed";
  if (before && !placed.includes(seeding)) return "before";
  if (!dtypes.includes(dtype)) return "dtype";
  if (compiled && dtypes.length === 1) return "compiled";
  if (rate === 1) return "rate";
  if (name !== "pytorch") return undefined;
  // One generator draws all calls in turn, two words for each number.
  const draws = product(
    sizes.map((size, axis) => (noise ?? [null, null, 1])[axis] ?? size),
  );
  return before + 2 * (call + 1) * draws > MOST_WORDS ? "call" : undefined;
}

/** @type {(names: string[]) => (text: string) => string|undefined} */
const oneOf = (names) => (text) => names.find((name) => name === text);

/** @type {Record<string, (text: string) => unknown>} Undefined for a wrong text. */
const READERS = {
  framework: frameworkNamed,
  seeding: oneOf(FRAMEWORKS.flatMap(({ seedings }) => Object.keys(seedings))),
  before: views.whole(0, LAST),
  dtype: oneOf(FRAMEWORKS[0].dtypes),
  compiled: views.flag,
};

/**
 * Read a view and what draws it, written as in a fragment.
 *
 * @param {Iterable<[string, string]>} pairs each key at most once
 * @returns {View}
 * @throws {views.ViewError} something is unknown, missing, repeated, wrong or too large,
 *   or the framework cannot do it
 */
export function read(pairs) {
  const all = [...pairs];
  const ours = all.filter(([key]) => Object.hasOwn(READERS, key));
  const view = views.read(all.filter((pair) => !ours.includes(pair)));
  const { framework = FRAMEWORKS[0], ...given } = views.valuesOf(ours, READERS);
  const [usual] = Object.keys(framework.seedings);
  const { seeding = usual, before = 0, dtype = framework.dtypes[0] } = given;
  const source = { framework, seeding, before, dtype, compiled: given.compiled ?? false };
  if (sourceEntries(source).every(([, value]) => value === undefined)) return view;
  const wrong = impossible(view, source);
  if (!wrong) return { ...view, source };
  const [least, most] = framework.seedings[seeding] ?? [];
  const limits = { framework: framework.name, least, most };
  throw new views.ViewError(wrong, String({ ...view, ...source }[wrong]), limits);
}

/**
 * @param {Source|undefined} source
 * @returns {[string, unknown][]} undefined for what is as usual
 */
function sourceEntries(source) {
  if (!source) return [];
  const { framework, seeding, before, dtype, compiled } = source;
  const [first] = Object.keys(framework.seedings);
  return [
    ["framework", framework === FRAMEWORKS[0] ? undefined : framework.name],
    ["seeding", seeding === first ? undefined : seeding],
    ["before", before || undefined],
    ["dtype", dtype === framework.dtypes[0] ? undefined : dtype],
    ["compiled", Number(compiled) || undefined],
  ];
}

/**
 * @param {string} text a fragment without its #
 * @returns {View}
 * @throws {views.ViewError}
 */
export function parse(text) {
  return read(views.pairsOf(text));
}

/**
 * @param {View} view
 * @returns {[string, string][]} what read() reads; what is as usual is left out
 */
export function entries(view) {
  const [layer, ...others] = views.entries(view);
  const source = sourceEntries(view.source).flatMap(([key, value]) =>
    value === undefined ? [] : [/** @type {[string, string]} */ ([key, String(value)])],
  );
  return [layer, ...source, ...others];
}

/**
 * @param {View} view
 * @returns {string} its fragment, without the #
 */
export function format(view) {
  return views.fragmentOf(entries(view));
}

/**
 * Load what draws a view.
 *
 * @param {View} view
 * @param {View} [other] one that is drawn already, maybe by the same framework
 * @returns {Promise<Drawing>|Drawing|undefined} undefined where nothing is to be loaded
 */
export function drawingOf({ source }, other) {
  if (!source) return undefined;
  const { framework } = source;
  if (other?.source?.framework === framework && other.drawing) return other.drawing;
  return import(`./frameworks/${framework.name}.js`);
}
