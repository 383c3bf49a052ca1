/** The scene lookup, once it is touched. */

import { LAST } from "../philox.js";
import { picture } from "../places.js";
import { fill } from "../texts.js";

/**
 * @param {HTMLElement} host the <mask-scene>
 */
export function connect(host) {
  const part = (
    /** @type {string} */ selector,
    /** @type {ParentNode} */ within = host,
  ) => /** @type {HTMLElement} */ (within.querySelector(selector));
  /** @type {import("../places.js").Given} */
  const given = JSON.parse(/** @type {string} */ (part("script").textContent));
  const { texts, geometry, layer } = given;
  const { header, pitch, bars } = geometry;
  const [left, right] = /** @type {NodeListOf<SVGSVGElement>} */ (
    host.querySelectorAll("svg")
  );
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (
    host.querySelectorAll("input")
  );
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (
    host.querySelectorAll("fieldset button")
  );
  const steps = part(".lookup-words").children.length;
  const state = { steps, call: 0, at: 0, count: "" };
  let drawn = picture(given, state);

  /**
   * Draw another state.
   *
   * @param {Partial<import("../places.js").State>} changes
   */
  function show(changes) {
    Object.assign(state, changes);
    state.at = Math.min(state.at, state.steps - 1);
    drawn = picture(given, state);
    const { steps, call, at, count } = state;
    const title = fill(texts.output, { steps, layer, call });
    for (const svg of [left, right]) {
      // The table keeps its place under few words.
      const least = svg === left ? given.tints.length + 1 : 0;
      const height = header + pitch * Math.max(steps, least);
      const width = svg.viewBox.baseVal.width;
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("height", String(height));
      label(part(".lookup-words", svg));
      const paths = svg === left ? drawn.left : drawn.right;
      for (const [name, d] of Object.entries(paths)) {
        part(`.lookup-${name}`, svg).setAttribute("d", d);
      }
    }
    part(".lookup-heads text", left).textContent = fill(texts.one_hot, { steps });
    part(".lookup-heads text", right).textContent = title;
    right.setAttribute("aria-label", title);
    [...part(".lookup-rows").children].forEach((number, row) => {
      light(number, !count && row === drawn.row);
    });
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.name === count));
      button.textContent = fill(texts[button.name], drawn);
    }
    inputs[0].max = String(steps);
    slide(inputs[0], at + 1, drawn.words[at]);
    slide(inputs[1], steps, String(steps));
    say();
  }

  /**
   * @param {Element} text
   * @param {boolean} lit
   */
  function light(text, lit) {
    if (lit) text.setAttribute("class", "lookup-lit");
    else text.removeAttribute("class");
  }

  /** @param {Element} group of the words, one for each timestep */
  function label(group) {
    const labels = group.children;
    while (labels.length > state.steps) labels[labels.length - 1].remove();
    while (labels.length < state.steps) {
      const next = /** @type {Element} */ (labels[0].cloneNode(true));
      next.setAttribute("y", String(header + pitch * labels.length + 11));
      next.textContent = drawn.words[labels.length];
      group.append(next);
    }
    [...labels].forEach((text, t) => {
      light(text, drawn.lit.includes(t));
    });
  }

  /**
   * @param {HTMLInputElement} input
   * @param {number} value
   * @param {string} text what stands beside it
   */
  function slide(input, value, text) {
    input.value = String(value);
    input.setAttribute("aria-valuetext", text);
    /** @type {Element} */ (input.nextElementSibling).textContent = text;
  }

  function say() {
    const { words, row, places, lost, units } = drawn;
    const { steps, at, count } = state;
    const one = places.length === 1 ? texts.place : texts.places;
    const template = count ? texts[count === "row" ? "row_is" : `${count}_are`] : one;
    const text = fill(template, {
      word: words[at],
      row: row + 1,
      places: places.length,
      lost: lost.join(", "),
      steps,
      units,
    });
    const status = part(".lookup-status");
    if (status.textContent !== text) status.textContent = text;
  }

  /**
   * @param {SVGSVGElement} svg
   * @param {PointerEvent} event
   * @returns {number} the timestep under the pointer, or -1
   */
  function timestepAt(svg, event) {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    const row = Math.floor(((event.clientY - box.top) * scale - header) / pitch);
    const x = (event.clientX - box.left) * scale;
    if (svg === left && x > bars + pitch) return drawn.rows.indexOf(row);
    return row >= 0 && row < state.steps ? row : -1;
  }

  /** @param {Event} event of the host */
  function handle(event) {
    const target = /** @type {Element} */ (event.target);
    const { type } = event;
    const svg = target.closest("svg");
    const button = target.closest("button");
    if (type === "input" && target === inputs[0]) {
      show({ at: Number(inputs[0].value) - 1, count: "" });
    } else if (type === "input") {
      show({ steps: Number(inputs[1].value) });
    } else if (type === "click" && button?.name === "again") {
      show({ call: (state.call + 1) % (LAST + 1) });
    } else if (type === "click" && button) {
      show({ count: state.count === button.name ? "" : button.name });
    } else if (
      svg &&
      (type === "pointerdown" || (type === "pointermove" && !state.count))
    ) {
      const at = timestepAt(svg, /** @type {PointerEvent} */ (event));
      if (at >= 0 && (at !== state.at || state.count)) show({ at, count: "" });
    }
  }

  return { handle };
}
