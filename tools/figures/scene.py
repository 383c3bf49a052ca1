"""A scene: a figure that readers play with and that is more than one mask.

A ``scene`` block of a page names it, with one ``key: value`` per line::

    name: lookup               a row of tools/figures/scenes.py
    caption: What to see.

What it draws is complete without a script. docs/theme/javascripts/scenes/NAME.js brings
it to life at the reader's first touch.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import escape

from tools.figures.block import BlockError, lines_of

KEYS = ("name", "caption")

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Drawn:
    """What a scene is before any touch.

    Attributes:
        html: The drawing and its controls; ids begin with the name that it was given.
        data: What its script needs besides the texts, as JSON holds it.
    """

    html: str
    data: Mapping[str, object]


@dataclass(frozen=True)
class Program:
    """A program of snippets/.

    Attributes:
        code: Its text.
        output: What it printed when it was run.
        anchor: The id on the page of the block that holds it.
    """

    code: str
    output: str
    anchor: str


@dataclass(frozen=True)
class Scene:
    """One scene.

    Attributes:
        name: What blocks, the script, the sheet and the words (``extra.NAME``) are
            called.
        words: The texts, and the names that each fills in.
        draw: From the texts, a prefix for ids, unique on the page, and each program or
            mask, what it is.
        programs: The sections of snippets/ that it draws from, named as a page includes
            them.
        views: The masks that it draws from, as addresses of the playground name them.
        live: The texts that its script fills in; None for all.
    """

    name: str
    words: Mapping[str, AbstractSet[str]]
    draw: Callable[..., Drawn]
    programs: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    live: AbstractSet[str] | None = None


def number(texts: Texts, value: object) -> str:
    """A number alone, as the language of the texts writes it."""
    text, *_ = texts.values()
    return type(text)("{number}").format(number=value)


def readout(texts: Texts, value: object) -> str:
    """What a slider says beside it; who hears the slider is not told it twice."""
    return f'<output aria-live="off">{number(texts, value)}</output>'


def read(source: str, scenes: Mapping[str, Scene]) -> tuple[Scene, str]:
    """Read and check a block; give its scene and its caption.

    Raises:
        BlockError: Something is unknown, missing or given twice.
    """
    values: dict[str, str] = {}
    for number, key, value in lines_of(source, KEYS):
        if key == "name" and value not in scenes:
            known = ", ".join(scenes) or "none: there is no scene yet"
            raise BlockError(number, f"name is {value!r}; expected one of {known}")
        values[key] = value
    for key in KEYS:
        if not values.get(key):
            raise BlockError(0, f"{key} is missing; add a line '{key}: ...'")
    return scenes[values["name"]], values["caption"]


def element(
    scene: Scene,
    caption: str,
    name: str,
    texts: Texts,
    given: Iterable[object] = (),
) -> str:
    """The scene as HTML.

    Args:
        scene: What to draw.
        caption: What to see.
        name: Prefix of its ids, unique on the page.
        texts: Those of ``extra`` under the name of the scene.
        given: The programs and masks that the scene names.
    """
    drawn = scene.draw(texts, name, *given)
    live = {
        key: text
        for key, text in texts.items()
        if scene.live is None or key in scene.live
    }
    data = {"texts": live, **drawn.data}
    # In a script, only "</" could end the text.
    script = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<mask-scene name="{scene.name}">'
        f'<figure class="scene scene-{scene.name}" id="{name}" data-search-exclude>'
        f"{drawn.html}<figcaption>{escape(caption)}</figcaption></figure>"
        f'<script type="application/json">{script}</script></mask-scene>'
    )
