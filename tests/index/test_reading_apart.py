"""A file that takes too long, or too much memory, costs itself; what it gave before is kept."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import reading_apart
from index.limits import SourceLimits
from index.reading_apart import SMALL, Reading, end_idle, read_apart
from index.sources import InputFile, Problem
from index.sources.files.archives import OnDisk

LIMITS = SourceLimits(record_bytes=1 << 20, seconds=1)


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    end_idle()


@pytest.fixture
def file(tmp_path: Path) -> InputFile:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (SMALL + 1))
    return InputFile("a.txt", SMALL + 1, OnDisk(path), limits=LIMITS)


def _numbers(file: InputFile, format: str | None) -> Iterator[int]:
    yield from range(1000)


def _process(file: InputFile, format: str | None) -> Iterator[int]:
    yield os.getpid()


def _hangs(file: InputFile, format: str | None) -> Iterator[int]:
    yield from range(5)
    time.sleep(600)


def _works_for_ever(file: InputFile, format: str | None) -> Iterator[int]:
    yield from range(5)
    while True:
        pass


def _dies(file: InputFile, format: str | None) -> Iterator[int]:
    yield from range(5)
    os._exit(9)


def _fails(file: InputFile, format: str | None) -> Iterator[int]:
    yield from range(5)
    raise TypeError("a fault")


def _takes_all_memory(file: InputFile, format: str | None) -> Iterator[int]:
    yield from range(5)
    held = []
    while True:
        held.append(np.zeros(64 << 20, dtype=np.uint8))


def test_what_is_read_is_that_of_the_function_and_of_another_process(file: InputFile) -> None:
    assert list(read_apart(_numbers, file, None)) == list(range(1000))
    first, second = [*read_apart(_process, file, None)], [*read_apart(_process, file, None)]
    assert first == second != [os.getpid()]


@pytest.mark.parametrize(
    ("read", "setting"),
    [
        (_hangs, "FIHRIS_FILE_SECONDS"),
        (_works_for_ever, "FIHRIS_FILE_SECONDS"),
        (_dies, "FIHRIS_RECORD_BYTES"),
        (_takes_all_memory, "FIHRIS_RECORD_BYTES"),
    ],
)
def test_a_file_that_is_given_up_keeps_what_it_gave(
    read: Reading[int], setting: str, file: InputFile
) -> None:
    if read is _takes_all_memory and not Path("/proc/self/status").exists():
        pytest.skip("the system does not tell how much memory a process has")
    if setting == "FIHRIS_RECORD_BYTES":
        file = replace(file, limits=replace(LIMITS, seconds=60))
    *given, problem = read_apart(read, file, None)
    assert given == list(range(5))
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.file) == ("too_large", "a.txt")
    assert setting in problem.message
    # The next file is read all the same.
    assert list(read_apart(_numbers, file, None)) == list(range(1000))


def test_a_fault_costs_its_file_alone(file: InputFile, capfd: pytest.CaptureFixture[str]) -> None:
    *given, problem = read_apart(_fails, file, None)
    assert given == list(range(5))
    assert isinstance(problem, Problem)
    assert problem.reason == "broken"
    assert "TypeError: a fault" in problem.message
    assert capfd.readouterr() == ("", "")


def test_a_file_may_be_read_while_another_is(file: InputFile) -> None:
    pairs = zip(read_apart(_numbers, file, None), read_apart(_numbers, file, None), strict=True)
    assert [*pairs] == [(number, number) for number in range(1000)]


def test_whoever_stops_reading_leaves_no_process_at_work(file: InputFile) -> None:
    found = read_apart(_works_for_ever, file, None)
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    assert not reading_apart._idle


def test_a_small_file_is_read_here_and_a_packed_one_is_not(tmp_path: Path) -> None:
    for raw, here in ((b"x" * 100, True), (b"PK\x03\x04" + b"x" * 100, False)):
        path = tmp_path / "a"
        path.write_bytes(raw)
        file = InputFile("a", len(raw), OnDisk(path), limits=LIMITS)
        assert ([*read_apart(_process, file, None)] == [os.getpid()]) is here


def test_what_cannot_be_sent_is_read_here() -> None:
    file = InputFile("a", SMALL + 1, lambda: open(os.devnull, "rb"))  # noqa: PTH123, SIM115
    assert [*read_apart(_process, file, None)] == [os.getpid()]
