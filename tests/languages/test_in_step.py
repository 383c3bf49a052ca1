"""Every translation has the parts, links and numbers of its English page."""

import pytest

from tools.checks import translations as checks
from tools.pages import translations
from tools.project import PAGES, languages

FOLDERS = [PAGES.with_name(code) for code in languages()]
ELEMENTS = (PAGES.with_name("ru") / "elements.md").read_text("utf-8")
ENGLISH = (PAGES / "elements.md").read_text("utf-8")


def test_there_are_translations():
    assert len(checks.every()) >= 2


def test_every_translation_is_in_step_or_says_what_it_followed():
    found = [problem for path in checks.every() for problem in checks.problems(path)]
    # A page that was left behind says so to its readers; nobody needs mend it at once.
    assert [one for one in found if "has changed; then write follows" not in one] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{ #coins }", "{ #monety }", "heading '## coins' is missing"),
        ("## На краях", "### На краях", "heading '## edges' is missing"),
        ('"elements.md:small"', '"elements.md:big"', "include 'elements.md:small'"),
        ("kind: elements", "kind: rows", "block 'mask: kind: elements"),
        ("(about.md#versions)", "(about.md)", "link 'about.md#versions' is missing"),
        ("`1 - 1e-9`", "`1 - 1e-8`", "code '`1 - 1e-9`' is missing"),
        ("отклонение 7,16. Ровно", "отклонение 7,61. Ровно", "numbers are missing"),
        ('<details class="ask"', '<details class="other"', "class 'ask' is missing"),
    ],
)
def test_a_part_that_differs_is_named(old, new, told):
    assert old in ELEMENTS
    assert list(checks.differences(ENGLISH, ELEMENTS, "ru")) == []
    found = checks.differences(ENGLISH, ELEMENTS.replace(old, new, 1), "ru")
    assert any(told in one for one in found)


def test_a_table_that_lost_a_row_is_named():
    table = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    (told, *_) = checks.differences(table, table.replace("| 1 | 2 |\n", ""), "ru")
    assert told == "table '3 × 2' is missing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('слой "Dropout" здесь', "« and »"),
        ("маска - это тензор", "dash as —"),
        ("## Новая маска. { #mask }", "full stop of a heading"),
        ("с вероятностью 0.2 обнуляет", "decimal comma"),
        ("это очень просто!", "full stop"),
        ("маска является тензором", "say it with a dash"),
        ("дропнуть или дропать числа", "say обнулять"),
        ("на каждом таймстепе", "say временной шаг"),
        ("с\u00a0маской", "plain spaces"),
    ],
)
def test_what_the_language_forbids_is_found(text, told):
    assert any(told in one for one in checks.style(text, "ru")), text


@pytest.mark.parametrize(
    "text",
    [
        "Keras 3.15.1 и TensorFlow 2.16, с версии 2.16 иначе",
        "`Dropout(0.2)` и Dropout(0.2) — слой, «маска» — тензор",
        "от 1 до 20; 16 000 весов; 1 / (1 - 0,2) = 1,25",
    ],
)
def test_what_is_right_is_let_pass(text):
    assert list(checks.style(text, "ru")) == []


def test_a_translation_that_names_no_state_is_told_the_present_one():
    now = translations.digest(ENGLISH)
    text = ELEMENTS.replace(f"follows: {translations.followed(ELEMENTS)}\n", "")
    with pytest.raises(translations.TranslationError, match=f"write follows: {now}"):
        translations.behind("elements.md", text)
    assert not translations.behind("elements.md", f"---\nfollows: {now}\n---\n")
    assert translations.behind("elements.md", "---\nfollows: 0123456789ab\n---\n")


def test_a_notebook_gets_its_prose_and_keeps_its_programs():
    source = (PAGES / "notebooks/how-many.py").read_text("utf-8")
    english = (PAGES / "notebooks/how-many.ipynb").read_text("utf-8")
    number = len(translations.PROSE.findall(source))
    said = "\n<!-- cell -->\n".join(
        f"## Ячейка {n} {{ #c-{n} }}" for n in range(number)
    )
    made = translations.program(source, f"---\nfollows: 0\n---\n{said}\n")
    assert f"# ## Ячейка {number - 1}\n" in made
    without = translations.PROSE.sub("", made)
    assert without == translations.PROSE.sub("", source)
    notebook = translations.notebook(english, said)
    assert notebook.count('"cell_type": "code"') == english.count('"cell_type": "code"')
    assert "## Ячейка 0" in notebook
    with pytest.raises(translations.TranslationError, match="1 cells of prose"):
        translations.notebook(english, "# Одна { #one }")
    html = '<h2 id="abc">x<a href="#abc"></a></h2>'
    assert translations.identified(html, "## Формулы { #the-formulas }") == (
        '<h2 id="the-formulas">x<a href="#the-formulas"></a></h2>'
    )
