/** A table of embeddings under four optimizers, step by step. */

import { ARROWS } from "../mask-figure.js";
import { NAMES, next, viewOf } from "../optimizers.js";
import { expression, fill, formats } from "../texts.js";

/** @typedef {import("../optimizers.js").State} State */

const RUN = 10;
// Slower than three changes a second.
const PAUSE = 350;
/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const all = (/** @type {string} */ selector) =>
    /** @type {HTMLElement[]} */ ([...host.querySelectorAll(selector)]);
  const [script] = all("script");
  const { task, texts, words, step: first } = JSON.parse(script.textContent ?? "");
  const size = task.words * task.features;
  const squares = all(".steps-tables rect");
  const digits = all(".steps-digits text");
  const labels = all(".steps-tables .steps-words > text");
  const outputs = all(".steps-samples rect");
  const said = all(".steps-samples .steps-words > text");
  const [tables] = all(".steps-tables");
  const [call] = all(".steps-call");
  const [story] = all(".steps-told");
  const [readout] = all(".steps-cell");
  const [runner] = all("[data-do=run]");
  const progress = /** @type {HTMLProgressElement} */ (all("progress")[0]);
  const { rounded } = formats(document.documentElement.lang);
  /** @type {Element[]} One in each grid, then one for each place of the batch. */
  const rings = [];
  /** @type {State} */
  let state;
  /** @type {number|undefined} The weight the reader looks at. */
  let looked;
  let timer = 0;

  const kind = () => /** @type {HTMLInputElement} */ (all("input:checked")[0]).value;

  const draw = (/** @type {Element} */ square, css = "", tint = 1) => {
    square.setAttribute("class", css);
    square.setAttribute("fill-opacity", (Math.round(100 * tint) / 100).toFixed(2));
    square.setAttribute("rx", css === "pushed" ? "9" : "0");
  };

  /** Draw the state. */
  function show() {
    const { gradient, moved, waiting, kept, present } = state;
    gradient.forEach((one, i) => {
      draw(squares[i], one ? "got" : "");
      digits[i].textContent = one ? rounded(one) : "";
      draw(squares[5 * size + i], waiting[i] ? "waiting" : "");
    });
    moved.forEach((movements, n) => {
      const most = Math.max(...movements.map(Math.abs));
      movements.forEach((movement, i) => {
        const square = squares[(n + 1) * size + i];
        const css = gradient[i] ? "moved" : "pushed";
        if (!movement) draw(square);
        else draw(square, css, 0.25 + (0.75 * Math.abs(movement)) / most);
      });
    });
    const flags = kept.flatMap((rows) => rows.flatMap((row) => [...row]));
    flags.forEach((flag, i) => {
      outputs[i].setAttribute("class", flag ? "mask-kept" : "mask-dropped");
    });
    state.ids.flat().forEach((id, i) => {
      said[i].textContent = words[id];
    });
    labels.forEach((label, i) => {
      label.classList.toggle("present", present[i % task.words]);
    });
    write();
    look(looked);
  }

  /** Write what the step did. */
  function write() {
    const { step, gradient, moved, present, waiting } = state;
    const code = document.createElement("code");
    const view = viewOf(task, kind(), step);
    const layer = expression(view);
    const shape = `(${view.sizes.slice(0, 2).join(", ")})`;
    code.textContent = view.kind.noise ? layer : fill(texts.word_types, { layer, shape });
    call.replaceChildren(`${fill(texts.call, { step })} `, code);
    const pushed = moved.map((one) => Array.from(one, (m, i) => m && !gradient[i]));
    const counts = pushed.map((one) => one.filter(Boolean).length);
    const row = (/** @type {number} */ i) => Math.floor(i / task.features);
    const empty = (/** @type {number} */ i) =>
      gradient.every((one, j) => row(j) !== row(i) || !one);
    const weights = [...pushed[2].keys()].filter((i) => pushed[2][i]);
    const here = weights.filter((i) => present[row(i)]);
    const dropped = here.find(empty);
    const one = dropped ?? here[0] ?? weights[0];
    const key = [
      [dropped, "row"],
      [here[0], "number"],
      [one, "absent"],
      [0, "none"],
    ].find(([i]) => i !== undefined)?.[1];
    const what = fill(texts[key ?? ""], {
      word: words[row(one ?? 0)],
      feature: (one ?? 0) % task.features,
    });
    const numbers = {
      ...Object.fromEntries(NAMES.map((name, n) => [name, counts[n]])),
      weights: size,
      still: waiting.filter(Boolean).length,
    };
    story.textContent = `${what} ${fill(texts.counts, numbers)}`;
  }

  /** @param {number} step go to it from the start */
  function begin(step) {
    let now = next(task, kind());
    while (now.step < step) now = next(task, kind(), now);
    state = now;
    show();
  }

  function advance() {
    state = next(task, kind(), state);
    show();
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    runner.textContent = texts.run;
  }

  function run() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    runner.textContent = texts.stop;
    progress.value = 0;
    const tick = () => {
      advance();
      progress.value += 1;
      if (progress.value >= RUN) stop();
      else if (still) tick();
      else timer = setTimeout(tick, PAUSE);
    };
    tick();
  }

  /** @param {string} what a button does */
  function press(what) {
    const running = timer;
    stop();
    if (what === "run" && !running) run();
    if (what === "run") return;
    progress.value = 0;
    if (what === "step") advance();
    else begin(0);
  }

  /**
   * Ring a weight in each grid and in the batch, and say what became of it.
   *
   * @param {number} [weight]
   */
  function look(weight) {
    for (const ring of rings.splice(0)) ring.remove();
    looked = weight;
    if (weight === undefined) return;
    const { ids, kept, gradient, moved } = state;
    const id = Math.floor(weight / task.features);
    const feature = weight % task.features;
    const places = ids.flat().flatMap((other, i) => (other === id ? [i] : []));
    const survivors = places.filter((i) => kept.flat()[i][feature]);
    const ringed = [
      ...[0, 1, 2, 3, 4, 5].map((grid) => squares[grid * size + weight]),
      ...places.map((i) => outputs[i * task.features + feature]),
    ];
    for (const square of ringed) {
      const ring = /** @type {Element} */ (square.cloneNode());
      ring.setAttribute("class", "mask-cursor");
      ring.setAttribute("rx", "0");
      ring.setAttribute("width", "19");
      ring.setAttribute("height", "19");
      // A line two pixels wide lies on whole pixels.
      for (const key of ["x", "y"]) {
        ring.setAttribute(key, String(Number(square.getAttribute(key)) - 0.5));
      }
      square.parentElement?.append(ring);
      rings.push(ring);
    }
    const movements = NAMES.map((name, n) => [name, rounded(moved[n][weight])]);
    readout.textContent = fill(texts.cell, {
      word: words[id],
      feature,
      kept: survivors.length,
      times: places.length,
      gradient: rounded(gradient[weight]),
      ...Object.fromEntries(movements),
    });
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = looked ?? 0;
    const row = Math.floor(at / task.features) + arrow[0];
    const feature = (at % task.features) + arrow[1];
    const inside =
      row >= 0 && row < task.words && feature >= 0 && feature < task.features;
    look(inside ? row * task.features + feature : at);
  }

  /** @param {Event} event of the host */
  function handle(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const { type } = event;
    const what = target.closest("button")?.dataset.do;
    if (what && type === "click") press(what);
    else if (target.matches("input") && type === "input") {
      stop();
      begin(state.step);
    } else if (target === tables && type === "keydown") {
      move(/** @type {KeyboardEvent} */ (event));
    } else if (target === tables && type === "focusin") {
      if (tables.matches(":focus-visible")) look(looked ?? 0);
    } else if (type === "pointerdown" || type === "pointermove") {
      const at = squares.indexOf(target);
      if (at >= 0 && at % size !== looked) look(at % size);
    }
  }

  tables.setAttribute("aria-label", texts.hint);
  begin(first);
  return { handle };
}
