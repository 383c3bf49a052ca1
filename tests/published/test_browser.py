"""What readers see, in real Chromium: phone, laptop, light, dark, script off."""

import pytest
from playwright.sync_api import Browser, Page
from visits import NAMES, Visit
from waiting import wait_until


def test_there_are_pages_to_read():
    assert len(NAMES) >= 12


def test_a_page_is_quiet_steady_and_fits(visit: Visit, address):
    assert visit.shifted == 0
    assert visit.overflow <= 0
    assert [url for url in visit.requested if not url.startswith(address)] == []
    assert visit.errors == ()


def test_the_answer_and_its_picture_are_on_the_first_screen(browser: Browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    for text in ("What happens to these", "rows or columns?", "How many neurons"):
        box = page.get_by_text(text).first.bounding_box()
        assert box["y"] + box["height"] < 800
    picture = page.locator(".instrument-grid").bounding_box()
    assert picture["y"] + picture["height"] < 800
    assert page.locator("pre").first.bounding_box()["y"] > picture["y"]
    page.close()


def test_the_answer_needs_no_script(browser: Browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_text("Neither. A row").is_visible()
    figure = page.locator("figure", has_text="71 of 320 numbers are zero").first
    assert figure.locator(".instrument-grid i").count() == 320
    assert figure.locator(".instrument-counts").is_visible()
    assert not figure.locator("button, input").first.is_visible()
    assert page.get_by_role("link", name="Reproducibility").first.is_visible()
    context.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SpatialDropout1D", "rows-and-columns"),
        ("set_seed", "reproducibility"),
        ("recurrent_dropout", "through-the-model"),
    ],
)
def test_search_finds_names_of_code(page: Page, address, query, found):
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator(f".md-search-result__link[href*={found}]").first.wait_for()


@pytest.mark.parametrize(
    ("searched", "shown"),
    [("?q=set_seed", ".md-search-result__link mark"), ("elements/?h=mask", "p mark")],
)
def test_an_address_can_carry_a_search(page: Page, address, searched, shown):
    page.goto(address + searched)
    page.locator(shown).first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figure_is_legible_on_a_phone(browser: Browser, address, scheme):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(address + "elements/")
    for svg in page.locator("figure.mask svg").all():
        box = svg.bounding_box()
        assert box["width"] >= 320
        assert box["x"] + box["width"] <= 390
    colours = page.evaluate(
        """() => [".mask-kept", ".mask-dropped"].map((name) => {
          const style = getComputedStyle(document.querySelector(name));
          return name === ".mask-kept" ? style.fill : style.stroke;
        })"""
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert len({*colours, paper}) == 3
    context.close()


WIDE = "#layer=elements&rate=0.2&seed=7&call=0&training=1&batch=1&steps=20&features=64"
# The sizes of the labels of a figure on the screen, in CSS pixels.
LABELS = """() => {
  const svg = document.querySelector("figure.mask svg");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll("text")]
    .filter((text) => text.getClientRects().length)
    .map((text) => scale * parseFloat(getComputedStyle(text).fontSize));
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_labels_of_many_features_are_legible_on_a_phone(
    browser: Browser, address, width
):
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{address}playground/{WIDE}")
    wait_until(page, "document.querySelector('.mask-wide')")
    sizes = page.evaluate(LABELS)
    assert len(sizes) == 10 + 8
    assert min(sizes) >= 8.99
    page.close()


def test_on_a_projector_figures_are_wide_and_the_text_stays(browser: Browser, address):
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{address}about/")
    text = page.locator("article > p").first.bounding_box()
    for name in ("elements", "neurons", "reproducibility", "rows-and-columns"):
        page.goto(f"{address}{name}/")
        here = page.locator("article > p").first.bounding_box()
        assert (here["x"], here["width"]) == (text["x"], text["width"])
        assert page.locator("figure.scene").first.bounding_box()["width"] > 1000
        assert page.locator("article > table, pre").first.bounding_box()["width"] < 800
    for width in (1600, 1840, 2000):
        page.set_viewport_size({"width": width, "height": 1080})
        one, other = page.locator("figure.scene svg").all()
        assert one.bounding_box()["y"] == other.bounding_box()["y"], width
    page.close()


def test_a_screen_reader_hears_what_a_figure_shows(page: Page, address):
    page.goto(address + "playground/")
    picture = page.get_by_role("application", name="Dropout(0.2, seed=7)")
    assert picture.count() == 1
    named = picture.get_attribute("aria-describedby")
    description = page.locator(f"#{named}").text_content()
    assert "71 of 320 numbers are zero" in description
    assert "the 3, film 2" in description
