"""The hooks of MkDocs: a thin adaptor between it and what the tools do."""

import logging
import posixpath
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.pages import fences, includes, marks, notebook_page, words
from tools.publish.page import PublishError
from tools.publish.site import publish

NOTEBOOK = ".ipynb"
# Links by source in HTML that MkDocs leaves alone, in figures and in notebooks.
LINK = re.compile(r'href="(?P<path>[^":#]+\.md)(?=["#])')
NOTEBOOK_LINK = re.compile(r'href="(?P<path>[^":#]+\.(?:md|py|ipynb|csv))(?=["#])')

# What strict mode ends the build for, with all the other warnings.
log = logging.getLogger("mkdocs.hooks")

serving = False


def on_startup(command: str, **_: Any) -> None:
    """Remember whether pages reload themselves: what is served is not published."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Check the words of the language, which blocks and templates fill in."""
    file = Path(config.config_file_path).name
    if problems := [f"{file}: {text}" for text in words.problems(config.extra)]:
        raise PluginError("\n".join(problems))


def on_env(env: Environment, **_: Any) -> None:
    """Leave out the empty lines that templates write."""
    env.trim_blocks = env.lstrip_blocks = True


def on_page_markdown(_: str, *, page: Page, config: MkDocsConfig, **__: Any) -> None:
    """Check the blocks and the includes, with the lines that the writer sees."""
    if page.file.src_uri.endswith(NOTEBOOK):
        return
    text = page.file.content_string
    found = [*marks.of_page(text, fences.BLOCKS), *includes.problems(text)]
    if found := sorted([*found, *fences.problems(text, config.extra)]):
        place = page.file.src_uri
        raise PluginError("\n".join(f"{place}:{line}: {why}" for line, why in found))


def on_page_content(
    html: str, *, page: Page, config: MkDocsConfig, files: Files, **_: Any
) -> str:
    """Resolve what links to sources, and make a notebook a page like the others."""
    source = page.file.src_uri
    link = NOTEBOOK_LINK if source.endswith(NOTEBOOK) else LINK
    html = link.sub(lambda found: _resolved(found, page.file, files), html)
    if source.endswith(NOTEBOOK):
        words = config.extra["notebook"] | config.mdx_configs["toc"]
        place = (source, page.url)
        links = notebook_page.links(*place, words, config.repo_url, config.edit_uri)
        said = (words[key] for key in ("permalink_title", "shows", "alone"))
        html = notebook_page.page(html, links, *said)
        page.meta["description"] = notebook_page.description(html)
        # What people edit is the source.
        page.edit_url = page.edit_url and f"{page.edit_url.removesuffix(NOTEBOOK)}.py"
    return html


# After what the plugin for the disk writes.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Make the built pages the site that is published."""
    if serving:
        return
    try:
        publish(Path(config.site_dir))
    except PublishError as error:
        raise PluginError(str(error)) from None


def _resolved(link: re.Match[str], file: File, files: Files) -> str:
    path = posixpath.join(posixpath.dirname(file.src_uri), link["path"])
    target = files.get_file_from_path(posixpath.normpath(path))
    if target is None:
        log.warning("'%s' links to '%s', no page or file", file.src_uri, link["path"])
        return link[0]
    return f'href="{target.url_relative_to(file)}'
