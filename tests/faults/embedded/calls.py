"""What a process asks of the disk, call by call: counted, refused, or the last thing that it does.

Only calls below one folder are told of, so that modules which are loaded do not count.
"""

import errno
import io
import mmap
import os
import signal
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast
from unittest.mock import patch

#: Does what was asked for.
Perform = Callable[[], Any]

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_open_file, _open = io.open, os.open
_PLAIN = ("mkdir", "rmdir", "unlink", "remove")


class Watcher:
    """Told of every call; by itself it lets each be done."""

    def call(self, kind: str, path: str, perform: Perform, target: str = "") -> Any:
        """Do what was asked for, or something else.

        Args:
            kind: ``open``, ``read``, ``write``, ``sync``, ``rename``, ``link``, ``mkdir``,
                ``rmdir`` or ``unlink``; ``open`` is one for writing, ``read`` one for reading.
            path: what it is about.
            perform: does it.
            target: the new name of what is renamed, the other one of what is linked.
        """
        return perform()

    def write(self, path: str, content: Any, perform: Callable[[Any], int]) -> int:
        """Write into a file; gives how many bytes were written."""
        return int(self.call("write", path, lambda: perform(content)))


@contextmanager
def watched(base: Path, watcher: Watcher) -> Iterator[None]:
    """Tell of what this process, and what it forks off, asks of the disk below a folder."""
    within = _Within(str(base), watcher)
    with (
        patch.object(io, "open", within.open_file),
        patch("builtins.open", within.open_file),
        patch.object(tarfile, "bltn_open", within.open_file),
        patch.object(os, "open", within.open),
        patch.object(os, "fsync", within.sync),
        patch.object(os, "rename", within.renaming(os.rename)),
        patch.object(os, "replace", within.renaming(os.replace)),
        patch.object(os, "link", within.renaming(os.link, "link")),
    ):
        plain = [patch.object(os, name, within.plain(name)) for name in _PLAIN]
        for one in plain:
            one.start()
        try:
            yield
        finally:
            for one in plain:
                one.stop()


class _Within:
    def __init__(self, base: str, watcher: Watcher) -> None:
        self._base, self.watcher = base, watcher

    def _is_told(self, path: str) -> bool:
        return path == self._base or path.startswith(self._base + os.sep)

    def open_file(self, file: Any, mode: str = "r", *rest: Any, **named: Any) -> IO[Any]:
        path = _path(file)
        opener = named.get("opener")
        if opener is not None or isinstance(file, int) or not self._is_told(path):
            if not set("wax+") & set(mode) or not self._is_told(path):
                return _open_file(file, mode, *rest, **named)
        elif not set("wax+") & set(mode):
            opened: IO[Any] = self.watcher.call(
                "read", path, lambda: _open_file(file, mode, *rest, **named)
            )
            return opened
        return self._written(file, path, mode, *rest, **named)

    def _written(
        self,
        file: Any,
        path: str,
        mode: str,
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> IO[Any]:
        plain = mode.replace("b", "").replace("t", "")

        def perform() -> _File:
            return _File(self.watcher, path, file, plain, closefd, opener)

        # An opener asks for itself, and what has a number is open already.
        is_open = opener is not None or isinstance(file, int)
        raw = perform() if is_open else self.watcher.call("open", path, perform)
        if buffering == 0:
            return cast("IO[Any]", raw)
        size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
        buffer = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw, size)
        if "b" in mode:
            return cast("IO[Any]", buffer)
        return io.TextIOWrapper(cast("Any", buffer), encoding, errors, newline)

    def open(self, path: Any, flags: int, *rest: Any, dir_fd: int | None = None) -> int:
        where = _path(path, dir_fd)

        def perform() -> int:
            return _open(path, flags, *rest, dir_fd=dir_fd)

        if not self._is_told(where):
            return perform()
        return int(self.watcher.call("open" if flags & _WRITING else "read", where, perform))

    def sync(self, descriptor: Any) -> None:
        number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
        path = _path(number)
        if self._is_told(path):
            self.watcher.call("sync", path, lambda: _fsync(number))
        else:
            _fsync(number)

    def renaming(self, rename: Callable[..., None], kind: str = "rename") -> Callable[..., None]:
        def renamed(source: Any, target: Any, **named: Any) -> None:
            path = _path(source)
            if self._is_told(path):
                self.watcher.call(
                    kind, path, lambda: rename(source, target, **named), _path(target)
                )
            else:
                rename(source, target, **named)

        return renamed

    def plain(self, name: str) -> Callable[..., None]:
        real = getattr(os, name)
        kind = "unlink" if name == "remove" else name

        def asked(path: Any, *rest: Any, dir_fd: int | None = None, **named: Any) -> None:
            where = _path(path, dir_fd)
            if self._is_told(where):
                self.watcher.call(kind, where, lambda: real(path, *rest, dir_fd=dir_fd, **named))
            else:
                real(path, *rest, dir_fd=dir_fd, **named)

        return asked


_fsync = os.fsync


class _File(io.FileIO):
    """A file whose writes are told."""

    def __init__(
        self, watcher: Watcher, path: str, file: Any, mode: str, closefd: bool, opener: Any
    ) -> None:
        super().__init__(file, mode, closefd, opener)
        self._watcher, self._path = watcher, path

    def write(self, content: Any) -> int:
        return self._watcher.write(self._path, content, super().write)


def _path(file: Any, dir_fd: int | None = None) -> str:
    if isinstance(file, int):
        try:
            return str(Path(f"/proc/self/fd/{file}").readlink()).removesuffix(" (deleted)")
        except OSError:
            return ""
    path = os.fsdecode(file)
    # Links are names of their own here.
    return os.path.normpath(
        f"{_path(dir_fd) if dir_fd is not None else Path.cwd()}/{path}"
        if not path.startswith("/")
        else path
    )


@dataclass
class Refusing(Watcher):
    """Refuses a call, or ends the process there.

    Attributes:
        at: which call, from 1 on; 0 for none.
        fault: ``ENOSPC`` and the like; ``KILL`` ends the process group and ``END`` the process.
        kinds: the calls that count; all of them if empty.
        stays: whether every later call of these kinds is refused too.
        log: a file that a line for each call is put into.

    Processes that are forked off count together.
    """

    at: int
    fault: str
    kinds: tuple[str, ...]
    stays: bool
    log: str
    _counted: Any = field(default_factory=lambda: memoryview(mmap.mmap(-1, 8)).cast("Q"))

    def call(self, kind: str, path: str, perform: Perform, target: str = "") -> Any:
        """Count a call; refuse it where it is its turn."""
        if self._is_turn(kind, path):
            raise OSError(number := getattr(errno, self.fault), os.strerror(number), path)
        return perform()

    def write(self, path: str, content: Any, perform: Callable[[Any], int]) -> int:
        """Write half of it where it is its turn, as a full disk does."""
        if self._is_turn("write", path):
            perform(bytes(content)[: len(content) // 2])
            # As the system tells it: of a write it names no file.
            raise OSError(number := getattr(errno, self.fault), os.strerror(number))
        return perform(content)

    def _is_turn(self, kind: str, path: str) -> bool:
        if self.kinds and kind not in self.kinds:
            return False
        with _open_file(self.log, "ab", 0) as log:
            log.write(f"{kind} {path}\n".encode("utf-8", "surrogateescape"))
        self._counted[0] += 1
        count = self._counted[0]
        if not self.at or (count != self.at and not (self.stays and count > self.at)):
            return False
        if self.fault == "KILL":
            os.killpg(0, signal.SIGKILL)
        if self.fault == "END":
            os.kill(os.getpid(), signal.SIGKILL)
        return True
