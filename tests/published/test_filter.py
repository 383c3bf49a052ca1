"""The filter above the questions narrows them, says so and gives way."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tools.project import ROOT

TEXT = (ROOT / "docs/en/questions.md").read_text("utf-8")
ALL = TEXT.count("\n### ")
GROUPS = TEXT.count("\n## ")
QUESTIONS = "article h3:visible"


@pytest.fixture
def questions(page: Page, address: str) -> Iterator[Page]:
    """The page, loaded."""
    page.goto(f"{address}questions/", wait_until="networkidle")
    yield page


def typed(page: Page, text: str) -> None:
    """Type as a reader does, key by key."""
    field = page.get_by_role("searchbox", name="Filter the questions")
    field.press_sequentially(text)


def test_it_narrows_the_questions_as_one_types(questions: Page) -> None:
    expect(questions.locator(QUESTIONS)).to_have_count(ALL)
    said = questions.get_by_role("status")
    typed(questions, "CuDNN")
    shown = questions.locator("article section:visible:has(h3)")
    count = shown.count()
    assert 2 <= count <= 5
    assert all("cudnn" in text.lower() for text in shown.all_inner_texts())
    assert said.inner_text() == f"{count} of {ALL} questions have it."
    # Each word has to be there, in any order.
    typed(questions, " slow")
    expect(questions.locator(QUESTIONS)).to_have_count(1)
    assert said.inner_text() == f"1 of {ALL} questions have it."


def test_a_question_pasted_whole_finds_itself(questions: Page) -> None:
    typed(questions, "“Can Dropout wipe out a whole word?”")
    expect(questions.locator(QUESTIONS)).to_have_count(1)


def test_groups_without_a_hit_go_and_those_with_one_stay(questions: Page) -> None:
    typed(questions, "MirroredStrategy")
    groups = questions.locator("article h2:visible")
    assert 0 < groups.count() < GROUPS
    for group in groups.all():
        below = group.locator("xpath=../following-sibling::section[not(@hidden)][1]")
        assert below.locator("h3").count() == 1
    # On a phone too, what is found follows the field.
    expect(questions.locator("form.filter + ul")).to_be_hidden()


def test_escape_and_the_button_bring_all_back(questions: Page) -> None:
    field = questions.get_by_role("searchbox", name="Filter the questions")
    said = questions.get_by_role("status")
    for way in ("Escape", "button"):
        typed(questions, "no such question")
        expect(questions.locator(QUESTIONS)).to_have_count(0)
        assert said.inner_text().startswith("No question has all of that.")
        if way == "Escape":
            questions.keyboard.press("Escape")
        else:
            questions.keyboard.press("Tab")
            questions.keyboard.press("Enter")
        expect(questions.locator(QUESTIONS)).to_have_count(ALL)
        expect(questions.locator("article h2:visible")).to_have_count(GROUPS)
        expect(questions.locator("form.filter + ul")).to_be_visible()
        expect(field).to_be_focused()
        expect(field).to_have_value("")
        assert said.inner_text() == ""
        expect(questions.get_by_text("Show all questions")).to_be_hidden()


@pytest.mark.parametrize("target", ["seeds", "q-alpha"])
def test_what_a_link_leads_to_is_shown(questions: Page, target: str) -> None:
    typed(questions, "cudnn")
    expect(questions.locator(f"#{target}")).to_be_hidden()
    questions.evaluate("id => { location.hash = id; }", target)
    expect(questions.locator(f"#{target}")).to_be_in_viewport()
    expect(questions.locator(QUESTIONS)).to_have_count(ALL)


def test_the_browser_still_looks_into_what_is_away(questions: Page) -> None:
    typed(questions, "cudnn")
    expect(questions.locator("#q-alpha")).to_be_hidden()
    # A link to a text looks for it as the browser's own search does.
    questions.evaluate("location.hash = ':~:text=What does AlphaDropout keep'")
    expect(questions.locator("#q-alpha")).to_be_in_viewport()
    expect(questions.locator(QUESTIONS)).to_have_count(ALL)


@pytest.mark.parametrize("text", ["cudnn", "no such question"])
def test_axe_finds_nothing_to_mend_in_what_is_left(questions: Page, text: str) -> None:
    for width in (1440, 390):
        questions.set_viewport_size({"width": width, "height": 844})
        typed(questions, text)
        assert Axe().run(questions).response["violations"] == []
        questions.keyboard.press("Escape")


def test_paper_has_all_questions_and_no_field(questions: Page) -> None:
    typed(questions, "cudnn")
    questions.emulate_media(media="print")
    expect(questions.locator(QUESTIONS)).to_have_count(ALL)
    assert questions.locator("#q-alpha").bounding_box()["height"] > 10
    expect(questions.get_by_role("searchbox", name="Filter")).to_be_hidden()


def test_who_comes_back_from_a_proof_finds_the_words_kept(questions: Page) -> None:
    typed(questions, "cudnn")
    count = questions.locator(QUESTIONS).count()
    questions.get_by_role("link", name="Proof: Traps").first.click()
    questions.wait_for_url("**/traps/**")
    questions.go_back()
    expect(questions.get_by_role("status")).to_contain_text(f"{count} of {ALL}")
    expect(questions.locator(QUESTIONS)).to_have_count(count)


def test_without_scripts_all_questions_are_there_and_no_field(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}questions/")
        assert page.locator(QUESTIONS).count() == ALL
        assert page.locator("form.filter").count() == 1
        assert not page.locator("form.filter").is_visible()


def test_only_the_page_of_questions_loads_the_script(page: Page, address: str) -> None:
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    for name in ("about/", "questions/"):
        page.goto(address + name, wait_until="networkidle")
        found = [url for url in loaded if url.endswith("/filter.js")]
        assert len(found) == (name == "questions/")
