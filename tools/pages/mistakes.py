"""What is wrong in the source of a page or a notebook, by the writer's lines."""

from pathlib import Path

from tools.pages import fences, includes, marks, notebook_page
from tools.pages.notebook_page import NOTEBOOK
from tools.pages.words import Words


def of_page(place: str, text: str, path: Path, words: Words) -> list[str]:
    """The mistakes in the blocks and includes of a page, each "file:line: why".

    Args:
        place: How messages name the file; its source is named in place of a notebook.
        text: Of a page.
        path: Of a notebook, beside its source.
        words: By part and key.
    """
    found: list[tuple[int, str]] = []
    if place.endswith(NOTEBOOK):
        place = f"{place.removesuffix(NOTEBOOK)}.py"
        source = path.with_suffix(".py").read_text("utf-8")
        text = notebook_page.uncommented(source)
    else:
        found = [*marks.of_page(text, fences.BLOCKS), *includes.problems(text)]
    found = sorted([*found, *fences.problems(text, words)])
    return [f"{place}:{line}: {why}" for line, why in found]
