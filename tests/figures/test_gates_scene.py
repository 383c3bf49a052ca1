"""The scene gates: what is seen, pressed and said, in real Chromium."""

import itertools

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.figures import gates
from tools.figures.gates import State
from tools.measure import server
from tools.pages.corpus import config

TEXTS = config()["extra"]["gates"]
PAGE = "through-the-model/"
HOST = "mask-scene[name=gates]"
LOAD = f"document.querySelector('{HOST}').load().then(() => true)"
# Each part that the script may change, in the order of the page.
SEEN = """() => {
  const names = ["layer", "rule", "kept", "lost", "ran"].map((one) => `.gates-${one}`);
  const parts = document.querySelectorAll(`.scene-gates :is(svg, ${names})`);
  return [...parts].map((part) =>
    part.getAttribute("d") ?? part.getAttribute("aria-label") ?? part.textContent);
}"""
# What is seen of states, as a reader sets them one after the other.
WALK = f"""(states) => {{
  const scene = document.querySelector(".scene-gates");
  const set = (selector, change) => {{
    const control = scene.querySelector(selector);
    change(control);
    control.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
  }};
  return states.map(({{ version, recurrent, rate, again }}) => {{
    set(`[value=${{version}}]`, (one) => {{ one.checked = true; }});
    set("[type=checkbox]", (one) => {{ one.checked = recurrent; }});
    set("[type=range]", (one) => {{ one.value = rate; }});
    if (again) scene.querySelector("button").click();
    return ({SEEN})();
  }});
}}"""
PLACES = """() => [...document.querySelectorAll(
  ".scene-gates :is(svg, button, figcaption)",
)].map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return [x, y + scrollY, width, height].map(Math.round);
})"""


@pytest.fixture
def alive(page: Page, address) -> Page:
    """The page with its scene awake."""
    page.goto(address + PAGE)
    page.evaluate(LOAD)
    return page


def expected(state: State) -> list[str]:
    """What is seen of a state, as it is drawn at build."""
    call = TEXTS["call"].format(call=state.call)
    seen = [f"{state.expression}, {call}"]
    for kept, rule, name in zip(
        gates.masks(state), state.rules, ("input", "state"), strict=True
    ):
        drawn = BeautifulSoup(gates.side(kept, rule, name, TEXTS), "html.parser")
        seen += [
            drawn.select_one(".gates-rule").text,
            drawn.svg["aria-label"],
            drawn.select_one(".gates-kept")["d"],
            drawn.select_one(".gates-lost").text,
        ]
    return [*seen, TEXTS[f"ran_{'cell' if state.cell else state.version}"]]


def test_it_comes_alive_as_it_was_drawn(page: Page, address):
    page.goto(address + PAGE)
    before = page.evaluate(SEEN)
    assert before == expected(State())
    page.evaluate(LOAD)
    assert page.evaluate(SEEN) == before


def test_every_choice_is_drawn_as_at_build(alive: Page):
    walked = []
    call = 0
    for version, recurrent, rate in itertools.product(
        gates.VERSIONS, (True, False), (0.05, 0.5, 0.75, 0.95)
    ):
        again = len(walked) % 3 == 1
        call += again
        walked.append((State(version, recurrent, rate, call), again))
    asked = [vars(state) | {"again": again} for state, again in walked]
    for (state, _), seen in zip(walked, alive.evaluate(WALK, asked), strict=True):
        assert seen == expected(state), state
    assert call >= 8


def test_each_age_of_keras_shares_its_masks_as_it_says():
    for version, recurrent in itertools.product(gates.VERSIONS, (True, False)):
        state = State(version, recurrent)
        for kept, rule in zip(gates.masks(state), state.rules, strict=True):
            same_gates = bool((kept == kept[:1]).all())
            same_steps = bool((kept == kept[:, :1]).all())
            assert (same_gates, same_steps, bool(kept.all())) == {
                "one": (True, True, False),
                "gates": (False, True, False),
                "steps": (True, False, False),
                "none": (True, True, True),
            }[rule]


def test_pointing_and_keys_say_which_gates_get_a_number(alive: Page):
    drawing = alive.locator(".gates-sides svg").first
    inputs, states = gates.masks(State())

    def said(kept, number: int, step: int) -> str:
        words = [TEXTS["kept"] if one else TEXTS["dropped"] for one in kept]
        ends = ", ".join(
            f"{gate} {word}" for gate, word in zip("ifco", words, strict=True)
        )
        return f"number {number}, timestep {step}: {ends}."

    cell = alive.locator(".gates-cell")
    # In the block of gate c.
    place = {"x": gates.LEFT + 5 * 12 + 2, "y": gates.BLOCK * 2 + gates.ROW * 3 + 4}
    drawing.hover(position=place)
    wait_until(
        alive, "document.querySelector('.scene-gates .mask-cursor').getAttribute('d')"
    )
    assert cell.text_content() == f"Input, {said(inputs[:, 3, 12], 12, 3)}"
    drawing.focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowUp"):
        alive.keyboard.press(key)
    assert cell.text_content() == f"Input, {said(inputs[:, 0, 12], 12, 0)}"
    other = alive.locator(".gates-sides svg").last
    other.focus()
    for key in ("ArrowDown", "ArrowLeft", "ArrowRight", "ArrowRight"):
        alive.keyboard.press(key)
    assert cell.text_content() == f"State, {said(states[:, 0, 2], 2, 0)}"
    assert drawing.locator(".mask-cursor").get_attribute("d") == ""
    # It is kept in sight, and said anew.
    alive.locator(f"{HOST} [value=before]").check()
    states = gates.masks(State("before"))[1]
    assert cell.text_content() == f"State, {said(states[:, 0, 2], 2, 0)}"


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_moves_when_something_is_pressed(browser: Browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + PAGE)
    page.evaluate(LOAD)
    before = page.evaluate(PLACES)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    states = [
        {"version": version, "recurrent": recurrent, "rate": rate, "again": True}
        for version, recurrent, rate in itertools.product(
            gates.VERSIONS, (True, False), (0.05, 0.95)
        )
    ]
    for state in states:
        page.evaluate(WALK, [state])
        assert page.evaluate(PLACES) == before, state
    page.locator(".gates-sides svg").last.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(PLACES) == before
    context.close()


def test_without_a_script_the_picture_stands_and_no_dead_control(
    browser: Browser, address
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert page.locator(".gates-sides svg").last.is_visible()
    assert page.locator(".gates-lost").first.is_visible()
    controls = page.locator(".scene-gates :is(button, input)").all()
    assert len(controls) >= 6
    assert not any(control.is_visible() for control in controls)
    context.close()


def test_its_script_comes_at_the_first_touch_and_is_light(page: Page, address, site):
    page.goto(address + PAGE, wait_until="networkidle")
    wait_until(page, "!!customElements.get('mask-scene')")
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.locator(f"{HOST} figcaption").dispatch_event("pointermove")
    wait_until(page, f"!!document.querySelector('{HOST}').live")
    assert server.weights(site, address, requested)["KB"] <= 12
    assert not [url for url in requested if "weights" in url]
    assert len(server.body(site / "javascripts/scenes/gates.js")) <= 3000
