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


def test_no_page_has_a_table_that_the_sheet_does_not_style(pages):
    for path, page in pages.items():
        assert not page.select(".md-typeset table[class]"), path


def test_rules_that_the_theme_no_longer_has_are_named():
    with pytest.raises(PublishError, match="no longer hold no transitions"):
        styles.sheet(["a{color:red}", "b{color:blue}"], frozenset())


ICON = "url(\"data:image/svg+xml;charset=utf-8,<svg a='}'/>\")"


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (".here{a:b}", True),
        (".gone{a:b}", False),
        (".here .gone:hover,.here.named{a:b}", ".here.named{a:b}"),
        ("[dir=gone] .here{a:b}", False),
        (".here:not(.gone){a:b}", True),
        (".here:not(:has(.gone)){a:b}", True),
        (":is(.gone,.here) p,.gone p{a:b}", ":is(.gone,.here) p{a:b}"),
        ("@media print{.gone{a:b}}", False),
        ("@media print{.here{a:b}.gone{a:b}}", "@media print{.here{a:b}}"),
        (f".here{{--icon:{ICON};a:var(--icon)}}", True),
        (f".here{{--icon:{ICON};a:b}}", ".here{a:b}"),
        (f".here{{a:b;--icon:{ICON}}}", ".here{a:b;}"),
        (f".here{{--named:{ICON}}}", True),
        (".here{--within:red}", True),
        (f"@media print{{.here{{--icon:{ICON}}}}}", False),
        ("@keyframes turn{from{a:b}}", True),
    ],
)
def test_the_sheet_keeps_what_a_page_or_a_script_may_use(rule, left):
    pages = ['<style>a{b:var(--within)}</style><p class="here">.gone{}</p>']
    known = styles.words(pages, ['add("named", "--named")'])
    assert styles.needed(rule, known) == (rule if left is True else left or "")


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
