/** The page on which readers change a figure: its address, numbers and program. */

import { connectCalls } from "./calls.js";
import { highlighted } from "./code.js";
import { connectControls } from "./controls.js";
import { layoutOf, WINDOW } from "./mask.js";
import { expectedOf } from "./statistics.js";
import { formats, output, program } from "./texts.js";
import { format, parse } from "./view.js";

/** @typedef {import("./view.js").View} View */

/**
 * @param {import("./statistics.js").Expected} expected
 * @returns {string} a small chance that a row is lost as Python prints it, also where it
 *   is too small for a number
 */
function tiny({ chance, coins }) {
  const log = coins * Math.log10(chance);
  const digits = (10 ** (log - Math.floor(log))).toExponential(2);
  const [first, carried] = digits.split("e").map(Number);
  return `${first.toFixed(2)}e${Math.floor(log) + carried}`;
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

  /** Write everything around the figure. */
  const show = (/** @type {View} */ view) => {
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
    part(".playground-link a").setAttribute("href", `#${format(view)}`);
    code.replaceChildren(...highlighted(program(view, live.words)));
    calls.show({ view, layout, expected });
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

  const calls = connectCalls(part(".playground-calls"), live, written);
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
  host.addEventListener("look", calls.followCursor);
  addEventListener("popstate", follow);
  follow();
}
