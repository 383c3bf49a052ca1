import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper, scale } from "../../docs/theme/javascripts/streams/pytorch.js";
import { drawsAll, drawsParts, scalesAll } from "./vectors.js";

test("the masks of PyTorch before and after 2.7 are those that it drew", () => {
  drawsAll("pytorch", keeper, 14);
});

test("a part of the draws of PyTorch before and after 2.7 is that part of all draws", () => {
  for (const settings of [
    { seed: 123n, words: 3 },
    { seed: 123n, version: "2.0" },
  ])
    drawsParts(keeper(settings, 0.2));
});

test("PyTorch before and after 2.7 multiplies survivors by what is told", () => {
  scalesAll("pytorch", scale);
});

test("the mask of a rate of 0 keeps all and draws nothing", () => {
  assert.equal(keeper({ seed: 7n }, 0)(0, new Uint8Array(3)).join(""), "111");
});

test("a draw that comes too late is refused, and how late it may come is said", () => {
  const late = /33554433 words come before, at most 33554432/;
  assert.throws(() => keeper({ seed: 7n, words: 2 ** 25 + 1 }, 0.5), late);
  const most = { seed: 7n, words: 1, before: [2 ** 24] };
  assert.throws(() => keeper(most, 0.5), late);
  assert.throws(
    () => keeper({ seed: 7n, words: 2 ** 25 + 1, version: "2.0" }, 0.5),
    late,
  );
  const keep = keeper({ seed: 7n }, 0.5);
  assert.throws(() => keep(2 ** 24, new Uint8Array(1)), RangeError);
});
