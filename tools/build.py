"""Build the site whole or not at all: ``make build``.

It is built beside, so that a wrong block, a broken link or Ctrl-C leaves the last site.
"""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.project import CACHE, ROOT, replace_whole


def main() -> int:
    """Build, and put the site in its place; give the status of MkDocs."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=CACHE) as folder:
        new = Path(folder) / "new"
        mkdocs = (sys.executable, "-m", "mkdocs", "build", "--site-dir", new)
        status = subprocess.run(mkdocs, cwd=ROOT).returncode
        if status == 0:
            replace_whole(new, ROOT / "site")
    return status


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = main()
    except OSError as error:
        place = error.filename2 or error.filename
        sys.exit(f"build: {place}: {error.strerror}; site/ was left as it was")
    except KeyboardInterrupt:
        status = 130
    if status:
        print("build: site/ was left as it was", file=sys.stderr)
    sys.exit(status)
