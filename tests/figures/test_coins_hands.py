"""The coins answer pointer, finger, keys and links, and rest without a script."""

import pytest
from motion import durations
from playwright.sync_api import Browser, Locator, Page
from waiting import wait_until

from tools.figures.coins import LANE, LEFT, TOP
from tools.figures.drawing import CELL, PITCH
from tools.pages.corpus import config

TEXTS = config()["extra"]["coins"]
PAGE = "rows-and-columns/"
LOOK = ".coins-look"
# For each sample the rectangles of its ring: left, top, width, height.
RINGED = """() => [...document.querySelectorAll(".scene-coins .mask-cursor")].map(
  (ring) => [...ring.getAttribute("d").matchAll(/M(\\d+) (\\d+)h(\\d+)v(\\d+)/g)].map(
    ([, ...numbers]) => numbers.map(Number),
  ),
)"""


def at(row: int, column: int) -> dict[str, int]:
    """Where a square lies in a drawing, or with -1 a coin."""
    x = LEFT + PITCH * column + CELL // 2 if column >= 0 else LEFT - LANE
    y = TOP + PITCH * row + CELL // 2 if row >= 0 else TOP - LANE
    return {"x": x, "y": y}


def says(page: Page, text: str) -> None:
    """Wait until the line below the controls says a text."""
    page.locator(LOOK, has_text=text).wait_for()


@pytest.fixture
def first(page: Page, address) -> Locator:
    """The drawing of sample 0, on a page wide enough for its full size."""
    page.goto(address + PAGE)
    return page.locator(".scene-coins svg").first


def test_pointing_at_a_square_rings_all_that_share_its_coin(page: Page, first):
    first.hover(position=at(1, 3))
    says(
        page,
        "film, timestep 1, feature 3 of sample 0: coin 3 of 32 decides over 20 "
        "numbers; it stayed.",
    )
    x, y = LEFT + 3 * PITCH - 1, TOP - 1
    assert page.evaluate(RINGED) == [[[x, y, PITCH, 20 * PITCH]], []]
    page.mouse.move(0, 0)
    wait_until(page, f"String(({RINGED})()) === ','")


def test_pointing_at_a_coin_says_what_it_decides(page: Page, first):
    first.hover(position=at(-1, 8))
    says(page, "Coin 8 of 32 decides over 20 numbers; it fell.")


def test_word_types_ring_all_four_the(page: Page, first):
    page.locator("[value=types]").check()
    first.hover(position=at(10, 5))
    says(page, "coin 0 of 30 decides over 64 numbers; it fell.")
    rows = [TOP + PITCH * row - 1 for row in (0, 5, 10, 16)]
    ringed = page.evaluate(RINGED)
    assert ringed == [[[LEFT - 1, y, 16 * PITCH, PITCH] for y in rows], []]


def test_a_1_in_front_rings_both_samples(page: Page, first):
    page.locator("[value=shared]").check()
    first.hover(position=at(0, 8))
    says(page, "coin 8 of 320 decides over 2 numbers; it fell.")
    sample, other = page.evaluate(RINGED)
    assert sample == other != []
    heading = page.locator(".scene-coins .coins-heading").nth(1)
    assert heading.text_content() == TEXTS["same"].format(sample=1)


def test_a_number_alone_is_named_as_one(page: Page, first):
    page.locator("[value=elements]").check()
    first.hover(position=at(0, 0))
    says(page, f"coin 0 of 640 decides over {TEXTS['one']};")


def test_a_tap_keeps_the_ring_and_drawing_again_says_what_the_coin_does_now(
    browser: Browser, address
):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address + PAGE)
    svg = page.locator(".scene-coins svg").first
    assert svg.bounding_box()["width"] == LEFT + 16 * PITCH
    svg.tap(position=at(1, 0))
    says(page, "film, timestep 1, feature 0 of sample 0: coin 0 of 32")
    said = set()
    for _ in range(12):
        page.get_by_role("button", name="Draw again").tap()
        said.add(page.locator(LOOK).text_content())
        assert page.evaluate(RINGED)[0] != []
    assert {text.rpartition("; ")[2] for text in said} == {"it fell.", "it stayed."}
    context.close()


def test_the_arrow_keys_move_from_square_to_coin(page: Page, first):
    page.locator("[value=rows]").check()
    wait_until(page, "document.querySelector('mask-scene').live")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    says(page, "film, timestep 1, feature 1 of sample 0: coin 1 of 40")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    says(page, "Coin 1 of 40 decides over 16 numbers; it stayed.")
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    says(page, "Coin 0 of 40")


def test_a_press_on_the_tuple_chooses_the_kind_that_has_it(page: Page, first):
    batch, steps, _ = page.locator(".coins-shape button").all()
    steps.click()
    wait_until(page, "document.querySelector('.scene-coins [value=elements]').checked")
    batch.click()
    assert page.locator("[value=shared]").is_checked()
    steps.click()
    assert page.locator("[value=own]").is_checked()
    layer = page.locator(".coins-layer code").text_content()
    assert layer == "Dropout(0.2, noise_shape=(1, 1, None), seed=1)"
    assert batch.inner_text().split() == ["1", "batch"]


@pytest.mark.parametrize(
    "kind", ["elements", "columns", "rows", "samples", "types", "shared"]
)
def test_a_link_of_each_section_shows_its_kind_by_keyboard(page: Page, address, kind):
    page.goto(address + PAGE)
    link = page.locator(f"a[data-coins={kind}]")
    link.focus()
    page.keyboard.press("Enter")
    wait_until(
        page,
        "kind => document.querySelector('mask-scene').live"
        " && document.querySelector(`.scene-coins [value=${kind}]`).checked",
        arg=kind,
    )
    assert page.url.endswith("#coins")
    wait_until(
        page,
        "() => { const { top } = document.querySelector('.scene-coins')"
        ".getBoundingClientRect(); return top > 0 && top < innerHeight / 2; }",
    )


def test_without_a_script_no_dead_control_is_seen(browser: Browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    scene = page.locator(".scene-coins")
    assert scene.locator("svg").count() == 2
    for control in scene.locator("button, input, .coins-look").all():
        assert not control.is_visible()
    assert not page.locator("a[data-coins=rows]").is_visible()
    assert scene.locator("svg").first.is_visible()
    context.close()


@pytest.mark.parametrize(("motion", "moving"), [("reduce", 0), ("no-preference", 8)])
def test_coins_turn_only_where_motion_is_welcome(
    browser: Browser, address, motion, moving
):
    page = browser.new_page(reduced_motion=motion)
    page.goto(address + PAGE)
    page.locator(".scene-coins [value=rows]").check()
    wait_until(page, "document.querySelector('.scene-coins svg').dataset.turn")
    times = durations(page, ".scene-coins path")
    assert len(times) == moving
    assert all(time <= 0.15 for time in times)
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_nothing_moves_or_leaves_the_page_at_any_width(
    browser: Browser, address, width
):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + PAGE)
    page.evaluate("document.querySelector('mask-scene').load()")
    tops = set()
    for kind in ("elements", "columns", "samples", "types", "shared", "own"):
        page.locator(f".scene-coins [value={kind}]").check()
        box = page.locator(".scene-coins svg").first.bounding_box()
        tops.add(round(box["y"] + page.evaluate("scrollY")))
        assert box["width"] / (LEFT + 16 * PITCH) * PITCH >= 14
    assert len(tops) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
