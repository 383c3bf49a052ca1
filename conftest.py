"""Set TensorFlow up before any block of Markdown loads it; at the root to reach all."""

import os
from collections.abc import Generator
from functools import partial
from typing import Any

import pytest
from pytest_codeblocks.plugin import TestBlock

from tools.pages import blocks
from tools.pages.examples import examples, fresh_processes, in_a_process, name_of
from tools.project import ENVIRONMENT

os.environ.update(ENVIRONMENT)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what a run of everything leaves out."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    omitted = (
        "what is published, read, heard and seen: make test-site\n"
        "in Firefox and WebKit: make test-browsers\n"
        "examples in PyTorch and Flax: make test-frameworks"
    )
    return omitted if whole else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for browsers now and then."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address: that of pytest-playwright is a method, which pytest 10 forbids."""


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Run each program of Markdown alone, in a process as fresh as the first."""
    programs = [item for item in items if isinstance(item, TestBlock)]
    files = {program.path for program in programs}
    found = [example for path in files for example in examples(path)]
    stated = {(e.path, e.line): e for e in found if e.error}
    context = fresh_processes(program.obj.code for program in programs)
    for program in programs:
        block = program.obj
        call: tuple[Any, ...] = (blocks.run, program.name, block)
        if example := stated.get((program.path, block.lineno)):
            call = (blocks.end_in_an_error, example)
        program.runtest = partial(in_a_process, context, *call)
    if config.pluginmanager.hasplugin("xdist"):
        # One worker has what they import ready for all.
        for program in programs:
            program.add_marker(pytest.mark.xdist_group("programs"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say how to mend a wrong output."""
    report = yield
    if isinstance(item, TestBlock) and "Expected output" in str(report.longrepr):
        target = "refresh" + "-frameworks" * ("frameworks" in item.path.parts)
        place = f"{name_of(item.path)}:{item.obj.lineno}"
        mend = f"if the program is right, make {target} writes its output"
        report.longrepr = f"{report.longrepr}\n{place}: {mend}"
    return report
