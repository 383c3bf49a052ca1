"""Time each control of each scene: its script, and the frame that shows what it did."""

import re
import statistics
from pathlib import Path

from playwright.sync_api import Page

ROUNDS = 60
SCENE = re.compile(r'<mask-scene name="?(\w+)')

# Each control in its turn: how long its script takes, and how long until the end of the
# frame that paints it. Hidden and disabled controls cannot be pressed.
TIME = """async ([name, rounds]) => {
  const host = document.querySelector(`mask-scene[name=${name}]`);
  // The chain's script waits for its numbers, too.
  await (await host.load()).ready;
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  }));
  const press = (control, round) => {
    if (control.type === "range") {
      const [low, high] = [Number(control.min), Number(control.max)];
      control.value = String(low + (high - low) * (round % 7) / 6);
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else control.click();
  };
  const script = [];
  const paint = [];
  const idle = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const control of host.querySelectorAll("button, input")) {
      if (control.disabled || !control.checkVisibility()) continue;
      await frame();
      const start = performance.now();
      press(control, round);
      const done = performance.now();
      await frame();
      script.push(done - start);
      paint.push(performance.now() - start);
    }
  }
  // As much passes from frame to frame where nothing is pressed.
  for (let round = 0; round < rounds; round += 1) {
    await frame();
    const start = performance.now();
    await frame();
    idle.push(performance.now() - start);
  }
  return [script, paint, idle];
}"""


def spread(times: list[float]) -> str:
    """Median and 95th percentile in milliseconds, as text."""
    high = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times):6.1f} {high:6.1f}"


def scenes(page: Page, address: str, folder: Path) -> None:
    """Time the scenes of a built site and print a line for each.

    Args:
        page: To open them in.
        address: Where the site is served.
        folder: Where it lies.
    """
    print("Scenes: script of a press (aim: 6 ms), and until it is painted (16.7, 33)")
    print("                        median   95 %  median   95 %")
    nothing: list[float] = []
    for path in sorted(folder.rglob("index.html")):
        name = path.parent.relative_to(folder).as_posix().removeprefix(".")
        for scene in SCENE.findall(path.read_text("utf-8")):
            page.goto(f"{address}{name}")
            script, paint, idle = page.evaluate(TIME, [scene, ROUNDS])
            nothing += idle
            print(f"  {scene:20} {spread(script)} {spread(paint)}", flush=True)
    print(f"  {'nothing pressed':20} {'':13} {spread(nothing)}")
