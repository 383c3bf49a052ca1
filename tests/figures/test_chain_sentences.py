"""The scene chain reads any sentence, and says what it could not read."""

import pytest
from chain_page import SEEN, TEXTS, expected
from playwright.sync_api import Page

from tools.figures.weights import STEPS

LOAD = "document.querySelector('mask-scene').load().then((live) => live.ready)"


@pytest.fixture
def alive(page: Page, address) -> Page:
    """The page with its scene awake."""
    page.goto(f"{address}through-the-model/")
    page.evaluate(LOAD)
    return page


def test_a_sentence_of_ones_own_is_read_at_each_letter(alive: Page):
    told = alive.locator(".chain-told")
    field = alive.get_by_label(TEXTS["write"])
    field.fill("It\N{RIGHT SINGLE QUOTATION MARK}s a DULL film!")
    assert told.text_content() == TEXTS["known"]
    words = alive.locator(".chain-words text")
    assert words.all_text_contents()[:6] == [
        "it's",
        "a",
        "dull",
        "film",
        "!",
        "padding",
    ]
    now = expected("it's a dull film !", {"zero": [10, 3]})
    assert alive.evaluate(SEEN)["counts"] == now["counts"]
    field.fill("zxcvb qwert film asdfg yxcvb")
    assert told.text_content() == TEXTS["unknown"].format(
        words=TEXTS["more"].format(words="zxcvb, qwert, asdfg", more=1)
    )
    assert alive.locator(".chain-words .unk").count() == 4


@pytest.mark.parametrize("text", ["", "   ", "\u200b \t"])
def test_a_sentence_without_a_word_changes_nothing(alive: Page, text):
    before = alive.evaluate(SEEN)
    alive.get_by_label(TEXTS["write"]).fill("x")
    alive.get_by_label(TEXTS["write"]).fill(text)
    assert alive.locator(".chain-told").text_content() == TEXTS["empty"]
    seen = alive.evaluate(SEEN)
    assert seen["words"][0] == "x"
    assert len(seen["counts"]) == len(before["counts"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bad " * 500, "Only the first 20 of 500 words are read."),
        ("🎬🎬 👍", "read as UNK: 🎬🎬, 👍."),
        ("фильм хороший", "read as UNK: фильм, хороший."),
        ("这部电影很好看", "read as UNK: 这部电影很好看."),
        ("<b>a</b> & film", "read as UNK: <, b, > and 2 more."),
        ("a" * 3000, "read as UNK: aaaaaaaa…."),
    ],
    ids=["long", "emoji", "cyrillic", "chinese", "html", "endless"],
)
def test_odd_sentences_are_read_and_told(alive: Page, text, said):
    alive.get_by_label(TEXTS["write"]).fill(text)
    assert said in alive.locator(".chain-told").text_content()
    assert alive.locator(".chain-words text").count() == STEPS
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert alive.evaluate(wide)


@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_weights_that_are_missing_or_damaged_are_told(page: Page, address, damage):
    def answer(route):
        if damage == "missing":
            route.fulfill(status=404)
            return
        text = route.fetch().text()
        place = text.index("exponents") + 40
        changed = {
            "cut": text[:9000],
            "changed": text[:place] + "AAAA" + text[place + 4 :],
        }
        route.fulfill(body=changed[damage], content_type="text/javascript")

    page.route("**/weights.js", answer)
    page.goto(f"{address}through-the-model/")
    before = page.evaluate(SEEN)
    page.locator(".chain-again").click()
    page.get_by_text(TEXTS["missing"]).wait_for()
    assert page.evaluate(SEEN) == before
