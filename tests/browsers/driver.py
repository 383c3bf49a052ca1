"""Drive a browser as a reader's hands would: open, point, press, type, look."""

import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from browsers.wires import Wire

from tools.measure import browsers

# Named as WebDriver numbers them.
KEYS = {
    "Enter": "\ue007",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "End": "\ue010",
}
CALL = """const done = arguments[arguments.length - 1];
Promise.resolve([...arguments].slice(0, -1)).then((given) => (%s)(...given)).then(
  (value) => done({ value }),
  (error) => done({ error: `${error}\\n${error.stack}` }),
);"""


class BrowserError(Exception):
    """A browser is missing, has crashed or hangs; the message names it."""


class Driver:
    """One browser, for all that is asked of it."""

    def __init__(self, name: str, wire: Wire) -> None:
        self.name = name
        self.wire = wire
        self.broken = ""

    def begin(self) -> None:
        """Start it, with a window as wide as a laptop's.

        Raises:
            BrowserError: It is missing, ends or hangs.
        """
        if wanted := browsers.missing(self.name):
            raise BrowserError(f"{self.name} is missing: {browsers.mend(wanted)}")
        self._guarded("its start", self.wire.begin)
        self.send("SetWindowRect", width=1280, height=900)

    def _guarded(self, what: str, call: Callable[[], Any]) -> Any:
        if self.broken:
            raise BrowserError(self.broken)
        try:
            return call()
        except (OSError, ValueError, HTTPException) as error:
            again = browsers.mend(["--reinstall", *browsers.packages(self.name)])
            self.broken = (
                f"{self.name} crashed or hangs at {what}: {error}; run it again, and "
                f"if it stays so: {again}"
            )
            raise BrowserError(self.broken) from None

    def send(self, command: str, **given: Any) -> Any:
        """Send a command; whoever does not answer is named, now and later."""
        what = f"{command} {str(given)[:120]}"
        return self._guarded(what, lambda: self.wire.send(command, **given))

    def go(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self.send("Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        """What a function of JavaScript gives for arguments, waited for.

        Raises:
            AssertionError: The function throws.
        """
        done = self.send("ExecuteAsyncScript", script=CALL % script, args=list(given))
        # A page that is left meanwhile answers nothing.
        done = done or {}
        assert "error" not in done, f"{script[:200]}: {done['error']}"
        return done.get("value")

    def until(self, script: str, *given: Any, because: str = "") -> None:
        """Wait until a function of JavaScript gives what is true.

        Raises:
            AssertionError: It did not within 10 seconds.
        """
        end = time.monotonic() + 10
        while not self.run(script, *given):
            assert time.monotonic() < end, (
                f"{self.name} waits: {because or script} {given}"
            )
            time.sleep(0.03)

    def point(self, x: float, y: float) -> None:
        """Move the pointer to a place of the window, in CSS pixels."""
        self._act(
            "pointer",
            {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)},
        )

    def press(self) -> None:
        """Press and release the pointer's button."""
        down = {"type": "pointerDown", "button": 0}
        self._act("pointer", down, down | {"type": "pointerUp"})

    def type(self, *keys: str) -> None:
        """Press and release keys: letters, or names of KEYS."""
        presses = [KEYS.get(key, key) for key in keys]
        self._act(
            "key",
            *({"type": t, "value": k} for k in presses for t in ("keyDown", "keyUp")),
        )

    def _act(self, sort: str, *steps: dict[str, Any]) -> None:
        hand = {"type": sort, "id": sort, "actions": list(steps)}
        self.send("PerformActions", actions=[hand])

    def close(self) -> None:
        """End the browser."""
        self.wire.close()
