import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import {
  count,
  drawAt,
  drawsOf,
  inputAt,
  layoutOf,
  product,
  scaleOf,
  windowOf,
} from "../../docs/theme/javascripts/mask.js";
import { parse } from "../../docs/theme/javascripts/view.js";

// Written by masks.py; tests/checks/test_javascript.py compares them with Keras.
const file = new URL("masks.json", import.meta.url);
const { words, masks } = JSON.parse(await readFile(file, "utf8"));

/** Run a generator to its end. */
function result(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

test("the masks are those of Keras", () => {
  assert.ok(masks.length >= 28);
  for (const { view: fragment, kept } of masks) {
    const view = parse(fragment);
    const drawn = windowOf(view, layoutOf(view, words)).flat();
    assert.equal(drawn.map((row) => row.join("")).join(""), kept, fragment);
  }
});

test("what is counted is what is drawn", () => {
  for (const { view: fragment, kept } of masks) {
    const view = parse(fragment);
    const [batch, steps, features] = view.sizes;
    const rows = kept.match(new RegExp(`.{${features}}`, "g"));
    const columns = Array.from({ length: batch * features }, (_, column) => {
      const sample = rows.slice(Math.floor(column / features) * steps).slice(0, steps);
      return sample.map((row) => row[column % features]).join("");
    });
    const zeroed = (texts) => texts.filter((text) => !text.includes("1")).length;
    assert.deepEqual(
      result(count(view, layoutOf(view, words), view.call)),
      {
        zeros: kept.split("0").length - 1,
        rows: zeroed(rows),
        columns: zeroed(columns),
      },
      fragment,
    );
  }
});

test("a window elsewhere is that part of the mask", () => {
  const fragment =
    "layer=elements&rate=0.5&seed=7&call=0&training=1&batch=2&steps=90&features=50";
  const whole = (at) => {
    const view = parse(`${fragment}${at}`);
    return windowOf(view, layoutOf(view, words));
  };
  const [, sample] = whole("&timestep=30&feature=10");
  const [part] = whole("&sample=1&timestep=40&feature=15");
  assert.deepEqual([part.length, part[0].length], [40, 35]);
  assert.deepEqual(part[0].subarray(0, 35), sample[10].subarray(5, 40));
});

test("each draw decides over its numbers", () => {
  const view = parse(
    "layer=rows&rate=0.5&seed=7&call=0&training=1&batch=2&steps=3&features=4",
  );
  const layout = layoutOf(view, words);
  assert.deepEqual(layout.shape, [2, 3, 1]);
  assert.equal(drawAt(layout, [1, 2, 0]), 5);
  assert.equal(drawAt(layout, [1, 2, 3]), 5);
  assert.equal(inputAt(view, [1, 2, 3]), product(view.sizes));
});

test("words share their draw with their like, also where the sentence repeats", () => {
  const view = parse(
    "layer=types&rate=0.5&seed=7&call=0&training=1&batch=1&steps=25&features=4",
  );
  const layout = layoutOf(view, words);
  const types = new Set(words).size;
  assert.deepEqual(layout.shape, [1, types, 1]);
  assert.equal(layout.row(0), layout.row(words.lastIndexOf("the")));
  assert.equal(layout.row(0), layout.row(20));
  let units = 0;
  for (const [numbers, draws] of layout.groups) units += numbers * draws;
  assert.equal(units, 100);
});

test("without training or with rate 0 nothing is drawn", () => {
  for (const change of [
    ["training=1", "training=0"],
    ["rate=0.2", "rate=0"],
  ]) {
    const fragment =
      "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=16";
    const view = parse(fragment.replace(...change));
    const layout = layoutOf(view, words);
    assert.equal(drawsOf(view, layout), 0);
    assert.equal(scaleOf(view), 1);
    assert.equal(result(count(view, layout, 0)).zeros, 0);
  }
});
