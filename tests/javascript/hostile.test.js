import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unpack } from "../../docs/theme/javascripts/chain.js";
import { product } from "../../docs/theme/javascripts/mask.js";
import { asked } from "../../docs/theme/javascripts/search.js";
import {
  label,
  read as sentence,
  tokens,
} from "../../docs/theme/javascripts/sentence.js";
import { entries, format, parse, read } from "../../docs/theme/javascripts/sources.js";
import { MOST_UNITS, ViewError } from "../../docs/theme/javascripts/view.js";
import { MODEL } from "../../docs/theme/javascripts/weights.js";
import { damages, garbage, letters, sentences } from "./arbitrary.js";
import { fragments, mistakes, views } from "./arbitrary-views.js";

// Microseconds of computing: a thousandth of it is usual, and what hangs takes more.
const LONG = 2e6;
const KEYS =
  /^(key|units|layer|noise|rate|seed|call|training|framework|seeding)$|^(before|dtype|compiled|batch|steps|features|sample|timestep|feature)$/;

/**
 * Hold a property for a thousand inputs, each of which ends soon.
 *
 * @template Input
 * @param {fc.Arbitrary<Input>} inputs
 * @param {(input: Input) => void} holds
 * @param {fc.Parameters} [options]
 */
function always(inputs, holds, options) {
  const timed = fc.property(inputs, (input) => {
    const start = process.cpuUsage();
    holds(input);
    assert.ok(process.cpuUsage(start).user < LONG, "it takes too long");
  });
  fc.assert(timed, options);
}

/**
 * @param {string} text
 * @returns {import("../../docs/theme/javascripts/view.js").View|ViewError}
 */
function parsed(text) {
  try {
    return parse(text);
  } catch (error) {
    assert.ok(error instanceof ViewError, String(error));
    return error;
  }
}

test("every view is the view of its own address", () => {
  always(views, (view) => {
    const fragment = format(view);
    assert.deepEqual(parse(fragment), view);
    assert.deepEqual(read(entries(view)), view);
    assert.equal(format(parse(fragment)), fragment);
    assert.match(fragment, /^[\w=&.,+-]{40,400}$/);
  });
});

test("any fragment is a view that stays the same, or is refused by a key, in short", () => {
  let found = 0;
  always(fragments, (fragment) => {
    const view = parsed(fragment);
    if (view instanceof ViewError) {
      assert.match(view.key, KEYS);
      assert.ok(view.value.length <= 40, "value of more than 40 characters");
      assert.ok(view.message.length <= 60);
      return;
    }
    found += 1;
    assert.deepEqual(parse(format(view)), view);
    assert.ok(product(view.sizes) <= MOST_UNITS);
    assert.ok(view.rate >= 0 && view.rate <= 1);
    assert.ok(view.at.every((place, axis) => place >= 0 && place < view.sizes[axis]));
  });
  assert.ok(found >= 100, `only ${found} were views`);
});

test("a fragment with one mistake is refused by its key", () => {
  always(mistakes, ({ text, key }) => assert.equal(parsed(text).key, key));
});

test("any sentence is read as twenty known ids, and no letter of it is lost", () => {
  always(sentences, (text) => {
    const words = tokens(text);
    const plain = text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
    const marks = (/** @type {string} */ some) =>
      some.match(/[\p{L}\p{N}\p{M}\p{P}\p{S}]/gu)?.join("") ?? "";
    assert.equal(marks(words.join("")), marks(plain));
    assert.ok(words.every((word) => word && !/\s/.test(word)));
    assert.deepEqual(tokens(words.join(" ")), words);
    const said = sentence(words, MODEL.words);
    assert.equal(said.ids.length, 20);
    assert.ok(said.ids.every((id) => id >= 0 && id < 1000));
    assert.ok(words.every((word) => [...label(word)].length <= 9));
  });
});

test("whatever is pasted into the search is asked for as words alone", () => {
  always(garbage, (typed) =>
    assert.match(asked(typed), /^(?:[\p{L}\p{N}]+(?:\*|~1)?\^[19] *)*$/u),
  );
});

test("damaged weights are refused by their checksum, or are the same numbers", () => {
  const refused = /^weights\.js: checksum -?\d+ of \d+ numbers$/;
  const unpacked = (/** @type {object} */ damage) => unpack({ ...MODEL, ...damage });
  always(
    damages,
    (damage) => assert.throws(() => unpacked(damage), { message: refused }),
    {
      numRuns: 960,
    },
  );
  const whole = unpack(MODEL);
  always(
    letters,
    ({ key, place, letter }) => {
      const text = MODEL[key];
      const damage = { [key]: text.slice(0, place) + letter + text.slice(place + 1) };
      // What is no digit counts as the last, which has six ones.
      const same = text[place] === (/[\w+/]/.test(letter) ? letter : "/");
      if (same) assert.deepEqual(unpacked(damage), whole);
      else assert.throws(() => unpacked(damage), { message: refused });
    },
    { numRuns: 40 },
  );
});
