/** An LSTM's dropout, gate by gate and timestep by timestep, in three ages of Keras. */

import {
  GATES,
  lost,
  masksOf,
  placeAt,
  rings,
  rulesOf,
  SIZE,
  STEPS,
  strokes,
  withAny,
} from "../gates.js";
import { ARROWS } from "../mask-figure.js";
import { LAST } from "../philox.js";
import { pointOf } from "../pointer.js";
import { fill, numeral } from "../texts.js";

const SIDES = ["input", "state"];

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const part = (
    /** @type {string} */ selector,
    /** @type {ParentNode} */ within = host,
  ) => /** @type {HTMLElement} */ (within.querySelector(selector));
  const { texts, seed } = JSON.parse(part("script").textContent ?? "");
  const parts = [...host.querySelectorAll(".gates-sides > div")];
  const drawings = parts.map((one) => part("svg", one));
  const rate = /** @type {HTMLInputElement} */ (part("[type=range]"));
  const recurrent = /** @type {HTMLInputElement} */ (part("[type=checkbox]"));
  const labels = texts.labels.split(" ");
  let call = 0;
  /** @type {Uint8Array[]} */
  let masks = [];
  /** @type {{side: number, place: [number, number]}|undefined} What is looked at. */
  let looked;

  function show() {
    const { value: version } = /** @type {HTMLInputElement} */ (
      part("[type=radio]:checked")
    );
    const state = {
      version,
      recurrent: recurrent.checked,
      rate: Number(rate.value),
      call,
      seed: BigInt(seed),
    };
    masks = masksOf(state);
    const rules = rulesOf(state);
    parts.forEach((one, side) => {
      const blocks = withAny(masks[side]);
      const said = fill(texts[rules[side]], { side: texts[SIDES[side]] });
      part(".gates-rule", one).textContent = said;
      drawings[side].setAttribute("aria-label", said);
      part(".gates-kept", one).setAttribute("d", strokes(blocks));
      const counts = { lost: lost(blocks).join(", ") };
      part(".gates-lost", one).textContent = fill(texts.lost, counts);
    });
    const cell = version === "keras-2" && state.recurrent;
    part(".gates-ran").textContent = texts[`ran_${cell ? "cell" : version}`];
    part("output").textContent = numeral(rate.value);
    const second = state.recurrent ? `recurrent_dropout=${rate.value}, ` : "";
    const options = `(${SIZE}, dropout=${rate.value}, ${second}seed=${seed})`;
    part(".gates-layer code").textContent = cell
      ? `RNN(LSTMCell${options})`
      : `LSTM${options}`;
    part(".gates-layer span").textContent = fill(texts.call, { call });
    if (looked) look(looked.side, looked.place);
  }

  /**
   * Say what became of a number.
   *
   * @param {number} side
   * @param {[number, number]} place timestep and number
   */
  function look(side, place) {
    looked = { side, place };
    const [timestep, number] = place;
    drawings.forEach((svg, one) => {
      part(".mask-cursor", svg).setAttribute("d", one === side ? rings(place) : "");
    });
    const ends = Array.from({ length: GATES }, (_, gate) => {
      const kept = masks[side][(gate * STEPS + timestep) * SIZE + number];
      return `${labels[gate]} ${kept ? texts.kept : texts.dropped}`;
    }).join(", ");
    part(".gates-cell").textContent = fill(texts.cell, {
      side: texts[SIDES[side]],
      number,
      timestep,
      ends,
    });
  }

  /** @param {MouseEvent} event */
  function point(event) {
    const svg = /** @type {Element} */ (event.target).closest("svg");
    const side = drawings.findIndex((one) => one.isSameNode(svg));
    const place = svg && placeAt(...pointOf(svg, event));
    if (place && side >= 0) look(side, place);
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = ARROWS[event.key];
    const target = /** @type {Node} */ (event.target);
    const side = drawings.findIndex((one) => one.isSameNode(target));
    if (!step || side < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const [timestep, number] =
      looked?.side === side ? looked.place : [-step[0], -step[1]];
    look(side, [
      Math.max(0, Math.min(STEPS - 1, timestep + step[0])),
      Math.max(0, Math.min(SIZE - 1, number + step[1])),
    ]);
    event.preventDefault();
  }

  show();
  return {
    /** @param {Event} event */
    handle(event) {
      const { type } = event;
      if (type === "input") show();
      else if (type === "keydown") move(/** @type {KeyboardEvent} */ (event));
      else if (type === "pointermove" || type === "pointerdown") {
        point(/** @type {MouseEvent} */ (event));
      } else if (
        type === "click" &&
        /** @type {Element} */ (event.target).closest("button")
      ) {
        call = Math.min(LAST, call + 1);
        show();
      }
    },
  };
}
