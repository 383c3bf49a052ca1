"""Notebooks as pages like the others, and as files for Jupyter: ``make notebooks``.

mkdocs-jupyter runs the py:percent sources of docs/en/notebooks/ and renders them as
JupyterLab does, with its styles. :func:`page` keeps what they say and drops the rest.
"""

import base64
import hashlib
import re
import tomllib
from html import escape

import jupytext
import nbformat
from bs4 import BeautifulSoup, Tag

from tools.project import ROOT

SOURCES = ROOT / "docs/en/notebooks"
# The colour of ink in a notebook's plots; a page puts that of its scheme in its place.
INK = "#010203"


def digest() -> str:
    """What the results of notebooks depend on besides their own sources."""
    names = ("requirements.txt", "tools/studies/study.py", "tools/studies/tasks.py")
    sources = [*(ROOT / name for name in names), *sorted(SOURCES.glob("*.csv"))]
    made_of = b"".join(path.read_bytes() for path in sources)
    return hashlib.sha256(made_of).hexdigest()[:16]


def page(html: str, links: str) -> str:
    """What mkdocs-jupyter rendered, as the theme's own pages are built.

    Args:
        html: The body that mkdocs-jupyter made.
        links: HTML to put below the title.

    Returns:
        Headings, paragraphs, programs, outputs and plots, without styles, scripts and
        ids that differ between builds.
    """
    soup = BeautifulSoup(html, "html.parser")
    parts, heading = [], ""
    for cell in soup.select('[id^="cell-id="]'):
        prose = cell.select_one(".jp-RenderedMarkdown")
        if prose:
            parts.append(_prose(prose))
            headings = prose.select("h1, h2, h3")
            heading = headings[-1].contents[0] if headings else heading
        program = cell.select_one(".jp-InputArea pre")
        if program:
            parts.append(_block("python", program.decode_contents()))
        outputs = cell.select(".jp-OutputArea-output")
        # What a cell prints comes in pieces, which differ from run to run.
        printed = [o.pre.decode_contents() for o in outputs if o.pre]
        if printed:
            parts.append(_block("text", "".join(printed)))
        for picture in cell.select('.jp-OutputArea-output img[src^="data:image/svg"]'):
            parts.append(_plot(picture["src"], len(parts), heading))
    title, end, rest = "".join(parts).partition("</h1>")
    return f"{title}{end}{links}{rest}"


def description(html: str) -> str:
    """The first two sentences of the answer: of the second paragraph of a page."""
    answer = BeautifulSoup(html, "html.parser").select("p")[1].get_text()
    return " ".join(re.split(r"(?<=[.?!])\s+", re.sub(r"\s+", " ", answer))[:2])


def _prose(prose: Tag) -> str:
    for link in prose.select("a.anchor-link"):
        link["class"] = "headerlink"
        link["title"] = "Permanent link"
    for heading in prose.select("h2, h3"):
        # Every first view loads the search index: a notebook is found by its answer.
        heading["data-search-exclude"] = ""
    return prose.decode_contents()


def _block(language: str, contents: str) -> str:
    code = contents.removeprefix("<span></span>").strip("\n")
    return (
        f'<div data-search-exclude class="language-{language} highlight">'
        f"<pre><span></span><code>{code}\n</code></pre></div>"
    )


def _plot(address: str, number: int, label: str) -> str:
    text = base64.b64decode(address.partition(",")[2]).decode("utf-8")
    # A style would hold for the whole page.
    text = re.sub(
        r"<(metadata|style).*?</\1>", "", text[text.index("<svg") :], flags=re.S
    )
    # Ids are unique on a page. A colour is no id.
    text = re.sub(r'(?<=\bid=")|(?<=href="#)|(?<=url\(#)', f"plot-{number}-", text)
    text = re.sub(r"\s+", " ", text).replace(INK, "currentColor")
    text = _ungrouped(text)
    text = text.replace(
        "<svg ",
        f'<svg role="img" aria-label="{escape(label)}" stroke-linejoin="round" ',
        1,
    )
    return f'<p class="plot" data-search-exclude>{text}</p>'


def _ungrouped(svg: str) -> str:
    """The same picture without the groups that only have an id, and their spaces."""
    kept = []

    def tag(found: re.Match[str]) -> str:
        if found["start"] is not None:
            kept.append("=" in re.sub(r' id="[^"]*"', "", found["start"]))
            return found[0] if kept[-1] else ""
        return found[0] if kept.pop() else ""

    return re.sub(r"<g\b(?P<start>[^>]*)> ?|</g> ?", tag, svg)


def notebook(source: str) -> str:
    """A py:percent source as a notebook that has not been run.

    The first cell installs on Colab what the notebook was made with. Cells are
    numbered, so that the same source always gives the same file.
    """
    made = jupytext.reads(source, fmt="py:percent")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = [
        pin
        for pin in project["dependencies"]
        if re.match(r"(keras|tensorflow)==", pin.partition(" ;")[0])
    ]
    install = " ".join(sorted(pin.partition(" ;")[0] for pin in pins))
    made.cells.insert(
        0,
        nbformat.v4.new_code_cell(
            "# On Colab: the versions that this notebook was made with.\n"
            "import sys\n\n"
            'if "google.colab" in sys.modules:\n'
            f"    %pip install --quiet {install}"
        ),
    )
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"
    made.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    made.metadata.pop("jupytext", None)
    nbformat.validate(made)
    return nbformat.writes(made) + "\n"


def main() -> None:
    """Write a notebook beside each source."""
    for path in sorted(SOURCES.glob("*.py")):
        made = notebook(path.read_text("utf-8"))
        path.with_suffix(".ipynb").write_text(made, "utf-8", newline="\n")
        print(path.with_suffix(".ipynb").relative_to(ROOT))


if __name__ == "__main__":
    main()
