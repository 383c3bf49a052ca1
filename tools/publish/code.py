"""Make code light: no element where it has no colour, one written button to copy."""

import re
from itertools import count

# What has the colour of code needs no element: names, operators, punctuation, spaces.
PLAIN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')

# A program; outputs are language-text, and nobody copies what is printed.
PROGRAM = re.compile(
    r'(class="(?:language-(?!text)\S+ highlight|highlight language-(?!text)\S+)"[^>]*>'
    r"<pre[^>]*>)(?:<span></span>)?<code>"
)


def plain(html: str) -> str:
    """A page without the elements that colour nothing."""
    return PLAIN.sub(r"\1", html)


def with_buttons(html: str, title: str) -> str:
    """A page whose programs have a button to copy them.

    The theme's script answers these. It would make them too, but one by one, and
    measure the page after each: a long page was long in coming alive.

    Args:
        html: The page.
        title: What a button is called.
    """
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
