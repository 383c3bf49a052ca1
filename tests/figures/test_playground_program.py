"""The program of the playground prints what its picture shows."""

import contextlib
import io
import random
from itertools import cycle

import numpy as np
from kinds import kind_names
from live_cases import case, draw, fragment, keras_output, unpacked
from playground_page import note, turn, view_of
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.pages import examples
from tools.project import ROOT

SETTINGS = 42


def test_the_program_prints_what_the_picture_shows(opened, page: Page, address):
    choose = random.Random(1)
    compared = 0
    opened()
    for index, kind in zip(range(SETTINGS), cycle(kind_names()), strict=False):
        shape = choose.choice([(1, 20, 16), (4, 7, 5), (1, 1, 1), (6, 50, 45)])
        view = case(choose, kind, shape)
        view["call"] = choose.choice([0, 1, 5])
        view["training"] = int(index % 9 != 8)
        turn(page, fragment(view))
        assert note(page) == ""
        code, shown = (
            page.locator(f"#program ~ {part} code").first.text_content()
            for part in (".program", ".language-text")
        )
        names: dict[str, object] = {}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(view), "exec"), names)
        assert printed.getvalue() == shown, view
        y = names["y"]
        (drawn,) = draw(page, address, view_of(page))
        kept = unpacked(drawn["all"], shape)
        np.testing.assert_array_equal(kept, y != 0, err_msg=str(view))
        if view["training"]:
            np.testing.assert_array_equal(y, keras_output(view), err_msg=str(view))
        counted = page.locator("[data-number=zeros]").text_content()
        assert counted.replace(",", "") == str((y == 0).sum())
        compared += 1
    assert compared >= 30


def test_the_program_of_the_default_view_is_the_executed_one(opened):
    page = opened()
    shown = page.locator("#program ~ .program code").text_content()
    path = ROOT / "snippets/playground.md"
    default = examples.examples(path)[0]
    assert shown == default.code
    printed = page.locator("#program ~ .language-text code").text_content()
    assert printed == default.output
    page.locator("#rate").fill("0.5")
    changed = page.locator("#program ~ .program code")
    assert "Dropout(0.5, seed=7)" in changed.text_content()
    assert changed.locator(".kn").first.text_content() == "import"


def test_the_copy_button_copies_the_program_of_the_view(browser: Browser, address):
    context = browser.new_context(
        # Where lines are broken, and hang.
        viewport={"width": 390, "height": 844},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(address + "playground/")
    page.locator("#rate").fill("0.5")
    page.locator("#program ~ .program summary").click()
    block = page.locator("#program ~ .program .language-python")
    block.hover()
    block.locator("button").click()
    wait_until(page, "navigator.clipboard.readText().then((text) => text !== '')")
    copied = page.evaluate("navigator.clipboard.readText()")
    shown = block.locator("code").text_content()
    assert block.locator(".long").count() >= 2
    assert copied.strip() == shown.strip()
    assert "Dropout(0.5, seed=7)" in copied
    context.close()
