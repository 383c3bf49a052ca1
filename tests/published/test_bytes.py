"""One commit gives one site, whoever builds it and where."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from building import DATED, copied


def digests(site: Path) -> dict[str, str]:
    """The SHA-256 of each file of a site, by its path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_one_commit_gives_the_same_bytes_in_another_folder(site, tmp_path):
    project = copied(tmp_path / "another folder, é")
    theirs = {"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "Pacific/Chatham"}
    built = subprocess.run(
        [sys.executable, "-m", "tools.build"],
        cwd=project,
        env=os.environ | DATED | theirs,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    first, again = digests(site), digests(project / "site")
    assert len(first) > 50
    assert first == again
