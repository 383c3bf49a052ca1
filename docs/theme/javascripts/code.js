/** A program in the colours of the pages. */

import { tokens } from "./texts.js";

// As tools/publish/code.py lets what is written hang.
const COLUMNS = 46;
const HANG = 4;
const BESIDE = 2;

/**
 * @param {string} name
 * @param {(string|HTMLElement)[]} parts
 */
function span(name, parts) {
  const made = document.createElement("span");
  made.className = name;
  made.append(...parts);
  return made;
}

/**
 * @param {string} source what program() or answer() writes
 * @returns {(string|HTMLElement)[]} the same text, in parts
 */
export function highlighted(source) {
  return source.split("\n").flatMap((line, number) => {
    const parts = tokens(line).map(([name, text]) => (name ? span(name, [text]) : text));
    const before = number ? ["\n"] : [];
    if (number < BESIDE || line.length <= COLUMNS) return [...before, ...parts];
    const long = span("long", parts);
    const hang = line.length - line.trimStart().length + HANG;
    long.style.setProperty("--hang", `${hang}ch`);
    return [...before, long];
  });
}
