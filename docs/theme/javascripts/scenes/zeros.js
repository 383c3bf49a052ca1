/** The scene zeros: one layer in each framework, and the zeros that each draws for it. */

import { product } from "../mask.js";
import { runs } from "../runs.js";
import { format } from "../sources.js";
import { alone, connectSteps } from "../stepped.js";
import { expression, fill } from "../texts.js";

/**
 * @param {Uint8Array[]} masks each a row of the same numbers
 * @returns {number[]} in how many places each two of them agree
 */
export function agreements(masks) {
  return masks.flatMap((one, i) =>
    masks
      .slice(i + 1)
      .map((other) => one.filter((kept, at) => kept === other[at]).length),
  );
}

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const given = JSON.parse(
    /** @type {HTMLElement} */ (host.querySelector("script")).textContent ?? "",
  );
  const texts = given.texts;
  const pictures = [...host.querySelectorAll("li")].map((item) => {
    const part = (/** @type {string} */ selector) =>
      /** @type {Element} */ (item.querySelector(selector));
    return {
      link: /** @type {HTMLAnchorElement} */ (part("a")),
      code: part("code"),
      svg: part("svg"),
      path: part(".mask-kept"),
    };
  });

  return connectSteps(host, given, alone, (masks, { seed, call }) => {
    const flat = masks.map(({ kept }) =>
      Uint8Array.from(kept[0].flatMap((row) => [...row])),
    );
    const { rate, sizes } = masks[0].view;
    const units = product(sizes);
    /** @type {string[]} */
    const same = [];
    pictures.forEach(({ link, code, svg, path }, i) => {
      const { view } = masks[i];
      const features = view.sizes[2];
      const d = runs(flat[i], features, given, (row) => given.pitch * row);
      const framework = link.textContent;
      if (path.getAttribute("d") === d) same.push(framework);
      path.setAttribute("d", d);
      code.textContent = expression(view);
      link.hash = format(view);
      const zeros = flat[i].filter((kept) => !kept).length;
      svg.setAttribute("aria-label", fill(texts.picture, { framework, zeros, units }));
    });
    const equal = agreements(flat);
    const told = [
      fill(texts.state, { seed, call }),
      fill(texts.agree, {
        least: Math.min(...equal),
        most: Math.max(...equal),
        units,
        mean: Number((units * (rate ** 2 + (1 - rate) ** 2)).toPrecision(6)),
      }),
    ];
    if (same.length) told.push(fill(texts.same, { frameworks: same.join(", ") }));
    return told.join(" ");
  });
}
