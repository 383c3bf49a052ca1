"""What a phone breaks of a program is told from a new line, and copies as it is."""

import pytest
from playwright.sync_api import Browser

from tools.publish import code

LONG = "    y = layer(x)  # " + "a" * 40
OPEN = '<span class="long" style="--hang:8ch">'
BUTTON = '<span class="md-code__nav"><button></button></span>'
# What a reader copies of each program and output.
COPIED = """() => [...document.querySelectorAll("pre > code")].map((code) => {
  for (const box of document.querySelectorAll("details")) box.open = true;
  getSelection().selectAllChildren(code);
  return [getSelection().toString(), code.innerText, code.textContent]
    .map((text) => text.trimEnd());
})"""
# How far the lines of an element that is broken stand in.
BROKEN = """() => [...document.querySelectorAll(".long")].map((line) => {
  const range = document.createRange();
  range.selectNodeContents(line);
  const rows = [...range.getClientRects()].filter(({ width }) => width > 0);
  const top = rows[0].top;
  const next = rows.filter((row) => row.top > top + 5).map(({ left }) => left);
  return [line.textContent, Math.min(...next) - rows[0].left];
}).filter(([, left]) => Number.isFinite(left))"""


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (f"\n{LONG}\n", f"\n{OPEN}{LONG}</span>\n"),
        ("short\n    short", "short\n    short"),
        # A sign is one column, however it is written.
        ("&lt;" * 46, "&lt;" * 46),
        (f"<span>{LONG}\n{LONG}</span>", f"<span>{LONG}\n{LONG}</span>"),
    ],
)
def test_a_long_line_is_an_element_of_its_own(shown, expected):
    html = "<pre><span></span><code>{}</code></pre>".format
    assert code.hanging(html(shown)) == html(expected)


def test_beside_the_button_no_line_hangs():
    html = f'<pre id="a">{BUTTON}<code id="b">{{}}\n{LONG}\n{{}}</code></pre>'.format
    assert code.hanging(html(LONG, LONG)) == html(LONG, f"{OPEN}{LONG}</span>")


@pytest.mark.parametrize("width", [320, 390])
def test_what_a_phone_breaks_hangs_and_copies_as_it_is(
    browser: Browser, address, width
):
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{address}in-training/")
    copied = page.evaluate(COPIED)
    assert len(copied) > 20
    for selected, inner, text in copied:
        assert selected == inner == text
    broken = page.evaluate(BROKEN)
    assert len(broken) > 20
    for text, hang in broken:
        # Each line begins left of where it goes on.
        assert hang > 10, text
    page.close()
