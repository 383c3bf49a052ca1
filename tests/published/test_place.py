"""The site works at a root, under a prefix, and where a page is missing."""

import pytest
from playwright.sync_api import Page
from waiting import wait_until

from tools.measure import server as served

VIEW = "layer=rows&rate=0.5&seed=7&call=0&training=1&batch=1&steps=20&features=16"
LINKS = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"


def works(page: Page, address: str) -> None:
    """Figure, search and playground do their work, and nothing is missing."""
    missing = []
    page.on(
        "response",
        lambda answer: answer.status < 400 or missing.append(answer.request.url),
    )
    page.goto(address)
    page.get_by_role("button", name="Draw again").click()
    page.get_by_text("call 1", exact=True).wait_for()
    page.keyboard.press("/")
    page.keyboard.type("recurrent_dropout")
    page.locator(".md-search-result__link[href*=through-the-model]").first.click()
    page.wait_for_url(f"{address}through-the-model/?*")
    page.goto(f"{address}playground/#{VIEW}")
    wait_until(page, "document.querySelector('#rate').value === '0.5'")
    assert missing == []


def follow(page: Page, address: str) -> None:
    """The page for missing ones is whole, and each of its links within leads on."""
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    answer = page.goto(f"{address}no/such/page/")
    assert answer.status == 404
    assert page.get_by_role("heading", name="This page was dropped").is_visible()
    inside = {link for link in page.evaluate(LINKS) if "127.0.0.1" in link}
    assert len(inside) >= 14
    assert all(link.startswith(address) for link in inside)
    assert [link for link in inside if not page.request.get(link).ok] == []
    page.keyboard.press("/")
    page.keyboard.type("recurrent_dropout")
    page.locator(".md-search-result__link[href*=through-the-model]").first.wait_for()
    assert failed == []


@pytest.mark.parametrize("prefix", ["/", "/a/deep/place/"])
def test_a_site_that_knows_no_address_works_anywhere(page: Page, site, prefix) -> None:
    with served.serve(site, prefix=prefix) as address:
        works(page, address)


def test_a_missing_page_at_the_root_leads_on(page: Page, site) -> None:
    with served.serve(site) as address:
        follow(page, address)


def test_a_fork_works_under_its_prefix(page: Page, forked_site) -> None:
    with served.serve(forked_site, prefix="/a-fork/") as address:
        works(page, address)
        follow(page, address)
