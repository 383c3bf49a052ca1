"""The controls of the playground, by keyboard and pointer."""

from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup, Tag
from kinds import kind_names
from playground_page import COUNTED, DEFAULT, note, squares, turn, view_of
from waiting import wait_until

# What to do in each control, and what the view then is.
CONTROLS = {
    "layer": ("columns", "layer=columns"),
    "rate": ("0.5", "rate=0.5"),
    "seed": ("-9223372036854775808", "seed=-9223372036854775808"),
    "call": ("3", "call=3"),
    "batch": ("4", "batch=4"),
    "steps": ("5", "steps=5"),
    "features": ("40", "features=40"),
}
WRONG = [
    ("rate", "1.5", "from 0 to 1"),
    ("rate", "-0.1", "from 0 to 1"),
    ("rate", "", "from 0 to 1"),
    ("rate", "0.2.3", "from 0 to 1"),
    ("rate", "NaN", "from 0 to 1"),
    ("seed", "7.5", "a whole number of 64 bits"),
    ("seed", "9223372036854775808", "a whole number of 64 bits"),
    ("call", "-1", "a whole number from 0 to 9999"),
    ("batch", "0", "a whole number of at least 1"),
    ("steps", "1e3", "a whole number of at least 1"),
    ("features", "99999999999", "a whole number of at least 1"),
    ("steps", "62501", "1,000,016 numbers are more than the 1,000,000"),
]


@pytest.fixture(scope="module")
def form(pages: dict[str, BeautifulSoup]) -> Tag:
    """The page of the playground as it is built."""
    return pages["playground/index.html"].article


def test_it_opens_with_the_default_view(opened, errors):
    page = opened()
    assert view_of(page) == DEFAULT
    assert page.locator("[data-number=zeros]").text_content() == "71"
    assert page.url.endswith("/playground/")
    assert note(page) == ""
    assert errors == []


def test_the_controls_hold_the_default_view_before_they_come_alive(form):
    default = dict(parse_qsl(DEFAULT))
    layer, *others = default
    assert form.select_one(f"#{layer} option")["value"] == default[layer]
    assert {name: form.find(id=name)["value"] for name in others} == {
        name: default[name] for name in others
    }


def test_the_menu_offers_every_kind_of_mask_in_order(form):
    options = form.select("#layer option")
    assert [option["value"] for option in options] == kind_names()
    assert len({option.get_text() for option in options}) == len(kind_names())


def test_the_numbers_are_those_of_the_default_view_before_they_come_alive(form, opened):
    before = {dd["data-number"]: dd.get_text() for dd in form.select("[data-number]")}
    assert len(before) >= 7
    page = opened()
    wait_until(page, COUNTED.format("71 of 320 numbers"))
    assert before == {
        name: page.locator(f"[data-number={name}]").text_content() for name in before
    }


@pytest.mark.parametrize("width", [390, 1280])
def test_each_control_changes_the_view_by_keyboard(opened, errors, width):
    page = opened()
    page.set_viewport_size({"width": width, "height": 844})
    for name, (value, expected) in CONTROLS.items():
        turn(page, DEFAULT)
        before = squares(page)
        # Everything can be reached by Tab.
        page.locator("#layer").focus()
        for _ in range(20):
            if page.evaluate("document.activeElement.id") == name:
                break
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == name
        if name == "layer":
            page.keyboard.type("Sp")
        else:
            page.keyboard.press("ControlOrMeta+A")
            page.keyboard.type(value)
        assert expected in view_of(page)
        assert page.url.endswith(f"#{view_of(page)}")
        assert squares(page) != before, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []


@pytest.mark.parametrize("width", [390, 1280])
def test_each_control_changes_the_view_by_pointer(opened, errors, width):
    page = opened()
    page.set_viewport_size({"width": width, "height": 844})
    for name, (value, expected) in CONTROLS.items():
        turn(page, DEFAULT)
        control = page.locator(f"#{name}")
        if name == "layer":
            control.select_option(value)
        else:
            control.click(click_count=3)
            page.keyboard.insert_text(value)
        assert expected in view_of(page)
    assert errors == []


def test_training_can_be_switched_off(opened):
    for press in (lambda box: box.click(), lambda box: box.press("Space")):
        page = opened()
        press(page.locator("#training"))
        assert "training=0" in view_of(page)
        wait_until(page, COUNTED.format("0 of 320 numbers are zero"))
        assert page.locator("[data-number=scale]").text_content() == "1"
        assert page.locator("[data-number=mean]").text_content() == "0"
        # Nothing is drawn, and so there is no next mask.
        assert page.locator("[data-number=draws]").text_content() == "0"
        assert page.get_by_role("button", name="Next call").is_disabled()
        press(page.locator("#training"))
        assert page.get_by_role("button", name="Next call").is_enabled()


def test_the_slider_moves_the_rate(opened):
    page = opened()
    slider = page.get_by_role("slider")
    slider.press("ArrowRight")
    assert page.locator("#rate").input_value() == "0.25"
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    assert "rate=0.95" in view_of(page)


def test_next_call_moves_on(opened):
    page = opened()
    page.get_by_role("button", name="Next call").click()
    page.get_by_role("button", name="Next call").press("Enter")
    assert "call=2" in view_of(page)
    assert page.locator("#call").input_value() == "2"
    wait_until(page, COUNTED.format("call 2."))
    assert page.locator(".mask-counts").get_attribute("role") == "status"


def test_a_noise_shape_of_ones_own(opened):
    page = opened()
    assert not page.locator("#noise").is_visible()
    page.locator("#layer").select_option("own")
    page.locator("#noise").fill("(None, 20, 1)")
    assert "layer=own&noise=None,20,1&" in view_of(page)
    assert "noise_shape=(None, 20, 1)" in page.locator(".mask-counts").text_content()
    page.locator("#noise").fill("None, 7, 1")
    assert "expected three entries" in note(page)
    page.locator("#layer").select_option("rows")
    assert note(page) == ""


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_to_touch_is_large_enough(opened, width):
    page = opened(DEFAULT.replace("steps=20", "steps=200"))
    page.set_viewport_size({"width": width, "height": 844})
    page.locator("#layer").select_option("own")
    sizes = {
        control.get_attribute("id") or control.text_content(): control.bounding_box()
        for control in page.locator(
            ".playground :is(input, select), article button:not([data-md-type])"
        ).all()
        if control.is_visible()
    }
    # The label is part of what a checkbox can be hit by.
    sizes["training"] = page.locator("label:has([name=training])").bounding_box()
    assert len(sizes) >= 13
    small = {
        name: box
        for name, box in sizes.items()
        if box["width"] < 24 or box["height"] < 24
    }
    assert small == {}


def test_a_wrong_value_is_named_and_nothing_is_lost(opened, errors):
    page = opened()
    for name, value, expected in WRONG:
        turn(page, DEFAULT)
        before = squares(page)
        page.locator(f"#{name}").fill(value)
        assert expected in note(page)
        assert page.locator(".playground-note").get_attribute("role") == "alert"
        assert squares(page) == before
        assert view_of(page) == DEFAULT
        assert page.locator(f"#{name}").input_value() == value
        if "more than" not in expected:
            assert page.locator(f"#{name}").get_attribute("aria-invalid") == "true"
            assert f"“{value[:40]}”" in note(page)
        page.locator(f"#{name}").fill("0.5" if name == "rate" else "2")
        assert note(page) == ""
        assert page.locator("[aria-invalid]").count() == 0
        assert squares(page) != before
    assert errors == []
