/** The masks that frameworks drew, and what a script of the streams draws for them. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../streams/vectors/", import.meta.url);

// What Python calls otherwise; seeds are strings.
const read = {
  seed: (value) => ["seed", BigInt(value)],
  global_seed: (value) => ["globalSeed", BigInt(value)],
};

/** All committed masks of a stream. */
export function vectors(stream) {
  const files = readdirSync(FOLDER).filter((name) =>
    new RegExp(`^${stream}-\\d.*\\.json$`).test(name),
  );
  return files.flatMap((file) =>
    JSON.parse(readFileSync(new URL(file, FOLDER), "utf-8")).masks.map((mask) => ({
      ...mask,
      file,
      settings: Object.fromEntries(
        Object.entries(mask.settings).map(([name, value]) =>
          (read[name] ?? (() => [name, value]))(value),
        ),
      ),
    })),
  );
}

/** A script draws every committed mask of a stream, as a whole and from the middle on. */
export function drawsAll(stream, keeper, atLeast) {
  const masks = vectors(stream);
  assert.ok(masks.length >= atLeast, `${masks.length} masks of ${stream}`);
  for (const { file, settings, rate, kept } of masks) {
    const keep = keeper(settings, rate);
    for (const first of [0, 27, 3]) {
      const drawn = keep(first, new Uint8Array(kept.length - first));
      const said = [file, ...Object.entries(settings), rate, first].join(" ");
      assert.equal(drawn.join(""), kept.slice(first), said);
    }
  }
}

/** A part of the draws is that part of all draws, in whatever order they are asked. */
export function drawsParts(keep) {
  const all = keep(0, new Uint8Array(5000));
  for (const [first, length] of [
    [0, 1],
    [2047, 2953],
    [3, 2],
    [1021, 1030],
    [624, 624],
  ]) {
    const part = keep(first, new Uint8Array(length));
    assert.deepEqual(part, all.subarray(first, first + length));
  }
}

/** The multiplier of every committed mask that keeps anything. */
export function scalesAll(stream, scale) {
  for (const { settings, rate, kept, scale: wanted } of vectors(stream)) {
    if (kept.includes("1"))
      assert.equal(scale(rate, settings.dtype ?? "float32"), wanted);
  }
}
