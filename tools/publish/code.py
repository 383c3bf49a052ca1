"""Make code light and legible: no element where it has no colour, one button to copy,
and what a phone breaks hangs.
"""

import re
from html import unescape
from itertools import count

# What has the colour of code needs no element: names, operators, punctuation, spaces.
PLAIN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')

# A program; outputs are language-text, and nobody copies what is printed.
PROGRAM = re.compile(
    r'(class="(?:language-(?!text)\S+ highlight|highlight language-(?!text)\S+)"[^>]*>'
    r"<pre[^>]*>)(?:<span></span>)?<code>"
)

# The lines of a program or an output, and what the narrowest phone shows of one.
LINES = re.compile(
    r"(<pre[^>]*>(?:<span.*?</span>)?<code[^>]*>)(.*?)(</code>)", re.DOTALL
)
COLUMNS = 46
# How much further in a broken line goes on, in columns.
HANG = 4
# The first lines of a program run around its button, which no line that hangs can.
BESIDE = 2


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


def hanging(html: str) -> str:
    """A page whose long lines of code are told from new ones where a phone breaks them.

    Each becomes an element that the sheet lets hang there. Its text stays as it is.

    Args:
        html: The page, with its buttons.
    """

    def line(number: int, text: str, first: int) -> str:
        shown = unescape(re.sub("<[^>]*>", "", text))
        # What is coloured over several lines stays whole.
        whole = text.count("<span") == text.count("</span>")
        if len(shown) <= COLUMNS or number < first or not whole:
            return text
        indent = len(shown) - len(shown.lstrip()) + HANG
        return f'<span class="long" style="--hang:{indent}ch">{text}</span>'

    def lines(block: re.Match[str]) -> str:
        first = BESIDE if "md-code__nav" in block[1] else 0
        texts = (
            line(number, text, first)
            for number, text in enumerate(block[2].split("\n"))
        )
        return block[1] + "\n".join(texts) + block[3]

    return LINES.sub(lines, html)
