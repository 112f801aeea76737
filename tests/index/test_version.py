"""The version of Fihris stands in one place."""

import re
import tomllib
from pkgutil import resolve_name

from index.version import VERSION
from tests.tables import ROOT


def test_the_project_takes_its_version_from_the_code() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in pyproject["project"]
    assert pyproject["project"]["dynamic"] == ["version"]
    attribute = pyproject["tool"]["setuptools"]["dynamic"]["version"]["attr"]
    assert resolve_name(attribute) == VERSION


def test_the_version_is_one_that_can_be_ordered() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
