"""Where a line of prose may break: in no formula, and in a table's long words."""

import re

import pytest

from tools.pages.typography import NO_BREAK
from tools.publish import formulas, hyphens


def shown(html: str) -> str:
    """What a page of a text becomes, with what is unseen made seen."""
    page = formulas.kept(f"<p>1 / 2</p><article>{html}</article>")
    assert page.startswith("<p>1 / 2</p><article>")
    page = hyphens.soft(page.removeprefix("<p>1 / 2</p>"))
    page = page.removeprefix("<article>").removesuffix("</article>")
    page = re.sub(r'<span class="formula">(.*?)</span>', r"{\1}", page, flags=re.DOTALL)
    return page.replace(hyphens.SOFT, "|").replace(NO_BREAK, "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 1 / (1 - 0.2) = 1.25, so", "by {1 / (1 - 0.2) = 1.25}, so"),
        ("на 1 / (1 - 0,2) = 1,25.", "на {1 / (1 - 0,2) = 1,25}."),
        ("so 1 -\nrate, or 1 - (1 - rate)²", "so {1 -\nrate}, or {1 - (1 - rate)²}"),
        ("0.22 ± 0.24 (p = 0.05)", "{0.22 ± 0.24} {(p = 0.05)}"),
        ("by 1 / sqrt(0.8): 2³¹ - 2", "by {1 / sqrt(0.8)}: {2³¹ - 2}"),
        ("rows and / or columns - so", "rows and / or columns - so"),
        ("<i title='1 / 2'>1</i> / 2", "<i title='1 / 2'>1</i> / 2"),
        (
            "<figure>1 / 2<figcaption>1 / 2</figcaption></figure>",
            "<figure>1 / 2<figcaption>{1 / 2}</figcaption></figure>",
        ),
        ("1" + " + 1" * 20, "1" + " + 1" * 20),
        ("<code>n * 2</code>", '<code class="formula">n * 2</code>'),
        ("<code>x = 2</code>", '<code class="formula">x = 2</code>'),
        ("<code>x = f(2)</code>", "<code>x = f(2)</code>"),
        ("<pre><span></span><code>1 / 2</code></pre>",) * 2,
        (f"<code>{'1 + ' * 8}1</code>",) * 2,
    ],
)
def test_a_short_formula_breaks_over_no_two_lines(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<td>Вероятность</td>", "<td>Ве|ро|ят|ность</td>"),
        ("<th a='b'>распределение</th>", "<th a='b'>рас|пре|де|ле|ние</th>"),
        ("<td>последний подъезд</td>", "<td>по|след|ний подъезд</td>"),
        ("<td><code>вероятность</code></td>", "<td><code>вероятность</code></td>"),
        ("<td>строка SpatialDropout1D</td>", "<td>строка SpatialDropout1D</td>"),
        ("<td>от~0,2 до~одного~слова</td>", "<td>от~0,2 до одного слова</td>"),
        ("<td>с~<code>fit</code></td>", "<td>с <code>fit</code></td>"),
        ("<p>в~вероятности</p>", "<p>в~вероятности</p>"),
    ],
)
def test_a_phone_may_break_the_long_words_of_a_table(cell, expected):
    assert shown(cell.replace("~", NO_BREAK)) == expected
