"""The questions are told to search engines as they stand on their page."""

import json

import pytest
from bs4 import BeautifulSoup

from tools.project import PAGES
from tools.publish import faq
from tools.publish.page import PublishError


def test_the_questions_are_told_to_search_engines_as_on_the_page(pages) -> None:
    page = pages["questions/index.html"]
    found = page.find_all("script", type="application/ld+json")
    sections = [json.loads(script.string) for script in found]
    assert len(sections) > 10
    # Parts of one page, by their @id.
    assert {(one["@type"], one["@id"]) for one in sections} == {
        ("FAQPage", "#questions")
    }
    entries = [entry for one in sections for entry in one["mainEntity"]]
    titles = [
        line.partition(" { #")[0].removeprefix("### ").replace("`", "")
        for line in (PAGES / "questions.md").read_text("utf-8").splitlines()
        if line.startswith("### ")
    ]
    assert [entry["name"] for entry in entries] == titles
    for entry in entries:
        answer = entry["acceptedAnswer"]["text"]
        assert len(answer) > 20
        assert not answer.endswith(("Proof", "Asked", "Stated"))


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<h3>Why?</h3><h3>How?</h3><p>So.</p>", "'Why\\?' is followed by no answer"),
        ("<h3>Why?</h3>", "followed by no answer"),
        ("<p>Nothing</p>", "asks nothing"),
    ],
)
def test_a_question_without_answer_is_named(html: str, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        faq.data(BeautifulSoup(html, "html.parser"))


def test_a_section_without_a_mark_is_named() -> None:
    html = (
        f"{faq.MARK}<h2>A</h2><h3>Why?</h3><p>So.</p><h2>B</h2><h3>How?</h3><p>So.</p>"
    )
    with pytest.raises(PublishError, match="1 marks, but 2 sections of questions"):
        faq.filled(html, BeautifulSoup(html, "html.parser"))
