import assert from "node:assert/strict";
import { test } from "node:test";
import {
  entries,
  FRAMEWORKS,
  format,
  parse,
  read,
} from "../../docs/theme/javascripts/sources.js";

const DEFAULT =
  "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=16";

test("what draws is a part of the address, but for what is as usual", () => {
  assert.equal(parse(DEFAULT).source, undefined);
  for (const text of [
    "framework=keras-2",
    "framework=keras-2&seeding=layer",
    "framework=pytorch&before=12",
    "framework=jax&seeding=key",
    "seeding=global&before=3&dtype=bfloat16&compiled=1",
  ]) {
    const fragment = DEFAULT.replace("&rate", `&${text}&rate`);
    assert.equal(format(parse(fragment)), fragment);
    assert.deepEqual(read(entries(parse(fragment))), parse(fragment));
  }
  const usual =
    "framework=keras-tensorflow&seeding=layer&before=0&dtype=float32&compiled=0";
  assert.equal(format(parse(`${DEFAULT}&${usual}`)), DEFAULT);
});

test("what a framework cannot do is named with what it can", () => {
  const limits = { framework: "keras-jax", least: 0n, most: 2n ** 32n - 1n };
  const text = `${DEFAULT.replace("seed=7", "seed=-1")}&framework=keras-jax`;
  assert.throws(() => parse(text), { key: "seed", value: "-1", limits });
});

test("every framework can do what the first figure offers", () => {
  for (const { name } of FRAMEWORKS) {
    for (const kind of ["elements", "columns", "rows", "samples", "types"]) {
      for (const rate of ["0", "0.05", "0.95"]) {
        const view = DEFAULT.replace("elements", kind).replace("0.2", rate);
        const last = view.replace("call=0", "call=9999");
        assert.equal(parse(`framework=${name}&${last}`).call, 9999);
      }
    }
  }
});

test("a mistake in what draws names its key, beside every mistake of a view", () => {
  for (const [text, key] of [
    ["framework=theano", "framework"],
    ["compiled=2", "compiled"],
    ["before=-1", "before"],
    ["dtype=float32&dtype=float32", "key"],
    ["units=3", "key"],
    ["framework=jax&compiled=1", "compiled"],
    ["framework=flax-nnx&before=0&dtype=float16", "dtype"],
  ]) {
    assert.throws(() => parse(`${DEFAULT}&${text}`), { key }, text);
  }
});
