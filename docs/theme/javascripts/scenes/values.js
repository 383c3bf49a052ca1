/** The scene of values, alive: tools/figures/values.py has drawn it. */

import { drawsOf, layoutOf } from "../mask.js";
import { ARROWS } from "../mask-figure.js";
import { expression, fill, numeral, shortest } from "../texts.js";
import * as values from "../values.js";
import { parse } from "../view.js";

// In milliseconds, from the first call to the last.
const RUN = 3000;

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (host.querySelector(selector));
  /** @type {import("../values.js").Given} */
  const given = JSON.parse(/** @type {string} */ (part("script").textContent));
  const texts = given.texts;
  const words = texts.words.split(" ");
  const grids = part(".values-grids");
  const parts = ["input", "mask", "output", "mean"].map((name) =>
    part(`.values-${name}`),
  );
  const cells = parts.map((grid) => [...grid.querySelectorAll("i")]);
  const sums = parts.map((grid) => grid.querySelector(".values-sum"));
  const rate = /** @type {HTMLInputElement} */ (part("[type=range]"));
  const training = /** @type {HTMLInputElement} */ (part(".values-training"));
  const numbers = /** @type {HTMLInputElement} */ (part(".values-numbers"));
  const again = /** @type {HTMLButtonElement} */ (part(".values-again"));
  const run = /** @type {HTMLButtonElement} */ (part(".values-run"));
  const status = part(".values-status");
  const svg = part(".values-plot svg");
  let view = parse(given.view);
  const [, steps, features] = view.sizes;
  const inputs = values.inputsOf(view);
  const largest = Math.max(...inputs);
  const before = values.sumOf(inputs);
  let record = values.none(inputs.length);
  let top = 0;
  let call = values.callOf(view, inputs);
  /** @type {number|undefined} The square that the reader looks at. */
  let at;
  /** The frame of a run, 0 where none goes on. */
  let frame = 0;
  restart();
  // Some browsers bring back over a reload what was chosen.
  view = { ...view, training: training.checked };

  /** Begin with call 0. */
  function restart() {
    top = values.topOf(inputs, view.rate, given.spread);
    record = values.none(inputs.length);
    advance(1);
  }

  /** @param {number} calls how many there shall be */
  function advance(calls) {
    while (record.calls < calls) {
      view = { ...view, call: record.calls };
      call = values.callOf(view, inputs);
      values.add(record, call.outputs, top, given);
    }
  }

  /**
   * @param {number} index of a grid
   * @param {ArrayLike<number>} shown
   * @param {number} unit what a value is multiplied by for its colour
   * @param {number} digits of its number
   */
  function paint(index, shown, unit, digits) {
    cells[index].forEach((cell, number) => {
      const value = shown[number];
      const [colour, ink] = values.tint(value * unit, largest, given.palest);
      cell.classList.toggle("o", !value);
      cell.style.setProperty("--tint", `${colour}%`);
      cell.style.setProperty("--ink", `${ink}%`);
      cell.textContent = numeral(values.short(value, digits));
    });
  }

  const counted = () =>
    record.calls === 1 ? texts.one : fill(texts.many, { calls: record.calls });

  function show() {
    call = values.callOf(view, inputs);
    const { factors, outputs } = call;
    const zeros = outputs.filter((output) => !output).length;
    const still = !drawsOf(view, layoutOf(view, words));
    paint(1, factors, largest, 4);
    paint(2, outputs, 1, 4);
    const means = record.totals.map((total) => total / record.calls);
    // The mean of one call is its output.
    paint(3, means, 1, record.calls === 1 ? 4 : 3);
    const footers = [
      fill(texts.zeros, { zeros, units: inputs.length }),
      fill(texts.sum, { sum: values.short(values.sumOf(outputs), 5) }),
      fill(texts.sum, { sum: values.short(record.sum / record.calls, 5) }),
    ];
    footers.forEach((text, index) => {
      /** @type {Element} */ (sums[index + 1]).textContent = text;
    });
    part(".values-mean p").textContent = fill(texts.mean, { calls: counted() });
    part(".values-layer code").textContent = expression(view);
    part(".values-layer span").textContent = view.training
      ? fill(texts.call, view)
      : texts.off;
    part("output").textContent = numeral(view.rate);
    again.disabled = still;
    run.disabled = still;
    run.textContent = frame ? texts.stop : fill(texts.run, given);
    svg.setAttribute("viewBox", `0 0 ${given.width} ${top}`);
    const across = values.short(100 - (100 * before) / top, 6);
    part(".values-plot u").style.setProperty("--top", `${across}%`);
    part(".values-dots").setAttribute("d", record.dots);
    part(".values-line").setAttribute("d", record.line);
    if (!frame) say();
  }

  /** Say what the reader looks at, or the sums; a run is silent until its end. */
  function say() {
    const known = { calls: counted(), before: values.short(before, 5) };
    const text =
      at === undefined
        ? fill(texts.sums, {
            ...known,
            after: values.short(values.sumOf(call.outputs), 5),
            mean: values.short(record.sum / record.calls, 5),
          })
        : fill(texts.cell, {
            ...known,
            word: words[Math.floor(at / features)],
            feature: at % features,
            input: inputs[at],
            factor: shortest(call.factors[at]),
            output: shortest(call.outputs[at]),
            mean: values.short(record.totals[at] / record.calls, 4),
          });
    if (status.textContent !== text) status.textContent = text;
  }

  /** @param {number} next the square to ring in each grid */
  function look(next) {
    if (at === next) return;
    for (const grid of cells) {
      if (at !== undefined) grid[at].classList.remove("at");
      grid[next].classList.add("at");
    }
    at = next;
    say();
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    grids.toggleAttribute("data-running", false);
  }

  function start() {
    if (record.calls >= given.calls) restart();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      advance(given.calls);
      return;
    }
    const from = record.calls;
    const began = performance.now();
    // What it says would be old at once.
    status.textContent = "";
    grids.toggleAttribute("data-running", true);
    function step(/** @type {number} */ now) {
      advance(values.due(from, given.calls, Math.max(0, now - began) / RUN));
      if (record.calls < given.calls) frame = requestAnimationFrame(step);
      else stop();
      show();
    }
    frame = requestAnimationFrame(step);
  }

  /** @param {HTMLElement} target */
  function press(target) {
    const running = frame;
    if (target.closest(".values-again")) {
      stop();
      if (record.calls >= given.calls) restart();
      else advance(record.calls + 1);
    } else if (target.closest(".values-run")) {
      stop();
      if (!running) start();
    } else return;
    show();
  }

  /** @param {HTMLElement} target */
  function change(target) {
    if (target === numbers) {
      part("figure").toggleAttribute("data-numbers", numbers.checked);
      return;
    }
    stop();
    view = { ...view, training: true };
    if (target === rate) {
      view = { ...view, rate: Number(rate.value) };
      restart();
    }
    // What predicts beside the mean of what trains: the record stays.
    view = { ...view, training: training.checked };
    show();
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const from = at ?? 0;
    const row = Math.floor(from / features) + step[0];
    const column = (from % features) + step[1];
    const fits = (/** @type {number} */ place, /** @type {number} */ size) =>
      Math.max(0, Math.min(size - 1, place));
    look(fits(row, steps) * features + fits(column, features));
  }

  return {
    /** @param {Event} event */
    handle(event) {
      const target = /** @type {HTMLElement} */ (event.target);
      const { type } = event;
      if (type === "click") press(target);
      else if (type === "input") change(target);
      else if (!target.closest(".values-grids")) return;
      else if (type === "keydown") move(/** @type {KeyboardEvent} */ (event));
      else if (type === "focusin") {
        if (at === undefined && grids.matches(":focus-visible")) look(0);
      } else if (type === "pointerdown" || type === "pointermove") {
        const found = cells.map((grid) => grid.indexOf(target)).find((i) => i >= 0);
        if (found !== undefined) look(found);
      }
    },
    /** What is drawn. */
    get drawn() {
      return { view, call, record };
    },
  };
}
