"""Work shared among processes: in its order, whole or told, and no process is left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from index.errors import SourceError, WorkerLost
from index.workers import Workers, default_count
from tests.index import working
from tests.tables import ROOT

#: Seconds after which a test gives up waiting for what must come.
PATIENCE = 300


def must_end(lock: Path) -> None:
    """Wait until the process that holds a lock has ended."""
    with FileLock(lock).acquire(timeout=PATIENCE):
        pass


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("size", [0, 1, 2, 30])
def test_the_same_results_in_the_same_order(count: int, size: int) -> None:
    with Workers(count) as workers:
        assert list(workers.map(working.squared, range(size))) == [n * n for n in range(size)]


def test_a_result_that_is_late_keeps_its_place(tmp_path: Path) -> None:
    works = [(tmp_path, number) for number in range(8)]
    with Workers(2) as workers:
        assert list(workers.map(working.after_the_next, works)) == list(range(8))


def test_work_is_done_in_this_process_where_nothing_can_be_shared() -> None:
    with Workers(1) as workers:
        assert set(workers.map(working.process, range(9))) == {os.getpid()}
    with Workers(2) as workers:
        assert list(workers.map(working.process, [0])) == [os.getpid()]
        assert os.getpid() not in set(workers.map(working.process, range(9)))


def test_work_is_taken_as_results_are(tmp_path: Path) -> None:
    """Not all at once: it may be larger than memory."""
    taken: list[int] = []

    def works() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        for number, _ in enumerate(workers.map(working.squared, works())):
            assert len(taken) <= number + 10


@pytest.mark.parametrize("count", [1, 2])
def test_what_goes_wrong_there_is_told_here(count: int) -> None:
    with (
        pytest.raises(SourceError, match="the third is broken"),
        Workers(count) as workers,
    ):
        list(workers.map(working.fail_at_three, range(6)))


@pytest.mark.skipif(os.name != "posix", reason="sends a signal of POSIX")
def test_a_process_that_is_lost_is_told_in_one_line() -> None:
    with pytest.raises(WorkerLost, match="--workers 1") as raised, Workers(2) as workers:
        list(workers.map(working.die_at_three, range(30)))
    assert "\n" not in str(raised.value)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal of POSIX")
def test_an_interruption_is_left_to_the_first_process() -> None:
    with Workers(2) as workers:
        assert list(workers.map(working.interrupt, range(6))) == list(range(6))


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_whatever_ends_the_work_ends_the_processes(
    tmp_path: Path, error: type[BaseException]
) -> None:
    works = [(tmp_path / "done", False), (tmp_path / "under way", True)]

    def break_off() -> None:
        with Workers(2) as workers:
            for path in workers.map(working.hold, works):
                with pytest.raises(Timeout):
                    FileLock(path).acquire(timeout=0)
                raise error

    with pytest.raises(error):
        break_off()
    for path, _ in works:
        must_end(path)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal of POSIX")
def test_no_process_outlives_the_first_one(tmp_path: Path) -> None:
    """It may be killed without a word."""
    command = [sys.executable, "-m", "tests.index.working", str(tmp_path)]
    locks = [tmp_path / "done", tmp_path / "under way"]
    # Python tells there of what a killed process could not give back.
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        for lock in locks:
            with pytest.raises(Timeout):
                FileLock(lock).acquire(timeout=0)
        first.kill()
    for lock in locks:
        must_end(lock)


def test_by_default_there_are_as_many_as_make_use_of_the_machine() -> None:
    assert Workers().count == default_count() >= 1
