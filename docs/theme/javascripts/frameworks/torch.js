/** How PyTorch writes each kind of mask, and what it makes of survivors. */

import * as stream from "../streams/pytorch.js";
import { program as written } from "../texts.js";
import { shapeText } from "./flax.js";
import { sourceOf } from "./keras.js";

/** @typedef {import("../view.js").View} View */

// There is no noise shape: other kinds draw their mask from ones.
const LAYERS = ["elements", "columns", "rows", "types"];

/** @param {View} view */
export function scale({ rate }) {
  return stream.scale(rate, "float32");
}

/**
 * @param {View} view
 * @param {number} number
 */
export function output(view, number) {
  return Math.fround(number * scale(view));
}

/** @param {View} view */
function layer({ kind, rate }) {
  const name = ["columns", "rows"].includes(kind.name) ? "Dropout1d" : "Dropout";
  return `nn.${name}(${rate})`;
}

/**
 * @param {View} view
 * @param {string} drop
 * @param {string} given
 * @returns {string} what drops from a tensor
 */
function dropping(view, drop, given) {
  if (view.kind.name === "columns") {
    return `${drop}(${given}.transpose(1, 2)).transpose(1, 2)`;
  }
  if (LAYERS.includes(view.kind.name)) return `${drop}(${given})`;
  return `${given} * ${drop}(torch.ones(${shapeText(view)}))`;
}

/** @param {View} view */
export function expression(view) {
  const { kind } = view;
  if (kind.name === "columns" || !LAYERS.includes(kind.name)) {
    return dropping(view, layer(view), "x");
  }
  return layer(view);
}

/**
 * @param {View} view
 * @param {string[]} words
 */
export function program(view, words) {
  const { before } = sourceOf(view);
  const made = [`torch.manual_seed(${view.seed})`];
  if (before) made.push(`torch.rand(${before})`);
  made.push(`drop = ${layer(view)}`);
  if (!view.training) made.push("drop.eval()");
  return written(view, words, {
    imports: [
      ...(view.noise ? [] : ["import numpy as np"]),
      "import torch",
      "from torch import nn",
    ],
    counted: (end) => `torch.arange(1.0, ${end})`,
    ones: (shape) => `torch.ones(${shape})`,
    made,
    repeats: true,
    called: (given) => dropping(view, "drop", given),
    asArray: (array) => (array.includes("*") ? `(${array}).numpy()` : `${array}.numpy()`),
    whole: "x.numpy()",
  });
}
