"""The blocks of a mapped file: each is compared with what was published before it is first used.

An index is far larger than what a query reads of it, so it is not read through when it is opened. A
block that has been compared is not compared again: it costs one look into a table.
"""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from index.disk_errors import unread
from index.errors import IndexDamaged

#: Bytes of a block: so many are read for the first look into it.
BLOCK = 64 << 10

#: What to do about a damaged index.
REMEDY = "bring back the one before with: manage.py rollback; or build it anew: manage.py reindex"

_SHIFT = BLOCK.bit_length() - 1
_TO_COMPARE = b"\x01"


class Blocks:
    """Which blocks of a file were found to be as they were published. Safe between threads.

    Processes that are forked off begin with what was compared before.
    """

    def __init__(self, path: Path, content: memoryview, published: Sequence[int]) -> None:
        """
        Args:
            path: of the file, for messages.
            content: of it, mapped.
            published: the checksums of its blocks.
        """
        self._path, self._content, self._published = path, content, published
        self._pending = bytearray(_TO_COMPARE * len(published))
        self._seen = _state(path)

    def compare(self, first: int, end: int) -> None:
        """Make sure that some bytes are as they were published.

        Args:
            first: the first byte.
            end: behind the last.

        Raises:
            IndexDamaged: they are not; it names the file and the block.
        """
        block, behind = first >> _SHIFT, (end + BLOCK - 1) >> _SHIFT
        while (block := self._pending.find(_TO_COMPARE, block, behind)) >= 0:
            self._compare(block)
            self._pending[block] = 0

    def compare_all(self) -> None:
        """Make sure that the whole file is as it was published."""
        self.compare(0, len(self._content))

    def is_as_mapped(self, *, may_be_gone: bool = False) -> bool:
        """Return whether nothing was written to the file since it was mapped.

        Args:
            may_be_gone: whether it may have been removed: what is mapped stays until it is let go.

        Raises:
            IndexDamaged: the file is gone, or of another length.
        """
        try:
            now = _state(self._path)
        except IndexDamaged as error:
            if may_be_gone and isinstance(error.__cause__, FileNotFoundError):
                return True
            raise
        if now[1] != self._seen[1]:
            what = f"is {now[1]} bytes long, not {self._seen[1]}"
            raise IndexDamaged(f"{self._path}: {what}; {REMEDY}")
        return now == self._seen

    def _compare(self, block: int) -> None:
        held = self._content[block << _SHIFT : (block + 1) << _SHIFT]
        if crc32(held) != self._published[block]:
            first = block << _SHIFT
            where = f"between byte {first} and {first + len(held)}"
            raise IndexDamaged(
                f"{self._path}: its content has changed since it was published, {where}; {REMEDY}"
            )


def _state(path: Path) -> tuple[int, int, int]:
    """What differs when a file was written to: its number, length and time of change."""
    try:
        found = path.stat()
    except OSError as error:
        raise IndexDamaged(f"{path}: {unread(error, REMEDY)}") from error
    return found.st_ino, found.st_size, found.st_mtime_ns
