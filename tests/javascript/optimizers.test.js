import assert from "node:assert/strict";
import { test } from "node:test";
import { NAMES, next } from "../../docs/theme/javascripts/optimizers.js";

// Word 0 twice in a sample, word 3 in the second batch alone.
const TASK = {
  batches: [[[0, 1, 0]], [[0, 3, 2]]],
  words: 4,
  features: 2,
  rate: 0.5,
  seed: 7,
};
const KINDS = ["elements", "columns", "rows", "types", "samples"];

/**
 * @param {string} kind
 * @param {number} steps
 */
function states(kind, steps) {
  /** @type {import("../../docs/theme/javascripts/optimizers.js").State[]} */
  const all = [];
  while (all.length < steps) all.push(next(TASK, kind, all.at(-1)));
  return all;
}

test("a gradient is 2 for each occurrence that kept the number", () => {
  for (const kind of KINDS) {
    for (const { ids, kept, gradient } of states(kind, 10)) {
      gradient.forEach((one, i) => {
        const [id, feature] = [Math.floor(i / 2), i % 2];
        const places = [0, 1, 2].filter((t) => ids[0][t] === id);
        const survivors = places.filter((t) => kept[0][t][feature]);
        assert.equal(one, 2 * survivors.length);
      });
    }
  }
});

test("equal words of a sample share the draw of word types", () => {
  for (const { ids, kept } of states("types", 10)) {
    if (ids[0][0] === ids[0][2]) assert.deepEqual(kept[0][0], kept[0][2]);
    for (const row of kept[0]) assert.equal(row[0], row[1]);
  }
});

test("without a gradient SGD moves nothing, and lazy Adam no absent word", () => {
  let absent = 0;
  for (const { gradient, moved, present } of states("rows", 10)) {
    const [sgd, momentum, adam, lazy] = moved;
    gradient.forEach((one, i) => {
      assert.equal(Boolean(sgd[i]), Boolean(one));
      assert.equal(Boolean(momentum[i]), Boolean(adam[i]));
      if (present[Math.floor(i / 2)]) assert.equal(Boolean(lazy[i]), Boolean(adam[i]));
      else assert.equal(lazy[i], 0);
      if (!one && adam[i] && !lazy[i]) absent += 1;
    });
  }
  assert.ok(absent > 0);
});

test("a weight waits until its first gradient, and a state does not change", () => {
  const all = states("elements", 10);
  const before = structuredClone(all[3].moments);
  next(TASK, "elements", all[3]);
  assert.deepEqual(all[3].moments, before);
  const had = new Set();
  for (const { gradient, waiting } of all) {
    gradient.forEach((one, i) => {
      if (one) had.add(i);
      assert.equal(waiting[i], !had.has(i));
    });
  }
  assert.equal(NAMES.length, all[0].moved.length);
});
