/** The page on which readers change a figure: controls, address, numbers, program. */

import { histogram, means } from "./drawing.js";
import { fill, finish } from "./live.js";
import {
  distribution,
  drawOf,
  expectedOf,
  follow,
  noiseOf,
  repeat,
  spread,
  WINDOW,
} from "./mask.js";
import { entries, format, parse, program, read, ViewError } from "./view.js";

const CALLS = 1000;

// The Python of view.js; the names are those of the classes in the pages' code.
const TOKEN =
  /(?<s2>"[^"]*")|\b(?<kn>import)\b|\b(?<k>as|for|in|if|else)\b|\b(?<kc>True|False|None)\b|(?<mi>\d[\d.]*(?:e-?\d+)?)/g;

/** @param {HTMLFormElement} form the controls; the rest of the page is found by class */
export async function start(form) {
  const article = form.closest("article");
  const host = article.querySelector("mask-figure");
  const playground = new Playground(form, article, host, await host.load());
  playground.listen();
  playground.follow();
}

class Playground {
  constructor(form, article, host, live) {
    this.form = form;
    this.host = host;
    this.live = live;
    this.find = (selector) => article.querySelector(selector);
    this.note = this.find(".playground-note");
    this.program = this.find("#program ~ .language-python code");
    this.printed = this.find("#program ~ .language-text code");
    this.calls = this.find(".playground-calls");
    this.first = host.getAttribute("view");
    /** The control changed last: its changes share one step of the history. */
    this.changed = "";
    const format = (options) => {
      const numbers = new Intl.NumberFormat(document.documentElement.lang, options);
      return (number) => numbers.format(number);
    };
    this.plain = format({ maximumSignificantDigits: 7 });
    this.near = format({ maximumSignificantDigits: 6 });
    this.rounded = format({ maximumSignificantDigits: 3 });
    // As Python prints it.
    this.tiny = (number) => number.toExponential(2);
  }

  listen() {
    this.printed.tabIndex = 0;
    this.find(".playground-controls").disabled = false;
    this.find(".playground-start").disabled = false;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.input(event.target));
    this.host.addEventListener("viewchange", ({ detail }) => {
      this.remember(detail.view, "figure");
      this.write(detail.view);
      this.show(detail.view);
    });
    this.host.addEventListener("counted", ({ detail }) => {
      this.number("zeros", this.plain(detail.zeros));
      this.print(detail.zeros);
    });
    this.host.addEventListener("look", () => this.means());
    this.find(".playground-start").addEventListener("click", () => this.run());
    this.find(".playground-stop").addEventListener("click", () => this.stop());
    addEventListener("popstate", () => this.follow());
  }

  /** Show what the address says; without a view in it, the first. */
  follow() {
    const fragment = location.hash.slice(1);
    this.changed = "";
    let view = parse(this.first);
    this.say("");
    if (fragment && !document.getElementById(fragment)) {
      try {
        view = parse(fragment);
      } catch (error) {
        this.report(error, "broken");
      }
    }
    this.write(view);
    this.host.setAttribute("view", format(view));
    this.show(view);
  }

  /** A control has changed. */
  input(control) {
    const field = control.dataset.for ? this.form.elements[control.dataset.for] : control;
    if (field !== control) field.value = control.value;
    const values = new Map(new FormData(this.form));
    if (values.get("layer") !== "own") values.delete("noise");
    else values.set("noise", values.get("noise").replace(/[()]/g, ""));
    if (!values.has("training")) values.set("training", "0");
    for (const input of this.form.elements) input.removeAttribute("aria-invalid");
    this.find(".playground-noise").hidden = values.get("layer") !== "own";
    try {
      const view = read(values);
      this.say("");
      this.remember(view, field.name);
      this.host.setAttribute("view", format(view));
      this.show(view);
    } catch (error) {
      this.report(error, "wrong");
    }
  }

  /** Put the view into the address; changes of one control in a row share a step. */
  remember(view, changed) {
    const step = changed === this.changed ? "replaceState" : "pushState";
    history[step](null, "", `#${format(view)}`);
    this.changed = changed;
  }

  /** Say what is wrong with a text that should be a view. */
  report(error, how) {
    if (!(error instanceof ViewError)) throw error;
    const { key, value } = error;
    const field = this.form.elements[key];
    if (how === "wrong") field?.setAttribute("aria-invalid", "true");
    const { units, unknown } = this.note.dataset;
    const template = key === "units" && how === "wrong" ? units : this.note.dataset[how];
    const name = field?.labels[0]?.textContent.trim() ?? (key === "key" ? unknown : key);
    const shown = key === "units" ? this.plain(Number(value)) : value;
    this.say(fill(template, { name, value: shown, expected: field?.dataset.expected }));
  }

  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  /** Set the controls to a view. */
  write(view) {
    const values = new Map([
      ["sample", "0"],
      ["timestep", "0"],
      ["feature", "0"],
      ...entries(view),
    ]);
    for (const control of this.form.elements) {
      const value = values.get(control.name);
      control.removeAttribute("aria-invalid");
      if (control.type === "checkbox") control.checked = value === "1";
      else if (value !== undefined) control.value = value;
    }
    this.find(".playground-noise").hidden = view.layer !== "own";
  }

  number(name, text) {
    this.find(`[data-number="${name}"]`).textContent = text;
  }

  /** Everything around the figure. */
  show(view) {
    this.view = view;
    this.noise = noiseOf(view, this.live.words);
    this.expected = expectedOf(view, this.noise);
    const { draws, units, mean, sd, lost, scale } = this.expected;
    this.number("draws", this.plain(draws));
    this.number("units", this.plain(units));
    this.number("mean", this.near(mean));
    this.number("sd", this.rounded(sd));
    this.number("lost", lost && lost < 1e-3 ? this.tiny(lost) : this.rounded(lost));
    this.number("scale", this.plain(scale));
    const sizes = [view.batch, view.steps, view.features];
    this.find(".playground-at").hidden = sizes.every((size, i) => size <= WINDOW[i]);
    this.form.querySelector("[data-for]").value = view.rate;
    this.find(".playground-link a").setAttribute("href", `#${format(view)}`);
    this.program.replaceChildren(...highlighted(program(view, this.live.words)));
    if (this.zeros || this.job) this.run();
  }

  /** What the program prints. */
  print(zeros) {
    const rows = this.live.kept.flat().map((row) =>
      Array.from(row, (kept) => (kept ? "#" : ".")).join(""),
    );
    rows.push(`${zeros} of ${this.expected.units} numbers are zero`, "");
    this.printed.textContent = rows.join("\n");
  }

  /** Draw the masks of many calls; a change of the view begins anew. */
  async run() {
    this.job?.abort();
    this.job = new AbortController();
    const { signal } = this.job;
    const { view, noise, expected } = this;
    const zeros = await finish(repeat(view, noise, CALLS), signal, (share) => {
      this.busy(true);
      this.find("progress").value = share;
    });
    if (!zeros) return;
    this.busy(false);
    this.zeros = zeros;
    const { mean, sd } = spread(zeros);
    const told = fill(this.calls.dataset.many, {
      calls: this.plain(CALLS),
      mean: this.near(mean),
      sd: this.rounded(sd),
      expected: this.near(expected.mean),
      deviation: this.rounded(expected.sd),
    });
    this.find(".playground-result").textContent = told;
    this.find(".playground-charts").hidden = false;
    histogram(this.find("[data-chart=histogram]"), zeros, distribution(view, noise));
    this.means();
  }

  /** The running means, of all numbers and of the one under the cursor. */
  means() {
    if (!this.zeros) return;
    const { chance, units, scale } = this.expected;
    const { cursor } = this.live;
    const all = Array.from(this.zeros, (zeros) => (1 - zeros / units) * scale);
    const kept = follow(this.view, drawOf(this.noise, cursor), CALLS);
    const one = Array.from(kept, (survives) => survives * scale);
    means(this.find("[data-chart=means]"), all, one, chance);
    const [, timestep, feature] = cursor;
    this.find(".playground-following").textContent = fill(this.calls.dataset.following, {
      word: this.live.word(timestep),
      timestep,
      feature,
    });
  }

  stop() {
    this.job.abort();
    this.busy(false);
    this.zeros = undefined;
    this.find(".playground-result").textContent = "";
    this.find(".playground-charts").hidden = true;
    this.find(".playground-start").focus();
  }

  busy(yes) {
    this.find(".playground-start").hidden = yes;
    this.find(".playground-stop").hidden = !yes;
    this.find("progress").hidden = !yes;
  }
}

/**
 * @param {string} source
 * @returns {(string|HTMLElement)[]} the same text, in parts
 */
function highlighted(source) {
  const parts = [];
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    const [name] = Object.entries(match.groups).find(([, text]) => text !== undefined);
    const span = document.createElement("span");
    span.className = name;
    span.textContent = match[0];
    parts.push(source.slice(end, match.index), span);
    end = match.index + match[0].length;
  }
  return [...parts, source.slice(end)];
}
