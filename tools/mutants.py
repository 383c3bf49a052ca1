"""What ``make mutate`` breaks: each output, figure's seed, guard's corpus, own link.

A mutant alters one thing and names the check that must notice it, and what that check
must say, so that no other failure counts. Mutants that cannot be taken for each other
share a batch, for which the checks run once.
"""

import random
import re
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import indent

import picture
from examples import EXAMPLE, ROOT, examples, files, framework_files, line_at
from numbers_guard import EXCEPTIONS
from refresh import rewritten

BUILD = "mkdocs build"
FRAMEWORKS = ".venv-frameworks"
SCRIPT = "tests/test_frameworks.py::test_every_example_in_javascript_prints_its_output"

Texts = dict[str, str | None]


@dataclass(frozen=True)
class Mutant:
    """One thing that is altered.

    Attributes:
        name: What it is, for the report.
        check: The test that must fail, or BUILD.
        says: What its failure must say.
    """

    name: str
    check: str
    says: str


@dataclass(frozen=True)
class Batch:
    """Mutants that are made together.

    Attributes:
        kind: What the report counts them under.
        title: What they have in common.
        texts: The altered text of each file by its path; None takes the file away.
        mutants: What is altered.
        checks: Arguments of pytest; none builds the site.
        environment: The folder of another environment to run the checks in.
    """

    kind: str
    title: str
    texts: Texts
    mutants: list[Mutant]
    checks: tuple[str, ...] = ()
    environment: str = ""


def batches() -> list[Batch]:
    """All mutants of the project as it is."""
    return [*outputs(), *seeds(), *guards(), *emptied(), *links()]


def text_of(path: str) -> str:
    """The text of a file of the project."""
    return (ROOT / path).read_text("utf-8")


def names(paths: Iterable[Path]) -> list[str]:
    """Paths as the project names them: from its root."""
    return [path.relative_to(ROOT).as_posix() for path in paths]


PAGES = names(sorted((ROOT / "docs/en").rglob("*.md")))
EXECUTED = names(files())
SNIPPETS = [path for path in EXECUTED if path != "README.md"]
JAVASCRIPT = [p for p in names(framework_files()) if "```js\n" in text_of(p)]
PYTHON = [p for p in names(framework_files()) if p not in JAVASCRIPT]


def altered(
    paths: Iterable[str],
    pattern: str,
    change: Callable[[str, re.Match[str], int], tuple[str, Mutant]],
) -> tuple[Texts, list[Mutant]]:
    """Change every match of a pattern.

    Args:
        paths: Where to look.
        pattern: ``^`` and ``$`` are those of a line.
        change: Takes "file:line", the match, and how many matches came before it. Gives
            what stands there instead, and the mutant.
    """
    texts: Texts = {}
    mutants: list[Mutant] = []
    for path in paths:
        text, parts, done = text_of(path), [], 0
        for match in re.finditer(pattern, text, re.MULTILINE):
            place = f"{path}:{line_at(text, match.start())}"
            new, mutant = change(place, match, len(mutants))
            mutants.append(mutant)
            parts += [text[done : match.start()], new]
            done = match.end()
        if parts:
            texts[path] = "".join([*parts, text[done:]])
    return texts, mutants


def slipped(text: str, name: str) -> str:
    """The text with one character changed, always the same for the same name."""
    rows = (string.digits, string.ascii_lowercase, string.ascii_uppercase, "#.")
    places = [(i, row) for i, c in enumerate(text) for row in rows if c in row]
    place, row = random.Random(name).choice(places)
    other = row[(row.index(text[place]) + 1) % len(row)]
    return text[:place] + other + text[place + 1 :]


def outputs() -> list[Batch]:
    """One wrong character in each expected output."""

    def batch(title: str, paths: list[str], *run: str, **where: str) -> Batch:
        texts: Texts = {}
        mutants = []
        for path in paths:
            shown = examples(ROOT / path)
            wrong = [slipped(example.output, str(example)) for example in shown]
            texts[path] = rewritten(text_of(path), wrong)
            for example in shown:
                # The check must say that the right output was printed.
                if path in JAVASCRIPT:
                    check = f"{SCRIPT}[chromium-{example}]"
                    says = "printed:\n" + indent(example.output, "E         ")
                else:
                    check = f"{path}::line {example.line}"
                    says = f"but got\n```\n{example.output}```"
                mutants.append(Mutant(str(example), check, says))
        return Batch("outputs", title, texts, mutants, run, **where)

    plain = ("--override-ini", "addopts=--codeblocks", "snippets/frameworks")
    return [
        batch("README and snippets", EXECUTED, "README.md", "snippets"),
        batch("TensorFlow.js", JAVASCRIPT, "-n", "0", SCRIPT),
        batch("PyTorch and Flax", PYTHON, *plain, environment=FRAMEWORKS),
    ]


SEED = r"(?<=^seed: )-?\d+$"
FIGURE = (
    "tests/test_figure.py::"
    "test_a_program_on_its_page_prints_the_zeros_that_a_figure_shows"
)
PICTURE = "tests/test_figure.py::test_the_picture_of_the_readme_is_the_figure"
CARD = "tests/test_machines.py::test_the_picture_of_a_page_shows_what_a_program_prints"
CONTROL = (
    "tests/test_playground.py::"
    "test_the_controls_hold_the_default_view_before_they_come_alive"
)


def seeds() -> list[Batch]:
    """The next seed: in each figure, the pictures and the playground's control."""

    def reseeded(
        paths: list[str], pattern: str, check: str, says: str
    ) -> tuple[Texts, list[Mutant]]:
        def change(place: str, match: re.Match[str], number: int) -> tuple[str, Mutant]:
            seed = str(int(match[0]) + 1)
            name = place.rpartition(":")[0].removeprefix("docs/en/")
            test = check.format(number=number, name=name)
            return seed, Mutant(place, test, says.format(seed=seed))

        return altered(paths, pattern, change)

    figures, drawn = reseeded(PAGES, SEED, FIGURE + "[{number}-{name}]", "seed={seed})")
    block, asked = reseeded(["tools/picture.py"], SEED, PICTURE, "seed={seed})")
    mask = r"(?<=keep_mask\(\(1, 20, 16\), 0\.2, )\d+"
    card, shown = reseeded(["tools/machines.py"], mask, CARD, "assert [")
    value = r'(?<=id="seed" name="seed" value=")\d+'
    page = ["docs/en/playground.md"]
    control, held = reseeded(page, value, CONTROL, "'seed': '{seed}'")
    # Drawn anew, the picture is that of its block, but not what the README prints.
    again = re.sub(SEED, "8", picture.BLOCK, flags=re.MULTILINE)
    anew = Mutant("docs/picture.svg", f"{FIGURE}[{len(drawn)}-README.md]", "seed=8)")
    redrawn = {"docs/picture.svg": picture.picture(again)}
    return [
        Batch(
            "seeds",
            "figures and pictures",
            figures | block | card,
            drawn + asked + shown,
            ("-n", "0", FIGURE, PICTURE, CARD),
        ),
        Batch(
            "seeds",
            "a picture drawn anew, a control",
            redrawn | block | control,
            [anew, *held],
            ("-n", "0", FIGURE, CONTROL),
        ),
    ]


GUARDS, NUMBERS = "tests/test_guards.py", "tests/test_numbers.py"
CORPUS = f"{GUARDS}::test_the_corpus_is_not_empty"
SHAPE = f"{GUARDS}::test_every_fence_of_the_snippets_is_executed_or_compared"
COLLECTED = f"{GUARDS}::test_every_python_fence_is_executed"
README = f"{GUARDS}::test_the_readme_shows_only_commands_and_its_example"
MANUAL = f"{GUARDS}::test_the_manual_shows_only_commands_and_markdown"
PAGE = f"{GUARDS}::test_no_page_has_a_python_fence_of_its_own"
USED = f"{GUARDS}::test_every_section_is_on_a_page"
GLANCE = f"{GUARDS}::test_every_example_can_be_read_at_a_glance"
PROVEN = f"{NUMBERS}::test_every_number_of_the_site_is_proven"
SOME = f"{NUMBERS}::test_the_site_has_numbers_to_prove"

PRINTED = """```{language}
print(2)
```

<!--pytest-codeblocks:expected-output-->
```text
2
```
"""
SECTION = "<!-- --8<-- [start:{0}] -->\n{1}<!-- --8<-- [end:{0}] -->\n"
NUMBER = """
## The PLANTED { #planted }

There are PLANTED, or `PLANTED`.

| a | b |
| --- | --- |
| c | PLANTED |
"""


def guards() -> list[Batch]:
    """What each guard must find, planted in every file that it looks at."""

    def planted(title: str, checks: dict[str, str], plant: str, *says: str) -> Batch:
        """Add what says and plant describe; they may name what is in values."""
        texts: Texts = {}
        mutants = []
        for path, check in checks.items():
            text = text_of(path)
            values = {
                "path": path,
                "stem": Path(path).stem,
                "line": text.count("\n") + 2,
                "language": "js" if path in JAVASCRIPT else "python",
            }
            texts[path] = f"{text}\n{plant.format(**values)}"
            mutants += [
                Mutant(f"{title}: {path}", check, problem.format(**values))
                for problem in says
            ]
        return Batch("guards", title, texts, mutants, ("-n", "0", GUARDS))

    snippets = [*SNIPPETS, *PYTHON]
    everywhere = [*EXECUTED, *PYTHON, *JAVASCRIPT]
    readme = {"README.md": README}
    unread = SECTION.format("{stem}-unread", PRINTED)
    empty = SECTION.format("{stem}-empty", "Nothing.\n")
    title, fence = "fences: one that nothing runs", "```py\nprint(2)\n```\n"
    refused = "{path}:{line}: fence ```py; expected"
    others = readme | dict.fromkeys(PAGES, PAGE) | {"CONTRIBUTING.md": MANUAL}
    return [
        planted(title, dict.fromkeys(snippets, SHAPE) | others, fence, refused),
        planted(title, dict.fromkeys(JAVASCRIPT, SHAPE), fence, refused),
        planted(
            "uncompared: a program without output",
            dict.fromkeys([*snippets, *JAVASCRIPT], SHAPE) | readme,
            "```{language}\nprint(2)\n```\n",
            "{path}:{line}: ```{language} is not part of a program",
        ),
        planted(
            "uncollected: a program that is skipped",
            dict.fromkeys(everywhere, COLLECTED),
            "<!--pytest-codeblocks:skip-->\n" + PRINTED,
            "{path}: pytest-codeblocks collects",
        ),
        planted(
            "directives: a comment for the runner",
            dict.fromkeys([*everywhere, *PAGES], COLLECTED),
            "<!--pytest-codeblocks:skip-->\n",
            "{path}:{line}: pytest-codeblocks:skip; only",
        ),
        planted(
            "indented: a line",
            readme,
            "    print(2)\n",
            "{path}:{line}: an indented line",
        ),
        planted(
            "sections: unread, doubled, empty, none",
            dict.fromkeys([*snippets, *JAVASCRIPT], USED),
            unread + unread + empty + PRINTED,
            "{path}: section {stem}-unread is on no page",
            "section {stem}-unread twice",
            "section {stem}-empty holds 0 examples",
            "{path}: an example outside of a section",
        ),
        planted(
            "sections: included but not there, included in another way",
            dict.fromkeys(PAGES, USED),
            '--8<-- "elements.md:of-{stem}"\n-8<- "elements.md:of-{stem}"\n',
            "section of-{stem}, which is not there",
            '-8<- "elements.md:of-{stem}"; expected',
        ),
        lengths([*EXECUTED, *PYTHON, *JAVASCRIPT]),
        unproven(),
    ]


def lengths(paths: list[str]) -> Batch:
    """The first example of each file, with more lines than can be seen at a glance."""
    texts: Texts = {}
    mutants = []
    more = "longer\n" * 50
    for path in paths:
        text = text_of(path)
        first = EXAMPLE.search(text)
        code, output = first.end("code"), first.end("output")
        texts[path] = text[:code] + more + text[code:output] + more + text[output:]
        place = f"{path}:{line_at(text, first.start())}"
        mutants += [
            Mutant(f"lengths: {part} of {place}", GLANCE, f"{place}: {part} has")
            for part in ("code", "output")
        ]
    return Batch("guards", "lengths: too long", texts, mutants, ("-n", "0", GUARDS))


def unproven() -> Batch:
    """A number that nothing proves in each kind of prose of each page, and listed."""
    texts: Texts = {}
    mutants = []
    for path in PAGES:
        text = re.sub(r"\A---$", "---\nplanted: PLANTED", text_of(path), flags=re.M)
        text = re.sub(r"^caption:", "caption: PLANTED", text, flags=re.M) + NUMBER
        parts = text.split("PLANTED")
        texts[path] = parts[0]
        for part in parts[1:]:
            number = str(910_000 + len(mutants))
            place = f"{path}:{line_at(texts[path], len(texts[path]))}"
            says = f": {number} is printed by no"
            mutants.append(Mutant(f"unproven: {place}: {number}", PROVEN, says))
            texts[path] += number + part
    guard = "tools/numbers_guard.py"
    exceptions = r"^EXCEPTIONS: (.*) = \{\n[^}]*\}$"
    other = r'EXCEPTIONS: \1 = {("about.md", "910"): LIMIT}'
    texts[guard] = re.sub(exceptions, other, text_of(guard), flags=re.M)
    for page, number in EXCEPTIONS:
        says = f": {number} is printed by no"
        mutants.append(Mutant(f"unproven: {page}: {number}", PROVEN, says))
    says = "exception about.md 910 is not needed"
    mutants.append(Mutant("unproven: an exception", PROVEN, says))
    return Batch("guards", "unproven: a number", texts, mutants, ("-n", "0", NUMBERS))


def emptied() -> list[Batch]:
    """Guards that have nothing to look at: their files are empty or gone."""

    def batch(files: str, paths: list[str], text: str | None, *wanted: tuple) -> Batch:
        title = f"corpus: {'no' if text is None else 'empty'} {files}"
        mutants = []
        for check, says in wanted:
            named = [(path, says.format(path=path)) for path in paths]
            # One of all files, or one of each.
            for path, problem in named if "{path}" in says else [(files, says)]:
                mutants.append(Mutant(f"{title}: {path}", check, problem))
        texts = dict.fromkeys(paths, text)
        return Batch("guards", title, texts, mutants, ("-n", "0", GUARDS, NUMBERS))

    gone = CORPUS, "assert 0 >= "
    nothing = COLLECTED, "{path}: no example at all"
    return [
        batch("snippets", SNIPPETS, None, gone),
        batch("snippets", SNIPPETS, "", nothing),
        batch("PyTorch and Flax", PYTHON, None, gone),
        batch("PyTorch and Flax", PYTHON, "", nothing),
        batch("TensorFlow.js", JAVASCRIPT, None, gone),
        batch("TensorFlow.js", JAVASCRIPT, "", gone, nothing),
        batch("pages", PAGES, None, gone, (SOME, "assert 0 >= ")),
        batch("pages", PAGES, "", (USED, "is on no page"), (SOME, "assert False")),
        batch("README", ["README.md"], "", nothing),
        batch("manual", ["CONTRIBUTING.md"], "", (CORPUS, "assert []")),
    ]


MANUALS = "tests/test_project.py::test_every_file_that_a_manual_links_or_names_is_there"
SITE = "tests/test_site.py::test_every_internal_link_anchor_and_asset_is_there"


def links() -> list[Batch]:
    """Wrong addresses: links between pages, those of the theme, files in manuals."""
    numbers = count()

    def batch(title: str, check: str, where: dict[str, list[str]], *run: str) -> Batch:
        def change(place: str, match: re.Match[str], number: int) -> tuple[str, Mutant]:
            mark = f"mutant-{next(numbers):03}-"
            wrong = re.sub(r"(?=[^/#]*/?$)", mark, match[0], count=1)
            test = check.format(path=place.rpartition(":")[0])
            return wrong, Mutant(f"{place}: {match[0]}", test, mark)

        texts: Texts = {}
        mutants = []
        for pattern, paths in where.items():
            wrong, made = altered(paths, pattern, change)
            texts |= wrong
            mutants += made
        return Batch("links", title, texts, mutants, run)

    inside = r"(?<=\]\()(?!https?:)"
    theme = r"(?:assets|stylesheets|javascripts)/[\w-]+\.\w+"
    notebooks = names((ROOT / "docs/en/notebooks").glob("*.py"))
    place = r"`(?:docs|snippets|tests|tools)/(?!(?:[\w/]+/)?name\.|xx/)[^`]+"
    return [
        batch("pages", BUILD, {inside + r"[^)#\s]+": [*PAGES, *notebooks]}),
        batch("anchors", BUILD, {inside + r"[^)#\s]*#[^)\s]+": PAGES}),
        batch("includes", USED, {r'(?<=\.md:)[\w-]+(?="$)': PAGES}, "-n", "0", GUARDS),
        batch("navigation", BUILD, {r"(?<=: )[\w/-]+\.(?:md|py)$": ["mkdocs.yml"]}),
        batch(
            "theme",
            SITE,
            {
                theme: ["mkdocs.yml", "docs/theme/main.html"],
                r'(?<=<a href=")(?!https?:)[^"]+(?=")': PAGES,
                r'(?<=<a href=")[^"]+\.(?:ipynb|py)(?=")': ["tools/hooks.py"],
                r'(?<=<a href=")\{playground\}(?=#)': ["tools/figure.py"],
            },
            *("-n", "0", SITE),
        ),
        batch(
            "files in the manuals",
            MANUALS + "[{path}]",
            {f"{inside}[^)#]+|{place}": ["README.md", "CONTRIBUTING.md"]},
            *("-n", "0", MANUALS),
        ),
    ]
