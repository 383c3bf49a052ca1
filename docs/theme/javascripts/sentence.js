/** A sentence, as the model of chain.js reads it. */

import { FIRST_WORD, STEPS, UNKNOWN } from "./chain.js";

const TOKEN =
  /\.{2,}|-{2,}|[\p{L}\p{N}\p{M}]+(?:['-][\p{L}\p{N}\p{M}]+)*|\p{P}|\p{S}[\p{S}\p{M}\u200d]*/gu;
const PADDING = 0;
const LONGEST = 9;

/**
 * @param {string} text
 * @returns {string[]} its words and punctuation marks, as the data set writes them
 */
export function tokens(text) {
  return (
    text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').match(TOKEN) ?? []
  );
}

/**
 * @typedef {object} Sentence
 * @property {string[]} words the first 20
 * @property {number[]} ids of them, with padding behind
 * @property {string[]} unknown those words that are not known
 * @property {number} all how many words there are in all
 *
 * @param {string[]} words of a sentence
 * @param {string} known what weights.js lists
 * @returns {Sentence}
 */
export function read(words, known) {
  const list = known.split(" ");
  const first = words.slice(0, STEPS);
  const found = first.map((word) => list.indexOf(word));
  const ids = found.map((place) => (place < 0 ? UNKNOWN : FIRST_WORD + place));
  return {
    words: first,
    ids: [...ids, ...new Array(STEPS - ids.length).fill(PADDING)],
    all: words.length,
    unknown: [...new Set(first.filter((_, i) => found[i] < 0))],
  };
}

/**
 * @param {string} word
 * @returns {string} as the picture shows it
 */
export function label(word) {
  const letters = [...word];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : word;
}
