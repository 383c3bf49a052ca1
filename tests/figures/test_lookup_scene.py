"""The scene lookup shows what an Embedding and a Dropout of Keras do to a sentence."""

import random
import re

import numpy as np
import pytest
from lookup_layers import cells, dropped, embedding, ids, where
from playwright.sync_api import Browser, Locator, Page
from waiting import wait_until

from tools.figures import places
from tools.pages.corpus import config
from tools.project import ROOT

TEXTS = config()["extra"]["lookup"]
WORDS = TEXTS["words"].split()
STATES = 600
PARTS = """() => [
    ...document.querySelectorAll("mask-scene :is(svg, svg *, input, p, button)"),
  ].map((part) => [part.localName, part.textContent, part.value ?? "",
    ...["d", "class", "x", "y", "viewBox", "height", "max", "aria-valuetext",
      "aria-label", "aria-pressed"].map((name) => part.getAttribute(name) ?? "")])"""
SIDES = ("left", "right")
SHOWN = """(sides) => Object.fromEntries(Object.entries(sides).map(([side, names]) => [
  side, Object.fromEntries(names.map((name) => [
    name, document.querySelector(`.lookup-${side} .lookup-${name}`).getAttribute("d"),
  ])),
]))"""
PICTURES = """async ([address, states]) => {
  const { picture } = await import(`${address}javascripts/places.js`);
  const given = JSON.parse(document.querySelector("mask-scene script").textContent);
  return states.map((state) => picture(given, state));
}"""


@pytest.fixture
def scene(page: Page, address) -> Locator:
    """The scene of the page on neurons, untouched."""
    page.goto(f"{address}neurons/")
    return page.locator("mask-scene")


def test_the_tints_are_the_quarters_of_the_table_of_keras():
    table = embedding().get_weights()[0]
    # From -0.05 to 0.05.
    quarters = ((table + np.float32(0.05)) / np.float32(0.1) * 4).astype(int)
    np.testing.assert_array_equal(places.tints(), quarters)
    assert set(np.unique(quarters)) == set(range(places.LEVELS))


def test_every_square_equals_keras_in_random_states(
    scene: Locator, page: Page, address
):
    choose = random.Random(0)
    states = []
    for _ in range(STATES):
        steps = choose.randint(1, 40)
        state = {"steps": steps, "at": choose.randrange(steps), "count": ""}
        states.append(state | {"call": choose.choice([0, 1, choose.randrange(10000)])})
    drawn = page.evaluate(PICTURES, [address, states])
    assert len(drawn) == STATES
    layer, tints = embedding(), places.tints()
    for state, seen in zip(states, drawn, strict=True):
        rows = ids(state["steps"])
        y = dropped(state["call"], layer(rows[None]).numpy())
        assert cells(seen["right"]["dropped"]) == where(y == 0)
        for level in range(places.LEVELS):
            kept = (tints[rows] == level) & (y != 0)
            assert cells(seen["right"][f"tint-{level}"]) == where(kept)
        lit = np.flatnonzero(rows == rows[state["at"]])
        assert seen["row"] + 1 == rows[state["at"]]
        assert seen["places"] == lit.tolist()
        assert seen["lost"] == (y[lit] == 0).sum(axis=1).tolist()
        assert seen["units"] == y.size
        assert seen["right"]["links"].count("M") == len(lit)
        marks = re.findall(r"m(-?\d+) ", seen["left"]["marks"])
        ones = np.cumsum(list(map(int, marks))) - places.ONE_HOT
        assert (ones // places.NARROW + 1).tolist() == rows.tolist()


def test_a_scene_that_comes_alive_looks_as_before(scene: Locator, page: Page):
    before = page.evaluate(PARTS)
    assert len(before) > 90
    word = scene.locator("[name=word]")
    word.dispatch_event("input")
    wait_until(page, "document.querySelector('mask-scene').live")
    assert page.evaluate(PARTS) == before
    # And after all has been something else.
    scene.locator("[name=steps]").fill("33")
    scene.locator("[name=word]").fill("5")
    for name in ("units", "row", "features", "weights"):
        scene.locator(f"[name={name}]").click()
    assert page.evaluate(PARTS) != before
    scene.locator("[name=steps]").fill("20")
    word.fill("1")
    assert page.evaluate(PARTS) == before


def test_the_page_shows_each_state(scene: Locator, page: Page, address):
    choose = random.Random(1)
    scene.locator("[name=word]").dispatch_event("input")
    wait_until(page, "document.querySelector('mask-scene').live")
    for call in range(1, 51):
        steps = choose.randint(1, 40)
        at = choose.randrange(steps)
        scene.locator("[name=steps]").fill(str(steps))
        scene.locator("[name=word]").fill(str(at + 1))
        scene.locator("[name=again]").click()
        state = {"steps": steps, "at": at, "count": "", "call": call}
        (expected,) = page.evaluate(PICTURES, [address, [state]])
        assert page.evaluate(SHOWN, {s: [*expected[s]] for s in SIDES}) == {
            side: expected[side] for side in SIDES
        }
        said = scene.locator("[role=status]").text_content()
        assert said.startswith(f"“{WORDS[at % 20]}”: row {expected['row'] + 1} of")
        assert ", ".join(map(str, expected["lost"])) in said


def test_pointing_lights_a_word_from_everywhere(scene: Locator, page: Page):
    status = scene.locator("[role=status]")
    scene.scroll_into_view_if_needed()
    for side, x, row in (("left", 70, 1), ("left", 260, 1), ("right", 100, 1)):
        svg = scene.locator(f".lookup-{side}")
        svg.hover(position={"x": x, "y": 18 + 16 * 6 + 7})
        scene.get_by_text("“plot”: row" if x != 260 else "“thin”: row").wait_for()
        svg.hover(position={"x": x, "y": 18 + 16 * row + 7})
        scene.get_by_text("“film”: row").wait_for()
    assert status.text_content().startswith("“film”: row 2 of the table feeds 1 place.")
    assert scene.locator(".lookup-lit").all_text_contents() == ["film", "2", "film"]


def test_a_tap_does_the_same(browser: Browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}neurons/")
    page.locator(".lookup-right").tap(position={"x": 40, "y": 18 + 16 * 10 + 7})
    page.locator(".lookup-left").tap(position={"x": 80, "y": 18 + 16 * 2 + 7})
    page.get_by_text("“is”: row 3 of the table feeds 3 places.").wait_for()
    context.close()


def test_the_arrow_keys_walk_through_the_sentence(scene: Locator, page: Page):
    word = scene.get_by_label("Show", exact=True)
    word.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.get_by_text("“is”: row 3 of the table feeds 3 places.").wait_for()
    assert word.get_attribute("aria-valuetext") == "is"


def test_more_words_change_what_is_counted_by_place_alone(scene: Locator, page: Page):
    buttons = scene.locator("fieldset button")
    scene.locator("[name=steps]").fill("30")
    scene.get_by_text("480 activations").wait_for()
    assert buttons.all_text_contents() == [
        "480 activations",
        "1 × 480 concatenated",
        "16 features",
        "16,000 weights",
    ]


@pytest.mark.parametrize(
    ("name", "said", "boxes"),
    [
        ("units", "20 words × 16 features = 320 activations", [0, 320]),
        ("row", "One row of 20 × 16 = 320 inputs", [0, 0]),
        ("features", "16 features, each with weights of its own", [0, 16]),
        ("weights", "1,000 rows × 16 columns = 16,000 weights", [1, 0]),
    ],
)
def test_a_count_outlines_what_it_counts(scene: Locator, page: Page, name, said, boxes):
    button = scene.locator(f"[name={name}]")
    button.click()
    scene.get_by_text(said).wait_for()
    outlines = [
        path.get_attribute("d").count("z")
        for path in scene.locator(".lookup-counted").all()
    ]
    assert outlines == boxes
    assert scene.locator("[aria-pressed=true]").count() == 1
    assert scene.locator(".lookup-lit").count() == 0
    button.click()
    assert scene.locator("[aria-pressed=true]").count() == 0
    assert scene.locator(".lookup-lit").count() == 9


def test_nothing_moves_above_the_drawing_when_a_word_is_chosen(scene: Locator):
    for width in (320, 390, 768, 1440, 1920):
        scene.page.set_viewport_size({"width": width, "height": 900})
        tops = set()
        for at in range(1, 21):
            scene.locator("[name=word]").fill(str(at))
            tops.add(scene.locator(".lookup-right").bounding_box()["y"])
        for name in ("units", "row", "features", "weights"):
            scene.locator(f"[name={name}]").click()
            tops.add(scene.locator(".lookup-right").bounding_box()["y"])
        assert len(tops) == 1, (width, tops)
        assert scene.page.evaluate(
            "document.documentElement.scrollWidth <= innerWidth"
        ), width


def test_without_scripts_the_picture_stands_alone(browser: Browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}neurons/")
    assert page.locator("mask-scene .scene-controls").is_hidden()
    assert page.get_by_text("“the”: row 1 of the table feeds 4 places.").is_visible()
    assert page.locator("mask-scene svg").count() == 2
    context.close()


def test_a_program_of_the_page_prints_what_the_scene_says_at_rest(scene: Locator):
    printed = re.findall(
        r"feeds the places \[([ \d]+)\]\nlost there: \[([ \d]+)\]",
        (ROOT / "snippets/neurons.md").read_text("utf-8"),
    )
    assert len(printed) == 1
    at, lost = (text.split() for text in printed[0])
    said = scene.get_by_role("status").text_content()
    assert said == TEXTS["places"].format(
        word="the", row=1, places=len(at), lost=", ".join(lost)
    )
