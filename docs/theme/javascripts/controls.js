/** The controls of the playground: a form that holds a view. */

import { isOwn, kindNamed } from "./kinds.js";
import { entries, FRAMEWORKS, frameworkNamed, read, seedingsOf } from "./sources.js";
import { fill } from "./texts.js";
import { ViewError } from "./view.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {HTMLInputElement|HTMLSelectElement} Field
 */

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function optionOf(select, value) {
  return [...select.options].find((option) => option.value === value);
}

/**
 * Bring the form to life.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement} note where a mistake is named; it holds the texts for that
 * @param {(number: number) => string} count writes a count
 * @param {(view: View, name: string) => void} changed is given each new view, and the
 *   name of the control it comes from
 */
export function connectControls(form, note, count, changed) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (form.querySelector(selector));
  const fields = /** @type {Field[]} */ ([...form.querySelectorAll("input, select")]);
  const noise = part(".playground-noise");

  const frameworks = /** @type {HTMLSelectElement} */ (part("#framework"));
  const seedings = /** @type {HTMLSelectElement} */ (part("#seeding"));
  const about = part(".playground-about");
  /** @type {Record<string, string>} */
  const reasons = JSON.parse(note.dataset.reasons ?? "{}");
  /** @type {Record<string, string>} */
  const notes = JSON.parse(about.dataset.notes ?? "{}");

  /** Offer what the chosen framework can do; what is disabled is no part of a form. */
  const offer = () => {
    const framework = frameworkNamed(frameworks.value) ?? FRAMEWORKS[0];
    const kind = kindNamed(/** @type {Field} */ (part("#layer")).value);
    const ways = kind ? seedingsOf(framework, kind) : [];
    for (const option of seedings.options) {
      option.hidden = option.disabled = !ways.includes(option.value);
    }
    if (!ways.includes(seedings.value)) seedings.value = ways[0];
    const offered = {
      seeding: Object.keys(framework.seedings).length > 1,
      before: framework.placed.includes(seedings.value),
      dtype: framework.dtypes.length > 1,
      compiled: framework.dtypes.length > 1,
    };
    for (const [name, yes] of Object.entries(offered)) {
      const field = /** @type {Field} */ (part(`#${name}`));
      field.disabled = !yes;
      /** @type {HTMLElement} */ (field.closest("p")).hidden = !yes;
    }
    about.textContent = notes[framework.name];
  };

  const say = (/** @type {string} */ text) => {
    if (note.textContent !== text) note.textContent = text;
  };

  /**
   * Name the mistake in a text that should be a view.
   *
   * @param {unknown} error
   * @param {"wrong"|"broken"} how a control or a link
   */
  const report = (error, how) => {
    if (!(error instanceof ViewError)) throw error;
    const { key, value, limits } = error;
    const { units, unknown, comma } = note.dataset;
    const many = key === "units";
    const field = fields.find(({ name }) => name === key);
    if (how === "wrong") field?.setAttribute("aria-invalid", "true");
    const decimal = key === "rate" && /^\d*,\d+$/.test(value);
    const template =
      how === "wrong" && many ? units : how === "wrong" && decimal ? comma : undefined;
    if (limits) {
      const framework = optionOf(frameworks, String(limits.framework))?.textContent;
      const reason = fill(reasons[key], { ...limits, framework });
      say(fill(note.dataset[how === "wrong" ? "refused" : "asked"] ?? "", { reason }));
      return;
    }
    const label = field?.labels?.[0].textContent?.trim();
    say(
      fill(
        template ?? note.dataset[how] ?? "",
        {
          name: label ?? (key === "key" ? unknown : key),
          value: many ? count(Number(value)) : value,
          expected: field?.dataset.expected,
          meant: value.replace(",", "."),
        },
        String,
      ),
    );
  };

  const input = (/** @type {Event} */ event) => {
    const control = /** @type {Field} */ (event.target);
    const { for: name = control.name } = control.dataset;
    for (const field of fields) {
      field.removeAttribute("aria-invalid");
      if (field.name === name) field.value = control.value;
    }
    if (name === "framework") seedings.value = "";
    offer();
    const values = new Map(
      [...new FormData(form)].map(([key, text]) => [key, String(text)]),
    );
    const kind = kindNamed(values.get("layer"));
    noise.hidden = !kind || !isOwn(kind);
    if (noise.hidden) values.delete("noise");
    else values.set("noise", String(values.get("noise")).replace(/[()]/g, ""));
    if (!values.has("training")) values.set("training", "0");
    try {
      const view = read(values);
      say("");
      changed(view, name);
    } catch (error) {
      report(error, "wrong");
    }
  };

  /** @type {HTMLFieldSetElement} */ (part("fieldset")).disabled = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", input);
  return {
    report,
    say,
    /** Set the controls to a view. */
    write(/** @type {View} */ view) {
      /** @type {[string, string][]} */
      const places = [
        ["sample", "0"],
        ["timestep", "0"],
        ["feature", "0"],
        ["framework", FRAMEWORKS[0].name],
        ["seeding", Object.keys((view.source?.framework ?? FRAMEWORKS[0]).seedings)[0]],
        ["before", "0"],
        ["dtype", "float32"],
      ];
      const values = new Map([...places, ...entries(view)]);
      for (const field of fields) {
        const value = values.get(field.name);
        field.removeAttribute("aria-invalid");
        if (field instanceof HTMLInputElement && field.type === "checkbox") {
          field.checked = value === "1";
        } else if (value !== undefined) {
          field.value = value;
        }
      }
      noise.hidden = !isOwn(view.kind);
      offer();
    },
  };
}
