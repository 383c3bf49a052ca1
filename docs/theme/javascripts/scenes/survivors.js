/** The scene survivors, alive: tools/figures/survivors.py has drawn it. */

import { kindNamed } from "../kinds.js";
import { layoutOf, windowOf } from "../mask.js";
import { ARROWS } from "../mask-figure.js";
import { normals, read, rowOf, tableOf } from "../readers.js";
import { expression, fill, numeral } from "../texts.js";
import { parse } from "../view.js";

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (host.querySelector(selector));
  const parts = (/** @type {string} */ selector) => [
    .../** @type {NodeListOf<HTMLElement>} */ (host.querySelectorAll(selector)),
  ];
  const given = JSON.parse(/** @type {string} */ (part("script").textContent));
  const { geometry, texts, words } = given;
  const first = parse(given.view);
  const [, steps, features] = first.sizes;
  const rate = /** @type {HTMLInputElement} */ (part("[type=range]"));
  const noisy = /** @type {HTMLInputElement} */ (part("[type=checkbox]"));
  const chart = part(".survivors-chart");
  const readers = parts(".survivors-reader");
  const table = tableOf(normals(given.states[0]), given.rows, features);
  const noise = normals(given.states[1]);
  /** @type {Float64Array[]} The noise of each call so far. */
  const noises = [];
  let view = first;
  let timestep = given.timestep;
  let now = reading();

  /** Take from the controls what to show; some browsers bring back what was chosen. */
  function reading() {
    const chosen = /** @type {HTMLInputElement} */ (part("[type=radio]:checked"));
    const kind = kindNamed(chosen.value) ?? first.kind;
    view = { ...view, kind, noise: kind.noise, rate: Number(rate.value) };
    while (noises.length <= view.call) {
      noises.push(Float64Array.from({ length: steps * features }, noise));
    }
    const [drawn] = windowOf(view, layoutOf(view, []));
    const added = noisy.checked ? noises[view.call] : undefined;
    return { kept: drawn, ...read(table, words, drawn, view, added) };
  }

  /**
   * @param {Element} within
   * @param {string} name
   * @param {string} data
   */
  function path(within, name, data) {
    within.querySelector(`.survivors-${name}`)?.setAttribute("d", data);
  }

  /**
   * @param {ArrayLike<number>} numbers
   * @param {number} middle
   * @param {number} unit
   * @param {number} inset
   */
  function bars(numbers, middle, unit, inset) {
    const { bar, pitch, tallest } = geometry;
    const wide = bar - 2 * inset;
    return Array.from(numbers, (number, index) => {
      const height = Math.floor(unit * number + 0.5);
      const most = Math.max(-tallest, Math.min(tallest, height));
      const x = pitch * index + 3 + inset;
      return most ? `M${x} ${middle + inset}h${wide}v${-most}h-${wide}z` : "";
    }).join("");
  }

  /**
   * @param {boolean[]} chosen
   * @param {number} inset
   */
  function squares(chosen, inset) {
    const side = geometry.square - 2 - 2 * inset;
    return chosen
      .map((found, index) => {
        const x = geometry.square * index + 1 + inset;
        return found ? `M${x} ${1 + inset}h${side}v${side}h-${side}z` : "";
      })
      .join("");
  }

  const height = (/** @type {number} */ share) =>
    Number((geometry.bottom - (geometry.up * share) / 100).toFixed(2));

  function showWord() {
    const { word: unit, tallest } = geometry;
    const row = rowOf(table, words[timestep]);
    const keep = now.kept[timestep];
    const shown = now.seen[timestep].map((number) => number * (1 - view.rate));
    const only = (/** @type {ArrayLike<number>} */ numbers, /** @type {number} */ kind) =>
      Array.from(numbers, (number, f) => (keep[f] === kind ? number : 0));
    const svg = part(".survivors-word");
    path(svg, "kept", bars(only(shown, 1), tallest + 1, unit, 0));
    path(svg, "noise", bars(only(shown, 0), tallest + 1, unit, 0));
    path(svg, "whole", bars(only(row, 1), tallest + 1, unit, 0.5));
    path(svg, "lost", bars(only(row, 0), tallest + 1, unit, 0.5));
    const left = keep.reduce((sum, one) => sum + one, 0);
    part("[role=status]").textContent = fill(texts.word, {
      timestep,
      row: words[timestep],
      kept: left,
    });
    readers.forEach((reader, index) => {
      const guess = now.guesses[index][timestep];
      const nothing = !left && (!noisy.checked || index === 2);
      const key = nothing ? "nothing" : guess === words[timestep] ? "right" : "wrong";
      const verdict = /** @type {Element} */ (reader.querySelector("span"));
      const text = fill(texts[key], { row: guess });
      if (verdict.textContent !== text) verdict.textContent = text;
      const vector = nothing ? [] : rowOf(table, guess);
      path(reader, "guess", bars(vector, 20, geometry.guess, 0));
      const ring = reader.querySelector("rect");
      ring?.setAttribute("x", String(geometry.square * timestep + 0.5));
    });
  }

  function show() {
    const lines = given.curves[`${view.kind.name}${noisy.checked ? " noise" : ""}`];
    const at = view.rate * 10;
    const before = Math.min(8, Math.floor(at + 1e-9));
    const x = Number((geometry.left + geometry.across * view.rate).toFixed(2));
    path(chart, "marker", `M${x} ${geometry.bottom - geometry.up}v${geometry.up}`);
    const marks = chart.querySelectorAll("circle");
    const drawn = chart.querySelectorAll(".survivors-line");
    const step = geometry.across / 10;
    readers.forEach((reader, index) => {
      /** @type {number[]} */
      const line = lines[index];
      const points = line.map(
        (share, i) => `${geometry.left + step * i} ${height(share)}`,
      );
      drawn[index].setAttribute("d", `M${points.join("L")}`);
      const share = line[before] + (line[before + 1] - line[before]) * (at - before);
      marks[index].setAttribute("cx", String(x));
      marks[index].setAttribute("cy", String(height(share)));
      const right = words.map(
        (/** @type {number} */ word, /** @type {number} */ t) =>
          now.guesses[index][t] === word,
      );
      path(reader, "right", squares(right, 0));
      path(
        reader,
        "wrong",
        squares(
          right.map((/** @type {boolean} */ one) => !one),
          0.5,
        ),
      );
      // Between two rates that were measured lie their two shares.
      const ends = new Set(
        [Math.floor(at + 1e-9), Math.ceil(at - 1e-9)].map((i) => line[i]).reverse(),
      );
      /** @type {Element} */ (reader.querySelector("p:last-child")).textContent = fill(
        texts.score,
        { right: right.filter(Boolean).length, share: [...ends].join("–") },
      );
    });
    /** @type {Element} */ (readers[1].querySelector("b")).textContent = noisy.checked
      ? texts.alone
      : texts.skips;
    part(".survivors-layer code").textContent = expression(view);
    part(".survivors-layer span").textContent = fill(texts.call, view);
    part("output").textContent = numeral(view.rate);
    showWord();
  }

  function renew() {
    now = reading();
    show();
  }

  /** @param {number} next the word to look at */
  function look(next) {
    if (next === timestep || next < 0 || next >= steps) return;
    timestep = next;
    showWord();
  }

  /** @param {PointerEvent} event */
  function point(event) {
    const target = /** @type {Element} */ (event.target);
    const svg = /** @type {SVGSVGElement|null} */ (target.closest("svg"));
    if (!svg || !(event.buttons & 1)) return;
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) * svg.viewBox.baseVal.width) / box.width;
    if (svg.matches(".survivors-sentence")) look(Math.floor(x / geometry.square));
    if (!svg.matches(".survivors-chart")) return;
    const before = rate.value;
    rate.value = String((x - geometry.left) / geometry.across);
    if (rate.value !== before) renew();
  }

  return {
    /** @param {Event} event */
    handle(event) {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.type === "input") renew();
      else if (event.type === "click" && target.closest("button")) {
        view = { ...view, call: view.call + 1 };
        renew();
      } else if (event.type === "pointerdown" || event.type === "pointermove") {
        point(/** @type {PointerEvent} */ (event));
      } else if (event.type === "keydown" && target.closest("[data-reach]")) {
        const { key, ctrlKey, metaKey, altKey } = /** @type {KeyboardEvent} */ (event);
        const step = ARROWS[key]?.[1];
        if (!step || ctrlKey || metaKey || altKey) return;
        event.preventDefault();
        look(timestep + step);
      }
    },
    /** What is drawn. */
    get drawn() {
      return { view, ...now, timestep };
    },
  };
}
