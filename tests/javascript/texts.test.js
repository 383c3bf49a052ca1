import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS } from "../../docs/theme/javascripts/kinds.js";
import { layoutOf, windowOf } from "../../docs/theme/javascripts/mask.js";
import {
  countsText,
  expression,
  fill,
  formats,
  layerText,
  output,
  program,
  shortest,
  tokens,
} from "../../docs/theme/javascripts/texts.js";
import { parse } from "../../docs/theme/javascripts/view.js";

const WORDS = ["the", "film", "the", "plot"];

/** A view of a kind. */
function viewOf(name, rest = "batch=1&steps=4&features=3") {
  return parse(`layer=${name}&noise=None,4,1&rate=0.2&seed=7&call=2&training=1&${rest}`);
}

test("Python creates each kind of layer", () => {
  for (const [name, text] of [
    ["elements", "Dropout(0.2, seed=7)"],
    ["columns", "SpatialDropout1D(0.2, seed=7)"],
    ["rows", "Dropout(0.2, noise_shape=(None, None, 1), seed=7)"],
    ["types", "Dropout(0.2, seed=7)"],
    ["own", "Dropout(0.2, noise_shape=(None, 4, 1), seed=7)"],
  ]) {
    assert.equal(expression(viewOf(name)), text);
  }
  for (const { name, layer, written } of KINDS) {
    const text = expression(viewOf(name));
    assert.ok(text.startsWith(`${layer}(0.2, `));
    assert.equal(text.includes("noise_shape="), written);
  }
});

test("a program calls the layer as often, and prints only what is drawn", () => {
  assert.match(program(viewOf("elements"), WORDS), /for _ in range\(2\):\n {4}drop\(x,/);
  assert.match(program(viewOf("elements"), WORDS), /in y\.reshape\(-1, 3\)/);
  const large = viewOf("rows", "batch=6&steps=50&features=45&timestep=5");
  assert.match(program(large, WORDS), /in y\[0:4, 5:45, 0:40\]\.reshape\(-1, 40\)/);
  const types = program(viewOf("types"), WORDS);
  assert.match(
    types,
    /ids = np\.resize\(\[0, 1, 0, 2\], 4\)\nones = np\.ones\(\(1, 3\)\)/,
  );
});

test("the parts of a program are the whole program", () => {
  for (const { name } of KINDS) {
    const source = program(viewOf(name), WORDS);
    const parts = tokens(source);
    assert.equal(parts.map(([, text]) => text).join(""), source);
    for (const part of [
      ["kn", "import"],
      ["mi", "0.2"],
      ["kc", "True"],
    ]) {
      assert.ok(
        parts.some((found) => found.join() === part.join()),
        `${name} ${part}`,
      );
    }
  }
});

test("the output draws the mask and counts its zeros", () => {
  const view = viewOf("elements", "batch=1&steps=1&features=3");
  const kept = [[Uint8Array.of(1, 0, 1)]];
  assert.equal(output(view, kept, 1), "#.#\n1 of 3 numbers are zero\n");
  assert.equal(windowOf(view, layoutOf(view, WORDS)).flat().length, 1);
});

test("a template is filled with what is known", () => {
  assert.equal(fill("{a} of {b}, {c}", { a: 0, b: "{a}" }), "0 of {a}, {c}");
});

test("a page with a decimal comma fills it in, and repeats what was typed", async () => {
  globalThis.document = { documentElement: { lang: "ru" } };
  const here = await import("../../docs/theme/javascripts/texts.js?ru");
  delete globalThis.document;
  const values = { a: 0.2, b: "-1.25", c: "6.55e-12", d: "(0.2)", e: "3.15.1" };
  const [told, typed] = [undefined, String].map((write) =>
    here.fill("{a} {b} {c} {d} {e}", values, write),
  );
  assert.equal(told, "0,2 -1,25 6,55e-12 (0.2) 3.15.1");
  assert.equal(typed, "0.2 -1.25 6.55e-12 (0.2) 3.15.1");
});

test("a figure is named by its layer, and word types by their recipe", () => {
  const texts = { word_types: "{layer} on {shape}", counts: "{zeros}/{units} {draws}" };
  const named = (name) => layerText(texts, viewOf(name), layoutOf(viewOf(name), WORDS));
  assert.equal(named("elements"), "Dropout(0.2, seed=7)");
  assert.equal(named("types"), "Dropout(0.2, seed=7) on (1, 3)");
  const view = viewOf("elements");
  const counted = { zeros: 5, rows: 0, columns: 1 };
  assert.equal(countsText(texts, view, layoutOf(view, WORDS), counted), "5/12 12");
});

test("a float32 is written in the fewest digits that name it", () => {
  for (const [number, text] of [
    [0, "0"],
    [22.5, "22.5"],
    [Math.fround(0.1), "0.1"],
    [Math.fround(1 / 3), "0.33333334"],
    [400000, "400000"],
  ]) {
    assert.equal(shortest(number), text);
  }
});

test("numbers are written as the language of the page writes them", () => {
  const [english, german] = [formats("en"), formats("de")];
  assert.equal(english.count(1000000), "1,000,000");
  assert.equal(german.count(1000000), "1.000.000");
  assert.equal(english.mean(63.9999992), "64");
  assert.equal(english.rounded(7.1554), "7.16");
});
