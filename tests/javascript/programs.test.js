import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FRAMEWORKS } from "../../docs/theme/javascripts/sources.js";
import { cases } from "./programs.js";

test("the programs that run in the frameworks are those that are written", async () => {
  const file = new URL("programs.json", import.meta.url);
  const committed = JSON.parse(readFileSync(file, "utf8"));
  assert.ok(committed.length >= 20 * FRAMEWORKS.length);
  assert.deepEqual(JSON.parse(JSON.stringify(await cases())), committed);
});
