"""What is called in a process of its own to run one program of a Markdown file."""

from types import SimpleNamespace

from pytest_codeblocks.main import CodeBlock
from pytest_codeblocks.plugin import TestBlock

from tools.pages.examples import Example, printed


def run(name: str, block: CodeBlock) -> None:
    """Let pytest-codeblocks run and compare a program.

    Raises:
        RuntimeError: It raised, or printed something else.
    """
    TestBlock.runtest(SimpleNamespace(name=name, obj=block))


def end_in_an_error(example: Example) -> None:
    """Run and compare a program that states its error: pytest-codeblocks cannot.

    Raises:
        RuntimeError: It printed something else.
        ExampleError: It raised another error, or none.
    """
    output = printed(example)
    if output != example.output:
        raise RuntimeError(f"Expected output\n{example.output}but got\n{output}")
