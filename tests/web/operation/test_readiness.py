"""Processes of a server agree on the moment in which they move on."""

import os
from pathlib import Path

import pytest

from web.operation.readiness import PATIENCE, Readiness


class Processes:
    """Processes that share a folder; one of them acts at a time."""

    def __init__(self, folder: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = 0.0
        self._monkeypatch = monkeypatch
        self._each = [Readiness(folder, clock=lambda: self.time) for _ in range(count)]

    def agree(self, number: int, publication: str) -> bool:
        """What one of them is told that is ready."""
        self._monkeypatch.setattr(os, "getpid", lambda: number)
        return self._each[number].agree(publication)

    def end(self, number: int) -> None:
        """End one of them; the one that leads forgets it."""
        self._each[0].forget(number)


@pytest.fixture
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Processes:
    found = Processes(tmp_path, 3, monkeypatch)
    for number in range(3):
        assert found.agree(number, "first")
    return found


def test_all_move_on_once_the_last_is_ready(processes: Processes) -> None:
    assert not processes.agree(0, "next")
    assert not processes.agree(1, "next")
    assert not processes.agree(0, "next")
    assert processes.agree(2, "next")
    assert processes.agree(0, "next")
    assert processes.agree(1, "next")


def test_a_process_that_ended_is_not_waited_for(processes: Processes) -> None:
    assert not processes.agree(0, "next")
    assert not processes.agree(1, "next")
    processes.end(2)
    assert processes.agree(0, "next")
    processes.end(2)  # nothing is left of it


def test_no_process_waits_for_ever(processes: Processes) -> None:
    assert not processes.agree(0, "next")
    processes.time = PATIENCE - 0.1
    assert not processes.agree(0, "next")
    # Another one is published; it is not waited for anew.
    assert not processes.agree(0, "last")
    processes.time = PATIENCE
    assert processes.agree(0, "last")


def test_one_that_waited_in_vain_waits_for_the_next_again(processes: Processes) -> None:
    assert not processes.agree(0, "next")
    processes.time = PATIENCE
    assert processes.agree(0, "next")
    assert not processes.agree(1, "next")
    assert processes.agree(2, "next")
    assert processes.agree(0, "next")
    assert not processes.agree(0, "last")


def test_what_the_disk_does_not_tell_is_not_waited_for(
    processes: Processes, tmp_path: Path
) -> None:
    for path in tmp_path.iterdir():
        path.unlink()
    tmp_path.rmdir()
    assert processes.agree(0, "next")
