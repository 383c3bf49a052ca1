"""What is heard of each figure is what its transcript says; a person reads changes."""

import os
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from ears.journeys import JOURNEYS
from ears.listening import SILENCE, give_ear, listen
from playwright.sync_api import Browser, Page

from tools.figures.scenes import SCENES
from tools.project import languages

TRANSCRIPTS = Path(__file__).parent / "transcripts"
LANGUAGES = ["en", *languages()]
# make transcripts
RENEW = "RENEW" in os.environ
# What must have a name, as a transcript begins its line.
NAMED = (
    *("application", "button", "checkbox", "combobox", "graphics-document", "group"),
    *("image", "link", "radio", "slider", "textbox"),
)


def transcript(language: str, name: str) -> Path:
    """Where it is written down how a figure is heard."""
    return TRANSCRIPTS / language / f"{name}.txt"


def presses(text: str) -> list[list[str]]:
    """What is heard after each key of a transcript, and on going to each control."""
    heard: list[list[str]] = []
    for line in text.partition("\n\n")[2].splitlines():
        if line.startswith(("#", "[")):
            heard.append([])
        elif line:
            heard[-1].append(line)
    return heard


@pytest.fixture(scope="module")
def ear(browser: Browser) -> Iterator[Page]:
    """One page for all: a new one costs as much as what is heard in it."""
    page = browser.new_page()
    yield give_ear(page)
    page.close()


@pytest.fixture(scope="module")
def scriptless_ear(browser: Browser) -> Iterator[Page]:
    """One without the site's scripts."""
    page = browser.new_page()
    yield give_ear(page, scripts=False)
    page.close()


@pytest.mark.parametrize("name", JOURNEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_heard_as_its_transcript_says(
    request: pytest.FixtureRequest, address: str, language: str, name: str
) -> None:
    root = address if language == "en" else f"{address}{language}/"
    journey = JOURNEYS[name]
    page = request.getfixturevalue("ear" if journey.scripts else "scriptless_ear")
    heard = listen(page, root, journey)
    file = transcript(language, name)
    if RENEW:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(heard, "utf-8")
    told = file.read_text("utf-8") if file.exists() else ""
    lines = (text.splitlines(keepends=True) for text in (told, heard))
    change = "".join(unified_diff(*lines, str(file), "heard now"))
    if change:
        pytest.fail(f"{change}\nif it is heard well so: make transcripts", False)


def test_every_scene_is_listened_to():
    assert set(SCENES) <= set(JOURNEYS)


def test_every_transcript_is_of_a_figure_that_is_listened_to():
    kept = set(TRANSCRIPTS.rglob("*.*"))
    assert kept == {transcript(lang, name) for lang in LANGUAGES for name in JOURNEYS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", JOURNEYS)
def test_nothing_heard_is_nameless_silent_said_twice_or_lost(language, name):
    text = transcript(language, name).read_text("utf-8")
    lines = text.splitlines()
    assert [line for line in lines if line.strip() in NAMED] == []
    for heard in presses(text):
        assert heard
        assert SILENCE not in heard
        assert "(the focus is lost)" not in heard
        assert len(heard) == len(set(heard))
