import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS } from "../../docs/theme/javascripts/kinds.js";
import { drawAt, layoutOf } from "../../docs/theme/javascripts/mask.js";
import {
  distribution,
  expectedOf,
  follow,
  repeat,
  runningMean,
  spread,
} from "../../docs/theme/javascripts/statistics.js";
import { parse } from "../../docs/theme/javascripts/view.js";

const WORDS = ["the", "film", "the", "plot"];

/** A small view of a kind. */
function viewOf(name, rate) {
  return parse(
    `layer=${name}&noise=None,1,1&rate=${rate}&seed=7&call=0` +
      "&training=1&batch=2&steps=5&features=3",
  );
}

/** Whether two numbers differ by rounding alone. */
function near(found, expected) {
  assert.ok(Math.abs(found - expected) < 1e-9 * Math.max(1, expected), `${found}`);
}

test("the default view has the numbers that its page prints", () => {
  const view = parse(
    "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=16",
  );
  const found = expectedOf(view, layoutOf(view, WORDS));
  assert.equal(found.draws, 320);
  assert.equal(found.units, 320);
  assert.equal(found.scale, 1.25);
  assert.equal(found.mean.toPrecision(6), "64.0000");
  assert.equal(found.sd.toFixed(2), "7.16");
  assert.equal(found.row.toExponential(2), "6.55e-12");
});

test("mean and deviation are those of the distribution", () => {
  for (const { name } of KINDS) {
    for (const rate of [0, 0.2, 0.5, 0.999]) {
      const view = viewOf(name, rate);
      const layout = layoutOf(view, WORDS);
      const expected = expectedOf(view, layout);
      let [sum, mean, square] = [0, 0, 0];
      for (const [zeros, p] of distribution(view, layout)) {
        sum += p;
        mean += p * zeros;
        square += p * zeros ** 2;
      }
      near(sum, 1);
      near(mean, expected.mean);
      near(Math.sqrt(Math.max(0, square - mean ** 2)), expected.sd);
    }
  }
});

test("a rate that rounds to 1 drops everything", () => {
  const view = viewOf("elements", "0.9999999999");
  assert.deepEqual([...distribution(view, layoutOf(view, WORDS))], [[30, 1]]);
});

test("many calls are those of the layer, and one number is followed through them", () => {
  const view = viewOf("samples", 0.5);
  const layout = layoutOf(view, WORDS);
  const drawn = repeat(view, layout, 50);
  const shares = [];
  let step = drawn.next();
  for (; !step.done; step = drawn.next()) shares.push(step.value);
  const zeros = step.value;
  assert.equal(shares.length, 50);
  assert.equal(shares.at(-1), 1);
  const kept = [0, 1].map((sample) =>
    follow(view, layout, drawAt(layout, [sample, 0, 0]), 50),
  );
  assert.ok(kept[0].includes(0) && kept[0].includes(1));
  zeros.forEach((number, call) => {
    assert.equal(number, 15 * (2 - kept[0][call] - kept[1][call]));
  });
});

test("spread and running mean", () => {
  assert.deepEqual(spread([1, 2, 3, 4]), { mean: 2.5, sd: Math.sqrt(1.25) });
  assert.deepEqual([...runningMean([2, 4, 0])], [2, 3, 2]);
});
