"""The page of the scene of values, and what its squares show."""

from playwright.sync_api import Locator, Page

from tools.pages.corpus import config

TEXTS = config()["extra"]["values"]
# The squares of a grid: their numbers and tints.
GRID = """(name) => [...document.querySelectorAll(`.values-${name} i`)].map((cell) => [
  cell.textContent, cell.className,
  ...["--tint", "--ink"].map((key) => parseInt(cell.style.getPropertyValue(key)))])"""


def opened(page: Page, address: str) -> Locator:
    """The scene, untouched, where runs end at once."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}elements/")
    return page.locator("mask-scene")


def says(scene: Locator, text: str) -> None:
    """Wait until the scene says a text."""
    # A busy machine paints few frames, and a run goes on by frames.
    scene.locator(".values-status", has_text=text).wait_for(timeout=120_000)
