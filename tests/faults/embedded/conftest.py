"""What runs commands, loaded once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.embedded.commands import Commands, running


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """What runs commands, all in one folder."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("which processes there are is told by Linux alone")
    with running(tmp_path_factory.mktemp("faults") / "all") as commands:
        yield commands


@pytest.fixture
def commands(loaded: Commands) -> Commands:
    """What runs commands, with no archive yet."""
    shutil.rmtree(loaded.base)
    (loaded.base / "temporary").mkdir(parents=True)
    return loaded
