import assert from "node:assert/strict";
import { test } from "node:test";
import {
  add,
  callOf,
  due,
  inputsOf,
  none,
  short,
  sumOf,
  tint,
  topOf,
} from "../../docs/theme/javascripts/values.js";
import { parse } from "../../docs/theme/javascripts/view.js";

const VIEW = parse(
  "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=5&features=4",
);
const INPUTS = inputsOf(VIEW);
const GIVEN = { calls: 500, width: 1000 };

test("the input counts from 1", () => {
  assert.deepEqual(
    [...INPUTS],
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
});

test("a call gives zeros and 1.25 times the input, as the page's program prints", () => {
  const { factors, outputs } = callOf(VIEW, INPUTS);
  assert.equal(sumOf(outputs), 211.25);
  assert.deepEqual([...outputs.slice(0, 6)], [1.25, 2.5, 0, 5, 0, 7.5]);
  assert.deepEqual(new Set(factors), new Set([0, 1.25]));
});

test("without training a call gives the input", () => {
  const { factors, outputs } = callOf({ ...VIEW, training: false }, INPUTS);
  assert.deepEqual(outputs, INPUTS);
  assert.deepEqual(new Set(factors), new Set([1]));
});

test("a larger number is never paler", () => {
  const depths = Array.from({ length: 2001 }, (_, at) => sumOf(tint(at / 10, 20, 10)));
  assert.deepEqual([depths[0], depths[200], depths.at(-1)], [10, 100, 200]);
  assert.ok(depths.every((depth, at) => at === 0 || depth >= depths[at - 1]));
});

test("the chart holds the sum of every call of every rate", () => {
  for (let step = 0; step <= 18; step += 1) {
    const rate = step / 20;
    const top = topOf(INPUTS, rate, 5);
    for (let call = 0; call < 500; call += 1) {
      assert.ok(sumOf(callOf({ ...VIEW, rate, call }, INPUTS).outputs) < top);
    }
  }
});

test("calls are added up, and each is a dot", () => {
  const sums = none(20);
  let expected = 0;
  for (let call = 0; call < 10; call += 1) {
    const { outputs } = callOf({ ...VIEW, call }, INPUTS);
    add(sums, outputs, 344, GIVEN);
    expected += outputs[5];
  }
  assert.equal(sums.calls, 10);
  assert.equal(sums.totals[5], expected);
  assert.equal(sums.sum, sumOf(sums.totals));
  assert.equal(sums.dots.match(/M[\d.]+ [\d.]+h0/g)?.length, 10);
  assert.match(sums.line, /^M0 132\.75(L[\d.]+ [\d.]+){9}$/);
});

test("a run takes as long for each doubling, and ends", () => {
  assert.deepEqual([due(1, 500, 0), due(1, 500, 1), due(1, 500, 9)], [1, 500, 500]);
  const middle = due(1, 500, 0.5);
  assert.deepEqual([middle, due(middle, 500, 0.5)], [22, 491]);
  assert.equal(due(499, 500, 0.001), 500);
});

test("numbers are short", () => {
  assert.deepEqual(
    [short(18.75, 4), short(1 / 3, 4), short(0, 4)],
    ["18.75", "0.3333", "0"],
  );
});
