import assert from "node:assert/strict";
import { test } from "node:test";
import * as strip from "../../docs/theme/javascripts/strip.js";

test("levels say how far a number moved against the farthest", () => {
  const before = Float32Array.of(0, 1, 2, 3);
  const after = Float32Array.of(0, 1.5, 2, 1);
  const { level, moved, most } = strip.levels(before, after);
  assert.deepEqual([...level], [0, 1, 0, 4]);
  assert.equal(moved, 2);
  assert.equal(most, 2);
  assert.deepEqual([...strip.levels(before, before).level], [0, 0, 0, 0]);
});

test("a zero is seen by the windows that hold its word, and by their pools", () => {
  const kept = new Uint8Array(320).fill(1);
  kept[10 * 16 + 3] = 0;
  const [windows, pools] = strip.reached(kept);
  assert.deepEqual(
    windows.flatMap((seen, window) => (seen ? [window] : [])),
    [6, 7, 8, 9, 10],
  );
  assert.deepEqual(pools, [false, true, true, false]);
});

test("a place is a number, a word or a column", () => {
  for (const [x, y, place] of [
    [64, 18, [0, 0]],
    [64 + 255, 18 + 319, [19, 15]],
    [20, 18 + 16 * 4, [4, -1]],
    [64 + 16 * 7, 5, [-1, 7]],
    [5, 5, undefined],
    [64 + 257, 30, undefined],
    [80, 18 + 321, undefined],
  ]) {
    assert.deepEqual(strip.placeAt(x, y), place);
  }
});

test("keys step down from layer to layer and stop at the ends", () => {
  let at = [0, 0];
  for (const [step, wanted] of [
    [
      [0, -1],
      [0, 0],
    ],
    [
      [0, 1],
      [0, 1],
    ],
    [
      [-1, 0],
      [0, 1],
    ],
    [
      [1, 0],
      [0, 65],
    ],
  ]) {
    at = strip.stepped(at, step);
    assert.deepEqual(at, wanted);
  }
  assert.deepEqual(strip.stepped([0, 15 * 64 + 63], [1, 0]), [1, 63]);
  assert.deepEqual(strip.stepped([1, 3 * 64 + 2], [1, 0]), [2, 2]);
  assert.deepEqual(strip.stepped([2, 2], [1, 0]), [2, 2]);
  assert.deepEqual(strip.stepped([2, 63], [0, 1]), [2, 63]);
  assert.deepEqual(strip.stepped([2, 5], [-1, 0]), [1, 3 * 64 + 5]);
});

test("a point lies on a number, or beside the drawing", () => {
  assert.equal(strip.numberAt(14 + 5 * 3, 0, 0), 3);
  assert.equal(strip.numberAt(14, 34, 0), 4 * 64);
  assert.equal(strip.numberAt(14 + 319, 10, 1), 64 + 63);
  assert.equal(strip.numberAt(5, 0, 0), undefined);
});

test("opinions are counted in fifty bins, the most as high as there is place", () => {
  const opinions = Float32Array.of(0, 0.01, 0.5, 1);
  const tops = [...strip.bars(opinions).matchAll(/V(\d+)h1/g)].map(([, y]) => Number(y));
  assert.equal(tops.length, 50);
  assert.deepEqual([tops[0], tops[1], tops[25], tops[49]], [0, 16, 8, 8]);
  const { mean, sd, left, width } = strip.spread(Float32Array.of(0, 1));
  assert.deepEqual([mean, sd, left, width], [0.5, 0.5, 0, 50]);
});
