import assert from "node:assert/strict";
import { test } from "node:test";
import { isOwn, KINDS } from "../../docs/theme/javascripts/kinds.js";
import { format, parse } from "../../docs/theme/javascripts/view.js";

const DEFAULT =
  "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=16";

test("a fragment is written as it was read", () => {
  for (const kind of KINDS) {
    const layer = isOwn(kind) ? `${kind.name}&noise=None,20,1` : kind.name;
    const fragment = DEFAULT.replace("elements", layer);
    assert.equal(format(parse(fragment)), fragment);
  }
  for (const [key, ...texts] of [
    ["rate=0.2", "rate=0", "rate=0.123456789", "rate=1e-9"],
    ["seed=7", "seed=-9223372036854775808", "seed=9223372036854775807"],
    ["call=0", "call=9999"],
    ["training=1", "training=0"],
    ["batch=1&steps=20&features=16", "batch=1&steps=1000&features=1000"],
    ["features=16", "features=16&timestep=19&feature=3"],
  ]) {
    for (const text of texts) {
      const fragment = DEFAULT.replace(key, text);
      assert.equal(format(parse(fragment)), fragment);
    }
  }
});

test("what is usual may be written otherwise", () => {
  for (const [key, text] of [
    ["rate=0.2", "rate=.2"],
    ["rate=0.2", "rate=2E-1"],
    ["seed=7", "seed=007"],
    ["layer=elements", "layer=elements&noise=1,1,1"],
    ["features=16", "features=16&sample=5&feature=0"],
  ]) {
    assert.equal(format(parse(DEFAULT.replace(key, text))), DEFAULT);
  }
});

test("a place beyond the input is moved into it", () => {
  const view = parse(`${DEFAULT}&sample=3&timestep=500&feature=15`);
  assert.deepEqual(view.at, [0, 19, 15]);
});

test("a link that was encoded on its way is mended", () => {
  const view = parse(DEFAULT);
  const encoded = [DEFAULT.replaceAll("&", "&amp;"), encodeURIComponent(DEFAULT)];
  for (const text of encoded) assert.deepEqual(parse(text), view);
});

test("sizes may be written in thousands", () => {
  assert.deepEqual(
    parse(DEFAULT.replace("steps=20", "steps=1,000")).sizes,
    [1, 1000, 16],
  );
  assert.throws(() => parse(DEFAULT.replace("steps=20", "steps=1,00")), { key: "steps" });
});
