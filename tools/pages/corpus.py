"""What the guards and the tests look at: pages, snippets, the words of the figures."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from tools.project import ROOT


def _markdown(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def pages() -> dict[str, str]:
    """The text of each page, by its path in docs/en."""
    return _markdown(ROOT / "docs/en")


def snippets() -> dict[str, str]:
    """The text of each file of snippets/, by its path there."""
    return _markdown(ROOT / "snippets")


def figure_texts() -> dict[str, str]:
    """The words of the figures: ``extra.figure`` of mkdocs.yml."""
    path = ROOT / "mkdocs.yml"
    loader = get_yaml_loader(config=MkDocsConfig(str(path)))
    with path.open(encoding="utf-8") as file:
        return yaml_load(file, loader)["extra"]["figure"]
