"""The members of a zip archive, listed one by one and opened each by itself.

``zipfile`` reads the whole list before it opens anything: half a gigabyte for a million members, in
every process. Here a list is gone through, and a member knows where in the archive it begins.
"""

import stat
import struct
import zipfile
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple, cast

_END = struct.Struct("<4s4xHHLLH")
_END_SIGN, _LONGEST_COMMENT = b"PK\x05\x06", 0xFFFF
_LOCATOR = struct.Struct("<4s4xQ4x")
_LOCATOR_SIGN = b"PK\x06\x07"
_WIDE_END = struct.Struct("<4s20xQQQQ")
_WIDE_END_SIGN = b"PK\x06\x06"
_ENTRY = struct.Struct("<4sxB2xHH4xLLLHHH4xLL")
_ENTRY_SIGN = b"PK\x01\x02"
_HEADER = struct.Struct("<4s22xHH")
_HEADER_SIGN = b"PK\x03\x04"
_WIDE, _UNICODE_NAME = 0x0001, 0x7075
_NOT_HERE = 0xFFFFFFFF
_UNIX = 3
_ENCRYPTED, _PATCH, _STRONGLY_ENCRYPTED = 0x1, 0x20, 0x40
_PASSWORD = "encrypted; unpack the archive with its password"


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A member of a zip archive, as the list of members tells it.

    Attributes:
        name: the bytes of its path.
        start: where it begins in the archive, and
        end: where the next one begins.
        packed: how long it is there, in bytes.
        size: how long it is unpacked.
        checksum: CRC-32 of what is unpacked.
        method: how it is packed.
        flags: of the list.
        mode: what it was on a Unix disk, as ``stat`` gives it; 0 where that is not told.
    """

    name: bytes
    start: int
    end: int
    packed: int
    size: int
    checksum: int
    method: int
    flags: int
    mode: int = 0

    @property
    def is_folder(self) -> bool:
        """Tell whether it is a folder, with nothing of its own."""
        return self.name.endswith((b"/", b"\\")) and not self.size

    @property
    def wrong(self) -> str:
        """Return why it is not read; empty where it is."""
        if self.is_encrypted:
            return _PASSWORD
        is_odd = self.name.endswith(b"/") and self.size > 0
        return "a folder with something in it, which no program unpacks" if is_odd else ""

    @property
    def is_link(self) -> bool:
        """Tell whether it is a symbolic link: the path that it leads to is all that it holds."""
        return stat.S_ISLNK(self.mode)

    @property
    def is_encrypted(self) -> bool:
        """Tell whether a password is needed."""
        return bool(self.flags & (_ENCRYPTED | _STRONGLY_ENCRYPTED))

    def open(self, archive: BinaryIO) -> BinaryIO:
        """Return a stream of what it holds; the archive is closed with it, or where this fails.

        Args:
            archive: at any place; it can be put elsewhere.

        Raises:
            OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError: it cannot be unpacked.
        """
        try:
            return self._opened(archive)
        except BaseException:
            archive.close()
            raise

    def _opened(self, archive: BinaryIO) -> BinaryIO:
        archive.seek(self.start)
        _, name, extra = _unpacked(_HEADER, archive, _HEADER_SIGN, "it")
        begins = self.start + _HEADER.size + name + extra
        if begins + self.packed > self.end:
            raise zipfile.BadZipFile("its members lie one on the other, as no sound archive's do")
        if self.flags & _PATCH:
            raise NotImplementedError("it is a patch of another file")
        if self.is_encrypted:
            raise RuntimeError(_PASSWORD)
        archive.seek(begins)
        told = zipfile.ZipInfo("member")
        told.compress_type, told.CRC, told.flag_bits = self.method, self.checksum, self.flags
        told.compress_size, told.file_size = self.packed, self.size
        return cast(BinaryIO, zipfile.ZipExtFile(archive, "r", told, close_fileobj=True))


class _List(NamedTuple):
    """Where the list of members stands.

    Attributes:
        start: its first byte.
        size: in bytes.
        number: of the members.
        before: bytes that stand before the archive, such as a program that unpacks it.
    """

    start: int
    size: int
    number: int
    before: int


def count_of(archive: BinaryIO) -> int:
    """Return how many members an archive says that it has.

    Raises:
        zipfile.BadZipFile: it is no zip archive or cut off.
    """
    return _list_in(archive).number


def members(archive: BinaryIO, step: int = 1) -> Iterator[ZipMember]:
    """Yield the members of an archive in the order of its list.

    Args:
        archive: at any place; it can be put elsewhere, and is not read from while this goes on.
        step: above 1, only one of so many is given.

    Raises:
        zipfile.BadZipFile: it is no zip archive, damaged or cut off.
    """
    told = _list_in(archive)
    begins = (entry[11] for entry, _ in _entries(archive, told))
    starts = array("Q", sorted(told.before + start for start in begins if start != _NOT_HERE))
    met: set[int] = set()
    for number, (entry, names) in enumerate(_entries(archive, told)):
        if number % step:
            continue
        member = _member(entry, names, told, starts)
        following = bisect_right(starts, member.start)
        if following > 1 and starts[following - 2] == member.start:  # several begin there
            if member.start in met:
                member = replace(member, end=member.start)  # which is refused when it is opened
            met.add(member.start)
        yield member


def _list_in(archive: BinaryIO) -> _List:
    size = archive.seek(0, 2)
    start = max(0, size - _END.size - _LONGEST_COMMENT)
    archive.seek(start)
    tail = archive.read()
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile("it has no list of members; it may be cut off")
    _, _, count, size, offset, _ = _END.unpack_from(tail, at)
    end = start + at
    if end >= _LOCATOR.size:
        archive.seek(end - _LOCATOR.size)
        sign, _ = _LOCATOR.unpack(archive.read(_LOCATOR.size))
        if sign == _LOCATOR_SIGN:
            end -= _LOCATOR.size + 56
            archive.seek(max(0, end))
            _, _, count, size, offset = _unpacked(_WIDE_END, archive, _WIDE_END_SIGN, "its list")
    before = end - size - offset
    if before < 0:
        raise zipfile.BadZipFile("its list of members is damaged")
    return _List(end - size, size, count, before)


def _entries(archive: BinaryIO, told: _List) -> Iterator[tuple[tuple[int, ...], bytes]]:
    """Yield the entries of the list, each with its name and the fields behind it."""
    archive.seek(told.start)
    count, left = 0, told.size
    while left > 0:
        entry = _unpacked(_ENTRY, archive, _ENTRY_SIGN, "its list of members")
        behind = sum(entry[7:10])
        names = archive.read(behind)
        if len(names) < behind:
            raise zipfile.BadZipFile("its list of members is cut off")
        left -= _ENTRY.size + behind
        count += 1
        yield entry, names
    if (count - told.number) & 0xFFFF:  # more than that many are not counted in old archives
        raise zipfile.BadZipFile(f"its list names {count} of {told.number} members")


def _unpacked(kind: struct.Struct, archive: BinaryIO, sign: bytes, what: str) -> tuple[int, ...]:
    raw = archive.read(kind.size)
    if len(raw) < kind.size or not raw.startswith(sign):
        raise zipfile.BadZipFile(f"{what} is damaged or cut off")
    return kind.unpack(raw)


def _member(entry: tuple[int, ...], names: bytes, told: _List, starts: "array[int]") -> ZipMember:
    system, flags, method, checksum, packed, size, length, extra = entry[1:9]
    name, start = names[:length], entry[11]
    mode = entry[10] >> 16 if system == _UNIX else 0
    for kind, value in _extra_fields(names[length : length + extra]):
        if kind == _UNICODE_NAME and len(value) > 5 and value[0] == 1:
            name = value[5:]
        elif kind == _WIDE:
            wide = iter(value[at : at + 8] for at in range(0, len(value) - 7, 8))
            size, packed, start = (
                int.from_bytes(next(wide, b""), "little") if short == _NOT_HERE else short
                for short in (size, packed, start)
            )
    start += told.before
    following = bisect_right(starts, start)
    end = starts[following] if following < len(starts) else told.start
    name = name.partition(b"\0")[0]
    return ZipMember(name, start, end, packed, size, checksum, method, flags, mode)


def _extra_fields(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(raw):
        kind, length = struct.unpack_from("<HH", raw, at)
        yield kind, raw[at + 4 : at + 4 + length]
        at += 4 + length
