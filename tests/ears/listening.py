"""Go through a figure as somebody who hears it, and write down what is said."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Route

from tools.project import ROOT

HERE = Path(__file__).parent
SERVED = {
    "ear.js": HERE / "ear.js",
    "virtual.js": ROOT
    / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js",
}
SILENCE = "(silence)"
# What the ear says where the focus is nowhere.
LOST = "(the focus is lost)"
# What must have a name, as a transcript begins its line.
NAMED = (
    *("application", "button", "checkbox", "combobox", "graphics-document", "group"),
    *("image", "link", "radio", "slider", "textbox"),
)


@dataclass(frozen=True)
class Press:
    """A control that is gone to, and the keys pressed there, one after the other."""

    what: str
    control: str
    keys: tuple[str, ...]
    # Whether the figure is then read again.
    read: bool = False


@dataclass(frozen=True)
class Journey:
    """A part of a page that is listened to, and what is pressed there."""

    page: str
    part: str
    presses: tuple[Press, ...] = ()
    scripts: bool = True


def give_ear(page: Page, scripts: bool = True) -> Page:
    """Let a page load the ear from the site, whose policy forbids other places.

    Args:
        page: A page that has opened nothing yet.
        scripts: Whether the site's own scripts are there.
    """

    def answer(route: Route) -> None:
        folder, _, name = route.request.url.rpartition("/")
        if folder.endswith("/ear"):
            route.fulfill(content_type="text/javascript", path=SERVED[name])
        else:
            route.abort()

    page.route("**/ear/*.js" if scripts else "**/*.js", answer)
    return page


def listen(page: Page, address: str, journey: Journey) -> str:
    """What is heard on a journey, as a text.

    Args:
        page: A page that was given an ear.
        address: Where the pages of a language are served, with a slash at the end.
        journey: What is done.
    """
    page.goto(address + journey.page)

    def ear(call: str, given: str = "") -> list[str]:
        script = f"(given) => import('{address}ear/ear.js').then((ear) => ear.{call}"
        return page.evaluate(f"{script}(given))", given) or [SILENCE]

    lines = ["# Arrival", *ear("arrive", journey.part)]
    for press in journey.presses:
        lines += ["", f"# {press.what}", *ear("reach", press.control)]
        for key in press.keys:
            page.keyboard.press(key)
            lines += [f"[{key}]", *ear("told")]
        if press.read:
            lines += ["", "# Read again", *ear("read")]
    return "\n".join(lines) + "\n"


def faults(transcript: str) -> list[str]:
    """What of a transcript is heard badly, whoever reads it, each with its place."""
    arrival, *presses = transcript.split("\n# ")
    lines = [line.strip() for line in arrival.splitlines()]
    found = [f"{line}: no name" for line in lines if line in NAMED]
    for press in presses:
        what, *heard = press.strip().splitlines()
        for said in "\n".join(heard).split("\n["):
            each = said.splitlines()
            found += [f"{what}: silence" for line in each if line == SILENCE]
            found += [f"{what}: lost focus" for line in each if line == LOST]
            twice = sorted({line for line in each if each.count(line) > 1})
            found += [f"{what}: twice {line}" for line in twice]
    return found
