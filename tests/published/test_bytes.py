"""One commit gives one site, whoever builds it and where."""

import hashlib
from pathlib import Path

from conftest import copied, mkdocs_build


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
    built = mkdocs_build(project, tmp_path / "again", **theirs)
    assert built.returncode == 0, built.stderr
    first, again = digests(site), digests(tmp_path / "again")
    assert len(first) > 50
    assert first == again
