"""A page loads the scripts of its figures late, and they weigh little."""

import gzip

import minify
import pytest
from playground_page import LINK
from playwright.sync_api import Page
from waiting import wait_until

from tools.measure import server
from tools.pages.corpus import config
from tools.project import ROOT

MODEL = ("/weights.js", "s/chain.js", "s/scenes/chain.js", "/picture.js", "/strip.js")


def test_nothing_is_loaded_before_the_first_touch(page: Page, address, site):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address, wait_until="networkidle")
    scripts = [url for url in requested if f"{address}javascripts/" in url]
    assert [url.rpartition("/")[2] for url in scripts] == [
        "access.js",
        "mask-figure.js",
    ]
    with page.expect_request("**/scenes/instrument.js"):
        page.locator(".instrument-grid").hover()
    page.locator(".instrument-grid i.at").wait_for()
    touched = {url.removeprefix(address) for url in requested} & {
        path.relative_to(site).as_posix() for path in site.glob("javascripts/**/*.js")
    }
    assert len(touched) > 5
    assert "javascripts/sources.js" not in touched
    assert sum(len(server.body(site / name)) for name in touched) <= 12_000


@pytest.mark.parametrize("name", ["about/", "which-rate/", "404.html"])
def test_a_page_without_figures_loads_nothing_of_them(page: Page, address, name):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    with page.expect_request("**/access.js"):
        page.goto(address + name)
    page.wait_for_load_state("networkidle")
    ours = [url for url in requested if f"{address}javascripts/" in url]
    assert ours == [f"{address}javascripts/access.js"]


def test_a_framework_weighs_little_and_is_loaded_when_it_is_chosen(opened, site):
    page = opened()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    names = page.locator("#framework option").evaluate_all(
        "all => all.map(o => o.value)"
    )
    assert len(names) == 10
    for name in names[1:]:
        fresh = len(requested)
        with page.expect_response(f"**/frameworks/{name}.js"):
            page.locator("#framework").select_option(name)
        wait_until(page, f"{LINK}.hash.includes('framework={name}')")
        page.wait_for_load_state("networkidle")
        scripts = [url.partition("/javascripts/")[2] for url in requested[fresh:]]
        weight = sum(len(server.body(site / "javascripts" / url)) for url in scripts)
        assert 0 < weight <= 3_500, scripts


def test_our_scripts_and_styles_weigh_little(site):
    weights = {
        path.relative_to(site).as_posix(): len(server.body(path))
        for path in site.glob("javascripts/**/*.js")
        # Each framework is weighed by itself.
        if path.parent.name not in ("streams", "frameworks")
    }
    assert len(weights) >= 12
    # The trained model has a budget of its own, for its weights and what runs them.
    model = [path for path in weights if path.endswith(MODEL)]
    assert len(model) == len(MODEL)
    assert sum(weights.pop(path) for path in model) <= 120_000
    # Our styles are the end of the one sheet: they weigh what they add to it.
    (sheet,) = site.glob("assets/stylesheets/*.css")
    whole = sheet.read_bytes()
    first = (ROOT / "docs/theme" / config()["extra_css"][0]).read_text("utf-8")
    ours = whole.index(minify.string("text/css", first).encode())
    assert len(whole) - ours >= 10_000
    weights["styles"] = len(gzip.compress(whole)) - len(gzip.compress(whole[:ours]))
    assert sum(weights.values()) <= 47_000, weights
