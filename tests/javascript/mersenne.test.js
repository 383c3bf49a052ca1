import assert from "node:assert/strict";
import { test } from "node:test";
import {
  layerSeed,
  randint,
  reader,
  seeded,
  seededByPython,
} from "../../docs/theme/javascripts/streams/mersenne.js";

const first = (state, size) =>
  Array.from(reader(state)(0, new Int32Array(size)), (word) => word >>> 0);

test("the twister gives the known words of its authors' two seedings", () => {
  assert.equal(first(seeded(5489n), 10000)[9999], 4123659995);
  assert.deepEqual(first(seeded(123n), 3), [2991312382, 3062119789, 1228959102]);
  // init_by_array({0x123, 0x234, 0x345, 0x456}), from mt19937ar.out.
  const key = 0x456_00000345_00000234_00000123n;
  assert.deepEqual(
    first(seededByPython(key), 4),
    [1067595299, 955945823, 477289528, 4107218783],
  );
});

test("Python's numbers are those of random.seed and randint", () => {
  assert.deepEqual(first(seededByPython(0n), 3), [3626764237, 1654615998, 3255389356]);
  const three = [0, 1, 2].map((nth) => randint(0n, 0, 2 ** 31 - 1, nth));
  assert.deepEqual(three, [1654615998, 1806341205, 173879092]);
  assert.equal(randint(-5n, 1, 1e9, 4), randint(5n, 1, 1e9, 4));
  assert.equal(layerSeed(undefined, 0n, 0), 906691060n);
  assert.equal(layerSeed(undefined, 0n, 1), 413654000n);
});

test("a number that comes too late is refused", () => {
  assert.throws(() => randint(0n, 1, 1e9, 2 ** 20 + 1), /at most 1048576, got 1048577/);
});
