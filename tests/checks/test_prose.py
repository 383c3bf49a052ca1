"""Spelling and style, without the network: typos and proselint."""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import markdown
from proselint.checks import __register__ as checks
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.registry.checks import Check, types
from proselint.tools import LintFile
from visits import english

from tools.project import ROOT

TYPOS = Path(sys.executable).parent / "typos"

# What no reader reads as prose.
CODE = "pre, code, svg, script, style, .headerlink"
BLOCKS = "p, li, td, th, h1, h2, h3, dt, dd, figcaption, label, option, button"

HOUSE = (
    Check(
        types.ExistenceSimple("[!—]"),
        path="house.punctuation",
        message="'{}'; end the sentence with a full stop",
    ),
    Check(
        types.Existence(
            (
                "basically",
                "in order to",
                "note that",
                "obviously",
                "of course",
                "simply",
            )
        ),
        path="house.filler",
        message="'{}' says nothing; leave it out",
    ),
    Check(
        types.PreferredFormsSimple(
            {
                "dropout rate": "rate",
                "noise-shape": "noise shape",
                "random seed": "seed",
                "time step": "timestep",
                "time steps": "timesteps",
                "time-step": "timestep",
                "time-steps": "timesteps",
            }
        ),
        path="house.names",
        message="'{1}' is called '{0}' here",
    ),
)
CheckRegistry().register_many((*checks, *HOUSE))
CHECKS = {
    # Python's ellipsis is an argument left out.
    "typography.symbols.ellipsis": False,
    **DEFAULT["checks"],
    "house": True,
}


def prose(html: str) -> str:
    """What a page says in words: its description and its article, less the code."""
    page = BeautifulSoup(html, "html.parser")
    article = page.article or page
    for element in article.select(CODE):
        element.replace_with("`")
    for element in article.select(BLOCKS):
        element.append(" ` ")
    description = page.find("meta", attrs={"name": "description"})
    text = f"{description['content'] if description else ''} {article.get_text()}"
    # A phrase may be broken over lines. proselint leaves out quotations, and all that
    # follows a mark which it takes for the start of one.
    return " ".join(text.replace('"', "").split())


def complaints(name: str, text: str) -> list[str]:
    """What proselint says about a text, with the words before and after."""
    found = LintFile(name, text).lint({**DEFAULT, "checks": CHECKS})
    return [
        f"{name}: {result.check_path}: {result.message} In: "
        + text[max(0, result.span[0] - 40) : result.span[1] + 40]
        for result, _ in found
    ]


def misspellings(*arguments: str | Path) -> str:
    """What typos says, with the settings of pyproject.toml."""
    done = subprocess.run(
        [TYPOS, "--config", "pyproject.toml", "--format", "brief", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def texts(site) -> dict[str, str]:
    """The prose of every page, notebooks included, and of what stands beside them."""
    pages = {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in english(site, "*.html")
    }
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text("utf-8")
        pages[name] = markdown(text, extensions=["pymdownx.superfences", "tables"])
    found = {name: prose(html) for name, html in pages.items()}
    assert len(found) >= 18
    short = [name for name, text in found.items() if len(text.split()) < 200]
    assert short == ["404.html"], "a page says at least 200 words besides its code"
    return found


def test_the_prose_is_in_style(texts):
    assert [c for name, text in texts.items() for c in complaints(name, text)] == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("cliches", "At the end of the day it is a mask."),
        ("house.filler", "The mask is simply a draw."),
        ("house.names", "Each time step has its own draw."),
        ("house.punctuation", "It drops nothing!"),
        ("lexical_illusions", "It drops the the row."),
        ("typography.symbols.multiplication", "A sample has 20 x 16 numbers."),
        ("uncomparables", "Each mask is very unique."),
        ("weasel_words.very", "The mask is very large."),
    ],
)
def test_a_mistake_of_style_is_found(check, text):
    (complaint, *_) = complaints("page", text)
    assert complaint.startswith(f"page: {check}")


def test_code_is_not_read_as_prose_and_lines_make_no_difference():
    page = "<p>A <code>very !</code> and the <code>a</code> the time\nstep.</p><pre>!"
    (complaint,) = complaints("page", prose(page))
    assert complaint.startswith("page: house.names: 'time step' is called 'timestep'")


def test_every_file_is_spelt_right():
    read = set(misspellings("--files", ".").splitlines())
    for name in (
        ".github/workflows/site.yml",
        "CONTRIBUTING.md",
        "README.md",
        "docs/en/index.md",
        "docs/en/notebooks/how-many.py",
        "docs/theme/javascripts/mask.js",
        "mkdocs.yml",
        "snippets/index.md",
        "tests/checks/test_prose.py",
        "tools/figures/mask.py",
    ):
        assert f"./{name}" in read
    assert misspellings(".") == ""


def test_the_prose_is_spelt_in_british_english(texts, tmp_path):
    for name, text in texts.items():
        file = tmp_path / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert misspellings("--locale=en-gb", tmp_path) == ""


@pytest.mark.parametrize("suffix", ["css", "html", "js", "md", "py", "yml"])
def test_a_misspelling_is_found(tmp_path, suffix):
    file = tmp_path / f"file.{suffix}"
    file.write_text("# The " + "colour " + "recie" + "ved\n")
    assert "`received`" in misspellings(tmp_path)


def test_an_american_spelling_is_found(tmp_path):
    (tmp_path / "page.md").write_text("The color of a neighbour.\n")
    assert misspellings(tmp_path) == ""
    assert "`colour`" in misspellings("--locale=en-gb", tmp_path)
