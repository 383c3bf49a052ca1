"""What is heard of each figure is what its transcript says; a person reads changes."""

import os
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest
from ears.journeys import JOURNEYS
from ears.listening import Journey, Press, faults, listen
from playwright.sync_api import Page

from tools.figures.scenes import SCENES
from tools.project import languages

TRANSCRIPTS = Path(__file__).parent / "transcripts"
LANGUAGES = ["en", *languages()]
# make transcripts
RENEW = "RENEW" in os.environ


def transcript(language: str, name: str) -> Path:
    """Where it is written down how a figure is heard."""
    return TRANSCRIPTS / language / f"{name}.txt"


@pytest.mark.parametrize("name", JOURNEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_heard_as_its_transcript_says(
    request: pytest.FixtureRequest,
    address: str,
    language: str,
    name: str,
    record_property: Callable[[str, object], None],
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
    record_property("transcripts", 1)


def test_every_scene_is_listened_to():
    assert set(SCENES) <= set(JOURNEYS)


def test_every_transcript_is_of_a_figure_that_is_listened_to():
    kept = set(TRANSCRIPTS.rglob("*.*"))
    assert kept == {transcript(lang, name) for lang in LANGUAGES for name in JOURNEYS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", JOURNEYS)
def test_nothing_heard_is_nameless_silent_said_twice_or_lost(language, name):
    assert faults(transcript(language, name).read_text("utf-8")) == []


HTML = "text/html; charset=utf-8"
# What is planted, and how it is heard.
FAULTS = {
    "<button></button>": "button: no name",
    "<svg width='9' height='9'></svg>": "graphics-document: no name",
    "<button id='press'>A</button>": "Press: silence",
    "<button id='press' onclick='this.disabled = true'>A</button>": "Press: lost focus",
    "<button id='press' onclick='say(); setTimeout(say, 30)'>A</button>": (
        "Press: twice polite: heard"
    ),
}
REGION = """<p id="said" role="status"></p><script>
  const say = () => { document.querySelector("#said").textContent = "heard"; };
</script>"""


@pytest.mark.parametrize("planted", FAULTS)
def test_what_is_heard_badly_is_named(ear: Page, planted: str) -> None:
    page = f"<!doctype html><main>{planted}{REGION}</main>"
    ear.route("**/planted/", lambda route: route.fulfill(body=page, content_type=HTML))
    press = (Press("Press", "#press", ("Enter",)),) if "press" in planted else ()
    heard = listen(ear, "http://planted.localhost/", Journey("planted/", "main", press))
    assert faults(heard) == [FAULTS[planted]]
