"""Find the executed examples of a Markdown file, run them, rewrite their outputs."""

import contextlib
import io
import multiprocessing
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from tools.project import ENVIRONMENT, ROOT

# Lines of a block: none that a runner may take for its end, none that includes a file.
LINES = r"(?:(?![ \t]*(?:```|-+8<)).*\n)*"

# The one shape that pytest-codeblocks, or a browser test for js, executes and compares:
# what must stand there, by what it is called.
SHAPE = {
    "```python": r"^```(?P<language>python|js)\n",
    "code": rf"(?P<code>{LINES})",
    "``` below the code": r"^```\n",
    "an empty line": r"^\n",
    "<!--pytest-codeblocks:expected-output-->": (
        r"^<!--pytest-codeblocks:expected-output-->\n"
    ),
    # Where an error ends the program: its type.
    "<!-- ends in ... -->": r"(?:^<!-- ends in (?P<error>[A-Za-z_]\w*) -->\n)?",
    "```text": r"^```text\n",
    "output": rf"(?P<output>{LINES})",
    "``` below the output": r"^```$\n?",
}
EXAMPLE = re.compile("".join(SHAPE.values()), re.MULTILINE)

# Keras prints parts of its messages bold, as a terminal does.
BOLD = re.compile(r"\x1b\[\d+m")

# A named part of a file of snippets/, and the line of a page that includes it.
SECTION = re.compile(
    r"^<!-- --8<-- \[start:(?P<name>[\w-]+)\] -->\n(?P<body>.*?)"
    r"^<!-- --8<-- \[end:(?P=name)\] -->$",
    re.MULTILINE | re.DOTALL,
)
INCLUDE = re.compile(
    r'^\s*--8<-- "(?P<file>(?:[\w-]+/)?[\w-]+\.md):(?P<section>[\w-]+)"$', re.MULTILINE
)

# Run by a browser: tests/test_frameworks.py.
JAVASCRIPT = ROOT / "snippets/frameworks/tensorflowjs.md"


@dataclass(frozen=True)
class Example:
    """One program of a Markdown file and the output printed below it.

    Attributes:
        error: The name of the type of the error that ends the program, if one does. The
            output then ends with what Python prints of it: type and message.
    """

    path: Path
    line: int
    language: str
    code: str
    output: str
    error: str = ""

    def __str__(self) -> str:
        return f"{name_of(self.path)}:{self.line}"


class ExampleError(Exception):
    """An example raised, or printed what a page cannot show."""


def name_of(path: Path) -> str:
    """A file of the project by its path from the root, another by its whole path."""
    inside = path.is_relative_to(ROOT)
    return (path.relative_to(ROOT) if inside else path).as_posix()


def line_at(text: str, position: int) -> int:
    """The line, counted from 1, on which a position of a text lies."""
    return text.count("\n", 0, position) + 1


def sections(text: str) -> dict[str, str]:
    """The named sections of a file of snippets/: what each holds, by name."""
    return {match["name"]: match["body"] for match in SECTION.finditer(text)}


def shown(page: str, snippets: Mapping[str, str]) -> str:
    """A page with the sections that it includes; one that is not there is left out."""
    return INCLUDE.sub(
        lambda at: sections(snippets.get(at["file"], "")).get(at["section"], ""), page
    )


def files() -> list[Path]:
    """The Markdown files whose examples are executed in this environment."""
    return [ROOT / "README.md", *sorted((ROOT / "snippets").glob("*.md"))]


def framework_files() -> list[Path]:
    """Those in PyTorch and Flax, executed in theirs, and in TensorFlow.js."""
    return sorted((ROOT / "snippets/frameworks").glob("*.md"))


def examples(path: Path) -> list[Example]:
    """All examples of one file, in order."""
    text = path.read_text(encoding="utf-8")
    return [
        Example(
            path,
            line_at(text, match.start()),
            match["language"],
            match["code"],
            match["output"],
            match["error"] or "",
        )
        for match in EXAMPLE.finditer(text)
    ]


def example_of(path: Path, section: str) -> Example:
    """The example of one section of a file.

    Raises:
        KeyError: The file has no such section.
    """
    start = f"[start:{section}] -->\n"
    text = path.read_text("utf-8")
    if start not in text:
        raise KeyError(f"{name_of(path)} has no section {section}")
    line = line_at(text, text.index(start)) + 1
    return next(found for found in examples(path) if found.line == line)


def printed(example: Example) -> str:
    """Run an example in this process and return what it printed.

    Where an error that it states ends it, the last lines of its traceback follow: type
    and message.

    Raises:
        ExampleError: It raised another error, or not the one that it states; it printed
            nothing, or a fence.
    """
    stdout = io.StringIO()
    ending = ""
    try:
        with contextlib.redirect_stdout(stdout):
            exec(compile(example.code, str(example), "exec"), {})
    except (Exception, SystemExit) as error:
        ending = type(error).__name__
        if ending != example.error:
            raise ExampleError(f"{example}: {ending}: {error}") from error
        message = "".join(traceback.format_exception_only(error))
        stdout.write(BOLD.sub("", message))
    if ending != example.error:
        raise ExampleError(f"{example}: did not end in {example.error}")
    output = stdout.getvalue()
    if not output or not re.fullmatch(LINES, output):
        raise ExampleError(f"{example}: must print lines without a fence: {output!r}")
    return output


def _send(
    function: Callable[..., Any], arguments: tuple[Any, ...], results: Connection
) -> None:
    # Silent when interrupted: the parent says so once.
    with contextlib.suppress(KeyboardInterrupt):
        try:
            results.send(function(*arguments))
        except Exception as error:
            results.send(error)


def fresh_processes(code: Iterable[str]) -> BaseContext:
    """Where processes start as fresh as the first, with what programs import.

    Args:
        code: The programs that will run there.
    """
    os.environ.update(ENVIRONMENT)
    method = "forkserver" if sys.platform != "win32" else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        # Import once, start every example from the same fresh state.
        slow = ("keras", "tensorflow", "tf_keras", "torch", "flax", "jax")
        text = "\n".join(code)
        context.set_forkserver_preload([name for name in slow if name in text])
    return context


def in_a_process(context: Any, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function in a process of its own; return or raise what it does.

    Args:
        context: See :func:`fresh_processes`.
        function: Of a module.
        arguments: What it is called with.

    Raises:
        ExampleError: The process ended before the function did.
    """
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(function, arguments, sending))
    process.start()
    sending.close()
    try:
        result = receiving.recv()
    except EOFError:
        raise ExampleError(f"{arguments[0]}: ended its process") from None
    finally:
        process.join()
    if isinstance(result, Exception):
        raise result
    return result


def printed_alone(chosen: list[Example]) -> Iterator[str]:
    """Run each example in a process of its own; yield what they print, in order.

    Raises:
        ExampleError: See :func:`printed`; or the example ended its process.
    """
    # ProcessPoolExecutor(max_tasks_per_child=1) would do, but waited for ever on
    # CPython 3.12.1; what is known: https://github.com/python/cpython/issues/115634
    context = fresh_processes(example.code for example in chosen)
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield from pool.map(partial(in_a_process, context, printed), chosen)
    finally:
        pool.shutdown(cancel_futures=True)
