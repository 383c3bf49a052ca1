/** Rows of squares as few strokes. */

/**
 * @param {Uint8Array} squares row after row, 1 where there is one
 * @param {number} columns
 * @param {{pitch: number, cell: number}} sizes from one square to the next, and its width
 * @param {(row: number) => number} top where a row lies
 * @returns {string} a stroke for each run of neighbours, as the data of a path whose dashes
 *   are the squares
 */
export function runs(squares, columns, { pitch, cell }, top) {
  let path = "";
  let [x, y] = [0, 0];
  for (let row = 0; row < squares.length / columns; row += 1) {
    const flags = squares.subarray(columns * row, columns * (row + 1));
    for (let first = flags.indexOf(1); first >= 0; ) {
      const next = flags.indexOf(0, first);
      const end = next < 0 ? columns : next;
      const across = pitch * (end - first) - (pitch - cell);
      path += `m${pitch * first - x} ${top(row) - y}h${across}`;
      [x, y] = [pitch * first + across, top(row)];
      first = flags.indexOf(1, end);
    }
  }
  return path;
}
