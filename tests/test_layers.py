"""Imports run one way: figures, then pages, then the adaptor; publish knows files."""

import ast
from pathlib import Path

import pytest

from tools.project import ROOT

TOOLS = ROOT / "tools"
# What each package may import of the project, besides itself.
MAY = {
    "project": set(),
    "figures": {"project"},
    "pages": {"project", "figures"},
    "publish": {"project", "figures"},
    "checks": {"project", "figures", "pages"},
    "studies": {"project", "figures", "pages"},
    "measure": {"project", "pages", "publish"},
    "adaptor": {"figures", "pages", "publish"},
    "serve": {"project"},
    "build": {"project"},
}
GENERATORS = ("mkdocs", "material", "zensical")
# What a build may load besides the standard library; the tests' environment has more.
LIGHT = {"bs4", "jinja2", "markdown", "markdownify", "minify", "mkdocs", "numpy", "PIL"}
LIGHT |= {"pymdownx", "tools"}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, by their whole names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def layer(path: Path) -> str:
    """The package of a file, or its own name at the top."""
    return path.relative_to(TOOLS).parts[0].removesuffix(".py")


FILES = [path for path in sorted(TOOLS.rglob("*.py")) if path.name != "__init__.py"]


def test_there_are_files_in_every_layer():
    assert {layer(path) for path in FILES} <= set(MAY)
    assert {"figures", "pages", "publish", "checks", "studies", "measure"} <= {
        layer(path) for path in FILES
    }


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(TOOLS).as_posix()
)
def test_a_file_imports_only_what_lies_below_it(path):
    own = layer(path)
    used = {
        name.split(".")[1] for name in imported(path) if name.startswith("tools.")
    } - {own}
    assert used <= MAY[own], f"{own} may import {sorted(MAY[own])} of tools"


@pytest.mark.parametrize("package", ["figures", "publish"])
def test_no_file_below_the_adaptor_knows_a_generator(package):
    for path in (TOOLS / package).glob("*.py"):
        tops = {name.split(".")[0] for name in imported(path)}
        assert not tops & set(GENERATORS), path


def test_the_adaptor_is_thin():
    assert len((TOOLS / "adaptor.py").read_text("utf-8").splitlines()) <= 100


def test_no_file_is_too_long_to_hold_one_idea():
    most = {".py": 250, ".js": 250, ".css": 300}
    places = ("tools", "tests", "docs")
    files = [p for place in places for p in (ROOT / place).rglob("*.*")]
    counted = [p for p in files if p.suffix in most]
    assert len(counted) > 50
    long = {
        p.relative_to(ROOT).as_posix(): lines
        for p in counted
        if (lines := p.read_text("utf-8").count("\n")) > most[p.suffix]
        # A notebook is one argument, read from its first line to its last.
        and p.parent.name != "notebooks"
    }
    assert long == {}
