"""What programs read: llms.txt, FAQ data, Open Graph, pictures."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageColor

from tools.pages.examples import examples, files, framework_files
from tools.project import ROOT
from tools.publish import machines

# The README is no page.
SHOWN = [*files()[1:], *framework_files()]
PLACE = "https://someone.github.io/a-fork/"


def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every built page but that for missing ones, by its address on the site."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in site.rglob("*.html")
        if path.name != "404.html"
    }


def meta(page: BeautifulSoup, name: str) -> str | None:
    """The content of an Open Graph element."""
    found = page.find("meta", property=name)
    return found and found["content"]


def test_every_page_has_canonical_link_title_text_and_picture(forked_site) -> None:
    found = pages(forked_site)
    assert len(found) >= 14
    for address, page in found.items():
        assert page.find("link", rel="canonical")["href"] == PLACE + address
        assert meta(page, "og:url") == PLACE + address
        assert meta(page, "og:title")
        assert len(meta(page, "og:description")) > 40
        picture = meta(page, "og:image")
        assert picture.startswith(PLACE)
        with Image.open(forked_site / picture.removeprefix(PLACE)) as image:
            assert image.size == machines.CARD
    texts = [meta(page, "og:description") for page in found.values()]
    assert len(set(texts)) == len(texts)
    check_llms(forked_site, found)


def check_llms(site: Path, found: dict[str, BeautifulSoup]) -> None:
    """Both files name every page; the long one holds every program and output."""
    short = (site / "llms.txt").read_text("utf-8")
    whole = (site / "llms-full.txt").read_text("utf-8")
    linked = re.findall(r"^- \[.+\]\((.+?)\): .+$", short, re.MULTILINE)
    assert sorted(linked) == sorted(PLACE + address for address in found)
    assert all(f"Source: {PLACE}{address}\n" in whole for address in found)
    shown = [e for path in SHOWN for e in examples(path)]
    assert shown
    assert [str(e) for e in shown if e.code not in whole] == []
    assert [str(e) for e in shown if e.output not in whole] == []
    assert "--8<--" not in whole
    assert not re.search(r"^```(traps|versions)", whole, re.MULTILINE)
    fused = "yes: Keras 3.4.1, 3.5.0, 3.6.0, 3.7.0, 3.8.0"
    assert f"\n{fused} (" in whole
    assert f"]({PLACE}traps/#fused): {fused}\n" in whole
    assert re.findall(r"\]\([\w-]+\.(?:md|py)", whole) == []


def test_the_questions_are_told_to_search_engines_as_on_the_page(site) -> None:
    page = pages(site)["questions/"]
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@type"] == "FAQPage"
    titles = [
        line.partition(" { #")[0].removeprefix("### ").replace("`", "")
        for line in (ROOT / "docs/en/questions.md").read_text("utf-8").splitlines()
        if line.startswith("### ")
    ]
    assert [entry["name"] for entry in data["mainEntity"]] == titles
    for entry in data["mainEntity"]:
        answer = entry["acceptedAnswer"]["text"]
        assert len(answer) > 20
        assert not answer.endswith(("Proof", "Asked", "Stated"))


def test_the_picture_of_a_page_shows_what_a_program_prints(tmp_path: Path) -> None:
    machines.card("A title", "A site", tmp_path / "card.png")
    printed = examples(ROOT / "snippets/playground.md")[0].output.splitlines()[:20]
    with Image.open(tmp_path / "card.png") as image:
        # The middle of each square.
        colours = [
            [image.getpixel((768 + 24 * column, 83 + 24 * row)) for column in range(16)]
            for row in range(20)
        ]
    kept = ImageColor.getrgb(machines.KEPT)
    assert printed == [
        "".join("#" if colour == kept else "." for colour in row) for row in colours
    ]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<h3>Why?</h3><h3>How?</h3><p>So.</p>", "'Why\\?' is followed by no answer"),
        ("<h3>Why?</h3>", "followed by no answer"),
        ("<p>Nothing</p>", "asks nothing"),
    ],
)
def test_a_question_without_answer_is_named(html: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        machines.faq(html)
