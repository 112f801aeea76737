"""Every measurement can be started; what it measures takes too long for a test."""

from importlib import import_module

import pytest
from click import Command
from click.testing import CliRunner

from tests.tables import ROOT

#: Modules that others take from, and that are not run.
_SHARED = {
    "measuring",
    "searches",
    "judged_sets",
    "known_methods",
    "variants",
    "repeated",
    "questions",
    "peer_engines",
    "written_formats",
    "fast_papers",
}

MEASUREMENTS = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in ROOT.glob("bench/**/*.py")
    if path.stem not in _SHARED
)


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_a_measurement_tells_how_it_is_used(name: str) -> None:
    module = import_module(name)
    commands = [value for value in vars(module).values() if isinstance(value, Command)]
    assert len(commands) == 1
    assert f"python -m {name}" in (module.__doc__ or "")
    assert CliRunner().invoke(commands[0], ["--help"]).exit_code == 0


def test_documents_name_every_measurement() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert MEASUREMENTS
    for name in MEASUREMENTS:
        assert f"`{name}" in page, name
