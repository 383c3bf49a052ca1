import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { layoutOf, windowOf } from "../../docs/theme/javascripts/mask.js";
import { drawingOf, FRAMEWORKS, parse } from "../../docs/theme/javascripts/sources.js";
import { cases } from "./programs.js";

test("the programs that run in the frameworks are those that are written", async () => {
  const file = new URL("programs.json", import.meta.url);
  const committed = JSON.parse(readFileSync(file, "utf8"));
  assert.ok(committed.length >= 20 * FRAMEWORKS.length);
  assert.deepEqual(JSON.parse(JSON.stringify(await cases())), committed);
});

/** The views that the page on reproducibility links to. */
function linked() {
  const page = new URL("../../docs/en/reproducibility.md", import.meta.url);
  const links = readFileSync(page, "utf8").matchAll(/playground\.md#(layer=[^"]+)/g);
  return Array.from(links, ([, text]) => parse(text));
}

test("the links to the frameworks lead to each of them", () => {
  const found = linked().map(({ source }) => source?.framework ?? FRAMEWORKS[0]);
  assert.deepEqual(new Set(found), new Set(FRAMEWORKS));
});

test("the first link shows the array that was replayed", async () => {
  const [view] = linked();
  view.drawing = await drawingOf(view);
  const kept = windowOf(view, layoutOf(view, [])).flat();
  const snippets = new URL("../../snippets/reproducibility.md", import.meta.url);
  const [, printed] = readFileSync(snippets, "utf8").match(/```text\n([^`]+)```/);
  const numbers = printed.match(/\d+/g).map(Number);
  assert.equal(kept.length * 4, numbers.length);
  assert.deepEqual(
    kept.flatMap((row) => [...row]),
    numbers.map((number) => Number(number > 0)),
  );
});
