"""Make a folder of built pages the site that is published.

Nothing here knows what built the pages: all is read from the files. Whoever builds with
another generator of the same theme runs ``python -m tools.publish FOLDER`` after it.
"""

import json
import re
from pathlib import Path

import minify
from bs4 import BeautifulSoup

from tools.figures.colours import ColourError
from tools.publish import cards, code, faq, formulas, hyphens, llms, policy, styles
from tools.publish.page import MISSING, Page, PublishError

MINIFIED = {".js": "application/javascript", ".css": "text/css"}
HEAD = "</head>"


def publish(folder: Path) -> None:
    """Change the pages of a folder, and write what belongs beside them.

    Args:
        folder: With index.html at its root, as the generator wrote it.

    Raises:
        PublishError: A page is not what a step needs. Files may have been written.
    """
    pages = _pages(folder)
    index = next((page for page in pages if page.path == "index.html"), None)
    if index is None:
        raise PublishError(f"{folder}: no index.html; build the site into it first")
    _write_machines(folder, index, pages)
    of_scenes = set()
    for page in pages:
        of_scenes |= styles.within(page, lambda path: _minified(folder / path))
    for path in (folder / "javascripts").rglob("*.js"):
        path.write_text(_minified(path), "utf-8")
    for page in pages:
        page.html = code.with_buttons(page.html, _copy_title(page))
        page.html = hyphens.soft(formulas.kept(code.hanging(code.plain(page.html))))
    scripts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.js"))]
    known = styles.words([page.html for page in pages], scripts)
    old, sheet, text = styles.joined(
        pages, lambda path: _minified(folder / path), known
    )
    # A page of a disk has the search of a disk, and the policy that it needs.
    offline = (folder / "search/search_index.js").exists()
    for page in pages:
        page.html = policy.with_policy(page.html, offline=offline)
        (folder / page.path).write_text(page.html, "utf-8")
    for name in (*old, *of_scenes):
        (folder / name).unlink()
        (folder / f"{name}.map").unlink(missing_ok=True)
    (folder / sheet).write_text(text, "utf-8")


def _pages(folder: Path) -> list[Page]:
    return [
        Page(path.relative_to(folder).as_posix(), path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
    ]


def _write_machines(folder: Path, index: Page, pages: list[Page]) -> None:
    soup = BeautifulSoup(index.html, "html.parser")
    logo, menu = soup.select_one("a.md-logo"), soup.select_one("nav.md-nav--primary")
    if logo is None or menu is None:
        raise PublishError(
            f"{index.path}: no logo or no menu; mend the theme's template"
        )
    site = str(logo["title"])
    links = [str(link["href"]) for link in menu.select("a.md-nav__link[href]")]
    # The menu holds the contents of its own page as well.
    order = [re.sub(r"^\./?|index\.html$", "", href) for href in links]
    by_place = {page.place: page for page in pages if page.path != MISSING}
    ordered = [by_place[place] for place in dict.fromkeys(order) if place in by_place]
    if left := set(by_place) - {page.place for page in ordered}:
        raise PublishError(f"{sorted(left)[0]}: in no menu; add the page to nav")
    section = str(menu["aria-label"])
    short = llms.index(site, index.description, section, ordered)
    (folder / "llms.txt").write_text(short, "utf-8")
    whole = llms.whole(site, index.description, ordered)
    (folder / "llms-full.txt").write_text(whole, "utf-8")
    canonical = index.head.find("link", rel="canonical")
    root = str(canonical["href"]) if canonical else ""
    for page in ordered:
        try:
            cards.card(page.title, site, folder / cards.path_of(page))
        except ColourError as error:
            raise PublishError(str(error)) from None
        told = cards.elements(page, site, root)
        page.html = page.html.replace(HEAD, told + HEAD, 1)
        if faq.MARK in page.html:
            page.html = faq.filled(page.html, page.article)


def _copy_title(page: Page) -> str:
    # In the words of the theme, in the page's language.
    found = re.search(r'<script id="__config"[^>]*>(.*?)</script>', page.html)
    if not found:
        raise PublishError(f"{page.path}: no words of the theme; mend its template")
    return json.loads(found[1])["translations"]["clipboard.copy"]


def _minified(path: Path) -> str:
    return minify.string(MINIFIED[path.suffix], path.read_text("utf-8"))
