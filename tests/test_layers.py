"""Imports run one way: figures, then pages, then the adaptor; publish knows files."""

import pytest

from tools.checks.layers import diagram, files, imported, layer, uses
from tools.project import ROOT

# What each layer may import of the others.
MAY = {
    "project": set(),
    "figures": {"project"},
    "pages": {"project", "figures", "streams"},
    "streams": {"figures"},
    "publish": {"project", "figures", "pages"},
    "checks": {"project", "figures", "pages"},
    "studies": {"project", "figures", "pages"},
    "measure": {"project", "pages"},
    "adaptor": {"figures", "pages", "publish"},
    "languages": {"project", "pages"},
    "serve": {"project"},
    "build": {"project"},
    "setup": {"project"},
}
GENERATORS = {"mkdocs", "material", "zensical"}


@pytest.mark.parametrize("own", MAY)
def test_a_layer_imports_only_what_lies_below_it(own):
    assert uses()[own] <= MAY[own]


def test_every_layer_is_known():
    assert set(uses()) == set(MAY)


@pytest.mark.parametrize("package", ["figures", "publish"])
def test_no_file_below_the_adaptor_knows_a_generator(package):
    own = [path for path in files() if layer(path) == package]
    assert own
    for path in own:
        assert not {name.split(".")[0] for name in imported(path)} & GENERATORS, path


def test_the_adaptor_is_thin():
    lines = (ROOT / "tools/adaptor.py").read_text("utf-8").splitlines()
    assert len(lines) <= 100


def test_the_manual_draws_the_layers_as_they_are():
    manual = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert f"```mermaid\n{diagram()}```\n" in manual, (
        "CONTRIBUTING.md: the layers have changed; put in what "
        "python -m tools.checks.layers prints"
    )


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
