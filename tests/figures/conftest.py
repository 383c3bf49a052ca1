"""The playground, opened in real Chromium."""

from collections.abc import Callable

import pytest
from playground_page import LINK
from playwright.sync_api import Page
from waiting import wait_until


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What goes wrong on the page."""
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text))
    page.on("dialog", lambda dialog: found.append(dialog.message))
    return found


@pytest.fixture
def opened(page: Page, address) -> Callable[..., Page]:
    """Open the playground at a fragment, wait until it has drawn, and give the page."""

    def go(text: str = "") -> Page:
        page.goto("about:blank")
        page.goto(f"{address}playground/" + (f"#{text}" if text else ""))
        wait_until(page, f"{LINK}.hash.length > 1")
        return page

    return go
