"""Build the site in all its languages, whole or not at all: ``make build``.

It is built beside, so that a wrong block, a broken link or Ctrl-C leaves the last site.
Languages know nothing of each other, so they are built at the same time.
"""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.project import CACHE, ROOT, languages, replace_whole


def build(folder: Path) -> int:
    """Build every language into a folder.

    Args:
        folder: In one that is removed afterwards; English lies at its root, another
            language below it.

    Returns:
        The status of the first MkDocs that failed, or 0.
    """
    others = {code: folder.with_name(f"{folder.name}-{code}") for code in languages()}
    places = {"mkdocs.yml": folder}
    places |= {f"mkdocs.{code}.yml": place for code, place in others.items()}
    mkdocs = (sys.executable, "-m", "mkdocs", "build")
    running: list[subprocess.Popen[bytes]] = []
    try:
        for config, place in places.items():
            files = ("--config-file", config, "--site-dir", place)
            running.append(subprocess.Popen((*mkdocs, *files), cwd=ROOT))
        statuses = [process.wait() for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
    if not any(statuses):
        for code, place in others.items():
            place.rename(folder / code)
    return next(filter(None, statuses), 0)


def main() -> int:
    """Build, and put the site in its place; give the status of MkDocs."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=CACHE) as folder:
        new = Path(folder) / "new"
        status = build(new)
        if status == 0:
            replace_whole(new, ROOT / "site")
    return status


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # Named by tests alone.
        status = build(Path(sys.argv[1]).resolve()) if sys.argv[1:] else main()
    except OSError as error:
        place = error.filename2 or error.filename
        sys.exit(f"build: {place}: {error.strerror}; site/ was left as it was")
    except KeyboardInterrupt:
        status = 130
    if status:
        print("build: site/ was left as it was", file=sys.stderr)
    sys.exit(status)
