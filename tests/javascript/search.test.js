import assert from "node:assert/strict";
import { test } from "node:test";
import { asked } from "../../docs/theme/javascripts/search.js";

test("each word is asked for by itself, the last one as a beginning too", () => {
  assert.equal(asked("Set seed").trim(), "set^9   seed^9 seed*^1");
});

test("the signs of a pasted message are no commands", () => {
  const message = `ValueError: "noise_shape" -1 ~2 +(None, 1) title:x^3 *`;
  assert.doesNotMatch(asked(message), /["+:(),=-]|~2|\^3|(^|\s)\*/);
});

test("a phrase in quotes asks for the same as without", () => {
  assert.equal(asked('"the word"'), asked("the word"));
});

test("a long word may be spelt another way", () => {
  assert.match(asked("regularization"), /regularization~1\^1/);
  assert.doesNotMatch(asked("rate"), /~/);
});

test("nothing is asked where no word is typed", () => {
  for (const typed of ["", " ", '"?"', "…"]) assert.equal(asked(typed), "");
});

test("words of other scripts are words", () => {
  assert.match(asked("Зерно маски"), /зерно\^9 .*маски\^9/);
});
