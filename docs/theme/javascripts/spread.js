/** The counts of many calls, a lane for each kind of mask, around their means. */

import { expectedOf } from "./expected.js";
import { KINDS } from "./kinds.js";
import { layoutOf, product } from "./mask.js";
import { fill, numeral } from "./texts.js";

/**
 * @param {HTMLElement} host holds the lanes that tools/figures/instrument.py has drawn
 * @param {string} template writes a standard deviation
 * @param {string[]} words the sentence, for draws that equal words share
 */
export function connectStrip(host, template, words) {
  const lanes = /** @type {HTMLElement[]} */ ([
    ...host.querySelectorAll(".instrument-lane"),
  ]);
  const axis = /** @type {Element} */ (
    host.querySelector(".instrument-axis text:nth-child(2)")
  );

  /**
   * Draw what was counted.
   *
   * @param {import("./view.js").View} view of one sample
   * @param {Map<string, Map<number, number>>} seen by kind, the numbers that each call
   *   dropped
   */
  return function show(view, seen) {
    const units = product(view.sizes);
    const share = (/** @type {number} */ number) =>
      `${Number(((100 * number) / units).toPrecision(4))}%`;
    for (const lane of lanes) {
      const kind = /** @type {import("./kinds.js").Kind} */ (
        KINDS.find(({ name }) => name === lane.dataset.kind)
      );
      // What a call in training would bring, also while there is none.
      const other = { ...view, kind, noise: kind.noise, training: true };
      const { mean, sd } = expectedOf(other, layoutOf(other, words));
      const [, box, sign] = lane.children;
      const [band, line, ...ticks] = box.children;
      const low = Math.max(0, mean - sd);
      band.setAttribute("x", share(low));
      band.setAttribute("width", share(Math.min(units, mean + sd) - low));
      line.setAttribute("x", share(mean));
      sign.textContent = fill(template, { sd: sd.toFixed(1) });
      lane.toggleAttribute("data-now", kind === view.kind);
      /** @type {Map<number, number>} How many calls dropped so many. */
      const often = new Map();
      for (const zeros of seen.get(kind.name)?.values() ?? []) {
        often.set(zeros, (often.get(zeros) ?? 0) + 1);
      }
      const most = Math.max(...often.values());
      for (const old of ticks.slice(often.size)) old.remove();
      [...often].forEach(([zeros, calls], index) => {
        const tick =
          ticks[index] ?? /** @type {Element} */ (box.appendChild(line.cloneNode()));
        const height = Math.max(3, Math.round((15 * calls) / most));
        tick.setAttribute("class", "tick");
        tick.setAttribute("x", share(zeros));
        tick.setAttribute("y", String(15 - height));
        tick.setAttribute("height", String(height));
      });
    }
    const expected = expectedOf({ ...view, training: true }, layoutOf(view, words)).mean;
    axis.setAttribute("x", share(expected));
    axis.textContent = numeral(Number(expected.toPrecision(6)));
  };
}
