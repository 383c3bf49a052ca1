"""Which pages wait for a translation, or for its next state: ``make behind``.

Where Git knows the text that a translation follows, what has changed since is shown.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.pages import corpus, translations
from tools.project import PAGES, ROOT, languages


def report(code: str) -> Iterator[str]:
    """What is left to do in a language, page by page."""
    folder = PAGES.with_name(code)
    sources = corpus.nav_sources()
    done = [s for s in sources if translations.translated(s, folder).is_file()]
    for source in sources:
        english = translations.english(source)
        now = translations.digest(english.read_text("utf-8"))
        place = translations.translated(source, folder).relative_to(ROOT).as_posix()
        if source not in done:
            yield f"{place}: not translated; follows: {now}"
            continue
        text = (ROOT / place).read_text("utf-8")
        if translations.behind(source, text):
            yield f"{place}: behind; once it says the same, write follows: {now}"
            yield from changes(english, translations.followed(text))
    yield f"{code}: {len(done)} of {len(sources)} pages are translated"


def changes(english: Path, followed: str) -> Iterator[str]:
    """The lines that changed in an English page since a translation followed it.

    Args:
        english: The page.
        followed: The digest of its text then.
    """
    name = english.relative_to(ROOT).as_posix()
    for commit in _git("log", "--format=%h", "--", name).split():
        if translations.digest(_git("show", f"{commit}:{name}")) == followed:
            yield _git("diff", "--unified=1", commit, "--", name).rstrip()
            return
    yield f"  no commit holds the text of {name} that it follows"


def _git(*arguments: str) -> str:
    # A tree without its history has no changes to show.
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    for code in languages():
        print(*report(code), sep="\n")
