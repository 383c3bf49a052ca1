"""The playground speaks the framework that a reader chooses."""

import pytest
from playground_page import COUNTED, DEFAULT, note, turn, view_of
from playwright.sync_api import Page
from tensorflow.python.eager import context
from waiting import wait_until
from written import check, programs

from tools.pages.corpus import config


@pytest.fixture(autouse=True)
def without_a_seed():
    """As in a new program: TensorFlow has no seed and has drawn nothing."""
    yield
    context.context()._set_global_seed(None)


def code(page: Page) -> str:
    """The program beneath the picture."""
    return page.locator("#program ~ .program code").text_content()


def shows(page: Page, name: str) -> bool:
    """Whether a control is offered."""
    return (
        page.locator(f"#{name}").is_visible() and page.locator(f"#{name}").is_enabled()
    )


def test_the_first_framework_is_that_of_the_figures_and_leaves_no_trace(opened):
    page = opened()
    options = page.locator("#framework option")
    values = options.evaluate_all("all => all.map((one) => one.value)")
    assert values == list(config()["extra"]["playground"]["frameworks"])
    page.locator("#framework").select_option("pytorch")
    wait_until(page, COUNTED.format("nn.Dropout(0.2), call 0."))
    page.locator("#framework").select_option("keras-tensorflow")
    wait_until(page, COUNTED.format("71 of 320"))
    assert view_of(page) == DEFAULT


def test_every_framework_says_what_it_offers_and_where_it_was_run(opened, errors):
    page = opened()
    said = set()
    for name in config()["extra"]["playground"]["frameworks"]:
        page.locator("#framework").select_option(name)
        said.add(page.locator("#playground-about").text_content())
        assert "not run on GPUs" in page.locator(".playground").text_content()
        usual = name == "keras-tensorflow"
        assert (shows(page, "dtype"), shows(page, "compiled")) == (usual, usual)
        for way in ("layer", "global", "fold", "key", "rngs"):
            option = page.locator(f"#seeding option[value={way}]")
            if shows(page, "seeding") and option.is_enabled():
                page.locator("#seeding").select_option(way)
                assert note(page) == ""
    assert len(said) == 10
    assert errors == []


def test_a_link_opens_in_its_framework(opened):
    text = DEFAULT.replace("&rate", "&framework=keras-2&rate")
    page = opened(text)
    wait_until(page, COUNTED.format("Dropout(0.2), call 0."))
    assert "tf.random.set_seed(7)" in code(page)
    assert page.locator("#framework").input_value() == "keras-2"
    page.locator("#before").fill("2")
    assert "framework=keras-2&before=2&" in view_of(page)
    page.get_by_role("button", name="Next call").click()
    wait_until(page, COUNTED.format("call 1."))
    page.locator("#seeding").select_option("layer")
    assert not shows(page, "before")
    assert "framework=keras-2&seeding=layer&rate" in view_of(page)
    page.go_back()
    assert "before=2" in view_of(page)
    assert page.locator("#seeding").input_value() == "global"


def test_a_seed_that_the_framework_refuses_is_named_with_its_limits(opened):
    page = opened()
    page.locator("#framework").select_option("keras-torch")
    page.locator("#seed").fill("2147483648")
    limits = "Keras 3 on PyTorch takes seeds from -2147483648 to 2147483647."
    assert f"Not possible: {limits}" in note(page)
    assert page.locator("#seed").get_attribute("aria-invalid") == "true"
    page.locator("#seed").fill("5")
    assert note(page) == ""
    turn(page, DEFAULT.replace("seed=7", "seed=-1") + "&framework=keras-jax")
    assert "This link is broken: Keras 3 on JAX takes seeds from 0" in note(page)


def test_where_another_generator_draws_the_way_is_not_offered(opened):
    page = opened()
    page.locator("#framework").select_option("keras-torch")
    page.locator("#layer").select_option("rows")
    page.locator("#seeding").select_option("global")
    assert "keras.utils.set_random_seed(7)" in code(page)
    page.locator("#layer").select_option("elements")
    assert "seeding" not in view_of(page)
    assert note(page) == ""
    assert page.locator("#seeding option[value=global]").is_disabled()


def test_a_thousand_calls_follow_the_framework(opened):
    page = opened(DEFAULT.replace("&rate", "&framework=tensorflow-js&rate"))
    page.get_by_role("button", name="1,000 calls").click()
    result = ".playground-result"
    wait_until(
        page, f"document.querySelector('{result}').textContent.includes('1,000')"
    )
    # Each call draws the same mask.
    assert "62 dropped on average, standard deviation 0." in page.inner_text(result)


@pytest.mark.parametrize("framework", ["keras-tensorflow", "keras-2"])
def test_the_program_for_a_framework_prints_its_picture(framework):
    for case in programs(framework):
        context.context()._set_global_seed(None)
        check(case)
