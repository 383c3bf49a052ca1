/** What a reader types, as the search of the theme is to be asked. */

/**
 * Every word by itself, whatever stands around it: to the theme's search the signs of a
 * pasted message are commands, a phrase in quotes that holds a common word finds nothing,
 * and each word stands for all that begin with it. Here the last one does, which may not
 * be typed to its end; and a long word may be spelt another way, for less.
 *
 * @param {string} typed
 */
export function asked(typed) {
  const words = new Set(typed.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const last = [...words].pop();
  return [...words]
    .flatMap((word) => [
      `${word}^9`,
      word === last ? `${word}*^1` : "",
      word.length > 5 ? `${word}~1^1` : "",
    ])
    .join(" ");
}
