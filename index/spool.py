"""Records between reading and indexing, in a temporary file."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Generic, TypeVar

_Record = TypeVar("_Record")


class Spool(Generic[_Record]):
    """Records that are still to be dealt with, in a temporary file of this process alone."""

    def __enter__(self) -> "Spool[_Record]":
        self._file = tempfile.TemporaryFile(prefix="fihris-")
        return self

    def __exit__(self, *error: object) -> None:
        # What could not be written for want of space is not needed any more.
        with suppress(OSError):
            self._file.close()

    def add(self, record: _Record) -> None:
        """Put a record behind the others."""
        pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)

    def contents(self) -> Iterator[_Record]:
        """Yield the records in the order of adding."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return
