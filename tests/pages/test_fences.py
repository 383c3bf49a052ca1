"""A block that cannot be formatted ends the build; none turns into code in silence."""

import re

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from tools.figures.drawing import WORDS as FIGURE_WORDS
from tools.pages import fences, includes, mistakes, words
from tools.pages.corpus import config, pages
from tools.pages.picture import BLOCK

CONFIG = config()
WORDS = CONFIG["extra"]
PAGES = pages()


def html(text: str, extra: dict = WORDS) -> str:
    """What Markdown makes of a text, with the extensions of the site."""
    parts = {part: extra[part] for part in words.WORDS}
    made = CONFIG["markdown_extensions"]["pymdownx.superfences"]["custom_fences"]
    md = Markdown(
        extensions=["tools.pages.words", "tools.pages.sources", "pymdownx.superfences"],
        extension_configs={
            "tools.pages.words": parts,
            "pymdownx.superfences": {"custom_fences": made},
        },
    )
    return md.convert(text)


def block(name: str, text: str) -> str:
    """A block of a page."""
    return f"```{name}\n{text}\n```\n"


def test_every_block_of_every_page_can_be_formatted():
    blocks = [name for page in PAGES.values() for name, _ in fences.FENCE.findall(page)]
    assert set(blocks) == set(fences.BLOCKS)
    for page in PAGES.values():
        assert list(fences.problems(page, WORDS)) == []
        assert list(includes.problems(page)) == []


def test_figures_of_a_page_have_ids_of_their_own_and_one_set_of_words():
    page = BeautifulSoup(html(f"{block('mask', BLOCK)}\n" * 2), "html.parser")
    assert [figure["id"] for figure in page.select("figure")] == ["mask-1", "mask-2"]
    assert len(page.select("#mask-texts")) == 1
    assert not page.select("p mask-figure, pre")


def test_a_scene_before_the_first_mask_leaves_it_its_words_and_number():
    scene = block("scene", "name: coins\ncaption: x")
    page = BeautifulSoup(html(f"{scene}\n{block('mask', BLOCK)}"), "html.parser")
    assert [figure["id"] for figure in page.select("figure")] == ["scene-1", "mask-1"]
    assert len(page.select("#mask-texts")) == 1


def test_a_block_in_a_comment_of_a_notebook_is_drawn_and_its_errors_have_a_line(
    tmp_path,
):
    scene = block("scene", "name: coins\ncaption: x")
    page = BeautifulSoup(
        fences.of_notebook(f"<p>a</p><!--\n{scene}-->" * 2, WORDS), "html.parser"
    )
    assert [figure["id"] for figure in page.select("figure")] == ["scene-1", "scene-2"]
    other = f"<!--\n{block('other', 'x')}-->"
    assert fences.of_notebook(other, WORDS) == other
    source = "# %% [markdown]\n# <!--\n# ```scene\n# name: no\n# ```\n# -->\n"
    (tmp_path / "a.py").write_text(source, "utf-8")
    (found,) = mistakes.of_page("a.ipynb", "", tmp_path / "a.ipynb", WORDS)
    assert found.startswith("a.py:4: scene block: name is 'no'")


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("mask", BLOCK.replace("caption", "captoin"), 8, "unknown key 'captoin'"),
        ("traps", "#anchor no-such-probe: symptom", 4, "no-such-probe"),
        ("versions", "nothing", 4, "is not 'probe: statement'"),
    ],
)
def test_a_wrong_block_is_named_with_its_line(name, text, line, message):
    page = f"# Page\n\n{block(name, text)}"
    ((found, why),) = fences.problems(page, WORDS)
    assert (found, why.startswith(f"{name} block: ")) == (line, True)
    assert message in why
    with pytest.raises(fences.FenceError, match=f"{name} block that begins with"):
        html(page)


@pytest.mark.parametrize("key", sorted(FIGURE_WORDS))
def test_a_word_that_is_missing_ends_the_build_and_removes_no_figure(key):
    extra = {**WORDS, "figure": {k: v for k, v in WORDS["figure"].items() if k != key}}
    assert f"extra.figure.{key} is missing; add it" in words.problems(extra)
    if key in ("words", "counts", "call", "next", "hint", "rows"):
        with pytest.raises(fences.FenceError, match=key):
            html(block("mask", BLOCK), extra)
        assert any(
            key in why for _, why in fences.problems(block("mask", BLOCK), extra)
        )


@pytest.mark.parametrize(
    ("part", "key", "text", "message"),
    [
        ("figure", "counts", "{zeroes} zeros", r"names \{zeroes\}; expected one of"),
        ("figure", "counts", "nothing", r"lacks \{zeros\}; add it"),
        ("figure", "sample", "sample {index", "correct its braces"),
        ("figure", "next", 7, "is 7; expected text"),
        ("figure", "nex", "Next", "is used nowhere"),
        ("versions", "on", "{version} in {backend} {x}", r"names \{x\}"),
    ],
)
def test_a_wrong_word_is_named_with_its_mend(part, key, text, message):
    extra = {**WORDS, part: {**WORDS[part], key: text}}
    assert list(words.problems(WORDS)) == []
    found = "\n".join(words.problems(extra))
    assert f"extra.{part}.{key}" in found
    assert re.search(message, found)


def test_a_kind_of_mask_without_a_text_is_named():
    texts = dict(WORDS["playground"]["kinds"])
    for change in ({"impossible": "Impossible"}, {"own": None}):
        kinds = {key: text for key, text in (texts | change).items() if text}
        extra = {**WORDS, "playground": {"kinds": kinds}}
        (found,) = words.problems(extra)
        assert "expected the kinds of tools/figures/kinds.py in their order" in found


def test_paragraphs_of_links_alone_are_kept_out_of_the_search():
    page = html("[Proof: A](a) ·\n[Asked: b](c)\n\nSee [a](b).\n\n![x](y)")
    assert page.count("data-search-exclude") == 1
    assert 'data-search-exclude="true"><a href="a"' in page
