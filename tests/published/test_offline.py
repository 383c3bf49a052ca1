"""The edition for a disk works from file:// with the network off, in real Chromium."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from waiting import wait_until

from tools.project import ROOT
from tools.publish import offline


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The unpacked pages by name, in a folder with a difficult one in its path."""
    made = tmp_path_factory.mktemp("zip")
    offline.build(made / offline.NAME)
    offline.pack(made / offline.NAME, made / "edition.zip")
    folder = tmp_path_factory.mktemp("a disk, häufig #1")
    with zipfile.ZipFile(made / "edition.zip") as file:
        file.extractall(folder)
    root = folder / offline.NAME
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*.html")}
    assert len(found) >= 14
    return found


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page without a network; what goes wrong in it fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    # What the next page cuts off has not failed.
    page.on(
        "requestfailed",
        lambda r: r.failure == "net::ERR_ABORTED" or problems.append(r.url),
    )
    page.on(
        "request",
        lambda r: r.url.startswith(("file:", "data:")) or problems.append(r.url),
    )
    yield page
    context.close()
    assert problems == []


def test_a_page_with_programs_lies_beside_its_notebook(opened) -> None:
    held = 0
    for name, path in opened.items():
        link = BeautifulSoup(path.read_bytes(), "html.parser").select_one("a[download]")
        if link and "/" not in name:
            assert link["href"] == path.with_suffix(".ipynb").name
            text = path.with_suffix(".ipynb").read_text("utf-8")
            # Links lead to the pages of the disk.
            assert re.search(r"\]\([\w-]+\.html", text)
            assert not re.search(r"\]\((?!http)[^()\s]*(?:/|\.md)[)#]", text)
            held += 1
    assert held >= 15


def test_every_page_opens_and_loads_nothing_from_elsewhere(
    opened, reader, record_property
) -> None:
    for path in opened.values():
        reader.goto(path.as_uri())
        assert reader.locator("h1").is_visible()
    record_property("disk", len(opened))


def test_every_link_within_leads_to_a_file(opened) -> None:
    links = 0
    for name, path in opened.items():
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        for element in page.find_all(["a", "link", "script"]):
            target = element.get("href") or element.get("src") or ""
            if target and "://" not in target:
                links += 1
                address = urldefrag(urljoin(path.as_uri(), target)).url
                assert Path(unquote(address.removeprefix("file://"))).is_file(), name
    assert links >= 400


def test_a_figure_comes_alive(opened, reader) -> None:
    reader.goto(opened["elements.html"].as_uri())
    reader.get_by_role("button", name="Next call").click()
    wait_until(
        reader, "document.querySelector('.mask-counts').textContent.includes('call 2')"
    )
    reader.goto(opened["index.html"].as_uri())
    reader.get_by_role("button", name="Draw again").click()
    reader.get_by_text("call 1", exact=True).wait_for()


def test_the_model_of_a_page_runs(opened, reader) -> None:
    reader.goto(opened["through-the-model.html"].as_uri())
    reader.locator(".chain-again").click()
    reader.locator(".chain-cell", has_text="call 0").wait_for()


def test_search_finds_and_leads_there(opened, reader) -> None:
    reader.goto(opened["index.html"].as_uri())
    reader.keyboard.press("/")
    reader.keyboard.type("recurrent_dropout")
    reader.locator(".md-search-result__link[href*=through-the-model]").first.click()
    reader.wait_for_url("**/through-the-model.html?*")


def test_another_language_is_on_the_disk_too(opened, reader) -> None:
    reader.goto(f"{opened['elements.html'].as_uri()}#mean")
    reader.locator("a.language").click()
    reader.wait_for_url("**/ru/elements.html#mean")
    box = reader.get_by_role("textbox", name="Поиск")
    box.fill("масок")
    # The theme searches at the release of a key.
    box.press("End")
    reader.locator(".md-search-result__link[href*=elements]").first.wait_for()


def test_search_is_asked_word_by_word_on_a_disk_too(opened, reader) -> None:
    reader.goto(opened["index.html"].as_uri())
    reader.keyboard.press("/")
    reader.keyboard.type('"Is the word still there?"')
    reader.locator(".md-search-result__link[href*=still-there]").first.wait_for()


def test_the_filter_of_questions_works_on_a_disk_too(opened, reader) -> None:
    reader.goto(opened["questions.html"].as_uri())
    before = reader.locator("h3:visible").count()
    reader.get_by_role("searchbox", name="Filter").fill("cudnn")
    assert 0 < reader.locator("h3:visible").count() < before


def test_the_playground_draws_and_links_to_its_view(opened, reader) -> None:
    reader.goto(opened["playground.html"].as_uri())
    reader.locator("#seed").fill("8")
    wait_until(
        reader, "document.querySelector('.mask-counts').textContent.includes('seed=8')"
    )
    assert "seed=8" in reader.url
    link = reader.get_by_role("link", name="Link to this view").get_attribute("href")
    reader.goto(opened["playground.html"].as_uri() + link)
    reader.reload()
    wait_until(reader, "document.querySelector('#seed').value === '8'")


def test_the_same_files_make_the_same_zip(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    (folder / "assets").mkdir(parents=True)
    for name in ("index.html", "assets/a.css"):
        (folder / name).write_text(name)
    offline.pack(folder, tmp_path / "one.zip")
    os.utime(folder / "index.html", (0, 0))
    offline.pack(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_failure_is_named_and_leaves_the_older_zip(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tools", project / "tools")
    shutil.copy(ROOT / offline.CONFIG, project)
    old = project / f"{offline.NAME}.zip"
    old.write_text("old")
    done = subprocess.run(
        [sys.executable, "-m", "tools.publish.offline"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "mkdocs failed; see above"
    assert "Traceback" not in done.stderr
    assert old.read_text() == "old"
