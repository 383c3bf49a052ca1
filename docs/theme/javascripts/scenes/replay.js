/** The scene replay: the arrays of the original answer in Keras 2, beside Keras 3. */

import { inputAt, outputOf, product } from "../mask.js";
import { format } from "../sources.js";
import { alone, connectSteps } from "../stepped.js";
import { fill, shortest } from "../texts.js";

/**
 * The two layers are called in turn. Keras 2 counts the operations of both, Keras 3 the
 * calls of each.
 *
 * @param {import("../view.js").View} view
 * @param {import("../stepped.js").State} state
 */
export function inTurn(view, { seed, call }) {
  const { source } = view;
  if (source?.framework.name !== "keras-2") return alone(view, { seed, call });
  return { ...view, seed, source: { ...source, before: source.before + 2 * call } };
}

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const given = JSON.parse(
    /** @type {HTMLElement} */ (host.querySelector("script")).textContent ?? "",
  );
  const texts = given.texts;
  const arrays = [...host.querySelectorAll(".replay-array")].map((array) => ({
    array,
    cells: [...array.children],
    link: /** @type {HTMLAnchorElement} */ (array.previousElementSibling),
    framework: array.closest(".replay-side")?.querySelector("strong")?.textContent,
  }));
  const seeds = [...host.querySelectorAll(".replay-side > p code")];

  return connectSteps(host, given, inTurn, (masks, { seed, call }) => {
    for (const code of seeds) {
      code.textContent = String(code.textContent).replace(/-?\d+/, String(seed));
    }
    arrays.forEach(({ array, cells, link, framework }, i) => {
      const { view, kept } = masks[i];
      const [, steps, features] = view.sizes;
      let zeros = 0;
      cells.forEach((cell, at) => {
        const row = Math.floor(at / features);
        const place = [Math.floor(row / steps), row % steps, at % features];
        const survives = kept[place[0]][place[1]][place[2]];
        zeros += 1 - survives;
        const output = survives ? shortest(outputOf(view, inputAt(view, place))) : "0";
        cell.textContent = output;
        cell.classList.toggle("o", !survives);
      });
      link.hash = format(view);
      const layer = view.kind.layer;
      const units = product(view.sizes);
      const said = fill(texts.picture, { framework, layer, zeros, units });
      array.setAttribute("aria-label", said);
    });
    return fill(texts.state, { seed, call, first: 2 * call, second: 2 * call + 1 });
  });
}
