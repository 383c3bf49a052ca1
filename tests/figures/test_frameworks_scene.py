"""The chooser of frameworks.md shows the lines and the masks of executed programs."""

import ast
import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tools.figures import frameworks
from tools.figures.drawing import HEADER, LABELS, PITCH
from tools.pages.corpus import config, pages
from tools.pages.programs import program
from tools.project import ROOT

TEXTS = config()["extra"]["frameworks"]
SHEET = ROOT / "docs/theme/stylesheets/scenes/frameworks.css"
PROGRAMS = {name: program(place) for name, place in frameworks.PROGRAMS.items()}
CHOICES = [(f, d) for f in frameworks.PROGRAMS for d in frameworks.DROPS]
# What of the chooser is seen.
VISIBLE = """(selector) => [...document.querySelectorAll(`mask-scene ${selector}`)]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }))
  .map((part) => part.getAttribute("d") ?? part.textContent)"""


@pytest.fixture
def scene(page: Page, address) -> Locator:
    """The chooser, untouched."""
    page.goto(f"{address}frameworks/")
    return page.locator("mask-scene")


def choose(scene: Locator, framework: str, drop: str) -> None:
    """Press both buttons."""
    for name in (framework, drop):
        scene.get_by_text(TEXTS[name], exact=True).click()


def picture(path: str) -> str:
    """The squares of a path, as the programs print a mask: ``#`` and ``.``."""
    place, kept = np.zeros(2, int), np.zeros((4, 17), bool)
    for x, y in re.findall(r"m(-?\d+) (-?\d+)h", path):
        place += int(x), int(y)
        across, down = (place - (LABELS, HEADER)) // PITCH
        kept[down, across] = True
    samples = (kept[:, :8], kept[:, 9:])
    return "".join(
        "".join("#" if k else "." for k in row) + "\n"
        for grid in samples
        for row in grid
    )


def printed(framework: str, drop: str) -> str:
    """The column of a drop in what the program printed."""
    head, *rows = (row.split() for row in PROGRAMS[framework].output.splitlines())
    return "".join(f"{row[head.index(drop)]}\n" for row in rows)


def test_every_choice_shows_the_line_and_the_mask_of_its_program(scene, page: Page):
    seen = set()
    for framework, drop in CHOICES:
        choose(scene, framework, drop)
        (line,) = page.evaluate(VISIBLE, ".frameworks-lines code")
        (kept,) = page.evaluate(VISIBLE, ".mask-kept")
        assert len(page.evaluate(VISIBLE, ".frameworks-traps p")) == 1
        assert len(page.evaluate(VISIBLE, ".frameworks-says p")) == 1
        code = PROGRAMS[framework].code
        assert re.search(rf'^ +"?{drop}"?: {re.escape(line)},$', code, re.MULTILINE)
        assert picture(kept) == printed(framework, drop)
        seen.add((line, framework))
    assert len(seen) == len(CHOICES) == 24


def test_it_chooses_without_a_script(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}frameworks/")
    scene = page.locator("mask-scene")
    shown = scene.locator('.frameworks-lines [data-framework="pytorch"]')
    expect(shown.nth(1)).to_be_visible()
    choose(scene, "linen", "sample")
    expect(shown.nth(1)).to_be_hidden()
    line = scene.locator('[data-framework="linen"][data-drop="sample"] code')
    expect(line).to_be_visible()
    expect(scene.locator("button")).to_be_hidden()
    page.close()


def test_the_line_can_be_copied(browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}frameworks/")
    scene = page.locator("mask-scene")
    choose(scene, "tensorflow-js", "row")
    button = scene.locator("button")
    button.click()
    expect(button).to_have_text(TEXTS["copied"])
    assert page.evaluate("navigator.clipboard.readText()") == (
        "dropout({ rate: 0.5, seed: 2510, noiseShape: [null, null, 1] })"
    )
    expect(button).to_have_text(TEXTS["copy"])
    context.close()


def test_where_the_clipboard_is_refused_the_line_is_selected(scene, page: Page):
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    scene.locator("button").click()
    page.wait_for_function("getSelection().toString().startsWith('nn.Dropout1d(')")
    expect(scene.locator("button")).to_have_text(TEXTS["copy"])


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 1920])
def test_nothing_moves_while_a_reader_chooses(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{address}frameworks/")
    scene = page.locator("mask-scene")
    place = "document.querySelector('#keras-3').getBoundingClientRect().top + scrollY"
    before = page.evaluate(place)
    for framework, drop in CHOICES[::5]:
        choose(scene, framework, drop)
        assert page.evaluate(place) == before, (framework, drop)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    square = scene.locator("svg").first.bounding_box()["width"] / 270 * PITCH
    assert square == int(square)
    page.close()


def test_arrow_keys_choose_and_every_choice_has_a_rule(scene, page: Page):
    scene.locator('[value="pytorch"]').focus()
    page.keyboard.press("ArrowRight")
    expect(scene.locator('[value="linen"]')).to_be_checked()
    sheet = SHEET.read_text("utf-8")
    for kind, names in (
        ("framework", frameworks.PROGRAMS),
        ("drop", frameworks.DROPS),
    ):
        for name in names:
            rule = rf'has\(\[value="{name}"\]:checked\)\)\s+\[data-{kind}="{name}"\]'
            assert re.search(rule, sheet), name


def test_the_page_shows_each_program_and_every_trap_leads_to_it(scene):
    text = pages()["frameworks.md"]
    for place in frameworks.PROGRAMS.values():
        assert f'--8<-- "{place}"' in text
    links = scene.locator(".frameworks-traps a[href^='#']")
    targets = links.evaluate_all("(all) => all.map((a) => a.hash)")
    assert len(targets) >= len(PROGRAMS)
    for target in targets:
        expect(scene.page.locator(target)).to_have_count(1)


def test_what_a_line_uses_stands_above_it():
    for framework, one in PROGRAMS.items():
        for line in frameworks.lines(one.code).values():
            made = frameworks.needed(line, one.code)
            assert made, (framework, line)
            if framework == "tensorflow-js":
                continue
            names = {n.id for n in ast.walk(ast.parse(line)) if isinstance(n, ast.Name)}
            bound = set(re.findall(r"\w+", " ".join(made)))
            assert names - {"x", "len"} <= bound, (framework, line)


@pytest.mark.parametrize(
    ("old", "new"), [("row", "rwo"), ("#", "x"), ("#.", "#"), (" .", ".")]
)
def test_an_output_that_is_no_picture_is_refused(old, new):
    output = PROGRAMS["keras-3"].output
    with pytest.raises(ValueError, match="is no picture"):
        frameworks.masks(output.replace(old, new, 1))


def test_a_program_without_a_line_for_each_drop_is_refused():
    code = PROGRAMS["keras-3"].code.replace('"row"', '"rows"')
    with pytest.raises(ValueError, match="are no lines for element"):
        frameworks.lines(code)
