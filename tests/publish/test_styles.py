"""The one sheet of styles leaves alone what a script does not touch."""

import json

import pytest
from playwright.sync_api import Browser, Page

from tools.project import ROOT
from tools.publish import styles
from tools.publish.page import PublishError

# What Material's scripts do when a page has loaded.
TOUCHES = {
    "a class": "document.documentElement.classList.add('touched')",
    "an element": "document.querySelector('article').prepend(new Image)",
    "the palette": "document.body.dataset.mdColorSwitching = ''",
}

# The names of the elements whose colour takes time to change.
FADING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const { transitionDuration, transitionProperty } = getComputedStyle(element);
  return transitionProperty.includes("color") && /[1-9]/.test(transitionDuration);
}).map((element) => element.tagName)"""


@pytest.mark.parametrize("touch", TOUCHES)
def test_what_a_script_touches_does_not_restyle_the_page(
    browser: Browser, address, touch
):
    with browser.new_page() as page:
        page.goto(f"{address}notebooks/which-one/", wait_until="networkidle")
        elements = page.locator("*").count()
        browser.start_tracing(page=page, categories=["devtools.timeline"])
        page.evaluate(f"{{ {TOUCHES[touch]}; document.body.offsetHeight; }}")
        trace = json.loads(browser.stop_tracing())
    styled = [
        event["args"]["elementCount"]
        for event in trace["traceEvents"]
        if event["name"] == "UpdateLayoutTree" and "elementCount" in event["args"]
    ]
    assert styled
    assert max(styled) < elements / 5


def test_no_colour_fades_while_the_palette_switches(page: Page, address):
    page.goto(f"{address}notebooks/which-one/")
    fading = page.evaluate(FADING)
    assert {"A", "BUTTON", "CODE", "PRE", "TR"} <= set(fading)
    page.evaluate(TOUCHES["the palette"])
    assert page.evaluate(FADING) == []


def test_no_page_has_what_the_sheet_does_not_style(pages):
    for path, page in pages.items():
        assert not page.select("[class*=tabbed-], .md-typeset table[class]"), path


def test_rules_that_the_theme_no_longer_has_are_named():
    with pytest.raises(PublishError, match="no longer hold rules of tabs"):
        styles.sheet(["a{color:red}", "b{color:blue}"])


def test_a_page_carries_the_styles_of_its_own_scenes(pages, site):
    styled = 0
    for name, page in pages.items():
        scenes = {host["name"] for host in page.select("mask-scene")}
        own = "".join(style.get_text() for style in page.select("head style"))
        for sheet in (ROOT / "docs/theme/stylesheets/scenes").glob("*.css"):
            assert (f".scene-{sheet.stem}" in own) == (sheet.stem in scenes), name
        styled += len(scenes)
    assert styled >= 4
    assert not list(site.glob("stylesheets/**/*.css"))
