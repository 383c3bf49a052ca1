import assert from "node:assert/strict";
import { test } from "node:test";
import {
  keep,
  philox4x32,
  stream,
  threshold,
} from "../../docs/theme/javascripts/philox.js";

// Published with Random123 (Salmon et al. 2011): counter, key, result.
const KNOWN_ANSWERS = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

test("Philox gives the published known answers", () => {
  for (const [counter, key, result] of KNOWN_ANSWERS) {
    const block = Array.from(philox4x32(counter, key), (part) => part >>> 0);
    assert.deepEqual(block, result);
  }
});

test("the limit counts the float32 numbers below a rate", () => {
  assert.equal(threshold(0), 0);
  assert.equal(threshold(2 ** -23), 1);
  assert.equal(threshold(1e-9), 1);
  assert.equal(threshold(0.5), 2 ** 22);
  assert.equal(threshold(1 - 2 ** -30), 2 ** 23);
});

test("a part of the draws is that part of all draws", () => {
  const from = stream(7n, 3);
  const all = keep(from, threshold(0.2), 0, new Uint8Array(5000));
  for (const [first, length] of [
    [0, 1],
    [3, 2],
    [1021, 1030],
    [2047, 2953],
  ]) {
    const part = keep(from, threshold(0.2), first, new Uint8Array(length));
    assert.deepEqual(part, all.subarray(first, first + length));
  }
});

test("seeds that leave the same remainder give the same stream", () => {
  assert.deepEqual(stream(5n, 0), stream(5n + 2n ** 31n - 2n, 0));
  assert.deepEqual(stream(-1n, 0), stream(2n ** 31n - 3n, 0));
  assert.notDeepEqual(stream(5n, 0), stream(5n, 1));
});
