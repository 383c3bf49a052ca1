/**
 * Programs that the playground writes, and what each of them prints.
 *
 * `node tests/javascript/programs.js > tests/javascript/programs.json` writes them anew;
 * Python's tests run them in their frameworks.
 */

import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { isOwn, KINDS } from "../../docs/theme/javascripts/kinds.js";
import {
  counted,
  inputAt,
  layoutOf,
  outputOf,
  windowOf,
} from "../../docs/theme/javascripts/mask.js";
import {
  FRAMEWORKS,
  format,
  parse,
  seedingsOf,
} from "../../docs/theme/javascripts/sources.js";
import { output, program } from "../../docs/theme/javascripts/texts.js";

const COUNT = 20;
const SHAPES = [
  [2, 4, 8],
  [3, 7, 5],
  [1, 42, 2],
  [5, 3, 45],
];
const RATES = [0.5, 0.2, 0.9, 0.125, 0.3];
const WORDS =
  "the film is slow and the plot is thin but the cast is so good that the evening was fun";

/** Numbers that look random: MINSTD. */
function chance(seed) {
  let state = seed;
  return (end) => {
    state = (state * 48271) % (2 ** 31 - 1);
    return state % end;
  };
}

/** A view of a framework, as a fragment. */
function fragment(framework, index) {
  const choose = chance(100 * FRAMEWORKS.indexOf(framework) + index + 1);
  const kind = KINDS[index % KINDS.length];
  const sizes = SHAPES[choose(SHAPES.length)];
  const ways = seedingsOf(framework, kind);
  const seeding = ways[choose(ways.length)];
  const [least, most] = framework.seedings[seeding];
  const seed = [least, most, BigInt(choose(1000)), BigInt(choose(2 ** 30))][choose(4)];
  const several = framework.dtypes.length > 1;
  const pairs = {
    layer: kind.name,
    framework: framework.name,
    seeding,
    before: framework.placed.includes(seeding) ? choose(9) : 0,
    dtype: framework.dtypes[choose(framework.dtypes.length)],
    compiled: several ? choose(2) : 0,
    rate: RATES[choose(RATES.length)],
    seed,
    call: choose(4),
    training: Number(index % 10 !== 9),
    batch: sizes[0],
    steps: sizes[1],
    features: sizes[2],
    timestep: choose(sizes[1]),
  };
  if (isOwn(kind)) {
    pairs.noise = sizes.map((size) => ["None", 1, size][choose(3)]).join();
  }
  return new URLSearchParams(pairs).toString();
}

/** The first number drawn that survives, and what becomes of it. */
function survivor(view, kept) {
  const rows = kept.flatMap((sample, b) => sample.map((row, t) => ({ b, t, row })));
  const found = rows.find(({ row }) => row.includes(1));
  if (!found) return undefined;
  const at = [found.b, found.t, found.row.indexOf(1)].map((i, axis) => i + view.at[axis]);
  return { at, value: outputOf(view, inputAt(view, at)) };
}

/** Each framework's views, their programs, and what they print. */
export async function cases() {
  const found = [];
  for (const framework of FRAMEWORKS) {
    for (let index = 0; index < COUNT; index += 1) {
      const view = parse(fragment(framework, index));
      const words = WORDS.split(" ");
      if (view.source) {
        const { name } = framework;
        view.drawing = await import(`../../docs/theme/javascripts/frameworks/${name}.js`);
      }
      const layout = layoutOf(view, words);
      const kept = windowOf(view, layout);
      found.push({
        framework: framework.name,
        view: format(view),
        program: view.drawing?.program(view, words) ?? program(view, words),
        output: output(view, kept, counted(view, layout, view.call).zeros),
        survivor: survivor(view, kept),
      });
    }
  }
  return found;
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  const lines = (await cases()).map((one) => JSON.stringify(one));
  console.log(`[\n${lines.join(",\n")}\n]`);
}
