/** The scene film, alive: tools/figures/film.py has drawn it. */

import { chain } from "../film.js";
import { layoutOf, windowOf } from "../mask.js";
import { ARROWS } from "../mask-figure.js";
import { LAST, reduced } from "../philox.js";
import { expression, fill } from "../texts.js";
import { parse } from "../view.js";

// Without a rate Keras draws nothing, and counts no call.
const RATES = [0.05, 0.95];

/**
 * @param {HTMLElement} host the <mask-scene>
 */
export function connect(host) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (host.querySelector(selector));
  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ within = host) =>
    /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
  // Not taken apart: the minifier would move that above what it calls.
  const given = JSON.parse(/** @type {string} */ (part("script").textContent));
  const texts = given.texts;
  const reels = part(".film-reels");
  const frames = all(".film-reel").map((reel) => [...reel.children]);
  const marks = all(".film-marks b");
  const inputs = /** @type {HTMLInputElement[]} */ (all("[inputmode]"));
  const rates = /** @type {HTMLInputElement} */ (part("[type=range]"));
  const values = all(".film-chain code");
  const first = parse(`layer=elements&rate=${given.rate}&seed=0&call=0&${given.view}`);
  const [, steps, features] = first.sizes;
  // Of each layer its seed, and how many masks it has drawn.
  const layers = [0, 1].map(() => ({ seed: BigInt(given.seed), call: 0 }));
  let rate = given.rate;
  // The square that is followed: layer, frame and place in it.
  let at = [0, 0, given.square];
  let turn = 0;

  /**
   * @param {number} layer
   * @param {number} frame
   */
  function viewOf(layer, frame) {
    // Equal calls lie one below the other.
    const from = Math.min(...layers.map(({ call }) => call));
    return { ...first, rate, seed: layers[layer].seed, call: from + frame };
  }

  function show() {
    const drawn = frames.map((reel, layer) =>
      reel.map((frame, index) => {
        const view = viewOf(layer, index);
        const kept = windowOf(view, layoutOf(view, []))[0].flatMap((row) => [...row]);
        const [label, ...squares] = frame.children;
        label.textContent = fill(texts.call, view);
        frame.classList.toggle("past", view.call < layers[layer].call);
        squares.forEach((square, i) => {
          square.classList.toggle("o", !kept[i]);
        });
        return kept;
      }),
    );
    marks.forEach((mark, index) => {
      const equal = String(drawn[0][index]) === String(drawn[1][index]);
      mark.textContent = equal ? "=" : "≠";
      mark.classList.toggle("other", !equal);
    });
    all(".film-layer code").forEach((code, layer) => {
      const { seed } = layers[layer];
      code.textContent = `${given.layers[layer]} = ${expression(viewOf(layer, 0))}`;
      if (inputs[layer] !== document.activeElement) inputs[layer].value = String(seed);
    });
    const [one, other] = layers.map(({ seed, call }) => reduced(seed, call));
    const calls = one[1] - other[1];
    const agree = drawn[0][0].filter((kept, i) => kept === drawn[1][0][i]).length;
    const written = layers[0].seed === layers[1].seed ? "same" : "modulo";
    const kind = one[0] !== other[0] ? "other" : calls ? "behind" : written;
    write(
      part(".film-same"),
      fill(texts[kind], { calls, agree, units: drawn[0][0].length }),
    );
    for (const button of /** @type {HTMLButtonElement[]} */ (all("button"))) {
      if (button.value === "next") button.disabled = layers[0].call + 5 >= LAST;
    }
    follow();
  }

  /**
   * Write a line that is read aloud where it changes.
   *
   * @param {HTMLElement} line
   * @param {string} text
   */
  function write(line, text) {
    if (line.textContent !== text) line.textContent = text;
  }

  /** Ring the square that is followed, and write its numbers. */
  function follow() {
    const [layer, frame, index] = at;
    const view = viewOf(layer, frame);
    /** @type {Record<string, any>} */
    const found = chain(view, index);
    part(".at").classList.remove("at");
    frames[layer][frame].children[index + 1].classList.add("at");
    write(
      part(".film-square"),
      fill(texts.square, {
        layer: given.layers[layer],
        call: view.call,
        timestep: Math.floor(index / features),
        feature: index % features,
        end: found.kept ? texts.kept : texts.dropped,
      }),
    );
    given.steps.forEach((/** @type {string} */ step, /** @type {number} */ row) => {
      const words = found[step].split(" ");
      const own = step === "words" ? index % 4 : 1;
      if (step !== "words" && step !== "bits") values[row].textContent = found[step];
      else {
        const strong = document.createElement("strong");
        strong.textContent = words[own];
        const [before, after] = [words.slice(0, own), words.slice(own + 1)];
        const space = before.length ? " " : "";
        const rest = after.length ? ` ${after.join(" ")}` : "";
        values[row].replaceChildren(before.join(" ") + space, strong, rest);
      }
    });
    const [, band, mark] = all(".film-line rect");
    band.setAttribute("width", `${Number((100 * rate).toFixed(2))}%`);
    mark.setAttribute("x", `${(100 * found.u).toFixed(2)}%`);
  }

  /**
   * @param {number} layer
   * @param {string} text
   */
  function sow(layer, text) {
    try {
      const { seed } = parse(
        `layer=elements&rate=0&call=0&${given.view}&seed=${encodeURIComponent(text)}`,
      );
      layers[layer].seed = seed;
      inputs[layer].removeAttribute("aria-invalid");
      show();
    } catch {
      // Half a number: the frames stay as they are.
      inputs[layer].setAttribute("aria-invalid", "true");
      const name = fill(texts.seed, { layer: given.layers[layer] });
      write(part(".film-same"), fill(texts.wrong, { name, value: text }, String));
    }
  }

  /** @param {HTMLButtonElement} button */
  function press(button) {
    const { value } = button;
    const [one, other] = layers;
    const layer = all(".film-layer").findIndex((line) => line.contains(button));
    if (layer >= 0) {
      const seed = String(layers[layer].seed + BigInt(value));
      inputs[layer].value = seed;
      sow(layer, seed);
      return;
    }
    if (value === "next") {
      for (const layer of layers) layer.call += 1;
      turn = 1 - turn;
      reels.dataset.turn = String(turn);
    } else {
      delete reels.dataset.turn;
      other.call = 0;
      if (value === "copy") {
        other.seed = one.seed;
        inputs[1].value = String(other.seed);
      } else one.call = 0;
    }
    show();
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // A phone shows fewer frames.
    const shown = frames[0].filter((frame) => frame.getClientRects().length).length;
    const [layer, frame, index] = at;
    const row = layer * steps + Math.floor(index / features) + step[0];
    const column = frame * features + (index % features) + step[1];
    if (row < 0 || row >= 2 * steps || column < 0 || column >= shown * features) return;
    at = [
      Math.floor(row / steps),
      Math.floor(column / features),
      (row % steps) * features + (column % features),
    ];
    follow();
  }

  /** @param {Element} square */
  function point(square) {
    const frame = /** @type {Element} */ (square.parentElement);
    const layer = frames.findIndex((reel) => reel.includes(frame));
    at = [layer, frames[layer].indexOf(frame), [...frame.children].indexOf(square) - 1];
    follow();
  }

  /** @param {Event} event of the host */
  function handle(event) {
    const target = /** @type {Element} */ (event.target);
    const { type } = event;
    const button = target.closest("button");
    if (type === "click" && button) press(button);
    else if (type === "click" && target.matches(".film-reels i")) point(target);
    else if (type === "keydown" && target === reels) {
      move(/** @type {KeyboardEvent} */ (event));
    } else if (type === "input" && target === rates) {
      rate = Math.max(RATES[0], Math.min(RATES[1], Number(rates.value)));
      rates.value = String(rate);
      show();
    } else {
      const layer = inputs.indexOf(/** @type {HTMLInputElement} */ (target));
      if (layer < 0) return;
      if (type === "input") sow(layer, inputs[layer].value);
      // Half a number gives way to the seed that is drawn.
      if (type === "focusout") {
        inputs[layer].value = String(layers[layer].seed);
        inputs[layer].removeAttribute("aria-invalid");
        show();
      }
    }
  }

  return { handle };
}
