/** Print hostile input for a browser: node hostile-samples.js COUNT. */

import fc from "fast-check";
import { format, parse } from "../../docs/theme/javascripts/sources.js";
import { garbage, PAYLOADS, sentences } from "./arbitrary.js";
import { fragments } from "./arbitrary-views.js";

const count = Number(process.argv[2]);

/**
 * @param {string} text
 * @returns {{hash: string, view: string|undefined}} as an address holds it, and the
 *   fragment of the view that it names
 */
function addressed(text) {
  const { hash } = new URL(`http://localhost/#${text}`);
  try {
    return { hash, view: format(parse(hash.slice(1))) };
  } catch {
    return { hash, view: undefined };
  }
}

const printed = {
  fragments: fc
    .sample(fragments, 2 * count)
    .map(addressed)
    .filter(({ hash }) => hash.length > 1)
    .slice(0, count),
  texts: [...PAYLOADS, ...fc.sample(garbage, count)].slice(0, count),
  sentences: [...PAYLOADS, ...fc.sample(sentences, count)].slice(0, count),
};
console.log(JSON.stringify(printed));
