/** The drawing of a mask, as tools/figures/drawing.py does at build. */

/**
 * What the page brings: the texts of its figures, and the geometry of their drawing.
 *
 * @type {import("./texts.js").Texts & {geometry: Record<string, number>}}
 */
export const given = JSON.parse(
  /** @type {string} */ (document.querySelector("#mask-texts")?.textContent),
);
// In CSS pixels, as the build drew.
const { pitch, cell, header, labels } = given.geometry;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Record<string, string|number>} attributes
 * @param {string|number} [text]
 * @returns {Element}
 */
export function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  set(made, attributes);
  made.append(String(text));
  return made;
}

/**
 * @param {Element} element
 * @param {Record<string, string|number>} attributes
 */
function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, String(value));
  }
}

/**
 * The squares of one kind, as steps from square to square. Hollow ones are drawn by a
 * line of one pixel, which lies on pixels half a pixel further in.
 *
 * @param {Uint8Array[]} kept
 * @param {number} kind 1 for what survives, 0 for what is dropped
 * @returns {string} the data of a path
 */
export function squares(kept, kind) {
  const inset = kind ? 0 : 0.5;
  const side = cell - 2 * inset;
  let path = "";
  let [x, y] = [0, 0];
  kept.forEach((row, t) => {
    row.forEach((value, f) => {
      if (value !== kind) return;
      const left = labels + pitch * f + inset;
      const top = header + pitch * t + inset;
      path += `m${left - x} ${top - y}h${side}v${side}h-${side}z`;
      [x, y] = [left, top];
    });
  });
  return path;
}

/**
 * Draw one sample into an SVG that tools/figures/drawing.py has made.
 *
 * @param {SVGSVGElement} svg
 * @param {Uint8Array[]} kept for each timestep its features: 1 survives, 0 does not
 * @param {string[]} words the label of each timestep
 * @param {number} feature the number of the first feature
 * @param {string} heading which sample it is, or nothing
 */
export function drawSample(svg, kept, words, feature, heading) {
  const part = (/** @type {string} */ selector) =>
    /** @type {Element} */ (svg.querySelector(selector));
  const columns = kept[0].length;
  const width = labels + pitch * columns;
  const height = header + pitch * kept.length;
  set(svg, { viewBox: `0 0 ${width} ${height}`, width, height });
  svg.style.setProperty("--width", `${width}px`);
  svg.classList.toggle("mask-wide", columns > given.geometry.many);
  part(":scope > text")?.remove();
  if (heading) {
    const head = element("text", { x: labels - 6, y: header - 6 }, heading);
    part(".mask-words").before(head);
  }
  part(".mask-words").replaceChildren(
    ...words.map((word, t) =>
      element("text", { x: labels - 6, y: header + pitch * t + 11 }, word),
    ),
  );
  // Long numbers would run into each other, and so would many on a phone.
  const every = columns > given.geometry.many || feature + columns > 100 ? 5 : 1;
  part(".mask-features").replaceChildren(
    ...Array.from({ length: columns }, (_, f) => [f, feature + f])
      .filter(([, number]) => number % every === 0)
      .map(([f, number]) =>
        element("text", { x: labels + pitch * f + cell / 2, y: header - 6 }, number),
      ),
  );
  set(part(".mask-kept"), { d: squares(kept, 1) });
  set(part(".mask-dropped"), { d: squares(kept, 0) });
}

/**
 * Ring one square.
 *
 * @param {Element} svg
 * @param {number} row of the drawing
 * @param {number} column of the drawing
 */
export function ring(svg, row, column) {
  const [x, y] = [labels + pitch * column - 1, header + pitch * row - 1];
  svg.append(
    element("rect", { class: "mask-cursor", x, y, width: pitch, height: pitch }),
  );
}

/**
 * @param {SVGSVGElement} svg
 * @param {PointerEvent} event
 * @returns {{row: number, column: number}} the square under the pointer; it may lie
 *   outside of the drawing
 */
export function squareAt(svg, event) {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  return {
    row: Math.floor(((event.clientY - box.top) * scale - header) / pitch),
    column: Math.floor(((event.clientX - box.left) * scale - labels) / pitch),
  };
}
