"""Scripts and styles: formatted, linted, typed, tested, and each in its place."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from javascript import masks

from tools.project import NODE, NODE_MODULES, ROOT

THEME = ROOT / "docs/theme"
SCRIPTS = sorted(THEME.glob("javascripts/**/*.js"))
SHEETS = sorted(THEME.glob("stylesheets/**/*.css"))
UNITS = sorted((ROOT / "tests/javascript").glob("*.test.js"))
TOOLS = {
    "biome": (
        NODE_MODULES / "@biomejs/biome/bin/biome",
        "check",
        "--error-on-warnings",
    ),
    "tsc": (NODE_MODULES / "typescript/bin/tsc", "--listFiles"),
    "test": ("--test", "--test-isolation=none"),
}
COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}){1,2}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(", re.I
)
# What a template does not write itself: comments, code, programs, tags but their words.
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script>.*?</script>", re.DOTALL)
SAID = re.compile(r'\b(?:alt|aria-label|placeholder|title)="[^"]*[A-Za-z]{2}')


def run(
    tool: str, folder: Path = ROOT, tests: str = "*"
) -> subprocess.CompletedProcess[str]:
    """Run one of the three tools in a folder that is laid out like the project."""
    which = [f"tests/javascript/{tests}.test.js"] if tool == "test" else []
    return subprocess.run(
        [NODE, *TOOLS[tool], *which], cwd=folder, capture_output=True, text=True
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of what the tools read."""
    tests = ("tests/javascript", "tests/streams/vectors")
    for name in ("biome.json", "package.json", "tsconfig.json", *tests):
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    for name in ("javascripts", "stylesheets"):
        shutil.copytree(THEME / name, tmp_path / "docs/theme" / name)
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    return tmp_path


def test_there_are_scripts_sheets_and_their_tests():
    assert len(SCRIPTS) >= 12
    assert len(SHEETS) >= 5
    assert len(UNITS) >= 6


def test_scripts_and_sheets_are_formatted_and_linted():
    done = run("biome")
    assert done.returncode == 0, done.stdout + done.stderr
    checked = int(re.search(r"Checked (\d+) files", done.stdout + done.stderr)[1])
    assert checked >= len(SCRIPTS) + len(SHEETS) + len(UNITS)


def test_the_types_of_the_scripts_fit():
    done = run("tsc")
    assert done.returncode == 0, done.stdout + done.stderr
    read = {Path(line).name for line in done.stdout.splitlines()}
    assert {path.name for path in SCRIPTS} <= read


def test_the_scripts_do_what_their_tests_say():
    done = run("test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"^\S+ tests (\d+)$", done.stdout, re.MULTILINE)[1]) >= 30


@pytest.mark.parametrize(
    ("tool", "file", "old", "new", "message"),
    [
        ("biome", "javascripts/view.js", "const size =", "const  size =", "Formatter"),
        ("biome", "javascripts/view.js", "const size =", "let size =", "useConst"),
        ("biome", "stylesheets/text.css", "h3 {", "h9 {", "noUnknownTypeSelector"),
        ("tsc", "javascripts/mask.js", "view.training ?", "view.trained ?", "TS2339"),
        ("philox", "javascripts/philox.js", "< 10;", "< 9;", "known answers"),
        (
            "hostile",
            "javascripts/view.js",
            "at[axis] || undefined",
            "undefined",
            '"at":[0,0,1]',
        ),
    ],
)
def test_a_mistake_is_found(copied, tool, file, old, new, message):
    path = copied / "docs/theme" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    done = run(tool if tool in TOOLS else "test", copied, tests=tool)
    assert done.returncode != 0
    assert message in done.stdout + done.stderr


def test_the_masks_of_the_unit_tests_are_those_of_keras():
    assert len(json.loads(masks.text())["masks"]) >= 28
    assert masks.FILE.read_text("utf-8") == masks.text(), masks.__doc__


def test_only_one_sheet_has_colours():
    files = [
        path for path in THEME.rglob("*") if path.suffix in {".css", ".html", ".js"}
    ]
    coloured = {path.name for path in files if COLOUR.search(path.read_text("utf-8"))}
    assert coloured == {"colours.css"}


def test_both_schemes_name_their_colours_line_by_line():
    text = (THEME / "stylesheets/colours.css").read_text("utf-8")
    light, dark = (
        dict(re.findall(r"^  (--[\w-]+): (#[0-9a-f]+);$", block, re.MULTILINE))
        for block in re.findall(r"^\[data-md-color-scheme=.*?^}", text, re.M | re.S)
    )
    assert len(light) >= 20
    assert len(COLOUR.findall(text)) == len(light) + len(dark)
    # The dark scheme of the theme has colours for code of its own.
    assert {name for name in light if "--md-code-" not in name} <= set(dark)


def test_no_template_has_words_of_its_own():
    templates = sorted(THEME.rglob("*.html"))
    assert len(templates) >= 6
    for path in templates:
        html = CODE.sub("", path.read_text("utf-8"))
        assert not SAID.search(html), path.name
        assert not re.search(r"[A-Za-z]{2}", re.sub(r"<[^>]*>", "", html)), path.name
