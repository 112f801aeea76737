"""What contributors run: the Makefile, the hooks, and how editors lay files out."""

import configparser
import json
import re
import subprocess

import pytest

from tests.tables import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
#: Names of targets with what follows; a variable that holds for one target is none.
TARGETS = dict(re.findall(r"^([a-z][a-z-]*):(?! *\w+ *[:?+]?=)(.*)$", MAKEFILE, re.M))


def recipe(target: str) -> list[str]:
    """The commands of a target, variables of the Makefile filled in."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)
    assert found, target
    return [line.strip().replace("$(VENV)", ".venv") for line in found[1].splitlines()]


@pytest.mark.parametrize(("name", "rest"), TARGETS.items())
def test_every_target_says_what_it_does_and_is_no_file(name: str, rest: str) -> None:
    assert re.search(r"## \S", rest)
    phony = " ".join(re.findall(r"^\.PHONY:(.*)$", MAKEFILE, re.M)).split()
    assert name in phony


def test_help_lists_every_target() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [line.split()[0] for line in shown.stdout.splitlines()]
    assert sorted(names) == sorted(TARGETS)


def test_hooks_run_what_make_check_runs() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^ +entry: (.+)$", hooks, re.M) == recipe("check")
    assert re.findall(r"repo: (\S+)", hooks) == ["local"]


def test_contributors_are_told_of_every_target() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in TARGETS.keys() - {"demo"}:
        assert f"`make {name}`" in page, name


def test_the_lint_of_the_javascript_is_strict() -> None:
    rules = json.loads((ROOT / ".oxlintrc.json").read_text(encoding="utf-8"))
    assert rules["categories"]["correctness"] == "error"
    assert rules["rules"]["no-undef"] == "error"


def test_editors_are_told_the_length_of_lines_that_ruff_takes() -> None:
    layout = configparser.ConfigParser()
    layout.read_string("[head]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"line-length = {layout['*']['max_line_length']}" in project
