/** The page on which readers change a figure: its address, numbers and program. */

import { highlighted } from "./code.js";
import { connectControls } from "./controls.js";
import { expectedOf } from "./expected.js";
import { layoutOf, WINDOW } from "./mask.js";
import { drawingOf, format, parse } from "./sources.js";
import { formats, numeral, output, program } from "./texts.js";

/** @typedef {import("./view.js").View} View */

/**
 * @param {import("./expected.js").Expected} expected
 * @returns {string} a small chance that a row is lost as Python prints it, also where it
 *   is too small for a number
 */
function tiny({ chance, coins }) {
  const log = coins * Math.log10(chance);
  const digits = (10 ** (log - Math.floor(log))).toExponential(2);
  const [first, carried] = digits.split("e").map(Number);
  return numeral(`${first.toFixed(2)}e${Math.floor(log) + carried}`);
}

/** @param {HTMLFormElement} form the controls; the rest of the page is found by class */
export async function start(form) {
  const article = /** @type {HTMLElement} */ (form.closest("article"));
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (article.querySelector(selector));
  const host = /** @type {import("./mask-figure.js").MaskFigure} */ (part("mask-figure"));
  const live = await host.load();
  const code = part("#program ~ .program code");
  const printed = part("#program ~ .language-text code");
  const first = host.getAttribute("view") ?? "";
  const written = formats(document.documentElement.lang);
  const { count, mean, rounded } = written;
  // The control changed last: its changes share one step of the history.
  let last = "";
  let started = false;

  const writeNumber = (/** @type {string} */ name, /** @type {string} */ text) => {
    part(`[data-number="${name}"]`).textContent = text;
  };

  /** @type {View|undefined} The view that is being shown. */
  let shown;

  /** Write everything around the figure. */
  const show = async (/** @type {View} */ view) => {
    const drawing = drawingOf(view, shown);
    shown = view;
    part(".playground-link a").setAttribute("href", `#${format(view)}`);
    try {
      view.drawing = drawing instanceof Promise ? await drawing : drawing;
    } catch {
      controls.say(note.dataset.unloaded ?? "");
      return;
    }
    if (shown === view) write(view);
  };

  /** @param {View} view with its drawing */
  const write = (view) => {
    const layout = layoutOf(view, live.words);
    const expected = expectedOf(view, layout);
    const { row } = expected;
    writeNumber("draws", count(expected.draws));
    writeNumber("units", count(expected.units));
    writeNumber("mean", mean(expected.mean));
    writeNumber("sd", rounded(expected.sd));
    writeNumber("row", expected.chance && row < 1e-3 ? tiny(expected) : rounded(row));
    writeNumber("scale", view.rate < 1 ? count(expected.scale) : "–");
    part(".playground-at").hidden = view.sizes.every((size, i) => size <= WINDOW[i]);
    /** @type {HTMLInputElement} */ (part("[data-for]")).value = String(view.rate);
    const source = view.drawing?.program(view, live.words) ?? program(view, live.words);
    code.replaceChildren(...highlighted(source));
    state = { view, layout, expected };
    calls?.show(state);
  };

  /** Put the view into the address; changes of one control in a row share a step. */
  const remember = (/** @type {View} */ view, /** @type {string} */ name) => {
    const address = `#${format(view)}`;
    if (name === last) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    last = name;
  };

  /** Show what the address says; without a view in it, the first. */
  const follow = () => {
    const fragment = location.hash.slice(1);
    last = "";
    // A place on the page says nothing of the view.
    if (started && document.getElementById(fragment)) return;
    started = true;
    let view = parse(first);
    controls.say("");
    if (fragment && !document.getElementById(fragment)) {
      try {
        view = parse(fragment);
      } catch (error) {
        controls.report(error, "broken");
      }
    }
    controls.write(view);
    host.setAttribute("view", format(view));
    show(view);
  };

  /** @type {import("./calls.js").State|undefined} */
  let state;
  /** @type {ReturnType<typeof import("./calls.js").connectCalls>|undefined} */
  let calls;
  const many = part(".playground-calls");
  const run = /** @type {HTMLButtonElement} */ (part(".playground-start"));
  run.disabled = false;
  run.addEventListener(
    "click",
    async () => {
      // Whoever only looks at the mask needs no charts.
      const { connectCalls } = await import("./calls.js");
      calls = connectCalls(many, live, written);
      if (state) calls.run(state);
    },
    { once: true },
  );
  const note = part(".playground-note");
  const controls = connectControls(form, note, count, (view, name) => {
    remember(view, name);
    host.setAttribute("view", format(view));
    show(view);
  });
  printed.tabIndex = 0;
  host.addEventListener("viewchange", (event) => {
    const { view } = /** @type {CustomEvent<{view: View}>} */ (event).detail;
    remember(view, "figure");
    controls.write(view);
    show(view);
  });
  host.addEventListener("counted", (event) => {
    const { zeros } = /** @type {CustomEvent<{zeros: number}>} */ (event).detail;
    writeNumber("zeros", count(zeros));
    printed.textContent = output(live.drawn.view, live.drawn.kept, zeros);
  });
  host.addEventListener("look", () => calls?.followCursor());
  addEventListener("popstate", follow);
  follow();
}
