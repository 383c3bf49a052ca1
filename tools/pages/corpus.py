"""What the guards and the tests look at: pages, snippets, the words of the figures."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from tools.project import PAGES, ROOT, SNIPPETS


def _markdown(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def pages() -> dict[str, str]:
    """The text of each page, by its path in docs/en."""
    return _markdown(PAGES)


def snippets() -> dict[str, str]:
    """The text of each file of snippets/, by its path there."""
    return _markdown(SNIPPETS)


def config() -> dict[str, Any]:
    """What mkdocs.yml says."""
    path = ROOT / "mkdocs.yml"
    loader = get_yaml_loader(config=MkDocsConfig(str(path)))
    with path.open(encoding="utf-8") as file:
        return yaml_load(file, loader)


def figure_texts() -> dict[str, str]:
    """The words of the figures: ``extra.figure`` of mkdocs.yml."""
    return config()["extra"]["figure"]


def nav_sources() -> list[str]:
    """The source of each page, in the order of the navigation."""
    found: list[str] = []

    def collect(entry: Any) -> None:
        if isinstance(entry, str):
            found.append(entry)
        else:
            for part in entry.values() if isinstance(entry, dict) else entry:
                collect(part)

    collect(config()["nav"])
    return found
