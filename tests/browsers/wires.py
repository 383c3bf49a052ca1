"""What the commands of W3C WebDriver go through, to Firefox and to WebKit.

WebKit's driver takes them by HTTP. Firefox takes the same ones by Marionette, of which
geckodriver, that Debian does not have, is but a translation.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tools.measure import browsers

# Seconds after which a browser hangs. Its first start takes longest.
PATIENCE = 60
# What each command is called by Marionette, and its address for WebKit's driver.
ADDRESSES = {
    "Navigate": "url",
    "ExecuteAsyncScript": "execute/async",
    "PerformActions": "actions",
    "SetWindowRect": "window/rect",
}
PREFERENCES = {
    "marionette.port": 0,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}


def _wait(ready: Callable[[], Any], process: subprocess.Popen[bytes]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (value := ready()):
        if process.poll() is not None:
            raise ConnectionError(f"it ended with {process.returncode}")
        if time.monotonic() > end:
            raise TimeoutError(f"it is not there after {PATIENCE} s")
        time.sleep(0.05)
    return value


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with what it has started."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sent)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


class Wire(ABC):
    """A way to a browser, and what was started for it."""

    version: str

    def __init__(self) -> None:
        self.ends = ExitStack()

    @abstractmethod
    def begin(self) -> None:
        """Start the browser, and a session with it.

        Raises:
            OSError: It ends or hangs.
        """

    @abstractmethod
    def send(self, command: str, **given: Any) -> Any:
        """Send a command and give its value.

        Raises:
            AssertionError: The browser refuses.
            OSError: It has ended or hangs.
        """

    def close(self) -> None:
        """End whatever was started."""
        self.ends.close()

    def start(
        self, program: str, *options: str, **given: Any
    ) -> subprocess.Popen[bytes]:
        """Start a program, to be ended with whatever it starts itself."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [str(browsers.find(program)), *options]
        process = subprocess.Popen(command, start_new_session=True, **(quiet | given))
        self.ends.callback(_end, process)
        return process


class Firefox(Wire):
    """Firefox without a window, by Marionette."""

    sent = 0

    def begin(self) -> None:
        home = Path(tempfile.mkdtemp())
        self.ends.callback(shutil.rmtree, home, ignore_errors=True)
        lines = (
            f"user_pref({json.dumps(k)}, {json.dumps(PREFERENCES[k])});"
            for k in PREFERENCES
        )
        (home / "user.js").write_text("\n".join(lines))
        options = ("--headless", "--marionette", "--no-remote", "--profile", str(home))
        own = os.environ | {"HOME": str(home)}
        process = self.start("Firefox", *options, env=own)
        port = home / "MarionetteActivePort"
        number = _wait(lambda: port.exists() and port.read_text(), process)
        self.socket = socket.create_connection(("127.0.0.1", int(number)), PATIENCE)
        self.ends.callback(self.socket.close)
        self.answers = self.socket.makefile("rb")
        self._receive()
        self.version = self.send("NewSession")["capabilities"]["browserVersion"]

    def _receive(self) -> Any:
        length = b""
        while (byte := self.answers.read(1)) != b":":
            if not byte:
                raise ConnectionError("closed its connection")
            length += byte
        return json.loads(self.answers.read(int(length)))

    def send(self, command: str, **given: Any) -> Any:
        self.sent += 1
        message = json.dumps([0, self.sent, f"WebDriver:{command}", given]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise AssertionError(f"{command}: {error['error']}: {error['message']}")
        return result.get("value", result)


class WebKit(Wire):
    """WebKitGTK's own browser on a screen that nobody sees, by its driver."""

    def begin(self) -> None:
        size = ("-screen", "0", "1400x1000x24", "-nolisten", "tcp")
        screen = self.start("Xvfb", "-displayfd", "1", *size, stdout=subprocess.PIPE)
        number = screen.stdout.readline().decode().strip()
        screen.stdout.close()
        if not number:
            raise ConnectionError(f"Xvfb ended with {screen.wait(5)}")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        own = os.environ | {"DISPLAY": f":{number}", "GDK_BACKEND": "x11"}
        process = self.start("WebKitWebDriver", f"--port={port}", env=own)
        self.root = f"http://127.0.0.1:{port}/session"
        _wait(lambda: self._listens(port), process)
        program = {"binary": browsers.find("MiniBrowser"), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": program}}
        session = self._ask("POST", "", {"capabilities": wanted})
        self.root += f"/{session['sessionId']}"
        self.version = session["capabilities"]["browserVersion"]

    @staticmethod
    def _listens(port: int) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", port)) == 0

    def _ask(self, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            self.root + path,
            None if given is None else json.dumps(given).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.loads(error.read())["value"]
            raise AssertionError(
                f"{path}: {value['error']}: {value['message']}"
            ) from None

    def send(self, command: str, **given: Any) -> Any:
        return self._ask("POST", f"/{ADDRESSES[command]}", given)
