"""Eyes: pages of each size, in a Chromium that draws as on any other Linux."""

from collections.abc import Callable, Iterator

import pytest
from eyes.seeing import open_eyes, seeing
from playwright.sync_api import Browser, BrowserType, Page


@pytest.fixture(scope="module")
def seer(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """That Chromium."""
    folder = tmp_path_factory.mktemp("fonts")
    with seeing(browser_type, browser_type_launch_args, folder) as browser:
        yield browser


@pytest.fixture(scope="module")
def eyes(seer: Browser) -> Callable[[str], Page]:
    """The page of a device, one for all that is seen on it."""
    pages: dict[str, Page] = {}

    def page(device: str) -> Page:
        if device not in pages:
            pages[device] = open_eyes(seer, device)
        return pages[device]

    return page
