/** A program in the colours of the pages. */

import { tokens } from "./texts.js";

/**
 * @param {string} source what program() or answer() writes
 * @returns {(string|HTMLElement)[]} the same text, in parts
 */
export function highlighted(source) {
  return tokens(source).map(([name, text]) => {
    if (!name) return text;
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    return span;
  });
}
