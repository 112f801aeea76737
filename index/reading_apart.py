"""Files read in a process of their own, which ends where one takes too long or too much memory.

Parsers of others cannot be stopped otherwise, and what they cost is not known beforehand: half a
megabyte of markup may take minutes, and a workbook of three all memory there is. The process goes
on to the next file, so that it costs a file no more than handing over its articles. Small files,
which can do no harm, are read here.
"""

import contextlib
import gc
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from index import start_methods
from index.limits import SourceLimits
from index.process_memory import bytes_read, held, limit_memory
from index.sources.reading import InputFile, Problem

#: Files up to this length are read here, in bytes, if they are packed in no way.
SMALL = 64 << 10
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"WARC/", b"\xd0\xcf\x11\xe0")
#: How often is looked whether a file goes on, in seconds.
_STEP = 0.5
#: So many bytes that are read of the disk are given a second more.
_BYTES_A_SECOND = 1 << 20
#: Threads that wait for the end of the process that began this one, and hold nothing.
ENDING = "end-with-parent"

# Garbage is looked for rarely: reading makes hundreds of objects of every article that are none.
_OBJECTS_BEFORE_COLLECTION = 100_000

#: What is read is sent when it is so much, or took so many seconds.
_MANY, _SOON = 64, 0.02

_Found = TypeVar("_Found")
#: Gives what is in a file, of a format that was told or is found.
Reading = Callable[[InputFile, str | None], Iterator[_Found]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be read: of a file, behind so many articles and problems, so many at most."""

    read: Reading[Any]
    file: InputFile
    format: str | None
    behind: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class _Ended:
    """Stands behind all that is read of a file."""

    is_out_of_memory: bool = False
    failure: str = ""


def read_apart(
    read: Reading[_Found], file: InputFile, format: str | None
) -> Iterator[_Found | Problem]:
    """Yield everything that a function gives of one file, in order.

    What a file gave before it was given up is kept. It is given up where it gives nothing for as
    long as its limits say, and where it takes more memory than they allow.

    Args:
        read: gives what is in a file; at the top level of a module.
        file: if it can be sent to another process; else it is read here, as all is in a process
            that may begin no other.
        format: name of its format, if it was told.
    """
    if multiprocessing.current_process().daemon or is_small(file):
        yield from read(file, format)
        return
    asked = _Asked(read, file, format)
    try:
        pickle.dumps(asked)
    except (pickle.PicklingError, AttributeError, TypeError):
        yield from read(file, format)
        return
    given = 0
    reader = _taken(file.limits)
    try:
        for found in reader.read(asked):
            given += 1
            yield found
    finally:
        if reader.is_alive:
            _idle.append(reader)
    if reader.given_up is None:
        return
    # It read some more before it was given up, and did not come to hand it over.
    if held_back := reader.count - given:
        yield from _taken(file.limits).read(_Asked(read, file, format, given, held_back))
    yield reader.given_up


def is_small(file: InputFile) -> bool:
    """Tell whether a file is so short, and not packed, that it may be read without a guard."""
    if file.size > SMALL:
        return False
    try:
        with file.open() as stream:
            raw = stream.read(SMALL + 1)
    except Exception:  # whatever it is, its reader tells it
        return True
    return len(raw) <= SMALL and not raw.startswith(_PACKED)


class _Reader:
    """A process that reads one file after the other."""

    def __init__(self, limits: SourceLimits) -> None:
        self.limits = limits
        self.pid = os.getpid()
        context = start_methods.context([ENDING])
        here, there = context.Pipe()
        self._count = context.RawValue("Q")
        self._process = context.Process(
            target=_work, args=(there, here, self._count, limits.memory), daemon=True
        )
        self._process.start()
        there.close()
        self._connection: Connection = here
        self.given_up: Problem | None = None

    @property
    def count(self) -> int:
        """Return how many articles and problems were read of the last file."""
        return int(self._count.value)

    def read(self, asked: _Asked) -> Iterator[Any]:
        """Yield what is in a file; the process is not there any more if it was given up."""
        is_whole = False
        try:
            self._count.value = 0
            self._connection.send(asked)
            while True:
                for found in self._received(asked.file):
                    if isinstance(found, _Ended):
                        is_whole = found == _Ended()
                        if found.failure:
                            self.given_up = _failed(asked.file, found.failure)
                        elif not is_whole:
                            self.given_up = _too_much(asked.file)
                        return
                    yield found
        except TimeoutError:
            self.given_up = _too_slow(asked.file)
        except (EOFError, OSError):
            self.given_up = _too_much(asked.file)
        finally:
            if not is_whole:
                self.end()

    def _received(self, file: InputFile) -> list[Any]:
        if not self._connection.poll(_STEP):
            begun, before = time.monotonic() - _STEP, bytes_read(self._process.pid)
            while not self._connection.poll(min(_STEP, file.limits.seconds)):
                done = bytes_read(self._process.pid) - before if before >= 0 else file.size
                if time.monotonic() - begun > file.limits.seconds + done / _BYTES_A_SECOND:
                    raise TimeoutError
        found: list[Any] = pickle.loads(self._connection.recv_bytes())
        return found

    @property
    def is_alive(self) -> bool:
        """Tell whether it can read another file."""
        return not self._connection.closed and self._process.is_alive()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._connection.close()


#: Those that wait for a file. A second one is needed where a file is read while another is.
_idle: list[_Reader] = []


def _taken(limits: SourceLimits) -> _Reader:
    """Return a process that reads for this one; a new one where none waits."""
    while True:
        try:
            reader = _idle.pop()
        except IndexError:  # another thread may have taken the last one
            return _Reader(limits)
        if reader.pid != os.getpid():  # this process is a fork of the one that it reads for
            continue
        if reader.limits == limits and reader.is_alive:
            return reader
        reader.end()


def end_idle() -> None:
    """End the processes that wait for a file."""
    while _idle:
        reader = _idle.pop()
        if reader.pid == os.getpid():
            reader.end()


def _too_slow(file: InputFile) -> Problem:
    message = (
        f"it gave nothing for {file.limits.seconds} seconds and was given up; what came before is "
        "kept; raise FIHRIS_FILE_SECONDS if it is sound"
    )
    return Problem("too_large", file.name, message)


def _failed(file: InputFile, failure: str) -> Problem:
    message = (
        f"reading it failed; what came before is kept; please report this as a fault: {failure}"
    )
    return Problem("broken", file.name, message)


def _too_much(file: InputFile) -> Problem:
    message = (
        f"reading it takes more than {file.limits.memory >> 20:,} MB of memory; it was given up, "
        "and what came before is kept; split it, or raise FIHRIS_RECORD_BYTES"
    )
    return Problem("too_large", file.name, message)


def end_with_parent() -> None:
    """End this process with the one that began it, which may be killed without a word."""
    threading.Thread(target=_wait_for_parent, daemon=True, name=ENDING).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _work(connection: Connection, others: Connection, count: Any, memory: int) -> None:
    """Read the files that are asked for, one after the other."""
    others.close()
    # Ctrl+C reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    # A library that is out of memory prints its stack; what people are told comes from here.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    gc.freeze()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    held_before = limit_memory(memory)
    with contextlib.suppress(EOFError, OSError):
        while True:
            _answer(connection.recv(), connection, count)
            if held_before and held() > held_before + memory // 4:
                return  # what a file leaves behind must not be counted against the next


def _answer(asked: _Asked, connection: Connection, count: Any) -> None:
    """Send what is asked for, some at a time where it comes fast."""
    ready: list[Any] = []
    sent = time.monotonic()
    try:
        found = asked.read(asked.file, asked.format)
        end = None if asked.most is None else asked.behind + asked.most
        for one in islice(found, asked.behind, end):
            ready.append(one)
            count.value += 1
            if len(ready) >= _MANY or time.monotonic() - sent > _SOON:
                connection.send_bytes(pickle.dumps(ready, pickle.HIGHEST_PROTOCOL))
                ready, sent = [], time.monotonic()
        ready.append(_Ended())
    except MemoryError:
        ready.append(_Ended(is_out_of_memory=True))
    except Exception as error:  # whatever it is, it costs this file alone
        ready.append(_Ended(failure=f"{type(error).__name__}: {error}"[:200]))
    connection.send_bytes(pickle.dumps(ready, pickle.HIGHEST_PROTOCOL))
