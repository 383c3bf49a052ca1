"""Time a mask of each stream in the browser, beside Philox and beside its framework.

As in tools.measure.bench: in each round all are timed one after the other, and the
median of the rounds' ratios is what counts.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from tools.measure.frameworks import UNITS, WARM
from tools.project import ENVIRONMENT, ROOT

# The module of a stream, its settings beside the seed, and the words for them.
STREAMS = [
    ("keras-tensorflow", {}, ""),
    ("keras-tensorflow", {"compiled": True}, "compiled"),
    ("keras-tensorflow", {"dtype": "float64"}, "float64"),
    ("keras-2", {}, ""),
    ("keras-torch", {}, ""),
    ("keras-jax", {}, ""),
    ("pytorch", {}, "2.7"),
    ("pytorch", {"version": "2.0"}, "2.0 to 2.6"),
    ("jax-bernoulli", {}, ""),
    ("jax-bernoulli", {"partitionable": False, "size": UNITS}, "before 0.5"),
    ("flax-linen", {"path": ["Dropout_0"]}, ""),
    ("flax-nnx", {}, ""),
    ("tensorflow-js", {}, ""),
]
# Which environment holds the framework of what is timed; others are not at hand.
TESTS, OTHERS = sys.executable, ROOT / ".venv-frameworks/bin/python"
PYTHON = {"keras-tensorflow": TESTS, "keras-2": TESTS} | dict.fromkeys(
    (
        *("keras-torch", "keras-jax", "pytorch"),
        *("jax-bernoulli", "flax-linen", "flax-nnx"),
    ),
    OTHERS,
)
BACKENDS = {"keras-torch": "torch", "keras-jax": "jax"}
# Milliseconds of TensorFlow.js' own mask, on a page that has its script.
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
# Milliseconds of Philox, then of each stream.
TIME = """async ([cases, units]) => {
  const { keep, stream, threshold } = await import("./javascripts/philox.js");
  const philox = (out) => keep(stream(7n, 0), threshold(0.2), 0, out);
  const draws = [philox];
  for (const [name, settings] of cases) {
    const { keeper } = await import(`./javascripts/streams/${name}.js`);
    draws.push((out) => keeper({ seed: 7n, ...settings }, 0.2)(0, out));
  }
  return draws.map((draw) => {
    const start = performance.now();
    draw(new Uint8Array(units));
    return performance.now() - start;
  });
}"""


def native(page: Page, stream: str, rounds: int) -> str:
    """How long the framework itself takes, in words, or why nobody knows."""
    if stream not in PYTHON:
        times = [page.evaluate(THEIRS, UNITS) for _ in range(rounds + WARM)][WARM:]
        return f"{statistics.median(times):8.3f} ms  TensorFlow.js, CPU backend"
    python = Path(PYTHON[stream])
    if not python.exists():
        return "not installed"
    asking = (python, "-m", "tools.measure.frameworks", stream, str(rounds))
    backend = {"KERAS_BACKEND": BACKENDS.get(stream, "tensorflow")}
    done = subprocess.run(
        asking,
        cwd=ROOT,
        env=os.environ | ENVIRONMENT | backend,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit {done.returncode}"]
        return f"failed: {lines[-1]}"
    said = json.loads(done.stdout.splitlines()[-1])
    return f"{statistics.median(said['times']):8.3f} ms  {said['by']}"


def streams(page: Page, rounds: int) -> None:
    """Time every stream and print a row for each.

    Args:
        page: One of the site, isolated, so that its clock is fine, with the script of
            TensorFlow.js.
        rounds: How often, after some to warm up.
    """
    cases = [(name, settings) for name, settings, _ in STREAMS]
    timed = [page.evaluate(TIME, [cases, UNITS]) for _ in range(rounds + WARM)]
    timed = timed[WARM:]
    print("A mask of 2^20 units by stream: time, times Philox (aim: at most 3)")
    print("and the framework itself on one core, a layer on ones")
    print(f"  {'philox':28}{statistics.median(each[0] for each in timed):8.3f} ms")
    for at, (name, _, words) in enumerate(STREAMS, start=1):
        took = statistics.median(each[at] for each in timed)
        ratio = statistics.median(each[at] / each[0] for each in timed)
        plain = at == 1 or STREAMS[at - 2][0] != name
        beside = native(page, name, rounds) if plain else ""
        row = f"  {f'{name} {words}':28}{took:8.3f} ms {ratio:5.2f}  {beside}"
        print(row.rstrip(), flush=True)
