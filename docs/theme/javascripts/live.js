/** What a <mask-figure> does once it is touched. */

import { drawSample, given, ring, squareAt } from "./drawing.js";
import { callsOf, count, drawnOf, drawsOf, inputAt, outputOf } from "./mask.js";
import { ARROWS } from "./mask-figure.js";
import { LAST } from "./philox.js";
import { countsText, fill, layerText, valueText } from "./texts.js";
import { finish } from "./work.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {ReturnType<typeof connectFigure>} Live
 *
 * @typedef {object} Views how views are read and written: view.js, or sources.js where
 *   the reader chooses the framework
 * @property {(text: string) => View} parse
 * @property {(view: View) => string} format
 * @property {typeof import("./sources.js").drawingOf} [drawingOf]
 */

/**
 * Bring a figure to life.
 *
 * @param {HTMLElement} host the <mask-figure>
 * @param {Views} views
 */
export function connectFigure(host, { parse, format, drawingOf }) {
  const part = (
    /** @type {string} */ selector,
    /** @type {ParentNode} */ within = host,
  ) => /** @type {HTMLElement} */ (within.querySelector(selector));
  const labels = part(".mask-words").children;
  const words = Array.from(labels, (label) => /** @type {string} */ (label.textContent));
  const samples = part(".mask-samples");
  const readout = part(".mask-cell");
  const read = () => parse(/** @type {string} */ (host.getAttribute("view")));
  let drawn = drawnOf(read(), words);
  let cursor = [...drawn.view.at];
  // Whether the line below tells of the square under the cursor: then it is ringed.
  let told = false;
  /** @type {AbortController|undefined} */
  let job;

  /** @returns {SVGSVGElement[]} one drawing for each sample */
  const drawings = () => /** @type {SVGSVGElement[]} */ ([...samples.children]);

  const word = (/** @type {number} */ timestep) => words[timestep % words.length];

  const send = (/** @type {string} */ name, /** @type {object} */ detail = {}) =>
    host.dispatchEvent(new CustomEvent(name, { detail }));

  /** Draw the view that the attribute says, then count it. */
  async function show() {
    job?.abort();
    job = new AbortController();
    const { signal } = job;
    const view = read();
    const drawing = drawingOf?.(view, drawn.view);
    // What needs no loading is drawn at once: the cursor moves into it.
    view.drawing =
      drawing instanceof Promise ? await drawing.catch(() => undefined) : drawing;
    if (signal.aborted || (view.source && !view.drawing)) return;
    drawn = drawnOf(view, words);
    const { layout, ends } = drawn;
    cursor = cursor.map((at, axis) => Math.max(view.at[axis], Math.min(ends[axis], at)));
    draw();
    const counted = await finish(count(view, layout, view.call), signal);
    if (counted) writeCounts(counted);
  }

  function draw() {
    const { view, layout, kept } = drawn;
    const [sample, timestep, feature] = view.at;
    const layer = layerText(given, view, layout);
    while (samples.children.length < kept.length) {
      samples.append(samples.children[0].cloneNode(true));
    }
    drawings().forEach((svg, index) => {
      if (!kept[index]) {
        svg.remove();
        return;
      }
      const words = kept[index].map((_, t) => word(timestep + t));
      const heading =
        view.sizes[0] > 1 ? fill(given.sample, { index: sample + index }) : "";
      drawSample(svg, kept[index], words, feature, heading);
      name(svg, index, heading ? `${layer}, ${heading}` : layer);
    });
    // A call that draws nothing does not count.
    const draws = drawsOf(view, layout);
    const next = /** @type {HTMLButtonElement} */ (part(".mask-next"));
    next.disabled =
      !draws || view.call === LAST || view.call + 1 >= callsOf(view, layout);
    /** @type {HTMLAnchorElement|null} */
    const link = host.querySelector(".mask-controls a");
    if (link) link.hash = format(view);
    if (told) look(cursor);
  }

  /**
   * Give one drawing a name, for screen readers.
   *
   * @param {SVGSVGElement} svg
   * @param {number} index
   * @param {string} text
   */
  function name(svg, index, text) {
    const [title, description] = ["title", "desc"].map((tag) => {
      const named = part(tag, svg);
      named.id = named.id.replace(/\d+(?=-\w+$)/, String(index));
      return named;
    });
    title.textContent = text;
    svg.setAttribute("aria-labelledby", title.id);
    svg.setAttribute("aria-describedby", description.id);
  }

  /**
   * Write what was counted below the figure, and for screen readers.
   *
   * @param {{zeros: number, rows: number, columns: number}} counted
   */
  function writeCounts(counted) {
    const { view, layout, kept } = drawn;
    const sentence = countsText(given, view, layout, counted);
    const code = document.createElement("code");
    code.textContent = layerText(given, view, layout);
    const call = view.training ? fill(given.call, { call: view.call }) : given.off;
    part(".mask-counts").replaceChildren(code, `, ${call}. ${sentence}`);
    drawings().forEach((svg, index) => {
      const rows = kept[index].map((row, t) => {
        const dropped = row.filter((value) => !value).length;
        return `${word(view.at[1] + t)} ${dropped}`;
      });
      const text = fill(given.rows, { rows: rows.join(", ") });
      part("desc", svg).textContent = `${sentence} ${text}`;
    });
    send("counted", { zeros: counted.zeros });
  }

  /**
   * Draw another view, and let the page know that the reader chose it.
   *
   * @param {Partial<View>} changes
   */
  function choose(changes) {
    const view = { ...drawn.view, ...changes };
    host.setAttribute("view", format(view));
    send("viewchange", { view });
  }

  /** @param {Event} event of the host */
  function handle(event) {
    const target = /** @type {Element} */ (event.target);
    const svg = target.closest("svg");
    const { type } = event;
    if (target.closest(".mask-next")) {
      if (type === "click") choose({ call: drawn.view.call + 1 });
    } else if (!svg) {
      return;
    } else if (type === "keydown") {
      move(/** @type {KeyboardEvent} */ (event));
    } else if (type === "focusin") {
      cursor[0] = drawn.view.at[0] + drawings().indexOf(svg);
      if (svg.matches(":focus-visible")) look(cursor);
    } else if (type === "pointerdown" || type === "pointermove") {
      point(svg, /** @type {PointerEvent} */ (event));
    }
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = [0, ...arrow];
    const { view, ends } = drawn;
    const next = cursor.map((at, axis) =>
      Math.max(0, Math.min(view.sizes[axis] - 1, at + step[axis])),
    );
    const at = view.at.map((first, axis) =>
      Math.min(next[axis], first + Math.max(0, next[axis] - ends[axis])),
    );
    if (at.some((first, axis) => first !== view.at[axis])) choose({ at });
    look(next);
  }

  /**
   * @param {SVGSVGElement} svg
   * @param {PointerEvent} event
   */
  function point(svg, event) {
    const { row, column } = squareAt(svg, event);
    const offset = [drawings().indexOf(svg), row, column];
    if (drawn.kept[offset[0]]?.[row]?.[column] === undefined) return;
    look(drawn.view.at.map((first, axis) => first + offset[axis]));
  }

  /**
   * Ring a number and say what becomes of it.
   *
   * @param {number[]} next sample, timestep, feature
   */
  function look(next) {
    cursor = next;
    told = true;
    const { view, kept } = drawn;
    const [sample, timestep, feature] = cursor;
    const [s, row, column] = cursor.map((at, axis) => at - view.at[axis]);
    for (const old of samples.querySelectorAll(".mask-cursor")) old.remove();
    ring(drawings()[s], row, column);
    const input = inputAt(view, cursor);
    const output = kept[s][row][column] ? valueText(view, outputOf(view, input)) : 0;
    const values = {
      word: word(timestep),
      sample,
      timestep,
      feature,
      input: valueText(view, input),
      output,
    };
    const text = fill(given.cell, values);
    if (readout.textContent !== text) readout.textContent = text;
    send("look");
  }

  return {
    /** The words of the timesteps, in order; they repeat. */
    words,
    word,
    show,
    handle,
    /** The view that is drawn, and its mask. */
    get drawn() {
      return drawn;
    },
    /** The number the reader looks at: sample, timestep, feature. */
    get cursor() {
      return cursor;
    },
  };
}
