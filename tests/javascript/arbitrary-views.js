/** Views, and addresses that name one or do not: seeded, and shrunk where it fails. */

import fc from "fast-check";
import { isOwn, KINDS } from "../../docs/theme/javascripts/kinds.js";
import { LAST } from "../../docs/theme/javascripts/philox.js";
import {
  entries,
  FRAMEWORKS,
  format,
  seedingsOf,
} from "../../docs/theme/javascripts/sources.js";
import { MOST_UNITS } from "../../docs/theme/javascripts/view.js";
import { garbage, PAYLOADS } from "./arbitrary.js";

const INT64 = [-(2n ** 63n), 2n ** 63n - 1n];
const MOST_WORDS = 2 ** 25;
const UNKNOWN = ["__proto__", "constructor", "x", "RATE", "<b>", "hasOwnProperty", ""];

const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1e6 }));
const sizes = fc.tuple(size, size, size).map(([batch, steps, features]) => {
  const second = Math.min(steps, Math.floor(MOST_UNITS / batch));
  const most = Math.floor(MOST_UNITS / (batch * second));
  return [batch, second, Math.min(features, most)];
});
const rate = fc.oneof(
  fc.constantFrom(0, 1, 5e-324, 1e-9, 2 ** -24, 1 - 2 ** -23, 1 - 2 ** -53),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const seed = fc.oneof(
  fc.constantFrom(...INT64, 0n, 2n ** 31n, 2n ** 32n, 2n ** 53n),
  fc.bigInt(...INT64),
);
const call = fc.integer({ min: 0, max: LAST });
const source = fc.record({
  framework: fc.constantFrom(...FRAMEWORKS),
  way: fc.nat(3),
  before: call,
  type: fc.nat(3),
  compiled: fc.boolean(),
});

/** Every view that an address can name. */
export const views = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    own: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
    rate,
    seed,
    call,
    training: fc.boolean(),
    sizes,
    at: fc.tuple(fc.nat(MOST_UNITS), fc.nat(MOST_UNITS), fc.nat(MOST_UNITS)),
    source: fc.option(source, { nil: undefined }),
  })
  .map(({ own, source, ...given }) => {
    const at = given.at.map((place, axis) => Math.min(place, given.sizes[axis] - 1));
    const shape = own.map((way, axis) => [null, 1, given.sizes[axis]][way]);
    const noise = isOwn(given.kind) ? shape : given.kind.noise;
    const view = { ...given, noise, at };
    return source ? drawnBy(view, source) : view;
  });

/** The view with what draws it, moved into what that can do. */
function drawnBy(view, { framework, way, before, type, compiled }) {
  const ways = seedingsOf(framework, view.kind);
  const seeding = ways[way % ways.length];
  const own = {
    framework,
    seeding,
    before: framework.placed.includes(seeding) ? before : 0,
    dtype: framework.dtypes[type % framework.dtypes.length],
    compiled: compiled && framework.dtypes.length > 1,
  };
  const first = Object.keys(framework.seedings)[0] === seeding;
  const usual = first && !own.before && own.dtype === "float32" && !own.compiled;
  if (framework === FRAMEWORKS[0] && usual) return view;
  const [least, most] = framework.seedings[seeding];
  const [, nearest] = [least, view.seed, most].sort((a, b) => (a < b ? -1 : 1));
  const draws = (view.noise ?? [null, null, 1])
    .map((entry, axis) => entry ?? view.sizes[axis])
    .reduce((all, one) => all * one, 1);
  const last = Math.floor((MOST_WORDS - own.before) / (2 * draws)) - 1;
  return {
    ...view,
    seed: nearest,
    call: framework.name === "pytorch" ? Math.min(view.call, last) : view.call,
    rate: view.rate === 1 ? 0.5 : view.rate,
    source: own,
  };
}

const encoded = (pairs) =>
  pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
const NEEDED = ["layer", "rate", "seed", "call", "training", "batch", "features"];
// What each key refuses besides, beside or beyond what it takes.
const REFUSED = {
  rate: ["-0.2", "1.01", "1e999", "0,5", ""],
  seed: ["9223372036854775808", "-9223372036854775809", "7.5", ""],
  call: ["-1", "10000", ""],
  before: ["-1", "10000"],
  training: ["2", "true", ""],
  compiled: ["2", "true"],
  noise: ["1", "None,None", "None,0,1", "None;1;1", "1,1,1,1", "1,1,-1"],
  dtype: ["int8", "float", ""],
  framework: ["nobody", "keras"],
  seeding: ["none", ""],
  batch: ["0", "-1", "1,00", "1e3", "1000001", ""],
};
/** What a framework cannot do, as keys and values; nothing for a view of the figures. */
function impossible({ source, noise, sizes }) {
  if (!source) return [];
  const { framework, seeding } = source;
  const [least, most] = framework.seedings[seeding];
  const others = FRAMEWORKS.flatMap(({ seedings }) => Object.keys(seedings));
  const single = framework.dtypes.length === 1;
  const all = noise ? sizes[0] * sizes[1] * sizes[2] : 0;
  const late = framework.name === "pytorch" && !noise?.includes(1) && all > 2000;
  return [
    ["rate", "1"],
    ...[least - 1n, most + 1n]
      .filter((seed) => BigInt.asIntN(64, seed) === seed)
      .map((seed) => ["seed", String(seed)]),
    ...others
      .filter((way) => !(way in framework.seedings))
      .map((way) => ["seeding", way]),
    ...(framework.placed.includes(seeding) ? [] : [["before", "3"]]),
    ...(single ? ["float16", "float64"].map((dtype) => ["dtype", dtype]) : []),
    ...(single ? [["compiled", "1"]] : []),
    ...(late ? [["call", String(LAST)]] : []),
  ];
}

/** All that can be wrong with the address of a view: pairs, and the key to be named. */
function wrongs(view) {
  const pairs = entries(view);
  const without = (key) => pairs.filter(([other]) => other !== key);
  const axes = ["batch", "steps", "features"];
  const grown = (axis) =>
    pairs.map(([key, text]) => [
      key,
      key === axis ? "1000000" : axes.includes(key) ? "2" : text,
    ]);
  const keys = [...pairs.map(([key]) => key), "noise", "framework", "seeding", "dtype"];
  return [
    keys.flatMap((key) =>
      [...(REFUSED[key] ?? ["-1", ""]), ...PAYLOADS].map((text) => [
        [...without(key), [key, text]],
        key,
      ]),
    ),
    NEEDED.map((key) => [without(key), key]),
    pairs.map((pair) => [[...pairs, pair], "key"]),
    UNKNOWN.map((key) => [[...pairs, [key, ""]], "key"]),
    axes.map((axis) => [grown(axis), "units"]),
    impossible(view).map(([key, text]) => [[...without(key), [key, text]], key]),
  ].filter((some) => some.length);
}

/** Fragments with one mistake, and the key that is to be named. */
export const mistakes = fc
  .tuple(views, fc.nat(999), fc.nat(9999))
  .map(([view, way, place]) => {
    const ways = wrongs(view);
    const some = ways[way % ways.length];
    const [pairs, key] = some[place % some.length];
    return { text: encoded(pairs), key };
  });

/** Whatever may stand behind the # of an address. */
export const fragments = fc.oneof(
  { weight: 2, arbitrary: garbage },
  { weight: 2, arbitrary: mistakes.map((mistake) => mistake.text) },
  { weight: 1, arbitrary: views.map(format) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(views.map(format), fc.nat(200), fc.nat(12), garbage)
      .map(([text, at, less, more]) => text.slice(0, at) + more + text.slice(at + less)),
  },
  { weight: 1, arbitrary: views.map((view) => encodeURIComponent(format(view))) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...UNKNOWN, "rate", "seed", "layer"), garbage))
      .map(encoded),
  },
);
