"""A page as a notebook: its sentences, its programs and what they printed.

A build makes it from the same sources as the page and runs nothing: the outputs are
those that the tests compare. The same page gives the same bytes.
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from textwrap import dedent
from urllib.parse import urljoin

from nbformat import NotebookNode, v4, writes

from tools.pages.examples import EXAMPLE, INCLUDE, sections
from tools.pages.fences import BLOCKS, FENCE
from tools.project import ROOT, SNIPPETS

# The tag of the cell that a page does not show; mkdocs.yml names it too.
HIDDEN = "colab"
# The tag of a cell that ends in an error: running all goes on behind it.
RAISES = "raises-exception"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# What to install for a program that names a module.
PACKAGES = {
    "keras": {"keras", "tensorflow"},
    "tensorflow": {"keras", "tensorflow"},
    "tf_keras": {"keras", "tensorflow", "tf-keras"},
    "torch": {"torch"},
    "jax": {"jax"},
    "flax": {"flax", "jax"},
}

HEADING = re.compile(r"^#{1,6} .*?\{ #(?P<id>[\w-]+) \}$", re.MULTILINE)
CAPTION = re.compile(r"^caption: (.*)$", re.MULTILINE)
CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
# Of a link within the site: the file and the place in it, either may be missing.
LINK = re.compile(r"(?<=\]\()(?P<file>[^():#\s]*)(?P<place>#[^()\s]*)?(?=\))")
# What Python-Markdown reads and other readers of Markdown show as it stands.
ATTRIBUTES = re.compile(r"[ \t]*\{ [^{}\n]+ \}")
WRAPPER = re.compile(r"^(?:</?div\b[^>]*>|<!--.*-->|\{ [^{}\n]+ \})\n", re.MULTILINE)
DETAILS = re.compile(r"<details [^>]*>")
DEFINITION = re.compile(
    r"^(?P<term>\S.*)\n:   (?P<text>.*\n(?:    .*\n)*)", re.MULTILINE
)


def notebook(
    page: str,
    address: Callable[[str], str],
    words: Mapping[str, str],
    root: str | None = None,
) -> str:
    """A page as the text of a notebook, or nothing if it has no program in Python.

    A figure, a question or a table that a block of the page asks for becomes a link to
    the place where it stands there.

    Args:
        page: Its Markdown, without front matter, whose blocks and includes are right.
        address: Where a page or a file is, seen from this page, by the path of its
            source as a link of this page names it; this page itself by nothing.
        words: What leads to a block, by its kind.
        root: The whole address of this page, where it has one: then links are whole.
    """
    text = _without_blocks(page, words)
    cells = list(_cells(text, lambda path: urljoin(root or "", address(path))))
    programs = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    if not programs:
        return ""
    used = {name for name in PACKAGES if re.search(rf"\b{name}\b", programs)}
    cells.insert(0, install({name for module in used for name in PACKAGES[module]}))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    made = v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    return f"{writes(made)}\n"


def offered(html: str, path: str, text: str) -> str:
    """A page with a link to its notebook at its end: nobody needs it before the answer.

    Args:
        html: The page.
        path: That of the notebook, which lies beside the page.
        text: What the link says.
    """
    link = f'<a href="{PurePosixPath(path).name}" download>{text}</a>'
    return f"{html}<p data-search-exclude>{link}</p>"


def install(packages: set[str]) -> NotebookNode:
    """The first cell of a notebook, which installs on Colab what it was made with.

    Args:
        packages: Their names; each is pinned in pyproject.toml.
    """
    pinned = " ".join(_pins()[name] for name in sorted(packages))
    return v4.new_code_cell(
        "# On Colab: the versions that this notebook was made with.\n"
        "import sys\n\n"
        'if "google.colab" in sys.modules:\n'
        f"    %pip install --quiet {pinned}",
        metadata={"tags": [HIDDEN]},
    )


@cache
def _pins() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    pins = [pin for group in groups.values() for pin in group if isinstance(pin, str)]
    found = (re.match(r"([\w-]+)==[\w.]+", pin) for pin in pins)
    return {pin[1]: pin[0] for pin in found if pin}


def _without_blocks(page: str, words: Mapping[str, str]) -> str:
    numbers: Counter[str] = Counter()

    def link(block: re.Match[str]) -> str:
        name, source = block.groups()
        if name not in BLOCKS:
            return block[0]
        numbers[name] += 1
        caption = CAPTION.search(source)
        if name in ("mask", "scene"):
            place = f"{name}-{numbers[name]}"
        else:
            place = HEADING.findall(page[: block.start()])[-1]
        return f"[{words[name]}](#{place})" + (f": {caption[1]}" if caption else "")

    text = FENCE.sub(link, page)
    # One link to several questions in a row.
    return re.sub(r"^(\[[^\n]*\)\n)(?:\n\1)+", r"\1", text, flags=re.MULTILINE)


def _cells(page: str, address: Callable[[str], str]) -> Iterator[NotebookNode]:
    end = 0
    for include in INCLUDE.finditer(page):
        yield from _prose(page[end : include.start()], address)
        yield _program(include["file"], include["section"])
        end = include.end()
    yield from _prose(page[end:], address)


def _prose(text: str, address: Callable[[str], str]) -> Iterator[NotebookNode]:
    text = WRAPPER.sub("", f"{text.strip()}\n")
    text = DETAILS.sub("<details>", text)
    text = DEFINITION.sub(_defined, text)
    parts, end = [], 0
    for code in CODE.finditer(text):
        parts += [_plain(text[end : code.start()], address), code[0]]
        end = code.end()
    text = "".join([*parts, _plain(text[end:], address)])
    for part in re.split(r"^(?=#{1,6} )", text, flags=re.MULTILINE):
        if part.strip():
            yield v4.new_markdown_cell(part.strip())


def _defined(found: re.Match[str]) -> str:
    return f"**{found['term']}**\n\n{dedent('    ' + found['text'])}"


def _plain(text: str, address: Callable[[str], str]) -> str:
    text = ATTRIBUTES.sub("", text)
    return LINK.sub(lambda at: address(at["file"]) + (at["place"] or ""), text)


def _program(file: str, section: str) -> NotebookNode:
    text = sections((SNIPPETS / file).read_text("utf-8"))[section]
    example = EXAMPLE.search(text)
    if example is None or example["language"] != "python":
        shown = re.sub(r"^<!--.*-->\n", "", text, flags=re.MULTILINE)
        return v4.new_markdown_cell(shown.strip())
    code, output, error = example.group("code", "output", "error")
    if not error:
        printed = v4.new_output("stream", name="stdout", text=output)
        return v4.new_code_cell(_without_value(code), outputs=[printed])
    start = re.compile(rf"^(?=(?:\w+\.)*{error}\b)", re.MULTILINE)
    before, last = start.split(output, maxsplit=1)
    raised = v4.new_output(
        "error",
        ename=error,
        evalue=last.partition(": ")[2].rstrip("\n"),
        traceback=last.rstrip("\n").split("\n"),
    )
    outputs = [v4.new_output("stream", name="stdout", text=before)] if before else []
    return v4.new_code_cell(
        code.rstrip("\n"), outputs=[*outputs, raised], metadata={"tags": [RAISES]}
    )


def _without_value(code: str) -> str:
    # A notebook would show the value of a last line too, which a program does not.
    last = ast.parse(code).body[-1]
    valued = isinstance(last, ast.Expr) and not ast.unparse(last).startswith("print(")
    return code.rstrip("\n") + ";" * valued
