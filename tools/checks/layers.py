"""Which part of the tools imports which, read from the code and drawn for people."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.project import ROOT

TOOLS = ROOT / "tools"


def files() -> list[Path]:
    """Every module of the tools."""
    return [path for path in sorted(TOOLS.rglob("*.py")) if path.name != "__init__.py"]


def layer(path: Path) -> str:
    """The package of a module, or its own name where it stands at the top."""
    return path.relative_to(TOOLS).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The whole names of what a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def uses() -> dict[str, set[str]]:
    """The layers that each layer imports, itself left out."""
    found: dict[str, set[str]] = {}
    for path in files():
        own = layer(path)
        names = {name.split(".")[1] for name in imported(path) if name[:6] == "tools."}
        found.setdefault(own, set()).update(names - {own})
    return found


def diagram() -> str:
    """The layers as a Mermaid graph; what all import, tools/project.py, is left out."""
    arrows = [
        f"  {own} --> {used}"
        for own, all_used in sorted(uses().items())
        for used in sorted(all_used - {"project"})
    ]
    return "\n".join(["graph TD", *arrows]) + "\n"


if __name__ == "__main__":
    print(diagram(), end="")
