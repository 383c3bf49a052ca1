/** A thousand calls of the layer: their charts, and the sentence that sums them up. */

import { histogram, means } from "./charts.js";
import { callsOf, drawAt } from "./mask.js";
import { distribution, follow, repeat, spread } from "./statistics.js";
import { fill } from "./texts.js";
import { finish } from "./work.js";

/**
 * @typedef {object} State what the calls are of
 * @property {import("./view.js").View} view
 * @property {import("./mask.js").Layout} layout
 * @property {import("./expected.js").Expected} expected
 */

const CALLS = 1000;

/**
 * Bring the button to life.
 *
 * @param {HTMLElement} block the part of the page, with its texts
 * @param {import("./live.js").Live} live the figure
 * @param {import("./texts.js").Formats} formats
 */
export function connectCalls(block, live, formats) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (block.querySelector(selector));
  const start = /** @type {HTMLButtonElement} */ (part(".playground-start"));
  const stop = part(".playground-stop");
  const progress = /** @type {HTMLProgressElement} */ (part("progress"));
  const result = part(".playground-result");
  const charts = part(".playground-charts");
  const { many = "", left = "", following = "" } = block.dataset;
  /** @type {State|undefined} */
  let state;
  /** @type {AbortController|undefined} */
  let job;
  /** @type {Float64Array|undefined} The numbers dropped by each call. */
  let zeros;

  const busy = (/** @type {boolean} */ yes) => {
    start.hidden = yes;
    stop.hidden = !yes;
    progress.hidden = !yes;
  };

  /** Draw the running means, of all numbers and of the one under the cursor. */
  const followCursor = () => {
    if (!zeros || !state) return;
    const { view, layout, expected } = state;
    const { chance, units, scale } = expected;
    const all = Array.from(zeros, (number) => (1 - number / units) * scale);
    const kept = follow(view, layout, drawAt(layout, live.cursor), zeros.length);
    const one = Array.from(kept, (survives) => survives * scale);
    means(part("[data-chart=means]"), all, one, chance);
    const [, timestep, feature] = live.cursor;
    const values = { word: live.word(timestep), timestep, feature };
    part(".playground-following").textContent = fill(following, values);
  };

  /** Draw the masks of the calls. */
  const run = async () => {
    if (!state) return;
    job?.abort();
    job = new AbortController();
    const { view, layout, expected } = state;
    const begun = performance.now();
    const calls = Math.min(CALLS, callsOf(view, layout));
    const drawn = await finish(repeat(view, layout, calls), job.signal, (share) => {
      busy(true);
      progress.value = share;
      const seconds = Math.ceil(((performance.now() - begun) * (1 / share - 1)) / 1000);
      // A short wait needs no word, and the first guesses are wild.
      if (share > 0.002 && seconds > 2) result.textContent = fill(left, { seconds });
    });
    if (!drawn) return;
    busy(false);
    zeros = drawn;
    const { mean, sd } = spread(drawn);
    result.textContent = fill(many, {
      calls: formats.count(calls),
      mean: formats.mean(mean),
      sd: formats.rounded(sd),
      expected: formats.mean(expected.mean),
      deviation: formats.rounded(expected.sd),
    });
    charts.hidden = false;
    histogram(part("[data-chart=histogram]"), drawn, distribution(view, layout));
    followCursor();
  };

  start.addEventListener("click", run);
  stop.addEventListener("click", () => {
    job?.abort();
    busy(false);
    zeros = undefined;
    result.textContent = "";
    charts.hidden = true;
    start.focus();
  });
  return {
    followCursor,
    run(/** @type {State} */ next) {
      state = next;
      run();
    },
    /** A change of the view begins anew. */
    show(/** @type {State} */ next) {
      state = next;
      if (zeros || job) run();
    },
  };
}
