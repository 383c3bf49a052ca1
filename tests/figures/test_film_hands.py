"""The film answers seeds, calls, squares, keys and the rate."""

import pytest
from motion import durations
from playwright.sync_api import Browser, Locator, Page
from waiting import wait_until

from tools.figures import film
from tools.pages.corpus import config

TEXTS = config()["extra"]["film"]
PAGE = "reproducibility/"
SIZES = {"width": 390, "height": 844}


def says(page: Page, text: str) -> None:
    """Wait until a line of the scene says a text."""
    page.locator(".scene-film [role=status]", has_text=text).wait_for()


def marks(page: Page) -> str:
    """The signs between the two reels."""
    return "".join(page.locator(".film-marks b").all_text_contents())


def square(page: Page, layer: int, frame: int, index: int) -> Locator:
    """A square of a frame."""
    reel = page.locator(".film-reel").nth(layer)
    return reel.locator("div").nth(frame).locator("i").nth(index)


def press(page: Page, name: str) -> None:
    """Press a button of the scene."""
    page.locator(".scene-film").get_by_role("button", name=name).click()


@pytest.fixture
def scene(page: Page, address) -> Page:
    """The page, its scene not yet touched."""
    page.goto(address + PAGE)
    return page


def test_another_seed_draws_other_masks_and_the_same_seed_the_same(scene: Page):
    assert marks(scene) == "======"
    press(scene, "Seed of B plus 1")
    says(scene, "Other seeds, other masks: of the 30 squares")
    assert marks(scene) == "≠≠≠≠≠≠"
    assert scene.locator(".film-layer code").all_text_contents() == [
        "A = Dropout(0.5, seed=7)",
        "B = Dropout(0.5, seed=8)",
    ]
    press(scene, "Seed of B less 1")
    says(scene, TEXTS["same"])
    assert marks(scene) == "======"


def test_a_new_copy_repeats_what_the_layer_has_drawn(scene: Page):
    frames = scene.locator(".film-reel").nth(0).locator("div").first
    drawn = frames.inner_html().replace(" at", "")
    for _ in range(3):
        press(scene, TEXTS["next"])
    press(scene, "Seed of B plus 1")
    press(scene, TEXTS["copy"])
    says(scene, "B is 3 behind A")
    copied = scene.locator(".film-reel").nth(1).locator("div").first
    assert copied.evaluate("frame => frame.firstChild.textContent") == "call 0"
    assert copied.locator("i.o").count() == drawn.count('class="o')
    assert marks(scene) == "======"
    past = "[...document.querySelectorAll('.past b')].map((label) => label.textContent)"
    assert scene.evaluate(past) == ["call 0", "call 1", "call 2"]
    assert scene.locator("[inputmode]").nth(1).input_value() == "7"
    press(scene, TEXTS["back"])
    says(scene, TEXTS["same"])


def test_seeds_that_are_one_modulo_draw_the_same_masks(scene: Page):
    scene.locator("[inputmode]").nth(1).fill(str(7 + 2**31 - 2))
    says(scene, TEXTS["modulo"])
    square(scene, 1, 0, 14).click()
    rows = scene.locator(".film-chain code")
    assert rows.nth(0).text_content() == "[2147483653, 0]"
    assert rows.nth(1).text_content() == "[7, 0]"
    assert marks(scene) == "======"


@pytest.mark.parametrize("text", ["", "one", "1e3", "99999999999999999999"])
def test_what_is_no_seed_is_told_changes_nothing_and_gives_way(scene: Page, text):
    field = scene.locator("[inputmode]").nth(0)
    field.fill("12")
    wait_until(scene, "document.querySelector('mask-scene').live")
    field.fill(text)
    assert field.get_attribute("aria-invalid") == "true"
    wrong = {"name": TEXTS["seed"].format(layer="A"), "value": text}
    says(scene, TEXTS["wrong"].format(**wrong))
    assert "seed=12)" in scene.locator(".film-layer code").first.text_content()
    field.blur()
    says(scene, "Other seeds")
    assert field.input_value() == "12"
    assert field.get_attribute("aria-invalid") is None


def test_a_press_on_a_square_follows_it(scene: Page):
    square(scene, 1, 2, 11).click()
    says(scene, "B, call 2, timestep 1, feature 5: dropped.")
    found = film.chain(film.SEED, 2, film.RATE, 11)
    rows = scene.locator(".film-chain code").all_text_contents()
    assert rows == list(found.values())
    strong = scene.locator(".film-chain strong").all_text_contents()
    assert strong == [found["words"].split()[11 % 4], found["bits"].split()[1]]
    assert scene.locator(".film-reel .at").count() == 1


def test_the_arrow_keys_cross_frames_and_layers(scene: Page):
    reels = scene.locator(".film-reels")
    wait_until(scene, "!!customElements.get('mask-scene')")
    scene.evaluate("document.querySelector('mask-scene').load()")
    reels.focus()
    for key in ["ArrowRight"] * 4 + ["ArrowDown"] * 3:
        scene.keyboard.press(key)
    says(scene, "B, call 1, timestep 0, feature 0: ")
    for key in ["ArrowLeft"] * 40 + ["ArrowUp"] * 40:
        scene.keyboard.press(key)
    says(scene, "A, call 0, timestep 0, feature 0: ")
    for _ in range(60):
        scene.keyboard.press("ArrowRight")
    says(scene, "A, call 5, timestep 0, feature 5: ")


def test_the_rate_decides_over_the_same_number(scene: Page):
    slider = scene.get_by_label(TEXTS["rate"], exact=True)
    slider.fill("0.35")
    says(scene, "feature 2: kept.")
    rows = scene.locator(".film-chain code").all_text_contents()
    assert rows == list(film.chain(film.SEED, 0, 0.35, film.SQUARE).values())
    slider.fill("0")
    says(scene, "feature 2: kept.")
    assert slider.input_value() == "0.05"
    slider.fill("1")
    says(scene, "feature 2: dropped.")
    assert slider.input_value() == "0.95"
    assert marks(scene) == "======"


def test_a_phone_shows_three_frames_that_a_finger_can_press(browser: Browser, address):
    context = browser.new_context(viewport=SIZES, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + PAGE)
    wait_until(page, "!!customElements.get('mask-scene')")
    shown = page.locator(".film-reel").first.locator("div:visible")
    assert shown.count() == page.locator(".film-marks b:visible").count() == 3
    square(page, 1, 2, 29).tap()
    says(page, "B, call 2, timestep 4, feature 5: ")
    page.locator(".film-reels").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    says(page, "B, call 2, timestep 3, feature 5: ")
    context.close()


def test_without_a_script_no_dead_control_is_seen(browser: Browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    scene = page.locator(".scene-film")
    assert scene.locator("button, input, .film-hint").count() == 11
    for control in scene.locator("button, input, .film-hint").all():
        assert not control.is_visible()
    assert scene.locator(".film-reel i:visible").count() == 2 * film.FRAMES * 30
    assert scene.locator(".film-chain li:visible").count() == len(film.STEPS)
    context.close()


@pytest.mark.parametrize(("motion", "moving"), [("reduce", 0), ("no-preference", 12)])
def test_the_film_moves_only_where_motion_is_welcome(
    browser: Browser, address, motion, moving
):
    page = browser.new_page(reduced_motion=motion)
    page.goto(address + PAGE)
    press(page, TEXTS["next"])
    wait_until(page, "document.querySelector('.film-reels').dataset.turn")
    times = durations(page, ".film-reel div")
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
    scene = page.locator(".scene-film")
    height = scene.bounding_box()["height"]
    steps = ["Seed of B plus 1", *[TEXTS["next"]] * 3, TEXTS["copy"], TEXTS["back"]]
    for name in steps:
        press(page, name)
        assert scene.bounding_box()["height"] == height
    page.locator("[inputmode]").first.fill("-9223372036854775808")
    side = square(page, 0, 0, 0).bounding_box()["width"] + 2
    assert side >= 14
    assert side == int(side)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
