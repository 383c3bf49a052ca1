"""What moves in a figure."""

from playwright.sync_api import Page

TIMES = """(selector) => [...document.querySelectorAll(selector)]
  .map((part) => getComputedStyle(part))
  .filter((style) => style.animationName !== "none")
  .map((style) => parseFloat(style.animationDuration))"""


def durations(page: Page, selector: str) -> list[float]:
    """How long each part that moves does so, in seconds."""
    return page.evaluate(TIMES, selector)
