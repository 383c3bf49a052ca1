"""Every page runs and loads only what is its own, and works under that policy."""

import re

import pytest
from playwright.sync_api import Page

from tools.publish import policy
from tools.publish.page import PublishError

META = 'meta[http-equiv="Content-Security-Policy"]'


def test_every_page_has_one_policy_before_anything_that_loads(pages):
    for name, page in pages.items():
        assert len(page.select(META)) == 1, name
        before = page.select_one(META).find_previous_siblings()
        assert [tag.name for tag in before] == ["meta"], name


def test_no_policy_allows_scripts_that_it_does_not_name(pages):
    for name, page in pages.items():
        scripts = re.search(r"script-src ([^;]*);", page.select(META)[0]["content"])[1]
        assert set(re.sub(r"'sha256-[^']{44}'", "", scripts).split()) == {"'self'"}, (
            name
        )


def test_no_element_has_an_event_handler(pages):
    for name, page in pages.items():
        handlers = [
            f"{tag.name} {attribute}"
            for tag in page.find_all(True)
            for attribute in tag.attrs
            if attribute.startswith("on")
        ]
        assert handlers == [], name


def test_a_page_without_the_place_for_a_policy_is_named():
    with pytest.raises(PublishError, match="no <meta charset"):
        policy.with_policy("<p>no head")


SENT = """() => fetch("https://example.com/").then(() => "sent", () => "kept")"""


def test_nothing_is_sent(page: Page, address):
    tried = []
    page.on("request", lambda request: tried.append(request.url))
    page.goto(address)
    assert page.evaluate(SENT) == "kept"
    assert [url for url in tried if not url.startswith(address)] == []
