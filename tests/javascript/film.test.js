import assert from "node:assert/strict";
import { test } from "node:test";
import { chain } from "../../docs/theme/javascripts/film.js";
import { draw, keep, stream, threshold } from "../../docs/theme/javascripts/philox.js";

test("a square is followed in the numbers that a program of the page prints", () => {
  const { u, ...texts } = chain({ seed: 7n, call: 0, rate: 0.5 }, 14);
  assert.equal(Math.fround(u), u);
  assert.deepEqual(texts, {
    kept: false,
    state: "[7, 0]",
    reduced: "[7, 0]",
    key: "0x2c8a64fd 0xff7db268",
    draw: "14 = 4 × 3 + 2",
    counter: "0x00000003 0x00000000 0x88967f85 0x367609eb",
    words: "0xb9d36e5b 0x7ae9d479 0xd8b2c0c4 0xdb8c396d",
    bits: "110110001 01100101100000011000100",
    number: "3326148 / 8388608 = 0.39650774",
    compared: "0.39650774 < 0.5",
    output: "0",
  });
});

test("a survivor is scaled, and a negative seed is reduced", () => {
  const { kept, output, state, reduced } = chain({ seed: -1n, call: 3, rate: 0 }, 0);
  assert.ok(kept);
  assert.equal(output, "1 / (1 - 0) = 1");
  assert.deepEqual([state, reduced], ["[-1, 3]", "[2147483645, 3]"]);
});

test("one draw is that of all draws", () => {
  for (const [seed, call] of [
    [7n, 0],
    [-5n, 9999],
  ]) {
    const from = stream(seed, call);
    const kept = keep(from, threshold(0.3), 0, new Uint8Array(1100));
    kept.forEach((survives, index) => {
      assert.equal(Number(draw(from, index).bits >= threshold(0.3)), survives);
    });
  }
});
