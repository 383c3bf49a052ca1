"""Begin another language: ``make language LANG=de``.

It gets a configuration, a folder and its name in the menu. Every page is there at once,
in English with a note, until its translation lies in the folder.
"""

import re
import sys
from importlib.resources import files

from babel import Locale
from babel.core import UnknownLocaleError

from tools.project import PAGES, ROOT, languages, write_whole

CONFIG = """\
# The edition in {name}: its words; what is missing is that of mkdocs.yml.
INHERIT: mkdocs.yml

docs_dir: docs/{code}
site_dir: site/{code}

theme:
  language: {code}

plugins:
  search:
    lang: {search}
    pipeline: [stemmer]
"""
MENU = re.compile(r"^  languages:\n(?:    \w\w: .*\n)+", re.MULTILINE)


class LanguageError(Exception):
    """The language cannot be begun; the message says why."""


def begin(code: str) -> str:
    """Write what a language needs; give its name in itself.

    Args:
        code: Two letters of ISO 639-1.

    Raises:
        LanguageError: There is no such language, the theme lacks it, or it is there.
    """
    theme = files("material") / "templates"
    if not re.fullmatch(r"[a-z]{2}", code):
        raise LanguageError(f"LANG is {code!r}; expected two letters: LANG=de")
    if code in (PAGES.name, *languages()):
        raise LanguageError(f"{code} is there already")
    if not (theme / f"partials/languages/{code}.html").is_file():
        raise LanguageError(f"the theme has no words in {code!r}")
    try:
        name = Locale.parse(code).get_display_name(code) or code
    except UnknownLocaleError as error:
        raise LanguageError(str(error)) from None
    stems = theme / f"assets/javascripts/lunr/min/lunr.{code}.min.js"
    search = f"[en, {code}]" if stems.is_file() else "en"
    main = ROOT / "mkdocs.yml"
    text = main.read_text("utf-8")
    menu = MENU.search(text)
    if menu is None:
        raise LanguageError("mkdocs.yml has no extra.languages; put it back")
    line = f"    {code}: {name[0].upper()}{name[1:]}\n"
    write_whole(main, text[: menu.end()] + line + text[menu.end() :])
    config = CONFIG.format(code=code, name=name, search=search)
    write_whole(ROOT / f"mkdocs.{code}.yml", config)
    folder = PAGES.with_name(code)
    folder.mkdir(exist_ok=True)
    # Git keeps no empty folder.
    (folder / ".gitkeep").touch()
    return name


if __name__ == "__main__":
    try:
        name = begin(sys.argv[1] if sys.argv[1:] else "")
    except LanguageError as error:
        sys.exit(f"language: {error}")
    print(f"{name}: begun; CONTRIBUTING.md says the rest")
