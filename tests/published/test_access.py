"""Everybody can read it: any width, both schemes, keys alone, zoom, paper, contrast."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from visits import NAMES, OVERFLOW

WIDTHS = (1440, 390, 320)
# 1280 px at a zoom of 200 %.
ZOOMED = {"width": 640, "height": 450}

# Where the focus is, whether it can be seen there, and what shows it.
FOCUS = """async () => {
  await new Promise(requestAnimationFrame);
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const hidden = at.matches(".md-option, .md-toggle, .scene [type=radio]");
  const shown = hidden ? at.nextElementSibling : at;
  const box = shown.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return {
    name: at.outerHTML.slice(0, 120),
    seen: box.width > 0 && top !== null && (shown.contains(top) || top.contains(shown)),
    ring: getComputedStyle(shown).outlineStyle !== "none" || at.matches("[name=query]"),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll(
  "article :is(a[href], button, input, select, summary, [tabindex='0'])"
)]
  // A group of radio buttons is one stop.
  .filter((each) => each.type !== "radio" || each.checked)
  .filter((each) => each.checkVisibility() && !each.disabled).length"""
VIOLATIONS = """async () => {
  // Lighthouse asks for it too; axe does so only where it is told.
  const rules = { "target-size": { enabled: true } };
  const found = await axe.run(document, { resultTypes: ["violations"], rules });
  if (!found.passes.length) throw new Error("axe has looked at nothing");
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => [id, html.slice(0, 200)]));
}"""
WIDER = """() => [...document.querySelectorAll(
  "pre > code, table, .md-typeset__scrollwrap"
)]
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.textContent.slice(0, 60))"""


def in_scheme(page: Page, scheme: str) -> None:
    """Switch as a reader does."""
    page.get_by_title(f"Switch to {scheme} mode").click()
    name = {"dark": "slate", "light": "default"}[scheme]
    page.locator(f"body[data-md-color-scheme={name}]").wait_for()


@pytest.mark.parametrize("name", [*NAMES, "404.html"])
def test_axe_finds_nothing_to_mend(
    browser: Browser, address, name, record_property
) -> None:
    page = browser.new_page(color_scheme="light", reduced_motion="reduce")
    page.goto(address + name)
    page.evaluate(Axe().axe_script)
    found = []
    for scheme in ("light", "dark"):
        if scheme == "dark":
            in_scheme(page, scheme)
        # Colours depend on no width, and between the phones nothing is laid out anew.
        for width in WIDTHS[:2] if scheme == "light" else WIDTHS[:1]:
            page.set_viewport_size({"width": width, "height": 900})
            violations = page.evaluate(VIOLATIONS)
            found += [(scheme, width, *each) for each in violations]
            record_property("axe", 1)
    page.close()
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_scrolls_sideways(browser: Browser, address, name) -> None:
    page = browser.new_page()
    page.goto(address + name)
    assert page.locator("pre > code, table, dl, p").count() > 0
    for width in (1440, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(OVERFLOW) <= 0
        # A table of versions scrolls beside its symptoms.
        assert (name, width) == ("traps/", 320) or page.evaluate(WIDER) == []
    page.close()


STOPS = ("", "playground/", "traps/", "notebooks/how-many/")
SIZES = ({"width": 1280, "height": 900}, ZOOMED)


@pytest.mark.parametrize(
    ("name", "size"), [*product(STOPS, SIZES), ("ru/playground/", ZOOMED)], ids=str
)
def test_every_stop_of_the_keyboard_is_seen(
    browser: Browser, address, name, size
) -> None:
    page = browser.new_page(viewport=size, reduced_motion="reduce")
    page.goto(address + name, wait_until="networkidle")
    wanted = page.evaluate(REACHABLE)
    assert wanted > 10
    inside, problems = 0, []
    for _ in range(400):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        inside += page.evaluate("!!document.activeElement.closest('article')")
        if not (focus["seen"] and focus["ring"]):
            problems.append(focus)
    else:
        pytest.fail("the keyboard does not get through the page")
    page.close()
    assert problems == []
    assert inside == wanted


def test_the_menu_opens_and_closes_by_keys(browser: Browser, address) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address + "traps/")
    menu = page.get_by_role("button", name="Navigation", include_hidden=True)
    link = page.locator(".md-nav--primary").get_by_role("link", name="Elements")
    # Where there is room, it stands beside the page.
    assert link.is_visible()
    assert not menu.is_visible()
    page.set_viewport_size(ZOOMED)
    menu.focus()
    assert not link.is_visible()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    # The contents of the page lie in the menu, one level down.
    page.locator("#__toc").focus()
    page.keyboard.press("Space")
    contents = page.locator(".md-nav--secondary").get_by_role("link").first
    assert contents.is_visible()
    page.keyboard.press("Space")
    link.focus()
    assert page.evaluate(FOCUS)["seen"]
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert menu.evaluate("(button) => button === document.activeElement")
    assert not link.is_visible()
    page.keyboard.press("Enter")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/elements/")
    page.close()


def test_at_a_zoom_of_200_percent_the_whole_page_is_there(
    browser: Browser, address
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    text = page.locator("article").inner_text()
    page.set_viewport_size(ZOOMED)
    assert page.evaluate("document.documentElement.scrollWidth") == ZOOMED["width"]
    # Only the signs beside headings may go.
    assert page.locator("article").inner_text().replace("¶", "") == text.replace(
        "¶", ""
    )
    page.close()


def test_who_wants_no_motion_gets_none(browser: Browser, address) -> None:
    page = browser.new_page(reduced_motion="reduce")
    for name in ("", "playground/"):
        page.goto(address + name)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((each) => {
              const style = getComputedStyle(each);
              return style.animationName !== "none" || style.scrollBehavior === "smooth"
                || style.transitionDuration.split(",").some((time) => parseFloat(time));
            }).map((each) => each.outerHTML.slice(0, 80))"""
        )
        assert moving == []
    page.close()


def test_forced_colours_keep_kept_and_dropped_apart(browser: Browser, address) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.goto(address + "elements/")
    fills = page.evaluate(
        """() => [".mask-kept", ".mask-dropped"].map((name) => {
          const { fill, stroke } = getComputedStyle(document.querySelector(name));
          return { fill, stroke };
        })"""
    )
    ink, paper = page.evaluate(
        """() => {
          const probe = document.createElement("p");
          probe.style.cssText = "color: CanvasText; background: Canvas";
          document.body.append(probe);
          const { color, backgroundColor } = getComputedStyle(probe);
          return [color, backgroundColor];
        }"""
    )
    assert ink != paper
    assert fills[0]["fill"] == fills[1]["stroke"] == ink
    assert fills[1]["fill"] == "none"
    page.close()


@pytest.mark.parametrize("name", ["rows-and-columns/", "ru/rows-and-columns/"])
def test_a_printed_page_is_ink_on_paper_with_its_addresses(
    browser: Browser, address, name
) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(address + name)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for name in (".md-header", ".md-sidebar", ".md-footer", ".mask-next", ".md-top"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    spelled = page.evaluate(
        """() => [...document.querySelectorAll("article a:not([href^='#'])")]
          .map((link) => [link.href, getComputedStyle(link, "::after").content])"""
    )
    assert len(spelled) > 10
    assert [href for href, text in spelled if text in ("none", "normal", '""')] == []
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.close()
