import assert from "node:assert/strict";
import { test } from "node:test";
import { picture, squares } from "../../docs/theme/javascripts/places.js";

const given = {
  texts: { words: "to be or not to be" },
  geometry: {
    ...{ pitch: 16, cell: 14, header: 18, narrow: 6, oneHot: 56 },
    ...{ rest: 90, bars: 100, table: 150, gap: 40, link: 38 },
  },
  layer: "Dropout(0.5, seed=7)",
  view: "layer=elements&rate=0.5&seed=7&training=1&batch=1&features=4",
  tints: ["0123", "3210", "0011", "2233"],
};
const rest = { steps: 6, call: 0, at: 0, count: "" };

/** How many rectangles a path has. */
const boxes = (path) => path.split("z").length - 1;

test("rectangles are steps from corner to corner", () => {
  const path = squares(
    [
      [3, 4],
      [1, 9],
    ],
    2,
    5,
  );
  assert.equal(path, "M0 0m3 4h2v5h-2zm-2 5h2v5h-2z");
});

test("a word is lit at all its places, in one row of the table", () => {
  for (const [at, row, places] of [
    [0, 0, [0, 4]],
    [5, 1, [1, 5]],
    [3, 3, [3]],
  ]) {
    const drawn = picture(given, { ...rest, at });
    assert.equal(drawn.row, row);
    assert.deepEqual(drawn.places, places);
    assert.equal(drawn.lost.length, places.length);
    assert.equal(drawn.right.links.split("M").length - 1, places.length);
    assert.equal(boxes(drawn.right.veil), 6 - places.length);
    assert.equal(boxes(drawn.left.veil), 6 - places.length + 3);
  }
});

test("the sentence repeats, and more words leave the masks of the first", () => {
  const [few, many] = [6, 40].map((steps) => picture(given, { ...rest, steps }));
  assert.equal(many.words[6], "to");
  assert.equal(few.units, 24);
  assert.equal(many.units, 160);
  assert.ok(many.right.dropped.startsWith(few.right.dropped));
  assert.deepEqual(many.lost.slice(0, 2), few.lost);
});

test("each number is dropped or has the tint of its place in the table", () => {
  for (let call = 0; call < 50; call += 1) {
    const { right, lost, places } = picture(given, { ...rest, call });
    const paths = [0, 1, 2, 3].map((level) => right[`tint-${level}`]);
    assert.equal(
      [...paths, right.dropped].map(boxes).reduce((a, b) => a + b),
      24,
    );
    assert.equal(lost.length, places.length);
  }
});

test("a count outlines what it counts and lights no word", () => {
  for (const [count, left, right] of [
    ["units", 0, 24],
    ["row", 0, 0],
    ["features", 0, 4],
    ["weights", 1, 0],
  ]) {
    const drawn = picture(given, { ...rest, count });
    assert.equal(boxes(drawn.left.counted), left, count);
    assert.equal(boxes(drawn.right.counted), right, count);
    assert.deepEqual(drawn.lit, []);
    assert.equal(drawn.left.links + drawn.right.links, "");
  }
  const { counted } = picture(given, { ...rest, count: "row" }).right;
  assert.equal(counted.match(/M/g)?.length, rest.steps - 1);
});
