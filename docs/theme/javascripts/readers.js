/**
 * What readers take masked words for, as the notebook still-there.py computes it.
 *
 * The vectors are those of NumPy's default_rng: PCG64 (O'Neill, "PCG: a family of simple
 * fast space-efficient statistically good algorithms", 2014) and the ziggurat (Marsaglia
 * and Tsang, "The ziggurat method for generating random variables", 2000).
 */

/**
 * @typedef {object} Table
 * @property {Float64Array} numbers row by row
 * @property {Float64Array} lengths of the rows
 * @property {number} features of a row
 *
 * @typedef {object} Reading
 * @property {Float64Array[]} seen the numbers of each word, its scale and noise included
 * @property {number[][]} guesses of each reader, for each word a row of the table
 */

/** The standard deviation of the noise. */
export const NOISE = 0.5;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
// Where the ziggurat's tail begins, and the area of each of its 256 layers.
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233974655;
const LAYERS = 256;
const FRACTIONS = 2 ** 52;

/** Width, height and sure part of each layer; layer 0 holds the tail. */
function layers() {
  const widths = new Float64Array(LAYERS);
  const heights = new Float64Array(LAYERS);
  const sure = new Float64Array(LAYERS);
  widths[0] = AREA / Math.exp((-TAIL * TAIL) / 2);
  heights[0] = 1;
  sure[0] = TAIL / widths[0];
  let width = TAIL;
  for (let layer = LAYERS - 1; layer > 0; layer -= 1) {
    widths[layer] = width;
    heights[layer] = Math.exp((-width * width) / 2);
    const inner = AREA / width + heights[layer];
    const next = layer > 1 ? Math.sqrt(-2 * Math.log(inner)) : 0;
    sure[layer] = next / width;
    width = next;
  }
  return { widths, heights, sure };
}

/**
 * @param {string[]} from state and increment of a PCG64, 128 bits each
 * @returns {() => number} what default_rng(seed).normal() gives, one after another
 */
export function normals(from) {
  let state = BigInt(from[0]);
  const increment = BigInt(from[1]);
  const { widths, heights, sure } = layers();

  function next() {
    state = BigInt.asUintN(128, state * MULTIPLIER + increment);
    const mixed = BigInt.asUintN(64, (state >> 64n) ^ state);
    const turn = state >> 122n;
    return BigInt.asUintN(64, (mixed >> turn) | (mixed << (64n - turn)));
  }

  const uniform = () => Number(next() >> 11n) * 2 ** -53;

  /** @param {number} sign */
  function tail(sign) {
    for (;;) {
      const x = -Math.log1p(-uniform()) / TAIL;
      if (-2 * Math.log1p(-uniform()) > x * x) return sign * (TAIL + x);
    }
  }

  return () => {
    for (;;) {
      const bits = next();
      const low = Number(bits & 0x1ffn);
      const layer = low % LAYERS;
      const size = Number((bits >> 9n) & 0xfffffffffffffn);
      const x = (low < LAYERS ? 1 : -1) * (size / FRACTIONS) * widths[layer];
      if (size / FRACTIONS < sure[layer]) return x;
      if (!layer) return tail((bits >> 17n) & 1n ? -1 : 1);
      const above = heights[layer - 1] - heights[layer];
      if (above * uniform() + heights[layer] < Math.exp((-x * x) / 2)) return x;
    }
  };
}

/**
 * @param {() => number} normal
 * @param {number} rows
 * @param {number} features
 * @returns {Table} of float32 numbers
 */
export function tableOf(normal, rows, features) {
  const numbers = Float64Array.from({ length: rows * features }, () =>
    Math.fround(normal()),
  );
  const lengths = Float64Array.from({ length: rows }, (_, row) =>
    Math.hypot(...rowOf({ numbers, features }, row)),
  );
  return { numbers, lengths, features };
}

/**
 * @param {Pick<Table, "numbers"|"features">} table
 * @param {number} row
 */
export function rowOf({ numbers, features }, row) {
  return numbers.subarray(row * features, (row + 1) * features);
}

/**
 * A zero is a value: the row with the largest cosine.
 *
 * @param {Table} table
 * @param {ArrayLike<number>} seen
 */
function byCosine({ numbers, lengths, features }, seen) {
  let [best, most] = [0, -Infinity];
  for (let row = 0, at = 0; row < lengths.length; row += 1) {
    let product = 0;
    for (let f = 0; f < features; f += 1, at += 1) product += seen[f] * numbers[at];
    if (product / lengths[row] > most) [best, most] = [row, product / lengths[row]];
  }
  return best;
}

/**
 * The row nearest in the numbers that were kept, their scale undone.
 *
 * @param {Table} table
 * @param {ArrayLike<number>} seen
 * @param {ArrayLike<number>} kept 1 or 0
 * @param {number} rate
 */
function bySurvivors({ numbers, lengths, features }, seen, kept, rate) {
  let [best, least] = [0, Infinity];
  for (let row = 0, at = 0; row < lengths.length; row += 1) {
    let distance = 0;
    for (let f = 0; f < features; f += 1, at += 1) {
      if (kept[f]) distance += (seen[f] * (1 - rate) - numbers[at]) ** 2;
    }
    if (distance < least) [best, least] = [row, distance];
  }
  return best;
}

/**
 * The most likely row if each number may have been dropped.
 *
 * @param {Table} table
 * @param {ArrayLike<number>} seen
 * @param {number} rate
 * @param {number} first a row to begin with: the better, the sooner others fall behind
 */
function byLikelihood({ numbers, lengths, features }, seen, rate, first) {
  const unit = NOISE * Math.SQRT2;
  const places = Float64Array.from(seen, (number) => number / unit);
  const lost = places.map((place) => (rate / (1 - rate)) * Math.exp(-(place ** 2)));
  // What the numbers from each on can bring at most.
  const rest = new Float64Array(features + 1).fill(1);
  for (let f = features - 1; f >= 0; f -= 1) rest[f] = rest[f + 1] * (lost[f] + 1);
  let [best, most] = [first, -Infinity];
  for (let next = -1; next < lengths.length; next += 1) {
    const row = next < 0 ? first : next;
    let likely = 1;
    let f = 0;
    for (; f < features && likely * rest[f] > most; f += 1) {
      const away = places[f] - numbers[row * features + f] / (1 - rate) / unit;
      likely *= lost[f] + Math.exp(-(away ** 2));
    }
    if (f === features && likely > most) [best, most] = [row, likely];
  }
  return best;
}

/**
 * @param {Table} table
 * @param {number[]} words rows of the table
 * @param {ArrayLike<number>[]} kept for each word its numbers: 1 survives, 0 does not
 * @param {import("./view.js").View} view
 * @param {Float64Array} [noise] of all numbers; none where it is not given
 * @returns {Reading}
 */
export function read(table, words, kept, { kind, rate }, noise) {
  const { features } = table;
  const scale = Math.fround(1 / (1 - rate));
  const seen = words.map((word, at) =>
    rowOf(table, word).map((number, f) => {
      const output = Math.fround(number * scale * kept[at][f]);
      return output + (noise ? NOISE * noise[at * features + f] : 0);
    }),
  );
  const all = new Uint8Array(features).fill(1);
  const told = seen.map((row, at) => bySurvivors(table, row, kept[at], rate));
  const alone = !noise
    ? told
    : seen.map((row, at) =>
        // A whole word is dropped as likely as any other.
        kind.name === "rows"
          ? bySurvivors(table, row, all, rate)
          : byLikelihood(table, row, rate, told[at]),
      );
  return { seen, guesses: [seen.map((row) => byCosine(table, row)), alone, told] };
}
