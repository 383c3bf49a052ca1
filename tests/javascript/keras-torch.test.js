import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper } from "../../docs/theme/javascripts/streams/keras-torch.js";
import { drawsAll, drawsParts } from "./vectors.js";

test("the masks of Keras 3 on PyTorch are those that it drew", () => {
  drawsAll("keras-torch", keeper, 8);
});

test("a part of the draws of Keras 3 on PyTorch is that part of all draws", () => {
  for (const settings of [{ seed: 7n }]) drawsParts(keeper(settings, 0.2));
});

test("call 1 of a seed is call 0 of the next seed", () => {
  const draw = (seed, call) => keeper({ seed, call }, 0.5)(0, new Uint8Array(99));
  assert.deepEqual(draw(3n, 1), draw(4n, 0));
});

test("a seed that Keras on PyTorch does not take is refused", () => {
  assert.throws(() => keeper({ seed: 2n ** 31n }, 0.5), /got 2147483648/);
  assert.throws(() => keeper({}, 0.5), /without seed and globalSeed/);
});
