"""The hooks of MkDocs for more than one language.

English lies at the root; docs/xx, which mkdocs.xx.yml builds, under xx/. What is not
translated yet is there in English and says so; so does a translation that its English
page has left behind. Each page leads to itself in the other languages.
"""

import posixpath
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from tools.pages import translations, typography
from tools.pages.notebook_page import NOTEBOOK
from tools.pages.translations import TranslationError
from tools.project import PAGES, ROOT, languages

ENGLISH = PAGES.name
# What the root alone has, for the whole domain.
ONCE = ("404.html", "sitemap.xml")
# The extension that has the words of the figures.
FIGURES = "tools.pages.words"

# The address of the root, with a slash at its end, where it is known.
root = ""
serving = False
# What the menu calls each page, by its place.
titles: dict[str, str] = {}
# Notebooks with translated prose: mkdocs-jupyter reads files alone.
made = tempfile.TemporaryDirectory(prefix="notebooks-")


def on_startup(command: str, **_: Any) -> None:
    """Remember whether pages are only looked at."""
    global serving
    serving = command == "serve"


def code(config: MkDocsConfig) -> str:
    """The language of a build, by the name of the folder of its pages."""
    return Path(config.docs_dir).name


def on_config(config: MkDocsConfig) -> None:
    """Put a translation below the root, and its sources where they are edited."""
    global root
    root, own = config.site_url or "", code(config)
    # What templates and scripts put in comes past no page.
    for words in (config.extra, config.mdx_configs.get(FIGURES, {})):
        words.update(typography.words(dict(words), own))
    if own == ENGLISH:
        return
    if root and not serving:
        config.site_url = f"{root}{own}/"
    if config.edit_uri:
        config.edit_uri = config.edit_uri.replace(f"docs/{ENGLISH}", f"docs/{own}")
    config.watch += [str(PAGES), str(ROOT / "mkdocs.yml")]


def text_of(page: Page, config: MkDocsConfig) -> str:
    """The text of a page's translation; of a page that is in English, none."""
    if code(config) == ENGLISH:
        return ""
    path = translations.translated(page.file.src_uri, Path(config.docs_dir))
    return path.read_text("utf-8") if path.is_file() else ""


# Before the plugin for notebooks looks for them.
@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is not translated in English, and notebooks with translated prose."""
    folder = Path(config.docs_dir)
    if folder == PAGES:
        return files
    there = {file.src_uri for file in files}
    for path in sorted(path for path in PAGES.rglob("*") if path.is_file()):
        source = path.relative_to(PAGES).as_posix()
        if source not in there:
            files.append(_file(source, PAGES, config))
    for prose in sorted(folder.glob("notebooks/*.md")):
        source = prose.relative_to(folder).as_posix()
        files.remove(files.src_uris[source])
        text = prose.read_text("utf-8")
        for suffix, make in (
            (NOTEBOOK, translations.notebook),
            (".py", translations.program),
        ):
            name = Path(source).with_suffix(suffix).as_posix()
            if old := files.get_file_from_path(name):
                files.remove(old)
                _write(name, make((PAGES / name).read_text("utf-8"), text), prose)
                files.append(_file(name, Path(made.name), config))
    return files


def _write(name: str, text: str, prose: Path) -> None:
    path = Path(made.name) / name
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def _file(source: str, folder: Path, config: MkDocsConfig) -> File:
    return File(source, str(folder), config.site_dir, config.use_directory_urls)


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> None:
    """Let templates name the other languages of a page."""
    names = {one: config.extra["languages"][one] for one in [ENGLISH, *languages()]}

    def editions(page: Page | None) -> list[dict[str, str | bool]]:
        own, place = code(config), page.url if page else ""
        return [
            {
                "lang": one,
                "name": name,
                # From the root of the language of this build.
                "path": posixpath.join(
                    "" if own == ENGLISH else "..", "" if one == ENGLISH else one, place
                ),
                "address": root and posixpath.join(root, one * (one != ENGLISH), place),
                "own": one == own,
                "whole": one == ENGLISH or _is_translated(page, one),
            }
            for one, name in names.items()
        ]

    env.globals["editions"] = editions


def _is_translated(page: Page | None, language: str) -> bool:
    if page is None:
        return False
    folder = PAGES.with_name(language)
    return translations.translated(page.file.src_uri, folder).is_file()


def on_page_markdown(_: str, *, page: Page, config: MkDocsConfig, **__: Any) -> None:
    """Say of a page in English that it is, and where it belongs."""
    own = code(config)
    if own == ENGLISH:
        return
    # The plugin for notebooks calls a page as the English one is called.
    titles[page.file.src_uri] = str(page.title)
    if text_of(page, config):
        return
    page.meta["language"] = ENGLISH
    if root:
        page.canonical_url = posixpath.join(root, page.url)
    page.edit_url = page.edit_url and page.edit_url.replace(
        f"docs/{own}", f"docs/{ENGLISH}"
    )


# After the notebooks have become pages.
@event_priority(-100)
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Say on a page what it lacks; give it the ids and the spaces of its language."""
    own, text = code(config), text_of(page, config)
    if own == ENGLISH:
        return html
    words, source = config.extra["translation"], page.file.src_uri
    note = ""
    if source.endswith(NOTEBOOK):
        page.title = titles[source]
    if not text:
        note = words["missing"]
    else:
        try:
            note = words["behind"] if translations.behind(source, text) else ""
        except TranslationError as error:
            place = translations.translated(source, Path("docs") / own)
            raise PluginError(f"{place.as_posix()}: {error}") from None
        if source.endswith(NOTEBOOK):
            html = translations.identified(html, text)
            page.edit_url = page.edit_url and f"{page.edit_url[:-3]}.md"
            ids = (name for _, _, name in translations.headings(text))
            for link, name in zip(_contents(page.toc.items), ids, strict=False):
                link.id = name
        html = typography.spaced(html, own)
        for link in _contents(page.toc.items):
            link.title = typography.plain(link.title, own)
    if note:
        note = typography.plain(note, own)
        said = f'<p class="edition" lang="{own}" data-search-exclude>{note}</p>'
        html = html.replace("</h1>", f"</h1>{said}", 1)
    return html


def _contents(links: list[AnchorLink]) -> Iterator[AnchorLink]:
    for link in links:
        yield link
        yield from _contents(link.children)


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Leave what the root has for all languages to the root."""
    return "" if code(config) != ENGLISH and template_name in ONCE else output
