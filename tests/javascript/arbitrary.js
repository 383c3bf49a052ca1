/** What readers, links and damaged files may bring: seeded, and shrunk where it fails. */

import fc from "fast-check";
import { MODEL } from "../../docs/theme/javascripts/weights.js";

fc.configureGlobal({ seed: 20, numRuns: 1000 });

// In no key's place is one of them right.
export const PAYLOADS = [
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "<script>alert(1)</script>",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "javascript:alert(1)",
  "'-alert(1)-'",
  "{value}{name}{expected}",
  "$&$`$'",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "0x10",
  "1e9",
  "1.5.2",
  "١٢٣",
  "\u0000",
  "\u202e",
  "%",
  "%E0%A4%A",
  "🎬",
  "9".repeat(1000),
  "a".repeat(1e5),
];

const text = fc.string({ unit: "binary", maxLength: 120 });
const endless = fc
  .tuple(fc.constantFrom("a", "&", "=", "%", "9", ",", "<b>", "'a", "-", "é", "🎬"), text)
  .map(([one, end]) => one.repeat(20_000) + end);
/** Texts that are meant for nothing here. */
export const garbage = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(...PAYLOADS) },
  { weight: 1, arbitrary: endless },
);

/** What may be pasted where a sentence is read. */
export const sentences = fc.oneof(
  garbage,
  fc
    .array(
      fc.constantFrom(
        ..."a film isn't good-natured “bad” ... -- '' '- é e\u0301 🎬🎬 👨‍👩‍👧 ﬁ İ Σ ß 这部 \u200f".split(
          " ",
        ),
        ...PAYLOADS.slice(0, 8),
      ),
    )
    .map((words) => words.join(" ")),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

/** What may stand in a file of weights in place of what was written. */
export const damages = fc.oneof(
  fc.record({ exponents: text, fractions: text, checksum: fc.integer() }),
  fc
    .tuple(fc.constantFrom("exponents", "fractions"), fc.nat(3000))
    .map(([key, end]) => ({ [key]: MODEL[key].slice(0, end) })),
);

/** One character of such a file, in another's place. */
export const letters = fc.record({
  key: fc.constantFrom("exponents", "fractions"),
  place: fc.nat(MODEL.exponents.length - 1),
  letter: fc.constantFrom(..."ABCDwxyz0189+/~ é\u0000"),
});
