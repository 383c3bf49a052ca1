"""The chooser of which-one shows the gains of its file and marks what a case means."""

import re
from itertools import product

import pytest
from playwright.sync_api import Locator, Page, expect

from tools.figures import chooser
from tools.figures.chooser import CASES, KINDS, LINE, MEASURES, POINT, RATES, TASKS
from tools.pages.corpus import config
from tools.project import NOTEBOOKS, ROOT

TEXTS = config()["extra"]["chooser"]
SHEET = ROOT / "docs/theme/stylesheets/scenes/chooser.css"
# The text or the path of what is seen.
SEEN = """(selector) => [...document.querySelectorAll(`mask-scene ${selector}`)]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }))
  .map((part) => part.getAttribute("d") ?? part.innerText)"""


@pytest.fixture
def scene(page: Page, address) -> Locator:
    """The chooser, untouched."""
    page.goto(f"{address}notebooks/which-one/")
    return page.locator("mask-scene")


def choose(scene: Locator, value: str) -> None:
    """Press the button of a case, a task or a measure."""
    scene.locator(f'label:has([value="{chooser.slug(value)}"])').click()


def lines(paths: list[str]) -> dict[int, tuple[float, float]]:
    """Both ends of each interval in points, by the place of its row."""
    found = re.findall(r"M(-?\d+) (\d+)H(-?\d+)", "".join(paths))
    return {int(y): (int(left) / POINT, int(right) / POINT) for left, y, right in found}


def test_every_chart_shows_the_gains_of_the_file(scene, page: Page):
    gains, stars = chooser.gains(), 0
    for task, measure in product(TASKS, MEASURES):
        choose(scene, task)
        choose(scene, measure)
        (chart,) = page.evaluate(SEEN, ".chooser-chart > div")
        numbers = re.findall(rf"([+{chooser.MINUS}][\d.]+) ± ([\d.]+)( \*)?", chart)
        pale, solid = (
            lines(page.evaluate(SEEN, f".chooser-lines{which}"))
            for which in (":not(.chooser-star)", ".chooser-star")
        )
        wide = lines(page.evaluate(SEEN, ".chooser-wide"))
        rows = [(kind, rate) for kind in KINDS for rate in RATES]
        assert len(numbers) == len(pale) + len(solid) == len(rows)
        assert wide.keys() == solid.keys()
        for (kind, rate), (mean, half, star) in zip(rows, numbers, strict=True):
            gain = gains[measure, task, kind, rate]
            assert mean == f"{gain.mean:+.1f}".replace("-", chooser.MINUS)
            assert (half, bool(star)) == (f"{gain.half:.1f}", gain.star)
            y = chooser.top(kind, rate) + LINE // 2
            drawn = [(solid if star else pale, gain.half)]
            for ends, around in [*drawn, *[(wide, gain.wide)] * gain.star]:
                expected = (gain.mean - around, gain.mean + around)
                assert ends[y] == pytest.approx(expected, abs=0.006)
        stars += len(wide)
    assert stars >= 5


def test_a_case_turns_to_its_chart_and_marks_its_rows(scene, page: Page):
    for name, case in [*CASES.items()][::-1]:
        choose(scene, name)
        for value in (name, chooser.slug(case.task), case.measure):
            expect(scene.locator(f'[value="{value}"]')).to_be_checked()
        (band,) = page.evaluate(SEEN, ".chooser-band")
        tops = [int(y) for y in re.findall(r"M0 (\d+)", band)]
        assert tops == [chooser.top(*row) for row in case.rows]
        (says,) = page.evaluate(SEEN, ".chooser-says p")
        assert says.startswith(f"{TEXTS[name]}: ")
        assert says.endswith(TEXTS[f"{name}_says"])
    # Another task leaves the rows marked.
    choose(scene, "generated")
    assert page.evaluate(SEEN, ".chooser-band") == [band]
    scene.locator('[value="doubt"]').focus()
    page.keyboard.press("ArrowDown")
    expect(scene.locator('[value="last"]')).to_be_checked()
    expect(scene.locator('[value="generated"]')).to_be_checked()


def test_it_chooses_without_a_script(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}notebooks/which-one/")
    scene = page.locator("mask-scene")
    charts = scene.locator(".chooser-chart")
    expect(charts.locator("visible=true")).to_have_count(1)
    choose(scene, "late")
    choose(scene, "last")
    shown = scene.locator('[data-task="polarity"][data-measure="last"]')
    expect(shown).to_be_visible()
    expect(scene.locator('.chooser-says [data-case="late"]')).to_be_visible()
    page.close()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_moves_while_a_reader_chooses(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{address}notebooks/which-one/")
    scene = page.locator("mask-scene")
    place = "document.querySelector('#why-04').getBoundingClientRect().top + scrollY"
    before = page.evaluate(place)
    for value in (*CASES, *TASKS, *MEASURES):
        choose(scene, value)
        assert page.evaluate(place) == before, value
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for target in scene.locator("label span").all():
        assert target.bounding_box()["height"] >= 24
    page.close()


def test_every_choice_has_a_rule_and_every_case_stands_in_the_notebook():
    sheet = SHEET.read_text("utf-8")
    for kind, names in (("task", TASKS), ("measure", MEASURES), ("case", CASES)):
        for name in map(chooser.slug, names):
            rule = rf'has\(\[value="{name}"\]:checked\)\)\s+\[data-{kind}="{name}"\]'
            assert re.search(rule, sheet), name
    source = (NOTEBOOKS / "which-one.py").read_text("utf-8")
    for case in CASES:
        cells = (TEXTS[f"{case}{part}"] for part in ("", "_kind", "_rate"))
        row = re.sub("</?code>", "`", " | ".join(cells))
        assert f"# | {row} |\n" in source


def test_a_file_without_a_row_is_refused(tmp_path, monkeypatch):
    short = tmp_path / "gains.csv"
    short.write_text("".join(chooser.GAINS.open().readlines()[:-1]))
    monkeypatch.setattr(chooser, "GAINS", short)
    with pytest.raises(ValueError, match=r"gains.csv: \('\w+', .* unknown or missing"):
        chooser.gains.__wrapped__()
