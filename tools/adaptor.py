"""MkDocs hooks: format blocks, check includes, keep what is loaded small."""

import json
import logging
import os
import posixpath
import re
from itertools import count
from pathlib import Path
from typing import Any

import minify
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from pymdownx.superfences import SuperFencesException

from tools.figures import figure
from tools.pages import notebooks, results, versions
from tools.pages.examples import INCLUDE, sections
from tools.project import ENVIRONMENT, ROOT
from tools.publish import machines, policy, styles

# The words of the figures that live.js fills in.
LIVE = ("counts", "rows", "sample", "word_types", "call", "cell")

# A link to a page by its source, or to a file beside it.
PAGE_LINK = re.compile(r'href="(?P<path>[^":#]+\.(?:md|py|csv))(?=["#])')

# What has the colour of code needs no element: names, operators, punctuation, spaces.
PLAIN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')

# A program; outputs are language-text, and nobody copies what is printed.
PROGRAM = re.compile(r'(class="language-(?!text)[^>]*><pre>)(?:<span></span>)?<code>')

PALETTE_LINK = re.compile(r'<link rel="stylesheet" href="[^"]*/palette\.[^"]*">')


class BlockError(SuperFencesException, PluginError):
    """Passes through superfences, and MkDocs ends with its message alone."""


class Blocks:
    """Turns the mask blocks of one page after the other into figures."""

    def __init__(self, texts: dict[str, str], words: dict[str, str]) -> None:
        self.texts = texts
        self.words = words

    def start(self, page: Page, playground: str) -> None:
        """Remember the page, for the ids of its figures, their links and messages."""
        self.page = page
        self.drawn = 0
        self.playground = playground

    def line(self, block: str, name: str) -> int:
        """The line of the page on which a block's text starts, counted from 1."""
        wanted = [f"```{name}", *(line.strip() for line in block.splitlines()), "```"]
        lines = [line.strip() for line in self.page.file.content_string.splitlines()]
        for start in range(len(lines)):
            if lines[start : start + len(wanted)] == wanted:
                return start + 2
        return 1

    def fence(
        self, source: str, language: str, css: str, options: Any, md: Any, **_: Any
    ) -> str:
        """Format a block for superfences."""
        # Else Markdown puts it into a paragraph.
        md.block_level_elements.append("mask-figure")
        self.drawn += 1
        try:
            asked = figure.read(source, self.texts["words"])
        except figure.FigureError as error:
            line = self.line(source, language) + error.line
            raise BlockError(
                f"{self.page.file.src_uri}:{line}: mask block: {error}"
            ) from None
        name = f"mask-{self.drawn}"
        return figure.draw(asked, name, self.texts, self.playground)

    def versions(
        self, source: str, language: str, css: str, options: Any, md: Any, **_: Any
    ) -> str:
        """Format a block of probes for superfences."""
        form = versions.table if language == "traps" else versions.lines
        try:
            return form(source, self.words)
        except versions.VersionsError as error:
            line = self.line(source, language) + error.line
            raise BlockError(
                f"{self.page.file.src_uri}:{line}: {language} block: {error}"
            ) from None
        except results.ResultsError as error:
            raise BlockError(str(error)) from None


# What strict mode ends the build for, with all the other warnings.
log = logging.getLogger("mkdocs.hooks")

blocks: Blocks
# The pages of this build, and their order in the navigation.
entries: list[machines.Entry] = []
order: list[str] = []

serving = False

# Notebooks run in processes of their own.
os.environ |= ENVIRONMENT


def on_startup(command: str, **_: Any) -> None:
    """Remember whether pages reload themselves, by a script that no policy knows."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Give superfences the mask block, with the words of this language."""
    global blocks
    entries.clear()
    blocks = Blocks(config.extra["figure"], config.extra["versions"])
    # Without a folder for results each build runs the notebooks. What mkdocs-jupyter
    # calls the same notebook is the source alone; the digest adds the rest.
    folder = os.environ.get("NOTEBOOK_CACHE")
    jupyter = config.plugins["mkdocs-jupyter"].config
    jupyter["cache"] = bool(folder)
    jupyter["cache_dir"] = f"{folder}/{notebooks.digest()}"
    superfences = config.mdx_configs.setdefault("pymdownx.superfences", {})
    superfences["custom_fences"] = [
        {"name": "mask", "class": "mask", "format": blocks.fence},
        {"name": "traps", "class": "traps", "format": blocks.versions},
        {"name": "versions", "class": "versions", "format": blocks.versions},
    ]


def on_nav(nav: Navigation, **_: Any) -> None:
    """Remember the order of the pages."""
    order[:] = [page.file.src_uri for page in nav.pages]


def on_env(env: Environment, **_: Any) -> None:
    """Leave out the empty lines that the theme's templates write."""
    env.trim_blocks = env.lstrip_blocks = True


def on_page_markdown(markdown: str, *, page: Page, files: Files, **_: Any) -> None:
    """Check the includes, and let the blocks know where they stand."""
    playground = files.get_file_from_path("playground.md")
    elsewhere = playground and playground is not page.file
    blocks.start(page, playground.url_relative_to(page.file) if elsewhere else "")
    for number, line in enumerate(page.file.content_string.splitlines(), start=1):
        if "8<" in line and not _included(line):
            raise PluginError(
                f"{page.file.src_uri}:{number}: {line.strip()} names no section of a "
                "file in snippets/; correct the name or add the section"
            )


def on_page_content(
    html: str, *, page: Page, config: MkDocsConfig, files: Files, **_: Any
) -> str:
    """Keep programs out of the search index, and give figures the page's words."""
    if page.file.src_uri.endswith(".py"):
        # mkdocs-jupyter leaves links as they are written.
        html = PAGE_LINK.sub(lambda link: _resolved(link, page.file, files), html)
        html = notebooks.page(html, _links(page, config))
        page.meta["description"] = notebooks.description(html)
        return _light(html, config)
    # Every first view loads the index.
    html = html.replace(
        '<div class="language-', '<div data-search-exclude class="language-'
    )
    if page.file.src_uri == "questions.md":
        data = machines.faq(html).replace("</", "<\\/")
        html += f'<script type="application/ld+json">{data}</script>'
        # The sources, which begin with a link, are not what readers search for.
        html = html.replace("<p><a ", "<p data-search-exclude><a ")
    if "<mask-figure" in html:
        texts = {key: blocks.texts[key] for key in LIVE}
        # In a script, only "</" could end the text.
        words = json.dumps(texts, ensure_ascii=False).replace("</", "<\\/")
        html += f'<script type="application/json" id="mask-texts">{words}</script>'
    return _light(html, config)


def on_page_context(context: Any, *, page: Page, config: MkDocsConfig, **_: Any) -> Any:
    """Remember the page for llms.txt and its picture."""
    entry = machines.Entry(
        source=page.file.src_uri,
        url=page.canonical_url or f"/{page.url}",
        title=page.toc.items[0].title if page.toc.items else page.title,
        description=page.meta.get("description") or config.site_description,
        text=page.markdown or page.file.content_string,
    )
    entries.append(entry)
    return context | {"entry": entry, "card": _card(entry.source)}


def on_post_page(output: str, *, config: MkDocsConfig, **_: Any) -> str:
    """Take out a link to what the one sheet holds, and let only own scripts run."""
    output = PALETTE_LINK.sub("", output)
    if serving:
        return output
    return policy.with_policy(output, offline="material/offline" in config.plugins)


def on_post_template(
    output: str, template_name: str, config: MkDocsConfig, **_: Any
) -> str:
    """Do the same for 404.html."""
    html = template_name.endswith(".html")
    return on_post_page(output, config=config) if html else output


def on_post_build(config: MkDocsConfig) -> None:
    """Write what machines read, and take out what no page needs."""
    site = Path(config.site_dir)
    entries.sort(key=lambda entry: order.index(entry.source))
    about = (config.site_name, config.site_description)
    (site / "llms.txt").write_text(machines.index(*about, entries), "utf-8")
    whole = machines.whole(*about, entries, config.extra["versions"])
    (site / "llms-full.txt").write_text(whole, "utf-8")
    for entry in entries:
        machines.card(entry.title, config.site_name, site / _card(entry.source))
    types = {".js": "application/javascript", ".css": "text/css"}
    for folder in ("javascripts", "stylesheets"):
        for path in (site / folder).iterdir():
            text = path.read_text("utf-8")
            path.write_text(minify.string(types[path.suffix], text), "utf-8")
    folder = site / "assets/stylesheets"
    (main,), (palette,) = folder.glob("main.*.css"), folder.glob("palette.*.css")
    sheets = [main, palette, *sorted((site / "stylesheets").iterdir())]
    try:
        one = styles.sheet([path.read_text("utf-8") for path in sheets])
    except styles.StylesError as error:
        raise PluginError(str(error)) from None
    main.write_text(one, "utf-8")


def _light(html: str, config: MkDocsConfig) -> str:
    return PLAIN.sub(r"\1", _with_buttons(html, config.extra["copy"]))


def _with_buttons(html: str, title: str) -> str:
    # The theme's script answers these. It would make them too, but one by one, and
    # measure the page after each: a long page was long in coming alive.
    number = count()

    def button(program: re.Match[str]) -> str:
        name = f"code-{next(number)}"
        return (
            f'{program[1]}<span class="md-code__nav"><button type="button"'
            f' class="md-code__button" title="{title}" aria-label="{title}"'
            f' data-md-type="copy" data-clipboard-target="#{name}"></button></span>'
            f'<code id="{name}">'
        )

    return PROGRAM.sub(button, html)


def _card(source: str) -> str:
    return f"assets/cards/{source.rpartition('.')[0]}.png"


def _links(page: Page, config: MkDocsConfig) -> str:
    texts = config.extra["notebook"]
    name = Path(page.file.src_uri).stem
    notebook = get_relative_url(f"notebooks/{name}.ipynb", page.url)
    links = [
        f'<a href="{notebook}" download>{texts["notebook"]}</a>',
        f'<a href="{name}.py" download>{texts["program"]}</a>',
    ]
    repository = re.search(r"github\.com/([^/]+/[^/]+)", config.repo_url or "")
    branch = re.search(r"edit/([^/]+)", config.edit_uri or "")
    if repository and branch:
        place = f"{repository[1]}/blob/{branch[1]}/docs/en/notebooks/{name}.ipynb"
        address = f"https://colab.research.google.com/github/{place}"
        links.append(f'<a href="{address}">{texts["colab"]}</a>')
    return f"<p>{' · '.join(links)}</p>"


def _resolved(link: re.Match[str], file: File, files: Files) -> str:
    path = posixpath.join(posixpath.dirname(file.src_uri), link["path"])
    target = files.get_file_from_path(posixpath.normpath(path))
    if target is None:
        log.warning(
            "'%s' contains a link '%s', which is no page or file",
            file.src_uri,
            link["path"],
        )
        return link[0]
    return f'href="{target.url_relative_to(file)}'


def _included(line: str) -> bool:
    include = INCLUDE.match(line)
    if not include:
        return False
    file = ROOT / "snippets" / include["file"]
    return file.is_file() and include["section"] in sections(file.read_text("utf-8"))
