import assert from "node:assert/strict";
import { test } from "node:test";
import { label, read, tokens } from "../../docs/theme/javascripts/sentence.js";

test("a sentence is cut as the data set cuts its own", () => {
  for (const [text, words] of [
    ["A good-natured film, isn’t it?", "a good-natured film , isn't it ?"],
    ["“Bad” ... or worse--", '" bad " ... or worse --'],
    ["the film's 90 minutes .", "the film's 90 minutes ."],
    ["Żółw naïve déjà-vu", "żółw naïve déjà-vu"],
    ["good🎬🎬film", "good 🎬🎬 film"],
    [" \n\t", ""],
  ]) {
    assert.equal(tokens(text).join(" "), words);
  }
});

test("what is not known is UNK, and padding fills up to twenty", () => {
  const said = read(["a", "zx", "b", "zx"], "b a");
  assert.deepEqual(said.ids, [3, 1, 2, 1, ...new Array(16).fill(0)]);
  assert.deepEqual(said.unknown, ["zx"]);
  assert.equal(said.all, 4);
});

test("only the first twenty words are read", () => {
  const words = Array.from({ length: 30 }, (_, n) => `w${n}`);
  const said = read(words, "w0 w29");
  assert.deepEqual(said.words, words.slice(0, 20));
  assert.equal(said.ids.length, 20);
  assert.equal(said.unknown.length, 19);
  assert.equal(said.all, 30);
});

test("a long word is cut between letters", () => {
  assert.equal(label("beautiful"), "beautiful");
  assert.equal(label("enchanted."), "enchante…");
  assert.equal(label("🎬".repeat(12)), `${"🎬".repeat(8)}…`);
});
