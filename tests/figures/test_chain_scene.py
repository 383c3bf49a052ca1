"""The scene chain shows what the model makes of a sentence, at rest and in the hand."""

import random
import re

import numpy as np
import pytest
from chain_page import SEEN, SENTENCES, TEXTS, TRAINED, WHOLE, expected
from playwright.sync_api import Page
from waiting import wait_until

from tools.figures import chain, drawing, forward, strip
from tools.figures.kinds import KINDS

STATES = 120
KIND_NAMES = [kind.name for kind in chain.CHOICE]
LOAD = "document.querySelector('mask-scene').load().then((live) => live.ready)"
# Each state as a reader sets it, and what is seen of it.
WALK = f"""(states) => {{
  const seen = {SEEN};
  const set = (selector, change) => {{
    const control = document.querySelector(`mask-scene ${{selector}}`);
    change(control);
    control.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
  }};
  return states.map(({{ sentence, zero, kind, rate }}) => {{
    set("select", (one) => {{ one.selectedIndex = sentence; }});
    set("[type=range]", (one) => {{ one.value = rate; }});
    set(`[value=${{kind}}]`, (one) => {{ one.checked = true; }});
    const svg = document.querySelector(".chain-first svg");
    if (zero) {{
      const {{ left, top, width }} = svg.getBoundingClientRect();
      const unit = width / svg.getAttribute("width");
      const at = (place, first) => first + (place < 0 ? -9 : 16 * place + 7);
      svg.dispatchEvent(new MouseEvent("click", {{ bubbles: true,
        clientX: left + unit * at(zero[1], 64), clientY: top + unit * at(zero[0], 18),
      }}));
    }} else document.querySelector(".chain-again").click();
    return {{ ...seen(), cell: document.querySelector(".chain-cell").textContent }};
  }});
}}"""


@pytest.fixture
def alive(page: Page, address) -> Page:
    """The page with its scene awake."""
    page.goto(f"{address}through-the-model/")
    page.evaluate(LOAD)
    return page


def states(number: int) -> list[dict]:
    """Random settings of the controls; a call is drawn in every third at least."""
    choose = random.Random(3)
    places = [(-1, 4), (5, -1), (0, 0), (19, 15), (10, 3)]
    return [
        {
            "sentence": choose.randrange(len(SENTENCES)),
            "rate": round(0.05 * choose.randrange(20), 2),
            "kind": choose.choice(KIND_NAMES),
            "zero": choose.choice(
                [
                    None,
                    choose.choice(places),
                    [choose.randrange(20), choose.randrange(16)],
                ]
            ),
        }
        for _ in range(number)
    ]


def test_the_embedding_is_drawn_as_a_mask_and_moved_numbers_by_level(alive: Page):
    asked = states(STATES)
    call = 0
    for state, seen in zip(asked, alive.evaluate(WALK, asked), strict=True):
        if not state["zero"]:
            call = int(seen["cell"].split()[1])
        now = {"zero": state["zero"]} if state["zero"] else state | {"call": call}
        wanted = expected(SENTENCES[state["sentence"]], now)
        assert seen["counts"] == wanted["counts"], (state, call)
        assert [w[:8] for w in seen["words"]] == [w[:8] for w in wanted["words"]]
        keep = wanted["keep"]
        assert seen["paths"][:2] == [
            strip.kept(keep),
            drawing.cells(~keep, drawing.HOLLOW),
        ]
        drawn = iter(seen["paths"][2:])
        for level in wanted["levels"].values():
            next(drawn)
            for one in range(1, strip.LEVELS + 1):
                assert next(drawn) == strip.squares(level == one), (state, one)
            next(drawn)
    assert call > 20


def test_it_comes_alive_as_it_was_drawn(page: Page, address):
    page.goto(f"{address}through-the-model/")
    before = page.evaluate(WHOLE)
    assert len(before) > 100
    page.evaluate(LOAD)
    after = page.evaluate(WHOLE)
    hint = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    # Only the hint gives way to what is looked at.
    assert [old.split("|")[-1] for old, _ in hint] == [TEXTS["hint"]]
    assert hint[0][1].endswith("Zero: “the”, timestep 10, feature 3.")
    # Moved there and back, with the opinions drawn anew.
    for rate in ("0.5", "0.2"):
        page.locator(".scene-chain [type=range]").fill(rate)
        wait_until(page, DRAWN)
    assert page.evaluate(WHOLE) == after


# Not in the middle of its draws.
DRAWN = "() => !document.querySelector('.chain-opinions').ariaBusy"
# Set and seen at once: work in pieces has not ended by then.
OLD = """() => {
  document.querySelector(".chain-many").click();
  return document.querySelector(".chain-opinions").ariaBusy;
}"""


def test_opinions_are_marked_as_old_while_new_ones_are_drawn(alive: Page):
    assert alive.evaluate(OLD) == "true"
    wait_until(alive, DRAWN)


def test_the_opinions_of_each_kind_are_those_of_the_calls(alive: Page):
    alive.locator("select").select_option(SENTENCES[3])
    alive.locator(".scene-chain [type=range]").fill("0.4")
    alive.locator(".scene-chain").get_by_role("button", name=TEXTS["many"]).click()
    wait_until(alive, DRAWN)
    ids = forward.read(SENTENCES[3].split(), TRAINED)
    vectors = forward.embed(ids, TRAINED)
    lanes = alive.locator(".chain-lane")
    for index, kind in enumerate(chain.CHOICE):
        # The next 200 calls after those of the first picture.
        keeps = [forward.kept(ids, kind, 0.4, 7, call) for call in range(200, 400)]
        x = np.stack([forward.drop(vectors, keep, 0.4) for keep in keeps])
        opinions = forward.forward(x, TRAINED).dense[:, 0].astype(np.float64)
        lane = lanes.nth(index)
        assert lane.locator("path").get_attribute("d") == strip.bars(opinions)
        said = lane.locator("span").last.text_content()
        mean, sd = opinions.mean(), opinions.std()
        assert said == TEXTS["spread"].format(mean=f"{mean:.2f}", sd=f"{sd:.2f}")
        band = lane.locator(".chain-band")
        drawn = [float(band.get_attribute(name)) for name in ("x", "width")]
        assert drawn == pytest.approx(strip.band(mean, sd), abs=0.011)
        # All there, or nothing.
        assert (len(set(opinions)) == 2) == (kind.name == "samples")


def test_word_types_take_equal_words_together():
    words = next(one for one in SENTENCES if one.startswith("bad , bad")).split()
    ids = forward.read(words, TRAINED)
    bad = [place for place, word in enumerate(words) if word == "bad"]
    assert len(bad) == 3
    types, rows = (
        np.array([forward.kept(ids, KINDS[k], 0.4, 7, c)[bad, 0] for c in range(50)])
        for k in ("types", "rows")
    )
    assert (types == types[:, :1]).all()
    assert (rows != rows[:, :1]).any()


def test_drawing_again_moves_the_opinion_and_marks_it(alive: Page):
    again = alive.locator(".scene-chain").get_by_role("button", name=TEXTS["again"])
    opinion = alive.locator(".chain-count").last
    seen = {opinion.text_content()}
    for press in range(4):
        again.click()
        assert alive.locator(".chain-cell").text_content() == f"call {press}"
        assert alive.locator("[data-now]").get_attribute("data-kind") == "elements"
        assert alive.locator(".chain-drawn").count() == 1
        seen.add(opinion.text_content())
    assert len(seen) == 5
    alive.locator(".chain-drop [type=checkbox]").uncheck()
    before = re.search(r"dropout ([\d.]+)", opinion.text_content())[1]
    assert opinion.text_content() == TEXTS["dense"].format(now=before, before=before)
    assert alive.locator(".chain-count").nth(1).text_content().startswith("0 of 16")
