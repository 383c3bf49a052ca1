"""Ask a served site for everything, as readers of GitHub Pages would: what is wrong?"""

import re
from collections.abc import Iterator
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

MISSING = "404.html"
# Asked for below the site; no build writes them.
UNKNOWN = ("no-such-page", "no/such/page/", "no/such/file.js")
LINKING = {"a": "href", "link": "href", "script": "src", "img": "src", "iframe": "src"}


class Answer(NamedTuple):
    """What a server answered: status, where it sends on to, and the body."""

    status: int
    location: str
    body: bytes


class Link(NamedTuple):
    """A link of a page: where it stands, and where it leads, whole."""

    page: str
    url: str


def links(html: str, url: str) -> list[str]:
    """Where a page leads, each once, as whole addresses.

    Args:
        html: The page.
        url: Where it is read.
    """
    soup = BeautifulSoup(html, "html.parser")
    found = [
        urljoin(url, str(tag[LINKING[tag.name]]))
        for tag in soup.find_all(list(LINKING))
        if tag.get(LINKING[tag.name])
    ]
    return list(dict.fromkeys(link for link in found if link.startswith("http")))


def names(html: str) -> set[str]:
    """What a fragment can name on a page."""
    return set(re.findall(r'\s(?:id|name)="?([^"\s>]+)', html))


def faults(site: Path, address: str, base: str) -> Iterator[str]:
    """What is wrong with a served site, a line each.

    Args:
        site: Its folder.
        address: Where it is served on this machine, with a slash at the end.
        base: Where it will be published, with a slash at the end. Links to there are
            looked for here.
    """
    host, place = urlsplit(address).netloc, urlsplit(address).path
    connection = HTTPConnection(host, timeout=30)

    @cache
    def ask(path: str) -> Answer:
        connection.request("GET", path)
        got = connection.getresponse()
        return Answer(got.status, got.headers.get("Location", ""), got.read())

    pages = {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
    }
    if "index.html" not in pages or MISSING not in pages:
        yield f"{site.name}: no index.html or no {MISSING}"
        return
    for name, html in pages.items():
        if name == MISSING:
            continue
        folder = place + name.removesuffix("index.html")
        whole = (place + name, folder) if name.endswith("index.html") else (folder,)
        for path in whole:
            if ask(path)[::2] != (200, html.encode()):
                yield f"{path}: {ask(path).status}, or another page than {name}"
        if len(whole) == 2:
            bare = folder.rstrip("/")
            answer = ask(bare) if bare else Answer(301, folder, b"")
            if (answer.status, urlsplit(answer.location).path) != (301, folder):
                yield f"{bare}: {answer.status} {answer.location}, not 301 to {folder}"
    for name in UNKNOWN:
        if ask(place + name)[::2] != (404, pages[MISSING].encode()):
            yield f"{place}{name}: {ask(place + name).status}, not 404 with {MISSING}"
    told: set[Link] = set()
    for name, html in pages.items():
        # The page for missing ones is read at any depth.
        own = UNKNOWN[1] if name == MISSING else name.removesuffix("index.html")
        told |= {Link(name, link) for link in links(html, address + own)}
    sitemap = site / "sitemap.xml"
    if sitemap.exists():
        locations = re.findall(r"<loc>(.*?)</loc>", sitemap.read_text("utf-8"))
        told |= {Link(sitemap.name, location) for location in locations}
    for page, url in sorted(told):
        link = url.replace(base, address, 1) if url.startswith(base) else url
        split = urlsplit(link)
        if split.netloc != host:
            continue
        if not link.startswith(address):
            yield f"{page}: {url} leads out of {place}"
            continue
        answer = ask(split.path)
        if answer.status != 200:
            yield f"{page}: {url}: {answer.status}"
            continue
        fragment = unquote(split.fragment)
        # What has an equals sign is a view of the playground, not a place.
        if not fragment or "=" in fragment:
            continue
        if fragment not in names(answer.body.decode("utf-8", "replace")):
            yield f"{page}: {url}: no such place on the page"
    connection.close()
