"""Time the browser's mask beside TensorFlow.js and native TensorFlow: ``make bench``.

Machines are noisy, so the ratios are what counts: in each round all are timed one after
the other, and the median of the rounds' ratios is printed. TensorFlow.js comes from its
npm package; nothing of it ships with the site.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import chromium
from examples import ENVIRONMENT, ROOT

os.environ |= ENVIRONMENT

BUNDLE = ROOT / "node_modules/@tensorflow/tfjs/dist/tf.min.js"
ROUNDS = 21
UNITS = 2**20

# Times in milliseconds, each the fastest way to get one mask of a shape.
OURS = """async (units) => {
  const { keep, stream, threshold } = await import("./javascripts/philox.js");
  const start = performance.now();
  keep(stream(7n, 0), threshold(0.2), 0, new Uint8Array(units));
  return performance.now() - start;
}"""
THEIRS = """async (units) => {
  await tf.setBackend("cpu");
  const x = tf.ones([units]);
  const start = performance.now();
  const y = tf.dropout(x, 0.2, null, 7);
  await y.data();
  const took = performance.now() - start;
  tf.dispose([x, y]);
  return took;
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


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder, lets pages measure finely, and says nothing."""

    def end_headers(self) -> None:
        """Isolate the page: Chromium then counts in steps of 5 microseconds."""
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


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


def main() -> None:
    """Build the site, serve it, time everything, print the tables."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    if not path:
        sys.exit(f"bench: {chromium.MEND}")
    native_run = native()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
        subprocess.run([*command, folder], cwd=ROOT, check=True)
        shutil.copy(BUNDLE, Path(folder) / "tf.js")
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), partial(QuietHandler, directory=folder)
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        page = browser.new_page(bypass_csp=True)
        address = f"http://127.0.0.1:{server.server_port}/"
        page.goto(address)
        page.add_script_tag(url="tf.js")
        rounds = []
        for number in range(ROUNDS + 3):
            print(f"\rround {number + 1} of {ROUNDS + 3}", end="", file=sys.stderr)
            rounds.append(
                (page.evaluate(OURS, UNITS), page.evaluate(THEIRS, UNITS), native_run())
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
        page.goto(f"{address}playground/")
        page.locator(".playground-start:enabled").wait_for()
        times = page.evaluate(REDRAW, 200)[20:]
        high = statistics.quantiles(times, n=20)[-1]
        print("A redraw of (1, 20, 16) with all its numbers, script only")
        print(f"  median {median_of(times).strip()}, 95th percentile {high:.3f} ms")
        print("  (aim: at most 8 ms)")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
