"""How a test searches the site."""

from playwright.sync_api import Page


def ask(page: Page, typed: str) -> None:
    """Put a text into the search."""
    box = page.get_by_role("textbox", name="Search")
    box.fill(typed)
    # The theme searches at the release of a key.
    box.press("End")
