"""The address of the playground holds its view, and what is broken in it is said."""

import pytest
from playground_page import COUNTED, DEFAULT, note, view_of
from waiting import wait_until


def test_a_broken_link_opens_the_default(opened, errors):
    page = opened(f"{DEFAULT}&<img src=x>")
    assert view_of(page) == DEFAULT
    assert page.locator("[data-number=zeros]").text_content() == "71"
    assert "This link is broken: " in note(page)
    assert page.locator(".playground-note").is_visible()
    assert errors == []


def test_a_heading_is_no_broken_link(opened):
    page = opened("limits")
    assert note(page) == ""
    assert view_of(page) == DEFAULT


def test_back_and_forward_lead_through_the_views(opened):
    page = opened()
    page.locator("#rate").fill("0.5")
    page.locator("#rate").fill("0.55")
    page.get_by_role("button", name="Next call").click()
    assert "rate=0.55&seed=7&call=1" in view_of(page)
    page.go_back()
    assert "rate=0.55&seed=7&call=0" in view_of(page)
    assert page.locator("#call").input_value() == "0"
    page.go_back()
    assert view_of(page) == DEFAULT
    assert page.locator("#rate").input_value() == "0.2"
    page.go_forward()
    page.go_forward()
    assert "rate=0.55&seed=7&call=1" in view_of(page)
    page.reload()
    wait_until(page, COUNTED.format("call 1."))
    assert page.locator("#rate").input_value() == "0.55"


def test_the_window_follows_the_arrow_keys(opened):
    page = opened(DEFAULT.replace("features=16", "features=42"))
    page.locator("mask-figure svg").focus()
    for _ in range(41):
        page.keyboard.press("ArrowRight")
    assert view_of(page).endswith("&feature=2")
    assert (
        page.locator(".mask-cell")
        .text_content()
        .startswith("the, timestep 0, feature 41: input 42,")
    )
    assert page.locator("#feature").input_value() == "2"


@pytest.mark.parametrize("place", ["program", "limits", "playground"])
def test_a_link_within_the_page_keeps_the_view(opened, place):
    page = opened()
    page.locator("#rate").fill("0.5")
    page.evaluate("(place) => { location.hash = place; }", place)
    page.wait_for_timeout(100)
    assert page.locator("#rate").input_value() == "0.5"
    assert "rate=0.5" in view_of(page)


def test_after_the_last_call_there_is_no_next(opened):
    page = opened(DEFAULT.replace("call=0", "call=9998"))
    following = page.get_by_role("button", name="Next call")
    following.click()
    assert "call=9999" in view_of(page)
    assert following.is_disabled()
