"""Find numbers in a page's prose that nothing on the page proves.

A number counts if it has three or more significant digits, is a percentage or follows
a ±. It is proven by the output of an example on the page, by the count below one of its
figures, by the same on another page of the site that its paragraph links to, or by an
external link in its paragraph.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from tools.figures.block import read
from tools.figures.drawing import counts
from tools.pages.examples import EXAMPLE, INCLUDE, line_at, shown
from tools.pages.fences import FENCE

# (page, number as written): why it needs no proof.
LIMIT = "a limit of the page, tested in tests/figures/test_playground_controls.py"
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("playground.md", "1,000,000"): LIMIT,
}

NUMBER = re.compile(
    r"(?P<sign>(?:±|\+/-)\s?)?(?<![\w.])"
    r"(?P<digits>(?:\d{1,3}(?:(?:[,\u00a0\u202f ]|&nbsp;)\d{3})+|\d+|(?=\.\d))"
    r"(?:\.\d+)*(?:e-?\d+)?)"
    r"(?P<percent>\s?(?:%|‰|per ?cent))?"
)
# Up to an empty line or a row of a table. Sources in a paragraph of their own,
# "[Proof: ...", belong to the one before.
PARAGRAPH = re.compile(r"(?:(?!\n\s*\n(?!\[\w+: )|\n\|).)+", re.DOTALL)
LINK = re.compile(r"\]\(([^)]*)\)")
# Where a link leads, and code, unless it is a bare number.
SILENT = re.compile(rf"{LINK.pattern}|`(?![\d.,]+`)[^`]*`")


def values(text: str) -> set[Decimal | str]:
    """All numbers of a text, so that 16,000 is 16000.0; versions stay as they are."""
    found = re.findall(r"\d+(?:[,_]\d{3})*(?:\.\d+)*(?:e[-+]?\d+)?", text)
    return set(map(value, found))


def value(digits: str) -> Decimal | str:
    """A number as a value, or as text if it is a version such as 2.21.0."""
    plain = re.sub(r"[,_\s]|&nbsp;", "", digits)
    return plain if plain.count(".") > 1 else Decimal(plain).normalize()


def prose(page: str) -> str:
    """The page with front matter and captions, without includes, blocks and programs.

    Each character stands where it stood.
    """
    text = FENCE.sub(lambda at: re.sub(r"(?m)^(?!caption:).*$", _blank, at[0]), page)
    return INCLUDE.sub(_blank, text)


def proofs(
    page: str, snippets: Mapping[str, str], texts: Mapping[str, str]
) -> set[Decimal | str]:
    """The numbers that the examples of a page print and its figures count."""
    found = [match["output"] for match in EXAMPLE.finditer(shown(page, snippets))]
    found += [
        counts(read(block, texts["words"]), texts)
        for name, block in FENCE.findall(page)
        if name == "mask"
    ]
    return values("\n".join(found))


def unproven(
    pages: Mapping[str, str],
    snippets: Mapping[str, str],
    texts: Mapping[str, str],
    exceptions: Mapping[tuple[str, str], str] = EXCEPTIONS,
) -> list[str]:
    """The numbers that nothing proves, and the exceptions that nothing needs.

    Args:
        pages: Text by file name, for example ``elements.md``.
        snippets: Text by file name.
        texts: The words of the figures, ``extra.figure`` of mkdocs.yml.
        exceptions: Reasons by page and number.
    """
    proven = {name: proofs(page, snippets, texts) for name, page in pages.items()}
    problems, unused = [], set(exceptions)
    for name, page in pages.items():
        for paragraph in PARAGRAPH.finditer(prose(page)):
            links = LINK.findall(paragraph[0])
            if any(link.startswith("http") for link in links):
                continue
            near = [name, *(link.partition("#")[0] for link in links)]
            known = set().union(*(proven.get(page, ()) for page in near))
            for match in NUMBER.finditer(SILENT.sub(_blank, paragraph[0])):
                written = match[0].strip().replace("&nbsp;", "\u00a0")
                if not _needs_proof(match) or _meant(match) & known:
                    continue
                unused.discard((name, written))
                if (name, written) not in exceptions:
                    line = line_at(page, paragraph.start() + match.start())
                    problems.append(
                        f"docs/en/{name}:{line}: {written} is printed by no example of "
                        "the page; print it, link its source, or list it in EXCEPTIONS "
                        "with a reason"
                    )
    return problems + [
        f"tools/checks/numbers.py: exception {page} {number} is not needed; remove it"
        for page, number in sorted(unused)
    ]


def _needs_proof(match: re.Match[str]) -> bool:
    digits = match["digits"].partition("e")[0]
    significant = re.sub(r"\D", "", digits).lstrip("0")
    return bool(match["sign"] or match["percent"] or len(significant) >= 3)


def _meant(match: re.Match[str]) -> set[Decimal | str]:
    number = value(match["digits"])
    if isinstance(number, str) or not match["percent"]:
        return {number}
    return {number, number / 100}


def _blank(match: re.Match[str]) -> str:
    return re.sub(r".", " ", match[0])
