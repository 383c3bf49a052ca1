"""Every page is valid HTML, as html-validate understands .htmlvalidate.mjs."""

import subprocess
from pathlib import Path

import pytest

from tools.project import NODE, NODE_MODULES, ROOT

VALIDATOR = NODE_MODULES / "html-validate/bin/html-validate.mjs"

# Mistakes by the rule that finds them. The theme may do what the last three do.
MISTAKES = {
    "close-order": "<p><b><i>bold</b></i></p>",
    "element-permitted-content": "<p><mask-figure></mask-figure></p>",
    "no-dup-id": '<p id="twice"></p><p id="twice"></p>',
    "wcag/h37": '<p><img src="picture.png"></p>',
    "input-attributes": '<input type="checkbox" aria-label="a" autocomplete="off">',
    "unique-landmark": '<nav aria-label="same"></nav><nav aria-label="same"></nav>',
    "wcag/h32": "<form></form>",
}


def validate(*pages: Path) -> subprocess.CompletedProcess[str]:
    """Run html-validate once over all pages; one line is printed for each problem."""
    config = ROOT / ".htmlvalidate.mjs"
    return subprocess.run(
        [NODE, VALIDATOR, "--config", config, "--formatter", "text", *pages],
        capture_output=True,
        text=True,
    )


def test_every_page_is_valid(site, forked_site):
    # What a fork publishes also names itself and its sources.
    pages = [*site.rglob("*.html"), *forked_site.rglob("*.html")]
    assert site / "404.html" in pages
    assert len(pages) >= 2 * 15
    done = validate(*pages)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture(scope="module")
def found(site, tmp_path_factory) -> dict[str, str]:
    """What is said about a page of the site with each of the mistakes, by rule."""
    page = (site / "index.html").read_text("utf-8")
    folder = tmp_path_factory.mktemp("broken")
    files = [folder / f"{number}.html" for number in range(len(MISTAKES))]
    for file, mistake in zip(files, MISTAKES.values(), strict=True):
        file.write_text(page.replace("</article>", f"{mistake}</article>"), "utf-8")
    said = validate(*files).stdout.splitlines()
    return {
        rule: "\n".join(line for line in said if line.startswith(f"{file}:"))
        for rule, file in zip(MISTAKES, files, strict=True)
    }


@pytest.mark.parametrize("rule", MISTAKES)
def test_a_mistake_is_found(found, rule):
    assert f"[{rule}]" in found[rule], found[rule]
