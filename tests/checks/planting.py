"""Plant a mistake in every file of this project, and see whether its guard names it.

A mistake is a replacement: a match of a pattern becomes what its kind says, in which
``¶`` stands before the line that the guard must name.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from logging.handlers import BufferingHandler

from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from tools.checks import guards, numbers
from tools.pages import corpus, picture
from tools.pages.examples import line_at
from tools.project import ROOT

Files = Mapping[str, str]
Guard = Callable[[Files], Iterable[str]]

SNIPPETS = {f"snippets/{name}": text for name, text in corpus.snippets().items()}
PAGES = {f"docs/en/{name}": text for name, text in corpus.pages().items()}
README = {"README.md": (ROOT / "README.md").read_text("utf-8")}
MANUAL = {"CONTRIBUTING.md": (ROOT / "CONTRIBUTING.md").read_text("utf-8")}
PROGRAMS = README | SNIPPETS
DRAWN = {name: text for name, text in PAGES.items() if "\n```mask\n" in text}
# The picture of the README is a figure too.
DRAWN["README.md"] = f"{README['README.md']}\n```mask\n{picture.BLOCK}\n```\n"
TEXTS = corpus.figure_texts()


@dataclass(frozen=True)
class Planting:
    """Kinds of mistakes, where they are planted, and what must name them.

    Attributes:
        files: Each kind is planted in each of them.
        guard: What must name it.
        kinds: By name: what the message must hold, the pattern that is replaced, with
            ``^`` and ``$`` as those of a line, and what stands there instead, as for
            ``re.sub``.
        every: Whether each match of a file is replaced in its turn, not the first only.
        place: How the message names file and line.
    """

    files: Files
    guard: Guard
    kinds: Mapping[str, tuple[str, str, str]]
    every: bool = False
    place: str = "{file}:{line}: "

    def survivors(self) -> Iterator[str]:
        """For each mistake nothing if it was named, else what was said instead.

        Raises:
            ValueError: There is no file, or nothing to replace in one.
        """
        if not self.files:
            raise ValueError(f"no file to plant {', '.join(self.kinds)} in")
        for (kind, (says, pattern, new)), name in product(
            self.kinds.items(), self.files
        ):
            for wrong, line in self._planted(name, pattern, new):
                problems = list(self.guard({name: wrong}))
                page = name.removeprefix("docs/en/")
                place = self.place.format(file=name, page=page, line=line)
                named = any(place in p and says in p for p in problems)
                yield "" if named else f"{kind}, {name}:{line}; said: {problems}"

    def _planted(self, name: str, pattern: str, new: str) -> Iterator[tuple[str, int]]:
        text = self.files[name]
        matches = list(re.finditer(pattern, text, re.MULTILINE))
        if not matches:
            raise ValueError(f"{name} has no {pattern!r} to replace by {new!r}")
        for match in matches if self.every else matches[:1]:
            before, after = match.expand(new).split("¶")
            before = text[: match.start()] + before
            yield before + after + text[match.end() :], line_at(before, len(before))


def sections(files: Files) -> list[str]:
    """The guard of sections, beside all pages."""
    return guards.sections(files, PAGES)


def figures(files: Files) -> list[str]:
    """The guard of figures, beside all snippets."""
    return guards.figures(files, corpus.snippets(), TEXTS["words"])


def unproven(files: Files) -> list[str]:
    """The guard of numbers, beside all snippets."""
    pages = {name.removeprefix("docs/en/"): text for name, text in files.items()}
    return numbers.unproven(pages, corpus.snippets(), TEXTS, {})


class Build:
    """What a build of the site says about pages; the notebooks do not run."""

    def __init__(self) -> None:
        """Read the configuration, and draw every page once."""
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        config = load_config(str(ROOT / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        self.config = config = config.plugins.on_config(config)
        self.files = config.plugins.on_files(get_files(config), config=config)
        nav = get_navigation(self.files, config)
        config.plugins.on_nav(nav, config=config, files=self.files)
        self.warnings = BufferingHandler(capacity=1000)
        self.warnings.setLevel(logging.WARNING)
        self.of_all = self._problems(PAGES)

    def __call__(self, pages: Files) -> list[str]:
        """What it says about pages with other texts, beside the rest as it is."""
        right = {name: self._file(name).page for name in pages}
        problems = self._problems(pages)
        for name, page in right.items():
            self._file(name).page = page
        return problems

    def _file(self, name: str) -> File:
        return self.files.get_file_from_path(name.removeprefix("docs/en/"))

    def _problems(self, pages: Files) -> list[str]:
        log = logging.getLogger("mkdocs")
        log.addHandler(self.warnings)
        log.propagate = False
        problems = []
        for name, text in pages.items():
            self._file(name).content_string = text
            try:
                self._draw(Page(None, self._file(name), self.config))
            except PluginError as error:
                problems.append(str(error))
        for name in pages:
            page = self._file(name).page
            page.validate_anchor_links(files=self.files, log_level=logging.WARNING)
        log.removeHandler(self.warnings)
        log.propagate = True
        problems += [record.getMessage() for record in self.warnings.buffer]
        self.warnings.flush()
        return problems

    def _draw(self, page: Page) -> None:
        about = {"page": page, "config": self.config, "files": self.files}
        page.read_source(self.config)
        page.markdown = self.config.plugins.on_page_markdown(page.markdown, **about)
        page.render(self.config, self.files)
