"""Make what a command needs, whole or not at all: ``python -m tools.setup NAME``.

``build`` makes ``.venv``, ``tests`` makes ``.venv-tests`` and ``frameworks`` makes
``.venv-frameworks``, each from its own lock with hashes; ``successor`` makes
``.venv-successor``, and ``node`` makes ``node_modules``. Each is made in ``.cache`` and
takes its place at once: nothing half-made is ever used, and what was there stays until
then. Needs no package.
"""

import ast
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tools.project import CACHE, ROOT, replace_whole

BIN = "Scripts" if os.name == "nt" else "bin"
# What pip was told serves uv too, unless uv was told something else.
TOLD = {
    "cert": "SSL_CERT_FILE",
    "find-links": "UV_FIND_LINKS",
    "index-url": "UV_DEFAULT_INDEX",
    "proxy": "ALL_PROXY",
}


class Kind(NamedTuple):
    """What can be set up: its folder, what it is made of, and what it takes."""

    folder: str
    made_of: tuple[str, ...]
    takes: str


KINDS = {
    "build": Kind(".venv", ("requirements.txt",), "0.2 GB, under a minute"),
    "tests": Kind(".venv-tests", ("requirements-tests.txt",), "2.7 GB, some minutes"),
    "frameworks": Kind(
        ".venv-frameworks",
        ("requirements-frameworks.txt", "pyproject.toml"),
        "1.6 GB, gigabytes more where only the CUDA build of PyTorch can be had",
    ),
    # The newest that there is: whether it still works is the question.
    "successor": Kind(".venv-successor", ("pyproject.toml",), "0.2 GB, under a minute"),
    "node": Kind(
        "node_modules", ("package-lock.json", "package.json"), "0.5 GB, a minute"
    ),
}


class StepError(Exception):
    """A step failed; the message is one line that says which, and why."""


def say(text: str, end: str = "\n") -> None:
    """Tell whoever waits."""
    print(f"setup: {text}", file=sys.stderr, end=end, flush=True)


def run(
    step: str,
    *command: str | Path,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
) -> None:
    """Run the command of a step in silence; a terminal shows the seconds.

    Raises:
        StepError: It failed; the message ends with the last that the command said.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        while True:
            try:
                output, _ = process.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                if sys.stderr.isatty():
                    say(f"{step}, {time.monotonic() - start:.0f} s", end="\033[K\r")
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode:
        said = [line.strip() for line in output.decode(errors="replace").splitlines()]
        # What uv and npm add below the cause.
        cause = [line for line in said if line and not re.match(r"hint:|.* log ", line)]
        raise StepError(f"{step} failed: {cause[-1] if cause else process.returncode}")


def bootstrap(folder: Path) -> tuple[Path, dict[str, str]]:
    """Install uv alone, by pip; give its path and the variables to run it with."""
    run("making an environment for uv", sys.executable, "-m", "venv", folder)
    pip = (folder / BIN / "python", "-m", "pip", "--disable-pip-version-check")
    lock = (ROOT / "requirements-tests.txt").read_text("utf-8")
    pinned = folder / "uv.txt"
    pinned.write_text("".join(re.findall(r"^uv==.*\n(?: .*\n)+", lock, re.M)), "utf-8")
    install = ("install", "--quiet", "--no-compile", "--no-deps", "--retries=2")
    run("getting uv", *pip, *install, "--require-hashes", f"--requirement={pinned}")
    told = subprocess.run([*pip, "config", "list"], capture_output=True, text=True)
    env = translated(told.stdout) | os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    return folder / BIN / "uv", env


def translated(config: str) -> dict[str, str]:
    """What ``pip config list`` printed, as variables that uv reads.

    pip prefers its variables to its files, and there what is said for a command.
    """
    found = {}
    for place in ("global", "install", ":env:"):
        for option, value in re.findall(rf"^{place}\.([\w-]+)=(.+)$", config, re.M):
            if option in TOLD:
                # pip separates places by spaces, uv by commas.
                found[TOLD[option]] = ",".join(ast.literal_eval(value).split())
    return found


def environment(kind: Kind, folder: Path) -> Path:
    """Make a virtual environment that can be moved; give its folder."""
    uv, env = bootstrap(folder / "uv")
    new = folder / "environment"
    make = ("venv", "--quiet", "--relocatable", "--python", sys.executable)
    run("making the environment", uv, *make, new, env=env)
    install = (uv, "pip", "install", "--quiet", "--python", new / BIN / "python")
    if kind is not KINDS["build"]:
        # Hundreds of processes load TensorFlow; building is quicker without.
        env["UV_COMPILE_BYTECODE"] = "1"
    lock, *_ = kind.made_of
    wanted: tuple[str, ...] = ("--require-hashes", "--no-deps", "--requirement", lock)
    if kind is KINDS["successor"]:
        wanted = ("--group", "successor")
    run(f"installing {lock}", *install, *wanted, env=env)
    if kind is KINDS["frameworks"]:
        torch(install, env)
    # tools can be imported; relative, so that the project's folder can be moved.
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(new)}))
    path = os.path.relpath(new.parent, packages)
    (packages / "what-dropout-drops.pth").write_text(f"{path}\n", "utf-8")
    return new


def torch(install: tuple[str | Path, ...], env: dict[str, str]) -> None:
    """Install PyTorch.

    On Linux the package index has only the build with CUDA. uv knows where the CPU
    build is.
    """
    quick = env | {"UV_HTTP_RETRIES": "0"}
    cpu = ("--no-deps", "--torch-backend=cpu", "--group", "torch")
    try:
        run("getting the CPU build of PyTorch", *install, *cpu, env=quick)
    except StepError:
        say("the index of PyTorch cannot be reached; taking what the package index has")
        # pyproject.toml leaves CUDA out, which that build cannot do without.
        whole = ("--no-config", "--group", "torch")
        run("installing PyTorch", *install, *whole, env=env)


def node(kind: Kind, folder: Path) -> Path:
    """Install what package-lock.json holds, without its scripts; give the folder."""
    for name in kind.made_of:
        shutil.copy(ROOT / name, folder)
    npm = ROOT / KINDS["tests"].folder / BIN / "npm"
    quiet = ("--no-fund", "--no-audit", "--no-update-notifier", "--loglevel=error")
    run(
        "installing package-lock.json",
        npm,
        "ci",
        "--ignore-scripts",
        *quiet,
        cwd=folder,
    )
    return folder / kind.folder


def main(name: str) -> None:
    """Set up what a name stands for, unless it is there, made of the same."""
    kind = KINDS[name]
    place = ROOT / kind.folder
    ready = place / "ready"
    made_of = b"".join((ROOT / name).read_bytes() for name in kind.made_of)
    digest = hashlib.sha256(made_of).hexdigest()
    whole = name == "node" or (place / BIN / "python").exists()
    if whole and ready.is_file() and ready.read_text("utf-8") == digest:
        ready.touch()
        return
    start = time.monotonic()
    say(f"making {kind.folder}: {kind.takes}")
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="setup-", dir=CACHE) as folder:
        try:
            new = (node if name == "node" else environment)(kind, Path(folder))
            (new / "ready").write_text(digest, "utf-8")
            replace_whole(new, place)
        except KeyboardInterrupt:
            # A second Ctrl-C shall not stop the cleaning.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            raise
    say(f"{kind.folder} is there after {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main(sys.argv[1])
    except StepError as error:
        mend = "is the network there? Nothing was changed, run make again"
        sys.exit(f"setup: {error}; {mend}")
    except OSError as error:
        place = error.filename2 or error.filename
        mend = "nothing was changed; mend that and run make again"
        sys.exit(f"setup: {place}: {error.strerror}; {mend}")
    except KeyboardInterrupt:
        say("interrupted; nothing was changed, run make again")
        sys.exit(130)
