/** The scene of coins, alive: tools/figures/coins.py has drawn it. */

import {
  circles,
  coinsOf,
  decided,
  kindOf,
  nearest,
  numbersOf,
  outlines,
  placeOf,
} from "../coins.js";
import { given, squares } from "../drawing.js";
import { isOwn, kindNamed } from "../kinds.js";
import { drawAt, layoutOf, product, windowOf } from "../mask.js";
import { ARROWS } from "../mask-figure.js";
import { LAST } from "../philox.js";
import { fill, layerText } from "../texts.js";

/**
 * @param {string} selector
 * @param {Element} within
 * @returns {HTMLElement} the first part of a drawing or of the scene
 */
function part(selector, within) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}

/**
 * @param {HTMLElement} host the <mask-scene>
 * @returns {import("../mask-figure.js").Scene}
 */
export function connect(host) {
  const { texts, first, rate, sizes, seeds, place } = JSON.parse(
    /** @type {string} */ (part("script", host).textContent),
  );
  const readout = part(".coins-look", host);
  const geometry = { ...given.geometry, ...place };
  const { left, top, pitch } = geometry;
  const words = texts.words.split(/\s+/);
  const drawings = [...host.querySelectorAll("svg")];
  const entries = [
    .../** @type {NodeListOf<HTMLButtonElement>} */ (
      host.querySelectorAll(".coins-shape button")
    ),
  ];
  const radios = [
    .../** @type {NodeListOf<HTMLInputElement>} */ (
      host.querySelectorAll("[type=radio]")
    ),
  ];
  /** @type {(number|null)[]} The noise shape of the reader's own kind. */
  let own = [1, 1, null];
  let drawn = viewOf(first, 0);
  /** @type {number[]|undefined} Sample, row and column of the square looked at, -1 for coins. */
  let cursor;
  let ringed = false;
  let turn = 0;

  /**
   * @param {string} name of a kind
   * @param {number} call
   */
  function viewOf(name, call) {
    const kind = /** @type {import("../kinds.js").Kind} */ (kindNamed(name));
    const view = {
      ...{ kind, noise: isOwn(kind) ? own : kind.noise, rate, call, sizes },
      ...{ seed: BigInt(seeds[name]), training: true, at: [0, 0, 0] },
    };
    const layout = layoutOf(view, words);
    return { view, layout, kept: windowOf(view, layout) };
  }

  /**
   * @param {string} name of a kind
   * @param {number} [call]
   */
  function show(name, call = 0) {
    drawn = viewOf(name, call);
    turn = 1 - turn;
    const { view, layout, kept } = drawn;
    const layer = layerText(texts, view, layout);
    // Word types have no noise shape: what stands there reads as one.
    const shape = (view.noise ?? [null, texts.word, 1]).map((size) => size ?? "None");
    entries.forEach((entry, axis) => {
      part("code", entry).textContent = shape[axis];
    });
    part(".coins-argument", host).style.visibility = view.noise ? "" : "hidden";
    for (const radio of radios) radio.checked = radio.value === name;
    part(".coins-layer code", host).textContent = layer;
    part(".coins-call", host).textContent = fill(texts.call, { call });
    const { shared, ...numbers } = numbersOf(view, layout, kept, words);
    part(".coins-numbers", host).textContent = fill(
      shared ? texts.shared_coins : texts.own_coins,
      numbers,
    );
    drawings.forEach((svg, sample) => {
      const zeros = [numbers.first, numbers.second][sample];
      const units = product(sizes.slice(1));
      const about = { layer, call, sample, zeros, units };
      part("title", svg).textContent = fill(texts.picture, about);
      const same = shared && sample;
      part(".coins-heading", svg).textContent = fill(
        same ? texts.same : texts.sample,
        about,
      );
      svg.dataset.place = placeOf(layout);
      svg.dataset.turn = String(turn);
      const coins = coinsOf(view, layout, kept, sample, geometry);
      [".mask-dropped", ".mask-kept"].forEach((selector, kind) => {
        part(selector, svg).setAttribute("d", squares(kept[sample], kind));
      });
      [".coins-fallen", ".coins-kept"].forEach((selector, kind) => {
        const some = coins.filter((coin) => coin.kept === kind);
        part(selector, svg).setAttribute("d", circles(some));
      });
    });
  }

  /** Say what the coin of the cursor does, and ring all that share it. */
  function look() {
    if (!cursor) return;
    const { view, layout, kept } = drawn;
    const [sample, timestep, feature] = cursor.map((at) => Math.max(0, at));
    const coin = drawAt(layout, [sample, timestep, feature]);
    let numbers = 0;
    drawings.forEach((svg, index) => {
      const rectangles = decided(view, layout, coin, index);
      for (const { rows, columns } of rectangles) numbers += rows * columns;
      const rings = coinsOf(view, layout, kept, index, geometry)
        .filter((one) => one.coin === coin && one.radius === geometry.coin)
        .map((one) => ({ ...one, radius: one.radius + 2 }));
      const path = outlines(rectangles, geometry) + circles(rings);
      part(".mask-cursor", svg).setAttribute("d", ringed ? path : "");
    });
    const text = fill(Math.min(...cursor) < 0 ? texts.coin : texts.square, {
      ...{ word: words[timestep], sample, timestep, feature, coin },
      coins: product(layout.shape),
      over: numbers === 1 ? texts.one : fill(texts.many, { numbers }),
      end: kept[sample][timestep][feature] ? texts.stayed : texts.fell,
    });
    if (readout.textContent !== text) readout.textContent = text;
  }

  function unring() {
    ringed = false;
    for (const svg of drawings) part(".mask-cursor", svg).setAttribute("d", "");
  }

  /** @param {number[]} at sample, row, column; -1 where coins stand */
  function go(at) {
    if (ringed && String(at) === String(cursor)) return;
    cursor = at;
    ringed = true;
    look();
  }

  /** @param {string} name of the kind that the reader chooses */
  function choose(name) {
    cursor = undefined;
    unring();
    if (readout.textContent !== texts.hint) readout.textContent = texts.hint;
    show(name);
  }

  /** @param {number} axis of the noise shape that the reader turns over */
  function flip(axis) {
    const noise = [...(drawn.view.noise ?? [null, null, 1])];
    noise[axis] = noise[axis] ? null : 1;
    const kind = kindOf(noise);
    if (isOwn(kind)) own = noise;
    choose(kind.name);
  }

  /**
   * @param {SVGSVGElement} svg
   * @param {PointerEvent} event
   */
  function point(svg, event) {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    const row = Math.floor(((event.clientY - box.top) * scale - top) / pitch);
    const column = Math.floor(((event.clientX - box.left) * scale - left) / pitch);
    // A word points at the coin beside it.
    const at = [drawings.indexOf(svg), row, Math.max(-1, column)];
    if (String(nearest(drawn.layout, sizes, at)) === String(at)) go(at);
  }

  /**
   * @param {number} sample
   * @param {KeyboardEvent} event
   */
  function move(sample, event) {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [, row, column] = cursor ?? [0, 0, 0];
    go(nearest(drawn.layout, sizes, [sample, row + step[0], column + step[1]]));
  }

  /** @param {Event} event of the host, or a click on a link that names a kind */
  function handle(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const { type } = event;
    const svg = target.closest("svg");
    if (type === "click") {
      /** @type {HTMLElement|null} */
      const link = target.closest("[data-coins]");
      const button = target.closest("button");
      if (link) {
        choose(/** @type {string} */ (link.dataset.coins));
      } else if (button?.matches(".coins-again")) {
        show(drawn.view.kind.name, (drawn.view.call + 1) % (LAST + 1));
        look();
      } else if (button) {
        flip(Number(button.value));
      }
    } else if (type === "input") {
      choose(/** @type {HTMLInputElement} */ (target).value);
    } else if (!svg) {
      return;
    } else if (type === "pointerdown" || type === "pointermove") {
      point(svg, /** @type {PointerEvent} */ (event));
    } else if (type === "keydown") {
      move(drawings.indexOf(svg), /** @type {KeyboardEvent} */ (event));
    } else if (type === "focusin") {
      if (svg.matches(":focus-visible")) go([drawings.indexOf(svg), 0, 0]);
    } else {
      const { pointerType, relatedTarget } = /** @type {PointerEvent} */ (event);
      // What a finger pointed at stays when it is lifted.
      if (pointerType === "touch") return;
      // Nor does it go where the focus goes on to a button of the scene.
      const within = type === "focusout" ? host : svg;
      if (!within.contains(/** @type {Node|null} */ (relatedTarget))) unring();
    }
  }

  return { handle };
}
