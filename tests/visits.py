"""The first visit to each page, made once for all that is asked of it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tools.pages.corpus import nav_sources
from tools.project import languages

NAMES = sorted(
    "" if source == "index.md" else f"{source.rpartition('.')[0]}/"
    for source in nav_sources()
)
WIDTHS = {"phone": 390, "laptop": 1280}
OVERFLOW = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}"""
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((entry) => { sum += entry.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""


def english(site: Path, pattern: str) -> list[Path]:
    """The files of a site that stand in no folder of another language."""
    return [
        path
        for path in sorted(site.rglob(pattern))
        if path.relative_to(site).parts[0] not in languages()
    ]


@dataclass(frozen=True)
class Visit:
    """What a page asked for, what went wrong, how it moved and stood out sideways."""

    name: str
    device: str
    requested: frozenset[str]
    errors: tuple[str, ...]
    shifted: float
    overflow: int


def visit(browser: Browser, address: str, name: str, device: str) -> Visit:
    """Open a page as a new reader does."""
    requested, errors = [], []
    # A shift that the page causes comes back in each visit; one of a slow
    # parser on a busy machine does not.
    for _ in range(3):
        page = browser.new_page(viewport={"width": WIDTHS[device], "height": 844})
        page.on("request", lambda request: requested.append(request.url))
        page.on("requestfailed", lambda request: errors.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        page.goto(address + name, wait_until="networkidle")
        shifted = page.evaluate(SHIFTS)
        overflow = page.evaluate(OVERFLOW)
        page.close()
        if not shifted:
            break
    return Visit(name, device, frozenset(requested), tuple(errors), shifted, overflow)
