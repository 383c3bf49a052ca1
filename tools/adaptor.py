"""The hooks of MkDocs: a thin adaptor between it and what the tools do."""

import logging
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.pages import (
    fences,
    links,
    mistakes,
    notebook_page,
    page_notebook,
    words,
)
from tools.pages.notebook_page import NOTEBOOK
from tools.pages.words import spoken
from tools.publish.page import PublishError
from tools.publish.site import publish

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
    file = page.file
    path, text = Path(str(file.abs_src_path)), file.content_string
    if found := mistakes.of_page(file.src_uri, text, path, config.extra):
        raise PluginError("\n".join(found))


def on_page_content(
    html: str, *, page: Page, config: MkDocsConfig, files: Files, **_: Any
) -> str:
    """Resolve links to sources; make a notebook a page, and of a page a notebook."""
    source, root = page.file.src_uri, page.canonical_url
    words = config.extra["notebook"] | config.mdx_configs["toc"]

    def beside(path: str) -> str:
        if target := files.get_file_from_path(urljoin(source, path)):
            return target.url_relative_to(page.file)
        log.warning("'%s' links to '%s', no page or file", source, path)
        return path

    html = links.resolved(html, beside, source.endswith(NOTEBOOK))
    if source.endswith(NOTEBOOK):
        place = (source, page.url)
        html = notebook_page.made(html, *place, words, config.repo_url, config.edit_uri)
        figures = spoken(config.mdx_configs["tools.pages.words"])
        html = links.resolved(fences.of_notebook(html, figures), beside, False)
        page.meta["description"] = notebook_page.description(html)
        page.edit_url = page.edit_url and f"{page.edit_url.removesuffix(NOTEBOOK)}.py"
    elif made := page_notebook.notebook(page.markdown or "", beside, words, root):
        path = urljoin(page.file.dest_uri, f"{Path(source).stem}{NOTEBOOK}")
        files.append(File.generated(config, path, content=made))
        html = page_notebook.offered(html, path, words["notebook"])
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
