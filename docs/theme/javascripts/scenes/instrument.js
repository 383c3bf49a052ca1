/** The first figure: choose what is dropped, draw again, see how the counts stray. */

import { answer, answered } from "../answer.js";
import { highlighted } from "../code.js";
import { expectedOf } from "../expected.js";
import { KINDS } from "../kinds.js";
import {
  counted,
  inputAt,
  keeperOf,
  layoutOf,
  outputOf,
  scaleOf,
  windowOf,
} from "../mask.js";
import { ARROWS } from "../mask-figure.js";
import { LAST } from "../philox.js";
import { connectStrip } from "../spread.js";
import { countsText, expression, fill, numeral, output, shortest } from "../texts.js";
import { format, parse } from "../view.js";

/** @typedef {import("../view.js").View} View */

const MANY = 100;

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (host.querySelector(selector));
  // Not taken apart: the minifier would move that above what it calls.
  const given = JSON.parse(/** @type {string} */ (part("script").textContent));
  const texts = given.texts;
  /** @type {string[]} */
  const words = texts.sentence.split(" ");
  const grid = part(".instrument-grid");
  const cells = /** @type {HTMLElement[]} */ ([...grid.querySelectorAll("i")]);
  const rate = /** @type {HTMLInputElement} */ (part("[type=range]"));
  const training = /** @type {HTMLInputElement} */ (part("[type=checkbox]"));
  const framework = /** @type {HTMLSelectElement} */ (part("select"));
  const back = /** @type {HTMLButtonElement} */ (part(".instrument-back"));
  const readout = part(".instrument-cell");
  const link = /** @type {HTMLAnchorElement} */ (part(".instrument-buttons a"));
  const forward = ["again", "many"].map(
    (name) => /** @type {HTMLButtonElement} */ (part(`.instrument-${name}`)),
  );
  const program = document.querySelector("#program-index-answer");
  const printed = program?.closest("details")?.previousElementSibling;
  let view = parse(given.view);
  // How its address is written: frameworks come with a writer of their own.
  let write = format;
  let layout = layoutOf(view, words);
  // One for all calls: some streams draw them in turn.
  let keeper = keeperOf(view, layout);
  const [, steps, features] = view.sizes;
  /** @type {Uint8Array[]} */
  let kept = windowOf(view, layout, keeper)[0];
  /** @type {[number, number]|undefined} The square that the reader looks at. */
  let at;
  let reading = false;
  const showStrip = connectStrip(host, texts.spread, words);
  // The numbers dropped by the calls of each kind at this rate.
  const seen = new Map(KINDS.map(({ name }) => [name, new Map()]));
  gather();

  /** Count what this call drops, and remember it. */
  function gather() {
    const totals = counted(view, layout, view.call, keeper);
    if (view.training) seen.get(view.kind.name)?.set(view.call, totals.zeros);
    return totals;
  }

  /** @param {Partial<View>} changes */
  function choose(changes) {
    view = { ...view, ...changes };
    if (changes.call === undefined) {
      layout = layoutOf(view, words);
      keeper = keeperOf(view, layout);
    }
    if (changes.rate !== undefined || "source" in changes) {
      for (const counts of seen.values()) counts.clear();
    }
    show(gather());
  }

  /** @param {ReturnType<typeof counted>} totals of this call */
  function show(totals) {
    kept = windowOf(view, layout, keeper)[0];
    cells.forEach((cell, index) => {
      const survives = kept[Math.floor(index / features)][index % features];
      cell.classList.toggle("o", !survives);
    });
    const tone = view.training ? view.rate : 0;
    part(".instrument").style.setProperty("--rate", String(tone));
    part(".instrument-tone span").textContent = fill(texts.tone, {
      scale: Number(scaleOf(view).toPrecision(4)),
    });
    const call = view.training ? fill(texts.call, view) : texts.off;
    const types = view.noise ? "" : `${texts.types}, `;
    part(".instrument-python code").textContent = expression(view);
    part(".instrument-python span").textContent = types + call;
    part(".instrument-counts").textContent = fill(
      countsText(texts, view, layout, totals),
      { mean: Number(expectedOf(view, layout).mean.toPrecision(6)) },
    );
    part("output").textContent = numeral(view.rate);
    // Who presses it with a key stays among the buttons.
    if (view.call === 0 && back.matches(":focus")) forward[0].focus();
    back.disabled = view.call === 0;
    for (const button of forward) {
      button.disabled = !view.training || view.call === LAST;
    }
    link.hash = write(view);
    showStrip(view, seen);
    if (program && printed) {
      const { drawing } = view;
      const written = drawing ? drawing.program(view, words) : answer(view, words);
      program.querySelector("code")?.replaceChildren(...highlighted(written));
      const code = /** @type {HTMLElement} */ (printed.querySelector("code"));
      code.textContent = drawing
        ? output(view, [kept], totals.zeros)
        : answered(view, totals);
    }
    look();
  }

  /** Ring the square that the reader looks at, and say what becomes of its number. */
  function look() {
    for (const cell of grid.querySelectorAll(".at")) cell.classList.remove("at");
    if (!at) return;
    const [timestep, feature] = at;
    cells[timestep * features + feature].classList.add("at");
    const number = inputAt(view, [0, timestep, feature]);
    readout.textContent = fill(texts.cell, {
      word: words[timestep],
      timestep,
      feature,
      input: number,
      output: kept[timestep][feature] ? shortest(outputOf(view, number)) : 0,
    });
  }

  /** Let the framework draw that the reader has chosen. */
  async function speak() {
    const name = framework.value;
    try {
      const sources = await import("../sources.js");
      // Seeded in its usual way.
      const { source } = sources.parse(`framework=${name}&${format(view)}`);
      const drawing = await sources.drawingOf({ ...view, source });
      if (framework.value !== name) return;
      write = sources.format;
      choose({ source, drawing });
      part(".instrument-about span").textContent = texts[`about_${name}`];
    } catch {
      // Without a connection the picture stays.
      framework.value = view.source?.framework.name ?? framework.options[0].value;
      readout.textContent = texts.unloaded;
    }
  }

  /** @param {number} calls how many */
  function again(calls) {
    if (!view.training) return;
    const last = Math.min(LAST, view.call + calls);
    while (view.call < last - 1) {
      view = { ...view, call: view.call + 1 };
      gather();
    }
    choose({ call: last });
  }

  /** @param {HTMLElement} target */
  async function press(target) {
    if (target.closest(".instrument-grid")) {
      if (!reading) again(1);
      reading = false;
    } else if (target.closest(".instrument-again")) again(1);
    else if (target.closest(".instrument-many")) again(MANY);
    else if (target.closest(".instrument-back")) choose({ call: 0 });
    else if (target.closest(".instrument-copy")) {
      // Where the clipboard is refused, the layer is ready for the keys.
      getSelection()?.selectAllChildren(part(".instrument-python code"));
      const ours = /^(Spatial)?Dropout/.test(expression(view)) ? "keras.layers." : "";
      await navigator.clipboard.writeText(ours + expression(view));
      target.textContent = texts.copied;
      setTimeout(() => {
        target.textContent = texts.copy;
      }, 2000);
    }
  }

  /** @param {HTMLElement} target */
  function point(target) {
    const index = cells.indexOf(target);
    if (index < 0) return;
    at = [Math.floor(index / features), index % features];
    look();
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") again(1);
    else if (step) {
      const [timestep, feature] = at ?? [0, 0];
      const next = [timestep + step[0], feature + step[1]];
      at = [
        Math.max(0, Math.min(steps - 1, next[0])),
        Math.max(0, Math.min(features - 1, next[1])),
      ];
      look();
    } else return;
    event.preventDefault();
  }

  return {
    /** @param {Event} event */
    handle(event) {
      const target = /** @type {HTMLElement} */ (event.target);
      const { type } = event;
      if (type === "click") press(target).catch(() => {});
      else if (type === "input") {
        const kind = KINDS.find(({ name }) => name === /** @type {any} */ (target).value);
        if (target === rate) choose({ rate: Number(rate.value) });
        else if (target === training) choose({ training: training.checked });
        else if (target === framework) speak();
        else if (kind) choose({ kind, noise: kind.noise });
      } else if (target.closest(".instrument-grid")) {
        if (type === "focusin" && !at && grid.matches(":focus-visible")) {
          at = [0, 0];
          look();
        } else if (type === "keydown") move(/** @type {KeyboardEvent} */ (event));
        else if (type === "pointermove") point(target);
        else if (type === "pointerdown") {
          // A finger cannot point: it reads a square first, and presses it then.
          const { pointerType } = /** @type {PointerEvent} */ (event);
          reading = pointerType !== "mouse" && !target.classList.contains("at");
          point(target);
        }
      }
    },
    /** The view that is drawn, and its mask. */
    get drawn() {
      return { view, kept };
    },
  };
}
