"""The one sheet of styles that every page loads.

Each further sheet would keep every first view waiting. Some of Material's rules make a
browser work out the style of every element again whenever a script adds a class or an
element somewhere, since they say "any element" or "no class". Material's own scripts do
so several times while a page loads. :data:`CHANGES` makes these rules name the elements
that are meant, and takes out those for what no page has.
"""

import re

_TABS = r"[^{},;]*\.tabbed-[^{},;]*"
# What, a pattern, and what stands in its place.
CHANGES = [
    (
        "rules of tabs, which no page has",
        rf"(?<=[{{}}]){_TABS}(?:,{_TABS})*{{[^{{}}]*}}",
        "",
    ),
    (
        "colours to choose from",
        r"\[data-md-color-(?:primary|accent)=[^{}]*{[^{}]*}",
        "",
    ),
    (
        "no transitions while the palette switches",
        r"(?<=\[data-md-color-switching\] )\*[^{}]*",
        ":is(a,button,code,form,label,nav,pre,tr)",
    ),
    # No table has a class; twice the other class weighs as much.
    (
        "tables without a class",
        r"\.md-typeset table:not\(\[class\]\)",
        ".md-typeset.md-typeset table",
    ),
    ("what follows a table", r"(?<=table\+)\*", ":is(dl,div,ol,p,pre,ul)"),
    ("queries without rules", r"(?<=[{}])@[^{}]*{}", ""),
]


class StylesError(Exception):
    """Says which rules of the theme are not what they were."""


def sheet(styles: list[str]) -> str:
    """All styles in one, changed.

    Args:
        styles: Material's sheets and the site's own, minified.

    Raises:
        StylesError: They have nothing that a change is for.
    """
    text = "".join(styles)
    for what, pattern, instead in CHANGES:
        text, number = re.subn(pattern, instead, text)
        if not number:
            raise StylesError(
                f"the theme's styles no longer hold {what}; mend CHANGES in "
                "tools/publish/styles.py"
            )
    return text
