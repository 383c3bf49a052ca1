import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { isOwn, KINDS, kindNamed } from "../../docs/theme/javascripts/kinds.js";

const SCRIPTS = new URL("../../docs/theme/javascripts", import.meta.url);
const LOCKED = '{ name: "locked", layer: "Dropout", noise: [1, 1, null], written: true }';

test("each row is plain data with a name of its own", () => {
  assert.ok(KINDS.length >= 7);
  assert.equal(new Set(KINDS.map(({ name }) => name)).size, KINDS.length);
  assert.deepEqual(JSON.parse(JSON.stringify(KINDS)), KINDS);
  for (const { name, layer, noise, written } of KINDS) {
    assert.match(name, /^[a-z]+$/);
    assert.match(layer, /^(Spatial)?Dropout(1D)?$/);
    assert.equal(typeof written, "boolean");
    assert.ok(noise === null || noise.length === 3);
    for (const entry of noise ?? []) assert.ok(entry === null || entry === 1);
  }
});

test("one kind takes the reader's noise shape, and one draws for word types", () => {
  assert.deepEqual(KINDS.filter(isOwn), [kindNamed("own")]);
  const without = KINDS.filter((kind) => !kind.noise && !isOwn(kind));
  assert.deepEqual(without, [kindNamed("types")]);
});

test("no name but those of the rows is a kind", () => {
  for (const name of ["", "Elements", "__proto__", "constructor", undefined, 0]) {
    assert.equal(kindNamed(name), undefined);
  }
});

test("a new kind is one new row", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "kinds-"));
  context.after(() => rm(folder, { recursive: true }));
  await cp(SCRIPTS, folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const table = join(folder, "kinds.js");
  const text = await readFile(table, "utf8");
  const added = text.replace("export const KINDS = [", `$&${LOCKED},`);
  assert.notEqual(added, text);
  await writeFile(table, added);
  const script = (name) => import(pathToFileURL(join(folder, `${name}.js`)).href);
  const { format, parse } = await script("view");
  const { layoutOf, windowOf } = await script("mask");
  const { expression, program } = await script("texts");
  const { expectedOf } = await script("statistics");
  const fragment =
    "layer=locked&rate=0.5&seed=7&call=0&training=1&batch=3&steps=4&features=16";
  const view = parse(fragment);
  assert.equal(format(view), fragment);
  assert.equal(expression(view), "Dropout(0.5, noise_shape=(1, 1, None), seed=7)");
  assert.ok(program(view, []).includes(expression(view)));
  const layout = layoutOf(view, []);
  assert.equal(expectedOf(view, layout).draws, 16);
  const rows = windowOf(view, layout).flat();
  assert.equal(rows.length, 12);
  assert.ok(rows[0].includes(0) && rows[0].includes(1));
  for (const row of rows) assert.deepEqual(row, rows[0]);
});
