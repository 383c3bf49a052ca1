/** Masks of several frameworks that a reader takes on together, call by call. */

import { layoutOf, windowOf } from "./mask.js";
import { drawingOf, parse } from "./sources.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * @typedef {object} Mask
 * @property {View} view
 * @property {Uint8Array[][]} kept for each sample and timestep the features
 *
 * @typedef {object} State
 * @property {bigint} seed of each view
 * @property {number} call how many came before
 */

// An address names at most twice as many earlier operations.
const LAST = 4999;

/**
 * @param {View} view the first
 * @param {State} state
 * @returns {View} with the draws of each call taken by that layer alone
 */
export function alone(view, { seed, call }) {
  return { ...view, seed, call };
}

/**
 * @param {View} view with its drawing
 * @returns {Mask}
 */
export function maskOf(view) {
  // Every kind here has a noise shape: no two words share a draw.
  return { view, kept: windowOf(view, layoutOf(view, [])) };
}

/**
 * Bring the buttons of a scene to life.
 *
 * @param {HTMLElement} host the <mask-scene>
 * @param {{views: string[], texts: import("./texts.js").Texts}} given
 * @param {(view: View, state: State) => View} taken a view of the first state, taken on
 * @param {(masks: Mask[], state: State) => string} show draws, and says what changed
 */
export function connectSteps(host, { views, texts }, taken, show) {
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLButtonElement} */ (host.querySelector(`.stepped-${name}`));
  const first = views.map(parse);
  const start = { seed: first[0].seed, call: 0 };
  let state = start;
  /** @type {Promise<(import("./sources.js").Drawing|undefined)[]>|undefined} */
  let loaded;

  /** @param {State} next */
  async function go(next) {
    const before = state;
    state = next;
    // What draws is loaded at the first press.
    loaded ??= Promise.all(first.map((view) => drawingOf(view)));
    const drawings = await loaded.catch(() => undefined);
    // Who presses fast sees the last one.
    if (state !== next) return;
    if (!drawings) {
      // Without a connection the pictures stay.
      loaded = undefined;
      state = before;
      part("told").textContent = texts.unloaded;
      return;
    }
    const masks = first.map((view, i) =>
      maskOf({ ...taken(view, next), drawing: drawings[i] }),
    );
    part("told").textContent = show(masks, next);
    const back = part("back");
    const there = next.call === 0 && next.seed === start.seed;
    // Who presses it with a key stays among the buttons.
    if (there && back.matches(":focus")) part("next").focus();
    back.disabled = there;
    part("next").disabled = next.call === LAST;
  }

  return {
    /** @param {Event} event */
    handle(event) {
      const { type, target } = event;
      const button = /** @type {Element} */ (target).closest("button");
      if (type !== "click" || !button) return;
      const { seed, call } = state;
      if (button === part("next")) go({ seed, call: call + 1 });
      else if (button === part("seed")) go({ seed: seed + 1n, call: 0 });
      else go(start);
    },
  };
}
