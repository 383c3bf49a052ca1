/** The picture of the scene chain: it shows what it is given, and knows no rule. */

import { FILTERS, KERNEL, POOL, STEPS, UNKNOWN } from "./chain.js";
import { label } from "./sentence.js";
import * as strip from "./strip.js";
import { fill } from "./texts.js";

/**
 * @typedef {import("./chain.js").Outputs} Outputs
 * @typedef {import("./sentence.js").Sentence} Sentence
 */

/** @type {("conv"|"pool"|"lstm")[]} */
export const LAYERS = ["conv", "pool", "lstm"];
// How many words that are not known are named.
const NAMED = 3;

/**
 * @param {HTMLElement} host the <mask-scene>
 * @param {import("./texts.js").Texts} texts
 */
export function pictureOf(host, texts) {
  const part = (/** @type {string} */ selector, /** @type {Element} */ within = host) =>
    /** @type {HTMLElement} */ (within.querySelector(selector));
  const all = (/** @type {string} */ selector) =>
    /** @type {HTMLElement[]} */ ([...host.querySelectorAll(selector)]);
  const grid = part(".chain-first svg");
  const later = part(".chain-later");
  const drawings = all(".chain-later svg");
  const counts = all(".chain-count");
  const lanes = all(".chain-lane");
  const opined = part(".chain-opinions");
  const progress = /** @type {HTMLProgressElement} */ (part("progress", opined));

  for (const one of [grid, ...drawings]) {
    one.tabIndex = 0;
    one.setAttribute("role", "application");
  }

  /**
   * Label the rows, and say what of a sentence is not read or not known.
   *
   * @param {Sentence} said
   */
  function words({ words, ids, unknown, all: length }) {
    const more = unknown.length - NAMED;
    const first = unknown.slice(0, NAMED).map(label).join(", ");
    const listed = more > 0 ? fill(texts.more, { words: first, more }) : first;
    const told = unknown.length ? fill(texts.unknown, { words: listed }) : texts.known;
    const cut = length > STEPS ? fill(texts.cut, { read: STEPS, all: length }) : "";
    tell(`${cut} ${told}`.trim());
    all(".chain-words text").forEach((text, step) => {
      text.textContent = label(words[step] ?? texts.pad);
      text.classList.toggle("unk", ids[step] === UNKNOWN);
    });
  }

  /** @param {string} text about the sentence */
  function tell(text) {
    part(".chain-told").textContent = text;
  }

  /**
   * Draw what is dropped, and how far that moves each later number.
   *
   * @param {Uint8Array} kept
   * @param {Outputs} before without dropout
   * @param {Outputs} now
   */
  function layers(kept, before, now) {
    const zeros = kept.filter((one) => !one).length;
    part(".mask-kept", grid).setAttribute("d", strip.filled(kept));
    part(".mask-dropped", grid).setAttribute("d", strip.holes(kept));
    counts[0].textContent = fill(texts.drop, { zeros });
    grid.setAttribute("aria-label", counts[0].textContent);
    const [windows, pools] = strip.reached(kept);
    [windows, pools, [zeros > 0]].forEach((rows, index) => {
      const name = LAYERS[index];
      const { level, moved, most } = strip.levels(before[name], now[name]);
      const paths = drawings[index].querySelectorAll("path");
      paths[0].setAttribute("d", strip.marks(rows));
      for (let one = 1; one <= strip.LEVELS; one += 1) {
        paths[one].setAttribute("d", strip.squares(level, one));
      }
      const reached = rows.filter(Boolean).length;
      const values = { reached, moved, most: most.toFixed(4) };
      counts[index + 1].textContent = fill(texts[name], values);
    });
    const numbers = { now: now.dense[0].toFixed(3), before: before.dense[0].toFixed(3) };
    counts[4].textContent = fill(texts.dense, numbers);
  }

  /**
   * Mark the answer without dropout among the opinions, and this call.
   *
   * @param {string} kind that drew this call, or nothing
   * @param {Outputs} before
   * @param {Outputs} now
   */
  function mark(kind, before, now) {
    for (const lane of lanes) {
      lane.toggleAttribute("data-now", lane.dataset.kind === kind);
      const predict = part(".chain-predict", lane);
      predict.setAttribute("x", (strip.BINS * before.dense[0] - 0.1).toFixed(2));
      lane.querySelector(".chain-drawn")?.remove();
      if (lane.dataset.kind !== kind) continue;
      const line = /** @type {Element} */ (predict.cloneNode());
      line.setAttribute("class", "chain-drawn");
      line.setAttribute("width", ".4");
      line.setAttribute("x", (strip.BINS * now.dense[0] - 0.2).toFixed(2));
      predict.after(line);
    }
  }

  /**
   * Say that the opinions shown are old, for new ones are drawn.
   *
   * @param {number} share that is done
   */
  function wait(share) {
    opined.ariaBusy = "true";
    progress.value = share;
  }

  /** @param {Float32Array[]} drawn the opinions of many calls, one array for each lane */
  function opinions(drawn) {
    progress.value = 0;
    opined.ariaBusy = null;
    lanes.forEach((lane, index) => {
      const { mean, sd, left, width } = strip.spread(drawn[index]);
      const band = part(".chain-band", lane);
      band.setAttribute("x", String(left));
      band.setAttribute("width", String(width));
      part("path", lane).setAttribute("d", strip.bars(drawn[index]));
      const values = { mean: mean.toFixed(2), sd: sd.toFixed(2) };
      lane.children[2].textContent = fill(texts.spread, values);
    });
  }

  /**
   * Say where the zero is, or what a later number was and is.
   *
   * @param {string} key of the texts
   * @param {Record<string, unknown>} values
   */
  function note(key, values) {
    for (const ring of later.querySelectorAll(".mask-cursor")) ring.remove();
    part(".chain-cell").textContent = fill(texts[key], values);
  }

  /**
   * Ring a later number and say what it was and is.
   *
   * @param {number} layer
   * @param {number} index
   * @param {Outputs} before
   * @param {Outputs} now
   */
  function look(layer, index, before, now) {
    const name = LAYERS[layer];
    const row = Math.floor(index / FILTERS);
    note(`at_${name}`, {
      row,
      first: row * POOL,
      last: layer ? row * POOL + POOL - 1 : row + KERNEL - 1,
      column: index % FILTERS,
      before: before[name][index].toFixed(4),
      now: now[name][index].toFixed(4),
    });
    drawings[layer].append(strip.ring(index));
  }

  return {
    grid,
    drawings,
    kinds: lanes.map((lane) => /** @type {string} */ (lane.dataset.kind)),
    words,
    tell,
    layers,
    mark,
    wait,
    opinions,
    note,
    look,
  };
}
