"""Time masks beside the frameworks', and every figure: ``make bench``.

Machines are noisy, so the ratios are what counts: in each round all are timed one after
the other, and the median of the rounds' ratios is printed. TensorFlow.js comes from its
npm package; nothing of it ships with the site.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.measure import chromium, scenes, server, streams
from tools.measure.frameworks import UNITS
from tools.project import ENVIRONMENT, NODE_MODULES, ROOT, mkdocs_build

os.environ |= ENVIRONMENT

BUNDLE = NODE_MODULES / "@tensorflow/tfjs/dist/tf.min.js"
ROUNDS = 21
CLICKS = 200

# Times in milliseconds, each the fastest way to get one mask of a shape.
OURS = """async (units) => {
  const { keep, stream, threshold } = await import("./javascripts/philox.js");
  const start = performance.now();
  keep(stream(7n, 0), threshold(0.2), 0, new Uint8Array(units));
  return performance.now() - start;
}"""
# A click on "Next call", with the drawing, the counts, the numbers and the program.
REDRAW = """async (rounds) => {
  const button = document.querySelector(".mask-next");
  const times = [];
  for (let i = 0; i < rounds; i += 1) {
    const counted = new Promise((resolve) => {
      const host = document.querySelector("mask-figure");
      host.addEventListener("counted", resolve, { once: true });
    });
    const start = performance.now();
    button.click();
    await counted;
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times;
}"""
# Passes of the question's model, and 200 draws of each of five kinds: the passes, the
# whole, and the longest that the page was kept waiting.
MODEL = """async ([passes, draws]) => {
  const script = (name) => import(`./javascripts/${name}.js`);
  const { unpack, embed, forward, opinions } = await script("chain");
  const { MODEL } = await script("weights");
  const { KINDS } = await script("kinds");
  const { finish } = await script("work");
  const weights = unpack(MODEL);
  const ids = Array.from({ length: 20 }, (_, step) => 7 * step);
  const vectors = embed(weights, ids);
  const timed = Array.from({ length: passes }, () => {
    const start = performance.now();
    forward(weights, vectors);
    return performance.now() - start;
  });
  const views = KINDS.filter(({ name }) => name !== "shared" && name !== "own").map(
    (kind) => ({ kind, noise: kind.noise, rate: 0.2, seed: 7n, call: 0, training: true,
      sizes: [1, 20, 16], at: [0, 0, 0] }));
  let longest = 0;
  const work = opinions(weights, ids, views, draws);
  const start = performance.now();
  let before = start;
  await finish(work, new AbortController().signal, () => {
    longest = Math.max(longest, performance.now() - before);
    setTimeout(() => { before = performance.now(); });
  });
  return [timed, performance.now() - start, longest];
}"""
# From an event to the end of the frame by which the page tells something new.
WATCH = """(type) => {
  const counts = document.querySelector(".mask-counts");
  const { port1, port2 } = new MessageChannel();
  let before, started;
  window.paints = [];
  const look = () => {
    if (counts.textContent === before) requestAnimationFrame(look);
    else port2.postMessage(null);
  };
  port1.onmessage = () => window.paints.push(performance.now() - started);
  const start = (event) => {
    before = counts.textContent;
    started = event.timeStamp;
    requestAnimationFrame(look);
  };
  addEventListener(type, start, { capture: true });
}"""


def native() -> Callable[[], float]:
    """A function that times one mask of native TensorFlow on one core."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    x = tf.ones((UNITS,))

    def run() -> float:
        start = time.perf_counter()
        tf.nn.experimental.stateless_dropout(x, 0.2, [7, 0]).numpy()
        return (time.perf_counter() - start) * 1e3

    return run


def median_of(times: list[float]) -> str:
    """A median in milliseconds, as text."""
    return f"{statistics.median(times):8.3f} ms"


def spread_of(times: list[float]) -> str:
    """Median and 95th percentile in milliseconds, as text."""
    high = statistics.quantiles(times, n=20)[-1]
    return f"median {statistics.median(times):.1f} ms, 95th percentile {high:.1f} ms"


def masks(page: Page) -> None:
    """Time masks in the browser and in native TensorFlow."""
    native_run = native()
    page.add_script_tag(url="tf.js")
    rounds = []
    for number in range(ROUNDS + 3):
        print(f"\rround {number + 1} of {ROUNDS + 3}", end="", file=sys.stderr)
        rounds.append(
            (
                page.evaluate(OURS, UNITS),
                page.evaluate(streams.THEIRS, UNITS),
                native_run(),
            )
        )
    print(file=sys.stderr)
    # The first rounds warm up the compilers.
    ours, theirs, natives = (list(times) for times in zip(*rounds[3:], strict=True))
    print(f"A mask of 2^20 units, median of {ROUNDS} rounds")
    print(f"  this site        {median_of(ours)}")
    print(f"  TensorFlow.js    {median_of(theirs)}")
    print(f"  TensorFlow       {median_of(natives)}  one core, stateless_dropout")
    faster = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    slower = statistics.median(a / b for a, b in zip(ours, natives, strict=True))
    print(f"  {faster:.1f} times as fast as TensorFlow.js (aim: at least 6)")
    print(f"  {slower:.1f} times the time of TensorFlow (aim: at most 3)")
    print("Cost by units")
    for power in range(8, 21, 2):
        units = 2**power
        times = [page.evaluate(OURS, units) for _ in range(ROUNDS)]
        per = statistics.median(times) * 1e6 / units
        print(f"  2^{power:<2} {median_of(times)} {per:7.2f} ns per unit")


def model(page: Page) -> None:
    """Time the question's model, warm."""
    page.evaluate(MODEL, [CLICKS, 20])
    passes, draws, longest = page.evaluate(MODEL, [CLICKS, 200])
    print("The question's model on a sentence")
    print(f"  a pass {spread_of(passes)} (aim: 4 ms)")
    print(f"  200 draws of five kinds {draws:.0f} ms (aim: 600 ms)")
    print(f"  at most {longest:.1f} ms without a pause (aim: 16 ms)")


def clicks(page: Page, selector: str, event: str, places: tuple[float, ...]) -> None:
    """Time from a click of the mouse to the frame that shows what it changed.

    Args:
        page: The playground.
        selector: The control.
        event: What it listens to.
        places: Where to click in turn, as shares of its width.
    """
    page.reload()
    page.locator(".playground-start:enabled").wait_for()
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    assert box, f"{selector} is not on the page"
    page.evaluate(WATCH, event)
    for number in range(CLICKS + 20):
        share = places[number % len(places)]
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        # Any moment between two frames, and time for more than one.
        page.wait_for_timeout(50 + number % 17)
    print(f"  {selector} {spread_of(page.evaluate('window.paints')[20:])}")


def playground(page: Page) -> None:
    """Time the playground, warm, by script and by the mouse."""
    page.locator(".playground-start:enabled").wait_for()
    print("A redraw of (1, 20, 16) with all its numbers, script only (aim: 8 ms)")
    print(f"  .mask-next {spread_of(page.evaluate(REDRAW, CLICKS + 20)[20:])}")
    print("From a click to the end of the next frame (aim: 16.7 ms between frames)")
    clicks(page, ".mask-next", "click", (0.5,))
    clicks(page, "[data-for=rate]", "pointerdown", (0.3, 0.6))


def main() -> None:
    """Build the site, serve it, time everything, print the tables."""
    path = chromium.find()
    if not path:
        sys.exit(f"bench: {chromium.MEND}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = mkdocs_build(ROOT, Path(folder))
        if built.returncode:
            sys.exit(f"bench: the site could not be built:\n{built.stderr.strip()}")
        shutil.copy(BUNDLE, Path(folder) / "tf.js")
        browser = playwright.chromium.launch(
            executable_path=path, args=chromium.arguments()
        )
        page = browser.new_page(bypass_csp=True)
        with server.serve(Path(folder), isolated=True) as address:
            page.goto(address)
            masks(page)
            streams.streams(page, ROUNDS)
            model(page)
            page.goto(f"{address}playground/")
            playground(page)
            scenes.scenes(page, address, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
