"""Everybody can use the playground: axe, no motion, no script, paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playground_page import DEFAULT
from playwright.sync_api import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_to_mend_in_use(browser: Browser, address, scheme, width):
    page = browser.new_page(
        color_scheme=scheme, viewport={"width": width, "height": 844}
    )
    page.goto(f"{address}playground/#" + DEFAULT.replace("steps=20", "steps=50"))
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    page.locator("#layer").select_option("own")
    page.locator("#rate").fill("2")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert [
        (v["id"], node["html"][:200])
        for v in found["violations"]
        for node in v["nodes"]
    ] == []
    page.close()


def test_nothing_moves_by_itself(browser: Browser, address):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "playground/")
    page.get_by_role("button", name="Next call").click()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    moving = page.evaluate(
        """document.querySelector("article").getAnimations({ subtree: true }).length"""
    )
    assert moving == 0
    context.close()


def test_without_scripts_the_default_view_stands(browser: Browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "playground/")
    assert page.get_by_text("The controls need JavaScript").is_visible()
    assert page.locator("mask-figure svg").is_visible()
    assert page.get_by_text("71 of 320 numbers are zero").last.is_visible()
    assert page.locator("[data-number=sd]").is_visible()
    for hidden in (".playground", ".mask-next", ".playground-start", ".mask-cell"):
        assert not page.locator(hidden).is_visible()
    context.close()


def test_printing_leaves_the_controls_out(opened):
    page = opened()
    page.locator("#rate").fill("0.5")
    page.emulate_media(media="print")
    for hidden in (".playground", ".mask-next", ".playground-start", ".mask-cell"):
        assert not page.locator(hidden).is_visible()
    assert page.locator("mask-figure svg").is_visible()
    assert re.search(r"\d+ of 320", page.locator(".mask-counts").text_content())
    assert page.locator("#program ~ .program .language-python").is_visible()
