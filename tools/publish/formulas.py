"""Keep short formulas on one line, in prose and in its code: 1 / (1 - rate) = 1.25.

No text changes, so that what a reader copies from a page runs: a class tells the sheet.
"""

import re

from tools.pages import typography

# What the narrowest phone shows on a line, with a word beside it.
LONGEST = 28
SIGNS = r"[-+*/÷×·±≥≤\N{MINUS SIGN}]|\*\*|&[lg]t;"
SIGN = rf"[ \xa0\n](?:{SIGNS}|=)[ \xa0\n]"
OPERAND = r"\(*(?:\w+\()*[\w.,]*\w\)*²?"
IN_PROSE = re.compile(rf"(?<![\w.,]){OPERAND}(?:{SIGN}{OPERAND})+")
# A program stands in <pre>, and its code has more before it.
IN_CODE = re.compile(rf"(?<!<span></span>)<code>(?=([^<]{{1,{LONGEST}}})</code>)")
# What a figure shows is its script's; its caption is prose. A menu holds text alone.
KEPT = re.compile(
    r"(<figure\b.*?(?:<figcaption|</figure>)|<select\b.*?</select>)", re.DOTALL
)


def kept(html: str) -> str:
    """A page with its short formulas marked."""
    before, start, rest = html.partition("<article")
    article, end, after = rest.partition("</article>")
    parts = KEPT.split(article)
    parts[::2] = [
        typography.prose(part, lambda text: IN_PROSE.sub(_prose, text))
        for part in parts[::2]
    ]
    return before + start + IN_CODE.sub(_code, "".join(parts)) + end + after


def _prose(found: re.Match[str]) -> str:
    formula = len(found[0]) <= LONGEST and re.search(r"\d", found[0])
    return f'<span class="formula">{found[0]}</span>' if formula else found[0]


def _code(found: re.Match[str]) -> str:
    # A call may grow in the reader's hands.
    signs = f" (?:{SIGNS}) " if "(" in found[1] else SIGN
    return '<code class="formula">' if re.search(signs, found[1]) else found[0]
