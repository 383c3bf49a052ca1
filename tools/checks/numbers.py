"""Find numbers in a page's prose that nothing on the page proves.

A number counts if it has three or more significant digits, is a percentage or follows
a ±. It is proven by the output of an example on the page, by the count below one of its
figures, by the same on another page of the site that its paragraph links to, or by an
external link in its paragraph.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from tools.figures.figure import counts, read
from tools.pages.examples import EXAMPLE, INCLUDE, line_at, sections

# (page, number as written): why it needs no proof.
LIMIT = "a limit of the page, tested in tests/figures/test_playground_controls.py"
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("playground.md", "1,000,000"): LIMIT,
}

NUMBER = re.compile(
    r"(?P<sign>(?:±|\+/-)\s?)?(?<![\w.])"
    r"(?P<digits>(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+|(?=\.\d))"
    r"(?:\.\d+)*(?:e-?\d+)?)"
    r"(?P<percent>\s?(?:%|‰|per ?cent))?"
)
FENCE = re.compile(r"^(```+)(.*?)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
CAPTION = re.compile(r"^caption:.*$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]*)\)")
# Code, unless it is a bare number.
CODE = re.compile(r"`(?![\d.,]+`)[^`]*`")


def values(text: str) -> set[Decimal | str]:
    """All numbers of a text, so that 16,000 is 16000.0; versions stay as they are."""
    found: set[Decimal | str] = set()
    for match in re.finditer(r"\d+(?:[,_]\d{3})*(?:\.\d+)*(?:e[-+]?\d+)?", text):
        found.add(value(match[0]))
    return found


def value(digits: str) -> Decimal | str:
    """A number as a value, or as text if it is a version such as 2.21.0."""
    plain = re.sub(r"[,_\s]", "", digits)
    return plain if plain.count(".") > 1 else Decimal(plain).normalize()


def needs_proof(match: re.Match[str]) -> bool:
    """Whether a number claims enough to be looked up."""
    digits = match["digits"].partition("e")[0]
    significant = re.sub(r"\D", "", digits).lstrip("0")
    return bool(match["sign"] or match["percent"] or len(significant) >= 3)


def paragraphs(page: str) -> list[str]:
    """The prose of a page, each row of a table for itself, with captions.

    Front matter counts as prose; blocks and includes do not.
    """
    prose = INCLUDE.sub("", page.replace("&nbsp;", "\u00a0"))
    prose = FENCE.sub(lambda m: "\n".join(CAPTION.findall(m[3])), prose)
    # Sources in a paragraph of their own, "[Proof: ...", belong to the one before.
    ends = r"\n\s*\n(?!\[\w+: )|\n(?=\|)"
    return [part for part in re.split(ends, prose) if part.strip()]


def outputs(page: str, snippets: Mapping[str, str]) -> str:
    """Everything that the examples on a page print."""
    printed = []
    for include in INCLUDE.finditer(page):
        body = sections(snippets[include["file"]]).get(include["section"], "")
        printed += [match["output"] for match in EXAMPLE.finditer(body)]
    return "\n".join(printed)


def figures(page: str, texts: Mapping[str, str]) -> str:
    """The counts below the figures of a page."""
    return "\n".join(
        counts(read(match[3], texts["words"]), texts)
        for match in FENCE.finditer(page)
        if match[2] == "mask"
    )


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
    proofs = {
        name: values(outputs(page, snippets)) | values(figures(page, texts))
        for name, page in pages.items()
    }
    problems, used = [], set()
    for name, page in pages.items():
        for paragraph in paragraphs(page):
            links = LINK.findall(paragraph)
            if any(link.startswith("http") for link in links):
                continue
            proven = set(proofs[name])
            for link in links:
                proven |= proofs.get(link.partition("#")[0], set())
            prose = CODE.sub("", LINK.sub("]", paragraph))
            for match in NUMBER.finditer(prose):
                number = value(match["digits"])
                share = number / 100 if match["percent"] else number
                if not needs_proof(match) or {number, share} & proven:
                    continue
                if (name, match[0]) in exceptions:
                    used.add((name, match[0]))
                    continue
                line = line_at(page, max(page.find(match[0].strip()), 0))
                problems.append(
                    f"docs/en/{name}:{line}: {match[0].strip()} is printed by no "
                    "example of the page; print it, link its source, or list it in "
                    "EXCEPTIONS with a reason"
                )
    problems += [
        f"tools/checks/numbers.py: exception {page} {number} is not needed; remove it"
        for page, number in exceptions
        if (page, number) not in used
    ]
    return problems
