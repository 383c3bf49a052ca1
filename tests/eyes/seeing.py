"""See pages as on any other machine, and compare what is seen by pixel."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, BrowserType, Page
from waiting import wait_until

SCHEMES = {"light": "default", "dark": "slate"}
SIZES = {"phone": (390, 780), "laptop": (1280, 800)}
# A step of a colour that is seen, of 255, and how many pixels may differ by more. Of a
# picture by Chromium 141, 150 and 156, full and headless shell, at most 16 do.
STEP, MOST = 8, 64
FONTS = Path(matplotlib.get_data_path()) / "fonts/ttf"
# The fonts of the lock, whatever the machine has, drawn in one way.
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
{aliases}</fontconfig>
"""
ALIAS = """  <alias binding="same">
    <family>{family}</family><prefer><family>{font}</family></prefer>
  </alias>
"""
FAMILIES = {
    "sans-serif": "DejaVu Sans",
    "serif": "DejaVu Serif",
    "monospace": "DejaVu Sans Mono",
    "system-ui": "DejaVu Sans",
}
ARGUMENTS = [
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--disable-gpu",
    "--hide-scrollbars",
]
STYLE = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
# What moves by itself would be seen on its way.
STILL = "*, ::before, ::after, ::placeholder { transition: none !important } "
SCHEME = "label[for^=__palette]:not([hidden])"
DRAWN = """() => document.fonts.status === "loaded"
  && !document.querySelector(".playground > :disabled")"""
TURN = f"""() => {{
  document.querySelector("{SCHEME}").click();
  document.activeElement.blur();
}}"""
CENTRE = """(selector) => document.querySelector(selector)
  .scrollIntoView({ block: "center", behavior: "instant" })"""


@dataclass(frozen=True)
class View:
    """A page, what is in the middle, if not its beginning is seen, and on what."""

    page: str
    middle: str = ""
    devices: tuple[str, ...] = tuple(SIZES)


PHONE = ("phone",)
VIEWS = {
    "home": View(""),
    "guide": View("elements/"),
    "charts": View("notebooks/which-one/"),
    "charts-figure": View("notebooks/which-one/", ".chooser-charts", PHONE),
    "notebook": View("notebooks/how-many/"),
    "questions": View("questions/"),
    "traps": View("traps/"),
    "playground": View("playground/"),
    "playground-figure": View("playground/", ".mask-samples", PHONE),
    "missing": View("nowhere/"),
    "russian": View("ru/rows-and-columns/"),
    "russian-figure": View("ru/rows-and-columns/", ".mask-samples", PHONE),
}


@contextmanager
def seeing(
    browser_type: BrowserType, launch: Mapping[str, object], folder: Path
) -> Iterator[Browser]:
    """A browser that draws as on any other Linux.

    Args:
        browser_type: Chromium.
        launch: How tests start it.
        folder: An empty one.
    """
    aliases = "".join(ALIAS.format(family=f, font=n) for f, n in FAMILIES.items())
    config = folder / "fonts.conf"
    config.write_text(
        FONTCONFIG.format(fonts=FONTS, cache=folder / "cache", aliases=aliases), "utf-8"
    )
    arguments = [*launch["args"], *ARGUMENTS]
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    browser = browser_type.launch(**launch | {"args": arguments, "env": env})
    yield browser
    browser.close()


def open_eyes(browser: Browser, device: str) -> Page:
    """A page of a phone's or a laptop's size, on which nothing moves by itself."""
    width, height = SIZES[device]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.add_init_script(f"({STYLE})('{STILL}')")
    return page


def turn_to(page: Page, address: str, view: View) -> None:
    """Open a view.

    Args:
        page: It has eyes.
        address: Where the site is served, with a slash at the end.
        view: What is to be looked at.
    """
    page.goto(address + view.page)
    page.locator(SCHEME).wait_for()
    wait_until(page, DRAWN)
    if view.middle:
        page.evaluate(CENTRE, view.middle)


def see(page: Page, scheme: str) -> Image.Image:
    """What is seen in a scheme."""
    there = f"body[data-md-color-scheme={SCHEMES[scheme]}]"
    if not page.locator(there).count():
        page.evaluate(TURN)
        page.locator(there).wait_for()
    shot = page.screenshot(animations="disabled")
    return Image.open(BytesIO(shot)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> NDArray[np.bool_]:
    """Where two pictures differ to the eye: edges that are smoothed otherwise do not.

    Returns:
        In the shape (height, width) of both; everywhere where their sizes differ.
    """
    if one.size != other.size:
        return np.ones(one.size[::-1], np.bool_)
    blurred = [picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    return np.asarray(ImageChops.difference(*blurred)).max(axis=2) > STEP


def marked(picture: Image.Image, where: NDArray[np.bool_]) -> Image.Image:
    """A picture, pale, with what differs in red."""
    pale = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.7)
    pale.paste("red", mask=Image.fromarray(where))
    return pale
