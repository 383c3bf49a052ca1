"""Wait for a page whose policy forbids what Playwright's wait_for_function does."""

import time

from playwright.sync_api import Page


def wait_until(page: Page, script: str, arg: object = None) -> None:
    """Wait until an expression or a function of JavaScript gives what is true.

    Raises:
        TimeoutError: It did not within 30 seconds.
    """
    end = time.monotonic() + 30
    while not page.evaluate(script, arg):
        if time.monotonic() > end:
            raise TimeoutError(script)
        page.wait_for_timeout(20)
