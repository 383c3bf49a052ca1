/** The question's model on a sentence: follow a zero, draw masks, see its opinion move. */

import {
  drop,
  embed,
  FEATURES,
  forward,
  keptBy,
  opinions,
  STEPS,
  unpack,
} from "../chain.js";
import { KINDS, kindNamed } from "../kinds.js";
import { scaleOf } from "../mask.js";
import { ARROWS } from "../mask-figure.js";
import { LAST } from "../philox.js";
import { pictureOf } from "../picture.js";
import { pointOf } from "../pointer.js";
import { read, tokens } from "../sentence.js";
import { keptBut, numberAt, placeAt, stepped } from "../strip.js";
import { numeral } from "../texts.js";
import { finish } from "../work.js";

/** @param {HTMLElement} host the <mask-scene> */
export function connect(host) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLInputElement} */ (host.querySelector(selector));
  const given = JSON.parse(/** @type {string} */ (part("script").textContent));
  const texts = given.texts;
  const picture = pictureOf(host, texts);
  const choice = part("select");
  const written = part("[type=text]");
  const rate = part("[type=range]");
  const training = part("[type=checkbox]");
  /** @type {import("../view.js").View} */
  let view = {
    kind: KINDS[0],
    noise: KINDS[0].noise,
    rate: given.rate,
    seed: BigInt(given.seed),
    call: 0,
    training: true,
    sizes: [1, STEPS, FEATURES],
    at: [0, 0, 0],
  };
  // Whether one zero is followed; else a mask of the view is drawn.
  let followed = true;
  /** @type {[number, number]} Of the zero; -1 for a whole column or row. */
  let zero = given.at;
  /** @type {[number, number]|undefined} The layer and the number that is looked at. */
  let looked;
  let firstCall = 0;
  /** @type {AbortController|undefined} */
  let job;
  /** @type {import("../chain.js").Weights} */
  let weights;
  let known = "";
  /** @type {import("../sentence.js").Sentence} */
  let said;
  /** @type {import("../chain.js").Outputs} */
  let before;
  /** @type {import("../chain.js").Outputs} */
  let now;

  /** @type {Promise<void>|undefined} */
  let loading;

  /** Load the model, once. */
  function load() {
    loading ??= import("../weights.js").then(({ MODEL }) => {
      weights = unpack(MODEL);
      known = MODEL.words;
      say(choice.value);
    });
    return loading;
  }

  /** @param {string} text the sentence; without a word in it the old one is kept */
  function say(text) {
    const words = tokens(text);
    if (!words.length) {
      picture.tell(texts.empty);
      return false;
    }
    said = read(words, known);
    picture.words(said);
    before = forward(weights, embed(weights, said.ids));
    show();
    return true;
  }

  function show() {
    const keep = followed ? keptBut(zero) : keptBy(view, said.ids);
    const scale = followed ? 1 : scaleOf(view);
    now = forward(weights, drop(embed(weights, said.ids), keep, scale));
    picture.layers(keep, before, now);
    picture.mark(followed ? "" : view.kind.name, before, now);
    look();
  }

  function look() {
    if (looked) {
      picture.look(...looked, before, now);
      return;
    }
    const [timestep, feature] = zero;
    const word = said.words[timestep] ?? texts.pad;
    const key = timestep < 0 ? "at_column" : feature < 0 ? "at_word" : "at_number";
    picture.note(followed ? key : "call", { word, timestep, feature, call: view.call });
  }

  /** Draw the opinion many times under each kind of mask. */
  async function repeat() {
    job?.abort();
    job = new AbortController();
    const { signal } = job;
    const views = picture.kinds.map((name) => {
      const kind = kindNamed(name) ?? KINDS[0];
      return { ...view, kind, noise: kind.noise, call: firstCall, training: true };
    });
    const work = opinions(weights, said.ids, views, given.calls);
    picture.wait(0);
    const drawn = await finish(work, signal, picture.wait);
    if (drawn && !signal.aborted) picture.opinions(drawn);
  }

  /**
   * Follow one zero or draw a mask, and check the button that says so.
   *
   * @param {boolean} one
   */
  function choose(one) {
    followed = one;
    part(`[value=${one ? "one" : view.kind.name}]`).checked = true;
    show();
  }

  /** @param {[number, number]} place of the zero */
  function follow(place) {
    zero = place;
    looked = undefined;
    choose(true);
  }

  /** @param {Element} target */
  function change(target) {
    const kind = kindNamed(/** @type {HTMLInputElement} */ (target).value);
    if (target === choice || target === written) {
      const text = target === choice ? choice.value : written.value;
      if (target === choice) written.value = "";
      if (say(text)) repeat();
    } else if (target === rate) {
      view = { ...view, rate: Number(rate.value) };
      part("output").textContent = numeral(rate.value);
      show();
      repeat();
    } else if (target === training) {
      view = { ...view, training: training.checked };
      choose(false);
    } else {
      looked = undefined;
      if (kind) view = { ...view, kind, noise: kind.noise };
      choose(!kind);
    }
  }

  /** @param {MouseEvent} event */
  function press(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest(".chain-again")) {
      // The first press draws the call that the picture begins with.
      if (!followed) view = { ...view, call: Math.min(LAST, view.call + 1) };
      looked = undefined;
      choose(false);
    } else if (target.closest(".chain-many")) {
      firstCall += given.calls;
      repeat();
    } else if (picture.grid.contains(target)) {
      const place = placeAt(...pointOf(picture.grid, event));
      if (place) follow(place);
    }
  }

  /** @param {Element|null} svg */
  function layerOf(svg) {
    return picture.drawings.findIndex((one) => one.isSameNode(svg));
  }

  /** @param {MouseEvent} event */
  function point(event) {
    const svg = /** @type {Element} */ (event.target).closest("svg");
    const layer = layerOf(svg);
    if (!svg || layer < 0) return;
    const number = numberAt(...pointOf(svg, event), layer);
    if (number === undefined) return;
    looked = [layer, number];
    look();
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = ARROWS[event.key];
    const target = /** @type {Element} */ (event.target);
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target === picture.grid) {
      const row = Math.max(-1, Math.min(STEPS - 1, zero[0] + step[0]));
      const column = Math.max(-1, Math.min(FEATURES - 1, zero[1] + step[1]));
      if (row + column > -2) follow([row, column]);
    } else if (layerOf(target) >= 0) {
      const layer = layerOf(target);
      looked = looked?.[0] === layer ? stepped(looked, step) : [layer, 0];
      picture.drawings[looked[0]].focus();
      look();
    } else return;
    event.preventDefault();
  }

  /** @param {Event} event */
  function act(event) {
    const { type } = event;
    if (type === "input") change(/** @type {Element} */ (event.target));
    else if (type === "click") press(/** @type {MouseEvent} */ (event));
    else if (type === "keydown") move(/** @type {KeyboardEvent} */ (event));
    else if (type === "pointermove" || type === "pointerdown") {
      point(/** @type {MouseEvent} */ (event));
    }
  }

  return {
    /** @param {Event} event */
    handle(event) {
      if (weights) act(event);
      // Who only passes by with the pointer waits for nothing.
      else if (!/move|out$/.test(event.type)) {
        load().then(
          () => act(event),
          () => picture.tell(texts.missing),
        );
      }
    },
    /** Whether the model is there; asking loads it. */
    get ready() {
      return load();
    },
  };
}
