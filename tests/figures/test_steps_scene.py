"""The scene ``steps``: what is seen, pressed and said, in real Chromium."""

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.figures import steps
from tools.figures.kinds import KINDS
from tools.figures.training import Task, waiting
from tools.pages.corpus import config, snippets

TEXTS = config()["extra"]["steps"]
TASK = Task(TEXTS["sentences"])
SIZE = len(TASK.words) * steps.FEATURES
PLACES = (
    "fieldset",
    ".steps-now button:last-of-type",
    ".steps-tables",
    "figcaption",
)
SEEN = """() => [...document.querySelectorAll(
  ".scene-steps :is(rect:not(.mask-cursor), text, .steps-call, .steps-told)",
)].map((part) => part.matches("rect")
  ? [part.getAttribute("class") || "", part.getAttribute("fill-opacity") || "1.00",
     part.getAttribute("rx") || "0", part.getAttribute("x"), part.getAttribute("y")]
  : [part.getAttribute("class") || "", part.textContent])"""
LIVE = "document.querySelector('mask-scene').live"


@pytest.fixture
def scene(page: Page, address) -> Page:
    """The page with the scene, not yet touched."""
    page.goto(f"{address}learning/")
    return page


def touch(page: Page) -> None:
    """Bring the scene to life without changing it."""
    page.locator(".scene-steps figcaption").dispatch_event("pointermove")
    wait_until(page, LIVE)


def press(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()


def drawn(kind: str, step: int) -> list[str]:
    """The classes of the weights in all grids, by tools/figures/steps.py."""
    trained = TASK.train(KINDS[kind], step + 1)
    names = {"name": "x", "texts": TEXTS}
    html = steps._tables(TASK, trained, **names)
    rects = BeautifulSoup(html, "html.parser").find_all("rect")
    return [" ".join(rect.get("class", [])) for rect in rects]


def classes(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll(
          ".steps-tables rect:not(.mask-cursor)",
        )].map((rect) => rect.getAttribute("class") || "")"""
    )


def places(page: Page) -> list[list[int]]:
    """Where the parts lie, in whole pixels."""
    boxes = [page.locator(f".scene-steps {place}").bounding_box() for place in PLACES]
    return [[round(box[key]) for key in ("x", "y", "width", "height")] for box in boxes]


def test_the_scene_comes_alive_as_it_was_drawn(scene: Page):
    before = scene.evaluate(SEEN)
    assert len(before) > 6 * SIZE
    touch(scene)
    assert scene.evaluate(SEEN) == before


def test_the_first_picture_shows_adam_moving_a_dropped_row():
    trained = TASK.train(KINDS[steps.FIRST_KIND], steps.FIRST_STEP + 1)
    told = steps.told(trained[-1], TASK.words, waiting(trained), TEXTS)
    assert told.startswith("Adam moved the row “cast” though it was dropped")
    assert "SGD 0, momentum 12, Adam 12, lazy Adam 4" in told


def test_the_program_beneath_prints_the_first_picture():
    step = TASK.train(KINDS[steps.FIRST_KIND], steps.FIRST_STEP + 1)[-1]
    (section,) = re.findall(
        r"start:figure\](.*?)end:figure\]", snippets()["learning.md"], re.DOTALL
    )
    for name in ("sgd", "momentum", "adam"):
        moved = step.moved[name].any(axis=1).astype(int)
        assert f"{TEXTS[name]:8} moved {moved}\n" in section
    assert f"gradient       {step.gradient[:, 0].astype(int)}\n" in section
    assert f'"{" ".join(TASK.words)}".split()' in section


@pytest.mark.parametrize("kind", steps.KIND_NAMES)
def test_every_step_draws_what_python_computes(scene: Page, kind):
    touch(scene)
    scene.get_by_label(TEXTS[kind], exact=True).check()
    press(scene, "Back to step 0")
    for step in range(12):
        assert classes(scene) == drawn(kind, step)
        trained = TASK.train(KINDS[kind], step + 1)
        told = scene.locator(".steps-told").text_content()
        assert told == steps.told(trained[-1], TASK.words, waiting(trained), TEXTS)
        call = scene.locator(".steps-call").text_content()
        assert f"step {step}, call {step} of" in call
        press(scene, "Step")


def test_a_kind_changes_the_mask_and_keeps_the_step(scene: Page):
    press(scene, "Step", 2)
    wait_until(scene, LIVE)
    scene.get_by_label(TEXTS["columns"], exact=True).check()
    call = scene.locator(".steps-call")
    assert call.text_content() == (
        "Training step 3, call 3 of SpatialDropout1D(0.5, seed=9)"
    )
    assert classes(scene) == drawn("columns", 3)


def test_ten_steps_run_one_after_the_other_and_stop_when_asked(scene: Page):
    touch(scene)
    bar = scene.locator(".steps-now progress")
    press(scene, "Run 10 steps")
    wait_until(scene, "document.querySelector('progress').value >= 2")
    press(scene, "Stop")
    done = bar.evaluate("(bar) => bar.value")
    assert 2 <= done < 10
    scene.wait_for_timeout(500)
    assert bar.evaluate("(bar) => bar.value") == done
    press(scene, "Run 10 steps")
    wait_until(scene, "document.querySelector('progress').value === 10")
    step = int(done) + 11
    assert f"step {step}," in scene.locator(".steps-call").text_content()
    assert "gradient: 0 of 32." in scene.locator(".steps-told").text_content()
    scene.get_by_role("button", name="Run 10 steps", exact=True).wait_for()


def test_who_wants_no_motion_gets_ten_steps_at_once(browser: Browser, address):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}learning/")
    touch(page)
    press(page, "Run 10 steps")
    assert "step 11," in page.locator(".steps-call").text_content()
    context.close()


def test_pointing_at_a_weight_says_what_became_of_it(scene: Page):
    # "is" in the grid of Adam: feature 1.
    at = 3 * SIZE + TASK.words.index("is") * steps.FEATURES + 1
    scene.locator(".steps-tables rect").nth(at).hover()
    wait_until(scene, "document.querySelector('.mask-cursor')")
    said = scene.locator(".steps-cell")
    assert re.fullmatch(
        r"“is”, feature 1: kept in 2 of its 2 places, gradient 4\. SGD -0\.04, "
        r"momentum -0\.04, Adam -[\d.]+, lazy Adam -[\d.]+\.",
        said.text_content(),
    )
    # In six grids, and where the batch holds it.
    assert scene.locator(".mask-cursor").count() == 8
    press(scene, "Step")
    assert "“is”, feature 1: kept in 1 of its 2 places, gradient 2." in (
        said.text_content()
    )


def test_the_arrow_keys_move_through_the_table(scene: Page):
    touch(scene)
    scene.locator(".steps-tables").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowRight"):
        scene.keyboard.press(key)
    said = scene.locator(".steps-cell")
    assert said.text_content().startswith("“cast”, feature 2:")
    for _ in range(9):
        scene.keyboard.press("ArrowUp")
    assert said.text_content().startswith("“the”, feature 2:")
    assert said.get_attribute("role") == "status"


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_nothing_moves_when_something_is_pressed(browser: Browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}learning/")
    touch(page)
    before = places(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".steps-tables rect").first.dispatch_event("pointermove")
    for kind in steps.KIND_NAMES:
        page.get_by_label(TEXTS[kind], exact=True).dispatch_event("click")
        for name in ("Back to step 0", *["Step"] * 5):
            button = page.get_by_role("button", name=name, exact=True)
            button.dispatch_event("click")
            assert places(page) == before, (kind, name)
    square = page.locator(".steps-tables rect").first.bounding_box()
    assert square["width"] >= 14
    context.close()


def test_without_a_script_the_picture_stands_and_no_dead_control(
    browser: Browser, address
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}learning/")
    assert page.locator(".steps-tables svg").first.is_visible()
    assert page.locator(".steps-told").is_visible()
    for control in page.locator(".scene-steps :is(button, input, progress)").all():
        assert not control.is_visible()
    context.close()
