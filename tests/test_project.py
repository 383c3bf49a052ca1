"""The project's own files: style, workflows, lock, citation."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools.pages.examples import examples, files, framework_files
from tools.project import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.txt", "requirements-tests.txt", "requirements-frameworks.txt")


def passes(*command: str | Path, mend: str = "") -> None:
    """Run a checker of the environment in the project; fail with what it says."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr + mend


def locked(name: str) -> set[str]:
    """What a lock holds: package, version and the machines it is for."""
    lock = (ROOT / name).read_text("utf-8")
    return set(re.findall(r"^([a-z].*?) \\$", lock, re.MULTILINE))


# make lint does the same by hand.
@pytest.mark.parametrize("command", [("check",), ("format", "--check")])
def test_python_is_linted_and_formatted(command):
    passes("ruff", *command, ".", mend="make format mends it, snippets too")


def test_the_types_of_the_tools_are_right():
    passes("mypy")


def test_the_examples_are_linted(tmp_path):
    # ruff formats Python in Markdown but does not lint it.
    found = [e for path in [*files(), *framework_files()] for e in examples(path)]
    for example in found:
        if example.language == "python":
            name = f"{example.path.stem}_{example.line}.py".replace("-", "_")
            (tmp_path / name).write_text(example.code, "utf-8")
    config = ROOT / "snippets/ruff.toml"
    passes("ruff", "check", "--config", config, "--ignore=INP,N999", tmp_path)


def test_there_are_workflows():
    assert WORKFLOWS


def test_the_workflows_follow_their_schema():
    schema = ("--builtin-schema", "vendor.github-workflows")
    passes("check-jsonschema", *schema, *WORKFLOWS)


def test_the_updates_follow_their_schema():
    schema = ("--builtin-schema", "vendor.dependabot")
    passes("check-jsonschema", *schema, ".github/dependabot.yml")


def test_the_citation_follows_its_schema():
    schema = ("--builtin-schema", "vendor.citation-file-format")
    passes("check-jsonschema", *schema, "CITATION.cff")


def test_the_workflows_are_safe():
    passes("zizmor", "--offline", "--persona=pedantic", "--no-progress", ".github")


def test_every_action_is_pinned_by_commit():
    used = [
        action
        for path in WORKFLOWS
        for action in re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    ]
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used)


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_hashes_and_no_addresses(name):
    lock = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in lock


def test_the_lock_of_npm_holds_digests_and_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: held for name, held in lock["packages"].items() if name}
    assert packages
    for name, held in packages.items():
        assert held["integrity"].startswith("sha512-"), name
        assert "resolved" not in held, name


def test_each_lock_holds_every_direct_dependency():
    groups = PROJECT["dependency-groups"]
    wanted = (PROJECT["project"]["dependencies"], groups["tests"], groups["frameworks"])
    for name, dependencies in zip(LOCKS, wanted, strict=True):
        held = {re.match(r"[\w-]+", pin)[0] for pin in locked(name)}
        # A group within is no string: PyTorch is pinned where it is named.
        direct = {re.match(r"[\w-]+", d)[0] for d in dependencies if isinstance(d, str)}
        assert direct
        assert direct <= held, name


def test_the_lock_of_the_tests_holds_that_of_building():
    assert locked("requirements.txt") <= locked("requirements-tests.txt")


def test_building_needs_neither_tensorflow_nor_a_kernel_nor_node():
    heavy = ("ipykernel", "keras", "nodejs", "tensorflow", "tf-keras")
    assert [pin for pin in locked("requirements.txt") if pin.startswith(heavy)] == []


def test_the_changelog_begins_with_what_is_not_released():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first, *released = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    assert first == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+, \d{4}-\d\d-\d\d", r) for r in released)


@pytest.mark.parametrize("manual", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_manual_links_or_names_is_there(manual):
    text = (ROOT / manual).read_text("utf-8")
    named = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    named += re.findall(r"`((?:docs|snippets|tests|tools)/[^`]*)`", text)
    assert len(named) >= 10
    # CONTRIBUTING.md calls a page yet to be written "name", a language "xx".
    assert [
        place
        for place in named
        if not re.search(r"\bname\.|\bxx/", place) and not (ROOT / place).exists()
    ] == []


def test_the_version_is_the_same_everywhere():
    version = PROJECT["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"Version {version}." in (ROOT / "docs/en/about.md").read_text("utf-8")
