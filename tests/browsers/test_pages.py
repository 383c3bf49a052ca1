"""Every page in both languages, at two widths; search, languages, schemes, a disk."""

from pathlib import Path

import pytest
from browsers.driver import Driver

# A window cannot be as narrow as a phone, a frame can. The page of text around it has
# no policy that forbids the frame its style.
FRAME = """(address) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.style.cssText = "width: 390px; height: 844px; border: 0";
  frame.onload = () => setTimeout(() => {
    const { innerWidth: wide, ear, document: inside } = frame.contentWindow;
    const { scrollWidth, clientWidth } = inside.documentElement;
    const seen = { errors: [...ear.errors], over: scrollWidth - clientWidth, wide };
    frame.remove();
    resolve(seen);
  }, 50);
  frame.src = address;
  document.body.append(frame);
})"""
SEEN = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    errors: window.ear.errors,
    over: scrollWidth - clientWidth,
    wide: innerWidth,
    headings: [...document.querySelectorAll("h1")].filter((h) => h.offsetHeight).length,
  };
}"""
THERE = """(selector) => document.readyState === "complete"
  && document.querySelector(selector)?.getBoundingClientRect().height > 0"""
MIDDLE = """(selector) => {
  const found = document.querySelector(selector);
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = found.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""
RESULTS = """(part) => [...document.querySelectorAll(".md-search-result__link")]
  .some((link) => link.href.includes(part))"""


def pages(site: Path) -> list[str]:
    """The address of each page, after the slash."""
    found = sorted(site.rglob("*.html"))
    names = [path.relative_to(site).as_posix() for path in found]
    assert len(names) >= 35
    return [name.removesuffix("index.html") for name in names]


def test_every_page_opens_without_an_error_and_fits(driven: Driver, heard, home):
    wrong = []
    for name in pages(heard):
        driven.go(home + name)
        seen = driven.run(SEEN)
        if seen != {"errors": [], "over": 0, "wide": 1280, "headings": 1}:
            wrong.append(f"{name}: {seen}")
    assert wrong == []


def test_every_page_fits_a_phone(driven: Driver, heard, home):
    driven.go(f"{home}llms.txt")
    wrong = []
    for name in pages(heard):
        seen = driven.run(FRAME, home + name)
        if seen != {"errors": [], "over": 0, "wide": 390}:
            wrong.append(f"{name}: {seen}")
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [("", "recurrent_dropout", "through-the-model"), ("ru/", "масок", "ru/elements")],
)
def test_search_finds_a_page(visit, name, typed, found):
    page = visit(name)
    page.type("/")
    page.until("() => document.activeElement.matches('.md-search__input')")
    page.type(*typed)
    page.until(RESULTS, found)


def test_the_language_changes_and_keeps_the_place(visit, home):
    page = visit("elements/#mean")
    press(page, "a.language")
    page.until("(url) => location.href === url", f"{home}ru/elements/#mean")
    page.until("() => document.documentElement.lang === 'ru'")
    press(page, "a.language")
    page.until("(url) => location.href === url", f"{home}elements/#mean")


def test_the_scheme_changes_and_stays(visit):
    colour = "() => getComputedStyle(document.body).backgroundColor"
    page = visit("elements/")
    light = page.run(colour)
    press(page, "label[for=__palette_1]:not([hidden])")
    page.until("() => document.body.dataset.mdColorScheme === 'slate'")
    dark = page.run(colour)
    assert dark != light
    page.go(page.run("() => new URL('../neurons/', location.href).href"))
    assert page.run(colour) == dark
    press(page, "label[for=__palette_0]:not([hidden])")
    page.until("() => document.body.dataset.mdColorScheme === 'default'")
    assert page.run(colour) == light


def press(page: Driver, selector: str) -> None:
    """Point at what a selector finds, and press."""
    page.until(THERE, selector)
    page.point(*page.run(MIDDLE, selector))
    page.press()


def test_a_disk_is_enough(driven: Driver, disk: Path):
    driven.go((disk / "elements.html").as_uri())
    press(driven, "mask-figure button")
    counts = "document.querySelector('mask-figure .mask-counts').textContent"
    driven.until(f"() => {counts}.includes('call 2')")
    driven.go((disk / "index.html").as_uri())
    driven.type("/")
    driven.until("() => document.activeElement.matches('.md-search__input')")
    driven.type(*"recurrent_dropout")
    driven.until(RESULTS, "through-the-model.html")
    driven.go((disk / "ru/index.html").as_uri())
    assert driven.run("() => document.documentElement.lang") == "ru"
    driven.go((disk / "playground.html").as_uri())
    driven.run("() => document.querySelector('#seed').select()")
    driven.type("8")
    driven.until("() => location.hash.includes('seed=8')")
