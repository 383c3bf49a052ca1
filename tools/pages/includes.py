"""Check the includes of a page: each names a section of a file in snippets/."""

from collections.abc import Iterator

from tools.pages.examples import INCLUDE, sections
from tools.project import SNIPPETS


def problems(page: str) -> Iterator[tuple[int, str]]:
    """The line of each include that leads nowhere, and the mend.

    Args:
        page: The Markdown of the page.
    """
    for number, line in enumerate(page.splitlines(), start=1):
        if "8<" in line and not _leads_somewhere(line):
            yield (
                number,
                f"{line.strip()} names no section of a file in snippets/; "
                "correct the name or add the section",
            )


def _leads_somewhere(line: str) -> bool:
    include = INCLUDE.match(line)
    if not include:
        return False
    file = SNIPPETS / include["file"]
    return file.is_file() and include["section"] in sections(file.read_text("utf-8"))
