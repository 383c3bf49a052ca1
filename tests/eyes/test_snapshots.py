"""Pages look as they did: a person sees what has changed, and renews the pictures."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from eyes.seeing import (
    MOST,
    SCHEMES,
    STILL,
    STYLE,
    VIEWS,
    difference,
    marked,
    see,
    turn_to,
)
from PIL import Image
from playwright.sync_api import Page

from tools.project import CACHE

SNAPSHOTS = Path(__file__).parent / "snapshots"
SEEN = CACHE / "seen"
# make snapshots
RENEW = "RENEW" in os.environ
LARGEST = 3_000_000
SHOTS = [(name, device) for name, view in VIEWS.items() for device in view.devices]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="fontconfig gives the fonts, and is on Linux alone"
)


def snapshot(name: str, device: str, scheme: str) -> Path:
    """Where a picture is kept; it is lossless."""
    return SNAPSHOTS / f"{name}-{device}-{scheme}.webp"


def change(file: Path, now: Image.Image) -> str:
    """What differs from a snapshot, if anything, and where to see it."""
    if not file.exists():
        return f"{file.name} is missing"
    with Image.open(file) as opened:
        before = opened.convert("RGB")
    where = difference(before, now)
    if where.sum() <= MOST:
        return ""
    SEEN.mkdir(parents=True, exist_ok=True)
    actual, differs = (SEEN / f"{file.stem}-{part}.png" for part in ("now", "differs"))
    now.save(actual)
    marked(before, where).save(differs)
    return f"{file.name} differs in {where.sum()} pixels: {differs}, {actual}"


@pytest.mark.parametrize(("name", "device"), SHOTS)
def test_a_page_looks_as_it_did(
    eyes: Callable[[str], Page],
    address: str,
    name: str,
    device: str,
    record_property: Callable[[str, object], None],
) -> None:
    changes = []
    page = eyes(device)
    turn_to(page, address, VIEWS[name])
    for scheme in SCHEMES:
        now = see(page, scheme)
        file = snapshot(name, device, scheme)
        if (found := change(file, now)) and RENEW:
            file.parent.mkdir(exist_ok=True)
            now.save(file, lossless=True, quality=100)
        elif found:
            changes.append(found)
    mend = "if it looks well so: make snapshots"
    assert not changes, "\n".join([*changes, mend])
    record_property("snapshots", len(SCHEMES))


# What is planted into the first page.
CHANGES = {
    "squares of another colour": ":root > body { --mask-kept: #1c8478 !important }",
    "a button one pixel to the right": ".instrument-again { translate: 1px }",
    "a button one pixel lower": ".instrument-again { translate: 0 1px }",
    "a square that is gone": ".instrument-grid i:nth-of-type(20) { opacity: 0 }",
    "bolder words": "h1 { font-weight: 400 !important }",
    "a frame less": ".instrument-copy { border-color: transparent !important }",
}


@pytest.fixture(scope="module")
def home(eyes: Callable[[str], Page], address: str) -> Page:
    """The first page, to plant in."""
    page = eyes("laptop")
    turn_to(page, address, VIEWS["home"])
    return page


@pytest.mark.parametrize("planted", CHANGES)
def test_a_change_of_the_page_is_seen(home: Page, planted: str) -> None:
    home.evaluate(STYLE, STILL + CHANGES[planted])
    for scheme in SCHEMES:
        with Image.open(snapshot("home", "laptop", scheme)) as before:
            where = difference(before.convert("RGB"), see(home, scheme))
        assert where.sum() > 2 * MOST


def test_every_snapshot_is_of_a_page_that_is_seen():
    kept = {snapshot(*shot, scheme) for shot in SHOTS for scheme in SCHEMES}
    assert set(SNAPSHOTS.iterdir()) == kept


def test_all_snapshots_together_stay_small():
    sizes = [file.stat().st_size for file in SNAPSHOTS.iterdir()]
    assert len(sizes) >= 36
    assert sum(sizes) <= LARGEST
