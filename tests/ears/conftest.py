"""Pages that are listened to, one for all: a new one costs as much as what is heard."""

from collections.abc import Iterator

import pytest
from ears.listening import give_ear
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def ear(browser: Browser) -> Iterator[Page]:
    """A page with an ear."""
    page = browser.new_page()
    yield give_ear(page)
    page.close()


@pytest.fixture(scope="module")
def scriptless_ear(browser: Browser) -> Iterator[Page]:
    """One without the site's scripts."""
    page = browser.new_page()
    yield give_ear(page, scripts=False)
    page.close()
