/** What a <mask-figure> does once it is touched. */

import { drawSample, element, ring, squareAt } from "./drawing.js";
import { count, drawsOf, inputAt, noiseOf, product, scaleOf, windowOf } from "./mask.js";
import { expression, format, parse } from "./view.js";

const ARROWS = {
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
};

// How long work may keep the page waiting, in milliseconds.
const PIECE = 8;

/**
 * Run a generator to its end. Work shorter than a piece is done at once.
 *
 * @template Result
 * @param {Generator<number, Result>} steps yields the share that is done
 * @param {AbortSignal} signal ends the work
 * @param {(share: number) => void} [progress] told between pieces
 * @returns {Promise<Result|undefined>} undefined if it was ended
 */
export async function finish(steps, signal, progress) {
  let until = performance.now() + PIECE;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < until) continue;
    progress?.(value);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
    until = performance.now() + PIECE;
  }
}

/**
 * @param {string} template with {names}
 * @param {Object<string, *>} values
 * @returns {string}
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @returns {string} a float32 in as few digits as tell it from its neighbours */
function shortest(number) {
  let digits = 1;
  while (Math.fround(Number(number.toPrecision(digits))) !== number) digits += 1;
  return String(Number(number.toPrecision(digits)));
}

export class Live {
  /** @param {HTMLElement} host the <mask-figure>; the page's words are in #mask-texts */
  constructor(host) {
    this.host = host;
    this.texts = JSON.parse(document.querySelector("#mask-texts").textContent);
    const labels = host.querySelector(".mask-words").children;
    /** The words of the timesteps, in order; they repeat. */
    this.words = Array.from(labels, (label) => label.textContent);
    this.samples = host.querySelector(".mask-samples");
    this.counts = host.querySelector(".mask-counts");
    this.readout = host.querySelector(".mask-cell");
    /** The number the reader looks at: sample, timestep, feature. */
    this.cursor = [0, 0, 0];
    this.prepare();
  }

  /** Read the view and draw its window; the counts may come later. */
  prepare() {
    this.view = parse(this.host.getAttribute("view"));
    this.noise = noiseOf(this.view, this.words);
    this.kept = windowOf(this.view, this.noise);
    this.sizes = [this.view.batch, this.view.steps, this.view.features];
    const shown = [this.kept, this.kept[0], this.kept[0][0]];
    this.ends = this.view.at.map((first, axis) => first + shown[axis].length - 1);
    this.cursor = this.cursor.map((at, axis) =>
      Math.max(this.view.at[axis], Math.min(this.ends[axis], at)),
    );
  }

  /** Draw the view that the attribute says, then count it. */
  async show() {
    this.prepare();
    this.job?.abort();
    this.job = new AbortController();
    this.draw();
    const counting = count(this.view, this.noise, this.view.call);
    const counted = await finish(counting, this.job.signal);
    if (counted) this.tell(counted);
  }

  draw() {
    const svgs = [...this.samples.children];
    while (svgs.length < this.kept.length) {
      const svg = svgs[0].cloneNode(true);
      this.samples.append(svg);
      svgs.push(svg);
    }
    for (const svg of svgs.splice(this.kept.length)) svg.remove();
    const [sample, timestep, feature] = this.view.at;
    svgs.forEach((svg, index) => {
      const kept = this.kept[index];
      const words = kept.map((_, t) => this.word(timestep + t));
      drawSample(svg, kept, words, feature);
      const heading =
        this.view.batch > 1 ? fill(this.texts.sample, { index: sample + index }) : "";
      this.head(svg, index, heading);
    });
    // A call that draws nothing does not count.
    this.host.querySelector(".mask-next").disabled = !drawsOf(this.view, this.noise);
    this.unring();
  }

  /** Name one drawing, and say of it what a screen reader cannot see. */
  head(svg, index, heading) {
    const layer = this.name();
    let text = svg.querySelector(":scope > text");
    if (!text && heading) {
      text = element("text", { x: 58, y: 12 });
      svg.querySelector(".mask-words").before(text);
    }
    if (text) text.textContent = heading;
    const title = svg.querySelector("title");
    const description = svg.querySelector("desc");
    title.textContent = heading ? `${layer}, ${heading}` : layer;
    title.id = title.id.replace(/\d+-title$/, `${index}-title`);
    description.id = description.id.replace(/\d+-desc$/, `${index}-desc`);
    svg.setAttribute("aria-labelledby", title.id);
    svg.setAttribute("aria-describedby", description.id);
  }

  /** What draws the mask: a layer, or the recipe for word types. */
  name() {
    const layer = expression(this.view);
    if (this.view.layer !== "types") return layer;
    const shape = `(${this.noise.shape.slice(0, 2).join(", ")})`;
    return fill(this.texts.word_types, { layer, shape });
  }

  /** Say what was counted. */
  tell({ zeros, rows, columns }) {
    const [batch, steps, features] = this.sizes;
    const sentence = fill(this.texts.counts, {
      zeros,
      units: product(this.sizes),
      rows,
      all_rows: batch * steps,
      columns,
      all_columns: batch * features,
      draws: drawsOf(this.view, this.noise),
    });
    const code = document.createElement("code");
    code.textContent = this.name();
    const call = fill(this.texts.call, { call: this.view.call });
    this.counts.replaceChildren(code, `, ${call}. ${sentence}`);
    [...this.samples.children].forEach((svg, index) => {
      const perRow = this.kept[index].map((row, t) => {
        const dropped = row.filter((value) => !value).length;
        return `${this.word(this.view.at[1] + t)} ${dropped}`;
      });
      const told = fill(this.texts.rows, { rows: perRow.join(", ") });
      svg.querySelector("desc").textContent = `${sentence} ${told}`;
    });
    this.host.dispatchEvent(new CustomEvent("counted", { detail: { zeros } }));
  }

  /** @returns {string} the word of a timestep */
  word(timestep) {
    return this.words[timestep % this.words.length];
  }

  /** Draw another view, and let the page know that the reader chose it. */
  choose(changes) {
    const view = { ...this.view, ...changes };
    this.host.setAttribute("view", format(view));
    this.host.dispatchEvent(new CustomEvent("viewchange", { detail: { view } }));
  }

  /** @param {Event} event of the host */
  handle(event) {
    const svg = event.target.closest("svg");
    if (event.target.closest(".mask-next")) {
      if (event.type === "click") this.choose({ call: (this.view.call + 1) % 10000 });
    } else if (!svg) {
      return;
    } else if (event.type === "keydown") {
      this.move(event);
    } else if (event.type === "focusin") {
      this.cursor[0] = this.view.at[0] + [...this.samples.children].indexOf(svg);
      if (svg.matches(":focus-visible")) this.look(this.cursor);
    } else if (event.type.startsWith("pointer") && event.type !== "pointerout") {
      this.point(svg, event);
    } else if (event.type !== "click") {
      this.unring();
    }
  }

  move(event) {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = this.cursor.map((at, axis) =>
      Math.max(0, Math.min(this.sizes[axis] - 1, at + step[axis])),
    );
    const at = this.view.at.map((first, axis) =>
      Math.min(next[axis], first + Math.max(0, next[axis] - this.ends[axis])),
    );
    if (at.some((first, axis) => first !== this.view.at[axis])) this.choose({ at });
    this.look(next);
  }

  point(svg, event) {
    const { row, column } = squareAt(svg, event);
    const sample = [...this.samples.children].indexOf(svg);
    if (this.kept[sample]?.[row]?.[column] === undefined) return;
    const offset = [sample, row, column];
    this.look(this.view.at.map((first, axis) => first + offset[axis]));
  }

  unring() {
    for (const old of this.samples.querySelectorAll(".mask-cursor")) old.remove();
  }

  /** Ring a number and say what becomes of it. */
  look(cursor) {
    this.cursor = cursor;
    const [sample, timestep, feature] = cursor;
    const [s, row, column] = cursor.map((at, axis) => at - this.view.at[axis]);
    this.unring();
    ring(this.samples.children[s], row, column);
    const input = inputAt(this.view, sample, timestep, feature);
    const factor = this.kept[s][row][column] * scaleOf(this.view);
    const told = fill(this.texts.cell, {
      word: this.word(timestep),
      sample,
      timestep,
      feature,
      input,
      output: shortest(Math.fround(input * factor)),
    });
    if (this.readout.textContent !== told) this.readout.textContent = told;
    this.host.dispatchEvent(new CustomEvent("look"));
  }
}
