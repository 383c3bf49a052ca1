"""The playground: controls, address, numbers and program, by hand and keyboard."""

import contextlib
import io
import random
import re
from urllib.parse import parse_qsl

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from test_live import DRAW, LAYERS, WORDS, case, fragment, keras_output, unpacked
from waiting import wait_until

from tools.figures import mask
from tools.pages import examples
from tools.project import ROOT

DEFAULT = (
    "layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=16"
)
LINK = "document.querySelector('.playground-link a')"
COUNTED = "document.querySelector('.mask-counts').textContent.includes({!r})"
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
    ("rate", "1", "at least 0 and below 1"),
    ("rate", "-0.1", "at least 0 and below 1"),
    ("rate", "", "at least 0 and below 1"),
    ("rate", "0.2.3", "at least 0 and below 1"),
    ("rate", "NaN", "at least 0 and below 1"),
    ("seed", "7.5", "a whole number of 64 bits"),
    ("seed", "9223372036854775808", "a whole number of 64 bits"),
    ("call", "-1", "a whole number from 0 to 9999"),
    ("batch", "0", "a whole number of at least 1"),
    ("steps", "1e3", "a whole number of at least 1"),
    ("features", "99999999999", "a whole number of at least 1"),
    ("steps", "62501", "1,000,016 numbers are more than the 1,000,000"),
]
HOSTILE = [
    "layer=elements",
    DEFAULT.replace("rate=0.2", "rate=NaN"),
    DEFAULT.replace("rate=0.2", "rate=-0.2"),
    DEFAULT.replace("rate=0.2", "rate=1"),
    DEFAULT.replace("rate=0.2", "rate=1e999"),
    DEFAULT.replace("steps=20", "steps=1e9"),
    DEFAULT.replace("steps=20", "steps=1000000000"),
    DEFAULT.replace("steps=20", "steps=1000000"),
    DEFAULT.replace("steps=20", "steps=-1"),
    DEFAULT.replace("steps=20", "steps=Infinity"),
    DEFAULT.replace("layer=elements", "layer=own"),
    DEFAULT.replace("layer=elements", "layer=own&noise=None,7,None"),
    DEFAULT.replace("layer=elements", "layer=own&noise=1"),
    DEFAULT.replace("layer=elements", "layer=__proto__"),
    DEFAULT.replace("layer=elements", "layer=<img src=x onerror=alert(1)>"),
    DEFAULT.replace("seed=7", "seed=<script>alert(1)</script>"),
    DEFAULT.replace("seed=7", "seed=7&seed=8"),
    DEFAULT.replace("seed=7", "seed=" + "9" * 100_000),
    DEFAULT + "&constructor=1",
    DEFAULT + "&__proto__=1",
    DEFAULT + "&unknown=1",
    "javascript:alert(1)",
    '"]<script>alert(1)</script>',
    "%",
    "%E0%A4%A",
    "&" * 10_000,
]
SETTINGS = 42


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What goes wrong on the page."""
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text))
    page.on("dialog", lambda dialog: found.append(dialog.message))
    return found


@pytest.fixture
def opened(page: Page, address):
    """Open the playground at a fragment, wait until it has drawn, and give the page."""

    def go(text: str = "") -> Page:
        page.goto("about:blank")
        page.goto(f"{address}playground/" + (f"#{text}" if text else ""))
        wait_until(page, f"{LINK}.hash.length > 1")
        return page

    return go


def turn(page: Page, text: str) -> None:
    """Change the fragment of the open page, and wait until the page has followed."""
    page.evaluate(
        """(text) => new Promise((resolve) => {
          addEventListener("popstate", resolve, { once: true });
          location.hash = `${text}&`;
          location.hash = text;
        })""",
        text,
    )


def view_of(page: Page) -> str:
    """The view that the page links to."""
    return page.locator(".playground-link a").get_attribute("href").removeprefix("#")


def note(page: Page) -> str:
    """What the page says about bad input."""
    return page.locator(".playground-note").text_content()


def squares(page: Page) -> list[str]:
    """The drawn squares."""
    return [path.get_attribute("d") for path in page.locator(".mask-kept").all()]


def test_it_opens_with_the_default_view(opened, errors):
    page = opened()
    assert view_of(page) == DEFAULT
    assert page.locator("[data-number=zeros]").text_content() == "71"
    assert page.url.endswith("/playground/")
    assert note(page) == ""
    assert errors == []


def test_the_controls_hold_the_default_view_before_they_come_alive():
    source = (ROOT / "docs/en/playground.md").read_text("utf-8")
    page = BeautifulSoup(source, "html.parser")
    default = dict(parse_qsl(DEFAULT))
    layer, *others = default
    assert page.select_one(f"#{layer} option")["value"] == default[layer]
    assert {name: page.find(id=name)["value"] for name in others} == {
        name: default[name] for name in others
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


def assert_broken(page: Page) -> None:
    """The page stands at its default and says that the link is broken."""
    assert view_of(page) == DEFAULT
    assert page.locator("[data-number=zeros]").text_content() == "71"
    assert "This link is broken: " in note(page)
    assert len(note(page)) < 200
    assert page.locator(".playground-note").is_visible()
    assert page.locator("article img, article script:not([type])").count() == 0


@pytest.mark.parametrize("text", HOSTILE[-5:], ids=range(5))
def test_a_broken_link_opens_the_default(opened, errors, text):
    assert_broken(opened(text))
    assert errors == []


def test_a_broken_fragment_falls_back_to_the_default(opened, errors):
    page = opened()
    for text in HOSTILE:
        turn(page, DEFAULT.replace("seed=7", "seed=8"))
        assert note(page) == ""
        assert view_of(page) != DEFAULT
        turn(page, text)
        assert_broken(page)
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


def test_the_program_prints_what_the_picture_shows(opened, page: Page):
    choose = random.Random(1)
    compared = 0
    opened()
    for index in range(SETTINGS):
        layer = LAYERS[index % len(LAYERS)]
        shape = choose.choice([(1, 20, 16), (4, 7, 5), (1, 1, 1), (6, 50, 45)])
        view = case(choose, layer, shape)
        view["call"] = choose.choice([0, 1, 5])
        view["training"] = int(index % 9 != 8)
        turn(page, fragment(view))
        assert note(page) == ""
        code, shown = (
            page.locator(f"#program ~ .language-{kind} code").first.text_content()
            for kind in ("python", "text")
        )
        names: dict[str, object] = {}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(view), "exec"), names)
        assert printed.getvalue() == shown, view
        y = names["y"]
        drawn = page.evaluate(DRAW, [page.url.split("play")[0], [view_of(page)], WORDS])
        kept = unpacked(drawn[0]["all"], shape)
        np.testing.assert_array_equal(kept, y != 0, err_msg=str(view))
        if view["training"]:
            np.testing.assert_array_equal(y, keras_output(view), err_msg=str(view))
        counted = page.locator("[data-number=zeros]").text_content()
        assert counted.replace(",", "") == str((y == 0).sum())
        compared += 1
    assert compared >= 30


def test_the_program_of_the_default_view_is_the_executed_one(opened):
    page = opened()
    shown = page.locator("#program ~ .language-python code").text_content()
    path = ROOT / "snippets/playground.md"
    default = examples.examples(path)[0]
    assert shown == default.code
    printed = page.locator("#program ~ .language-text code").text_content()
    assert printed == default.output
    page.locator("#rate").fill("0.5")
    changed = page.locator("#program ~ .language-python code")
    assert "Dropout(0.5, seed=7)" in changed.text_content()
    assert changed.locator(".kn").first.text_content() == "import"


def test_the_copy_button_copies_the_program_of_the_view(browser: Browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "playground/")
    page.locator("#rate").fill("0.5")
    block = page.locator("#program ~ .language-python").first
    block.hover()
    block.locator("button").click()
    wait_until(page, "navigator.clipboard.readText().then((text) => text !== '')")
    copied = page.evaluate("navigator.clipboard.readText()")
    shown = block.locator("code").text_content()
    assert copied.strip() == shown.strip()
    assert "Dropout(0.5, seed=7)" in copied
    context.close()


def test_a_thousand_calls_are_those_of_keras(opened, errors):
    page = opened()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    told = page.locator(".playground-result").text_content()
    zeros = [(~mask.keep_mask((320,), 0.2, 7, call)).sum() for call in range(1000)]
    mean, sd = np.mean(zeros), np.std(zeros)
    assert told == (
        f"1,000 calls: {mean:.6g} dropped on average, standard deviation {sd:.3g}. "
        "By formula 64 and 7.16."
    )
    output = examples.examples(ROOT / "snippets/playground.md")[2].output
    assert f"dropped on average {mean:.2f}" in output
    assert f"standard deviation {sd:.2f}" in output
    bars = page.locator("[data-chart=histogram] .chart-bar")
    heights = [float(bar.get_attribute("height")) for bar in bars.all()]
    # The bars hold all calls: the tallest bar's count is written beside the axis.
    top = int(page.locator("[data-chart=histogram] text").nth(1).text_content())
    counts, _ = np.histogram(zeros, range(min(zeros), max(zeros) + 2))
    assert max(heights) > 0
    assert top >= counts.max()
    assert page.locator("[data-chart=histogram] .chart-expected").count() == 1
    # The last point of the thick line is the mean of all outputs divided by inputs.
    points = page.locator(".chart-all").get_attribute("points").split(" ")
    last = float(points[-1].split(",")[1])
    assert last == pytest.approx(84, abs=1)
    assert errors == []


@pytest.mark.parametrize("rate", ["0", "0.3", "0.999999999"])
def test_the_charts_stand_for_every_layer(opened, errors, rate):
    page = opened()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    for layer in LAYERS:
        noise = "&noise=None,1,1" if layer == "own" else ""
        page.evaluate("document.querySelector('.playground-result').textContent = ''")
        turn(page, DEFAULT.replace("elements", layer).replace("0.2", rate) + noise)
        page.get_by_text("calls: ").wait_for()
        assert page.locator(".chart-bar").count() >= 1
        places = page.locator(".playground-charts").inner_html()
        assert "NaN" not in places
        assert "Infinity" not in places
    assert errors == []


def test_the_charts_follow_the_controls_and_the_eye(opened):
    page = opened()
    page.get_by_role("button", name="1,000 calls").click()
    page.locator(".playground-charts").wait_for()
    page.locator("#rate").fill("0.5")
    page.get_by_text("By formula 160 and 8.94.").wait_for()
    page.locator("mask-figure svg").focus()
    page.keyboard.press("ArrowRight")
    following = page.locator(".playground-following")
    assert following.text_content() == "“the”, timestep 0, feature 1"


def test_a_million_numbers_are_drawn_and_the_long_work_can_be_stopped(opened, errors):
    page = opened()
    page.locator("#steps").fill("1000")
    page.locator("#features").fill("1000")
    wait_until(page, COUNTED.format("of 1000000 numbers"))
    zeros = (~mask.keep_mask((1, 1000, 1000), 0.2, 7)).sum()
    assert page.locator("[data-number=zeros]").text_content() == f"{zeros:,}"
    # The window moves by its fields and by the keys.
    page.locator("#timestep").fill("960")
    page.locator("#feature").fill("5")
    page.locator("mask-figure svg").focus()
    page.keyboard.press("ArrowRight")
    assert "timestep=960&feature=5" in view_of(page)
    page.get_by_role("button", name="1,000 calls").click()
    page.locator("progress").wait_for()
    page.get_by_role("button", name="Next call").click()
    assert "call=1" in view_of(page)
    wait_until(page, "document.querySelector('progress').value > 0")
    page.get_by_role("button", name="Stop").click()
    assert not page.locator("progress").is_visible()
    assert page.get_by_role("button", name="1,000 calls").is_visible()
    assert page.locator(".playground-result").text_content() == ""
    assert errors == []


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
    assert page.locator("#program ~ .language-python").first.is_visible()
