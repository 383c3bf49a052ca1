"""The one sheet of styles that every page loads, under a name of its own digest.

Each further sheet would keep every first view waiting, and most of Material's rules are
for what a site may have and this one has not: :func:`needed` leaves them out. Some of
those that stay make a browser work out the style of every element again whenever a
script adds a class or an element somewhere, since they say "any element" or "no class".
Material's own scripts do so several times while a page loads. :data:`CHANGES` makes
these rules name the elements that are meant.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from tools.publish.page import Page, PublishError

LINK = re.compile(r'\s*<link rel="stylesheet" href="(?P<href>[^"]+)">')
OWN = re.compile(
    r'\s*<link rel="stylesheet" href="(?P<href>[^"]*stylesheets/scenes/[^"]+)">'
)
FOLDER = "assets/stylesheets"

# In double quotes there may be any sign: Material's icons are data addresses.
TEXT = r'"[^"]*"'
RULE = re.compile(rf'(?P<selectors>[^{{}}"]*){{(?P<body>(?:{TEXT}|[^{{}}"])*)}}')
COMMA = re.compile(r",(?![^(]*\))")
# Without a class or an attribute that a selector asks for, it finds nothing.
ASKED = re.compile(r"\.(-?[a-zA-Z_][\w-]*)|\[[\w-]+=([\w-]+)\]")
PROPERTY = re.compile(
    rf'(?<=[{{;])(?P<name>--[\w-]+):(?:{TEXT}|[^;{{}}"])*(?:;|(?=}}))'
)
# What may name a class or a property: a tag, and the styles of a page's scenes.
NAMING = re.compile(r"<style>.*?</style>|<[a-z][^>]*>", re.DOTALL)

# What, a pattern, and what stands in its place.
CHANGES = [
    (
        "no transitions while the palette switches",
        r"(?<=\[data-md-color-switching\] )\*[^{}]*",
        ":is(a,button,:not(pre)>code,form,label,pre,tr,.md-nav__icon,.md-code__nav)",
    ),
    # No table has a class; twice the other class weighs as much.
    (
        "tables without a class",
        r"\.md-typeset table:not\(\[class\]\)",
        ".md-typeset.md-typeset table",
    ),
    ("what follows a table", r"(?<=table\+)\*", ":is(dl,div,ol,p,pre,ul)"),
]


def words(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """What classes and attributes of a site may be called.

    Args:
        pages: Their HTML.
        scripts: Which may add any class that they name.
    """
    tags = (tag for page in pages for tag in NAMING.findall(page))
    return frozenset(re.findall(r"[\w-]+", "\n".join([*tags, *scripts])))


def needed(text: str, known: AbstractSet[str]) -> str:
    """A sheet without the rules and custom properties for what a site has not.

    Args:
        text: Minified.
        known: The :func:`words` of the site.
    """

    def found(selector: str) -> bool:
        # One of several would do, or none.
        plain = re.sub(rf"{TEXT}|:not\([^()]*\)", "", selector)
        if ":not(" in plain or ":is(" in plain or ":where(" in plain:
            return True
        return all((name or value) in known for name, value in ASKED.findall(plain))

    def rule(match: re.Match[str]) -> str:
        if match["selectors"].startswith("@"):
            return match[0]
        selectors = [part for part in COMMA.split(match["selectors"]) if found(part)]
        return f"{','.join(selectors)}{{{match['body']}}}" if selectors else ""

    def used(match: re.Match[str]) -> str:
        name = match["name"]
        return match[0] if f"var({name}" in text or name in known else ""

    text = RULE.sub(rule, text)
    text = PROPERTY.sub(used, text)
    # A query that has lost its rules is found the second time.
    for _ in range(2):
        text = re.sub(r"[^{};]+{}", "", text)
    return text


def sheet(styles: list[str], known: AbstractSet[str]) -> str:
    """All styles in one, changed.

    Args:
        styles: Material's sheets and the site's own, minified.
        known: The :func:`words` of the site.

    Raises:
        PublishError: They have nothing that a change is for.
    """
    text = "".join(styles)
    for what, pattern, instead in CHANGES:
        text, number = re.subn(pattern, instead, text)
        if not number:
            raise PublishError(
                f"the theme's styles no longer hold {what}; mend CHANGES in "
                "tools/publish/styles.py"
            )
    return needed(text, known)


def joined(
    pages: list[Page], read: Callable[[str], str], known: AbstractSet[str]
) -> tuple[tuple[str, ...], str, str]:
    """Let every page load one sheet in place of those that it links to.

    Args:
        pages: They are changed.
        read: Gives the styles of a sheet, minified, by its path in the folder.
        known: The :func:`words` of the site.

    Returns:
        The paths of those sheets, and the path and the text of the one.

    Raises:
        PublishError: Two pages load different sheets, or see :func:`sheet`.
    """
    linked = {
        tuple(
            posixpath.normpath(posixpath.join(posixpath.dirname(page.path), href))
            # 404.html names what it loads from the root of the domain.
            if not href.startswith("/")
            else href
            for href in LINK.findall(page.html)
        ): page
        for page in pages
    }
    inside = {
        paths: page for paths, page in linked.items() if paths and paths[0][0] != "/"
    }
    if len(inside) != 1:
        raise PublishError(
            "pages load different sheets: "
            + "; ".join(f"{page.path}: {paths}" for paths, page in inside.items())
        )
    (paths,) = inside
    text = sheet([read(path) for path in paths], known)
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.css"
    for page in pages:
        page.html = _linked(page.html, name)
    return paths, f"{FOLDER}/{name}", text


def within(page: Page, read: Callable[[str], str]) -> set[str]:
    """Write the styles of a page's scenes into it: few, and no page waits for more.

    Args:
        page: It is changed.
        read: Gives the styles of a sheet, minified, by its path in the folder.

    Returns:
        The paths of those sheets.
    """
    paths = set()

    def style(found: re.Match[str]) -> str:
        folder = posixpath.dirname(page.path)
        path = posixpath.normpath(posixpath.join(folder, found["href"]))
        paths.add(path)
        return f"<style>{read(path)}</style>"

    page.html = OWN.sub(style, page.html)
    return paths


def _linked(html: str, name: str) -> str:
    first = True

    def link(found: re.Match[str]) -> str:
        nonlocal first
        if not first:
            return ""
        first = False
        folder = found["href"].partition(FOLDER)[0]
        return found[0].replace(found["href"], f"{folder}{FOLDER}/{name}")

    return LINK.sub(link, html)
