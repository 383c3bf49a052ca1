import assert from "node:assert/strict";
import { test } from "node:test";
import {
  circles,
  coinsOf,
  decided,
  kindOf,
  nearest,
  numbersOf,
  outlines,
  placeOf,
} from "../../docs/theme/javascripts/coins.js";
import {
  drawAt,
  layoutOf,
  product,
  windowOf,
} from "../../docs/theme/javascripts/mask.js";
import { parse } from "../../docs/theme/javascripts/view.js";

const WORDS = ["a", "b", "a", "c"];
const GEOMETRY = {
  ...{ left: 68, top: 48, lane: 10, coin: 6, inside: 4, same: 2 },
  ...{ pitch: 16, cell: 14 },
};
const NOISES = [null, 1].flatMap((b) =>
  [null, 1].flatMap((t) => [null, 1].map((f) => [b, t, f])),
);

/** What is drawn for a noise shape, or for word types. */
function drawn(noise, sizes = [2, 4, 3]) {
  const layer = noise
    ? `own&noise=${noise.map((size) => size ?? "None").join(",")}`
    : "types";
  const [batch, steps, features] = sizes;
  const view = parse(
    `layer=${layer}&rate=0.2&seed=5&call=0&training=1` +
      `&batch=${batch}&steps=${steps}&features=${features}`,
  );
  const layout = layoutOf(view, WORDS);
  return { view, layout, kept: windowOf(view, layout) };
}

const ALL = [...NOISES, null].map((noise) => drawn(noise));

test("a noise shape is the kind that has it, or the reader's own", () => {
  assert.deepEqual(
    NOISES.map((noise) => kindOf(noise).name),
    ["elements", "rows", "columns", "samples", "shared", "own", "own", "own"],
  );
});

test("coins stand where their noise shape has more than one place", () => {
  assert.deepEqual(
    ALL.map(({ layout }) => placeOf(layout)),
    ["inside", "left", "top", "corner", "inside", "left", "top", "corner", "left"],
  );
});

test("each coin is drawn once, and shows what becomes of its numbers", () => {
  for (const { view, layout, kept } of ALL) {
    const coins = [0, 1].flatMap((sample) =>
      coinsOf(view, layout, kept, sample, GEOMETRY),
    );
    const once = coins.filter(({ radius }) => radius > GEOMETRY.same);
    const draws = Array.from({ length: product(layout.shape) }, (_, draw) => draw);
    assert.deepEqual(
      once.map(({ coin }) => coin),
      draws,
    );
    for (const { coin, kept: stays } of coins) {
      for (const sample of [0, 1]) {
        for (const { row, column } of decided(view, layout, coin, sample)) {
          assert.equal(kept[sample][row][column], stays);
        }
      }
    }
  }
});

test("what a coin decides over is every number that shares it, and no other", () => {
  for (const { view, layout } of ALL) {
    const found = new Map();
    for (let coin = 0; coin < product(layout.shape); coin += 1) {
      for (const s of [0, 1]) {
        for (const { row, column, rows, columns } of decided(view, layout, coin, s)) {
          for (let t = row; t < row + rows; t += 1) {
            for (let f = column; f < column + columns; f += 1) {
              found.set(String([s, t, f]), coin);
            }
          }
        }
      }
    }
    assert.equal(found.size, product(view.sizes));
    for (const [at, coin] of found) {
      assert.equal(drawAt(layout, at.split(",").map(Number)), coin);
    }
  }
});

test("a place without a square or a coin gives the nearest that has one", () => {
  const at = (noise, place) => nearest(drawn(noise).layout, [2, 4, 3], place);
  assert.deepEqual(at([null, 1, null], [1, -2, -1]), [1, -1, 0]);
  assert.deepEqual(at([null, null, 1], [1, -2, -2]), [1, 0, -1]);
  assert.deepEqual(at([null, 1, 1], [0, -5, -5]), [0, -1, -1]);
  assert.deepEqual(at([null, null, null], [0, -1, 9]), [0, 0, 2]);
});

test("the numbers are those of the formula", () => {
  const words = Array.from({ length: 20 }, (_, t) => String(t % 15));
  const of = (noise) => {
    const { view, layout, kept } = drawn(noise, [2, 20, 16]);
    return numbersOf(view, layout, kept, words);
  };
  assert.deepEqual(
    NOISES.map((noise) => of(noise).sd),
    ["7.2", "28.6", "32.0", "128.0", "7.2", "28.6", "32.0", "128.0"],
  );
  assert.deepEqual(
    NOISES.map((noise) => of(noise).coins),
    [320, 20, 16, 1, 320, 20, 16, 1],
  );
  assert.deepEqual([of([1, 1, 1]).shared, of([null, 1, 1]).shared], [true, false]);
});

test("paths are closed circles and rectangles", () => {
  assert.equal(
    circles([{ x: 10, y: 8, radius: 6 }]),
    "M4 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0z",
  );
  assert.equal(
    outlines([{ row: 1, column: 2, rows: 3, columns: 1 }], GEOMETRY),
    "M99 63h16v48h-16z",
  );
});
