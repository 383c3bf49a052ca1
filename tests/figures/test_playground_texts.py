"""The playground's form is made of the kinds of mask and the words of the config."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from kinds import kind_names
from mkdocs.config import load_config

from tools.project import ROOT

PAGE = """{% import "partials/playground.html" as parts with context %}
{{ parts.form() }}{{ parts.numbers() }}{{ parts.calls() }}
{{ parts.text("link") }}"""


@pytest.fixture(scope="module")
def texts() -> dict:
    """The words of the playground."""
    return load_config(str(ROOT / "mkdocs.yml")).extra["playground"]


def form(texts: dict) -> BeautifulSoup:
    """The parts of the page, made of its words."""
    templates = Environment(loader=FileSystemLoader(ROOT / "docs/theme"))
    config = SimpleNamespace(extra=SimpleNamespace(playground=texts))
    page = templates.from_string(PAGE)
    return BeautifulSoup(page.render(config=config), "html.parser")


def places(texts: dict, path: str = "") -> list[str]:
    """Where each text stands: its keys, with points between them."""
    found = []
    for key, value in texts.items():
        deeper = isinstance(value, dict)
        found += places(value, f"{path}{key}.") if deeper else [f"{path}{key}"]
    return found


def test_every_kind_has_a_text_and_every_text_a_kind(texts):
    assert list(texts["kinds"]) == kind_names()


def test_a_new_kind_is_a_row_and_its_text(texts):
    more = texts | {"kinds": texts["kinds"] | {"impossible": "One <mask> for all"}}
    option = form(more).select("#layer option")[-1]
    assert option["value"] == "impossible"
    assert option.get_text() == "One <mask> for all"


def test_every_text_is_used_and_its_lack_is_named(texts):
    # What has no text is not on the menus: their lists are compared with the tables.
    menus = ("kinds.", "frameworks.")
    paths = [path for path in places(texts) if not path.startswith(menus)]
    assert len(paths) >= 50
    for path in paths:
        *outer, key = path.split(".")
        fewer = deepcopy(texts)
        table = fewer
        for name in outer:
            table = table[name]
        del table[key]
        with pytest.raises(
            TemplateNotFound, match=rf"extra\.playground\.{path}\.? is miss"
        ):
            form(fewer)


def test_a_kind_without_a_text_stops_the_build_by_name(broken_build):
    messages = broken_build("mkdocs.yml", '      rows: "Dropout: rows (words)"\n', "")
    assert "mkdocs.yml: extra.playground.kinds names elements, columns, sam" in messages


def test_a_page_without_the_place_of_a_part_stops_the_build(broken_build):
    messages = broken_build("docs/en/playground.md", "<!-- playground:calls -->", "")
    assert "playground.md lacks <!-- playground:calls -->; put it back" in messages
