"""Arrays in a file: written one behind the other, mapped into memory and read as they lie.

A file is eight bytes that say what it is, the arrays, a directory of them in JSON, and sixteen
bytes with the directory's place and length. Numbers are little-endian; every array begins at a
multiple of 64 bytes, so that whole vectors can be read from it.
"""

import io
import json
import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]

_MAGIC = b"FIHRIS1\n"
_ALIGNMENT = 64
_END = np.dtype("<u8")
_KINDS = "iuf"

# What reading a directory of any other form raises.
_GARBLED = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)


class ArrayWriter:
    """Writes a file of arrays; a context manager."""

    def __init__(self, path: Path | BinaryIO) -> None:
        """
        Args:
            path: of the file; or what is written to instead, which is left open.
        """
        self._owned = isinstance(path, Path)
        self._file: BinaryIO = path.open("wb") if isinstance(path, Path) else path
        self._file.write(_MAGIC)
        self._at = len(_MAGIC)
        self._directory: dict[str, tuple[str, int, int]] = {}

    def __enter__(self) -> "ArrayWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self.discard()

    def add(self, name: str, array: Array) -> None:
        """Write an array of one dimension."""
        self.begin(name, array.dtype)
        self.append(array)

    def begin(self, name: str, dtype: DTypeLike) -> None:
        """Begin an array that comes in parts, by :meth:`append`, until the next one begins."""
        self._write(b"\0" * (-self._at % _ALIGNMENT))
        self._directory[name] = (np.dtype(dtype).newbyteorder("<").str, self._at, 0)

    def append(self, part: Array | bytes) -> None:
        """Write a part of the array that was begun last; bytes are taken as they are."""
        name = next(reversed(self._directory))
        kind, start, count = self._directory[name]
        dtype = np.dtype(kind)
        if isinstance(part, bytes):
            written = part
        else:
            written = np.ascontiguousarray(part, dtype=dtype).tobytes()
        self._directory[name] = (kind, start, count + len(written) // dtype.itemsize)
        self._write(written)

    def close(self) -> None:
        """Write the directory and close the file."""
        if self._file.closed:
            return
        directory = json.dumps(self._directory).encode()
        place = np.array([self._at, len(directory)], dtype=_END)
        self._write(directory + place.tobytes())
        self.discard()

    def discard(self) -> None:
        """Close the file as it is."""
        if self._owned:
            self._file.close()

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._at += len(content)


#: Makes sure that the bytes of a file from one place to before another are as they should be.
Compare = Callable[[int, int], None]


def _trusted(first: int, end: int) -> None:
    """Compare nothing."""


@dataclass(frozen=True, slots=True)
class CheckedArray:
    """An array whose parts are compared when they are asked for."""

    array: Array
    first: int
    compare: Compare

    def between(self, begin: int, end: int) -> Array:
        """Return a part of the array, from one place to before another."""
        size = self.array.itemsize
        self.compare(self.first + begin * size, self.first + end * size)
        return self.array[begin:end]

    def __len__(self) -> int:
        return len(self.array)


class MappedArrays(Mapping[str, Array]):
    """The arrays of a file by name; each is compared as a whole when it is asked for."""

    def __init__(self, content: bytes | mmap.mmap, compare: Compare = _trusted) -> None:
        """
        Args:
            content: of the file.
            compare: called before anything of it is used.

        Raises:
            ValueError: it is not that of such a file.
        """
        self._compare = compare
        self._places = _directory(content, compare)
        try:
            self._arrays = {name: _array(content, *place) for name, place in self._places.items()}
        except _GARBLED as error:
            raise ValueError(f"its directory cannot be read ({error})") from error

    def __getitem__(self, name: str) -> Array:
        array = self._arrays[name]
        first = self._places[name][1]
        self._compare(first, first + array.nbytes)
        return array

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def in_parts(self, name: str) -> CheckedArray:
        """Return an array that is compared part by part."""
        return CheckedArray(self._arrays[name], self._places[name][1], self._compare)


def map_arrays(path: Path, compared: Callable[[memoryview], Compare] | None = None) -> MappedArrays:
    """Map the arrays of a file into memory; nothing of them is read yet.

    Args:
        path: a file that :class:`ArrayWriter` wrote.
        compared: gives for its content what is called before any part of it is used.

    Returns:
        The arrays by name, none of which can be written to. The file may be removed meanwhile, but
        not cut: the system ends a process that reads where a mapped file has no content any more.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not such a file.
    """
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return MappedArrays(content, compared(memoryview(content)) if compared else _trusted)


def read_arrays(
    path: Path, compared: Callable[[memoryview], Compare] | None = None
) -> MappedArrays:
    """Read a file of arrays into memory: whatever is done to it later touches nothing here.

    Args, returns and raises as :func:`map_arrays`.
    """
    content = path.read_bytes()
    return MappedArrays(content, compared(memoryview(content)) if compared else _trusted)


def packed(arrays: Mapping[str, Array]) -> bytes:
    """Return the content of a file that holds arrays of one dimension."""
    file = io.BytesIO()
    with ArrayWriter(file) as writer:
        for name, array in arrays.items():
            writer.add(name, array)
    return file.getvalue()


def unpacked(content: bytes) -> MappedArrays:
    """Return the arrays of the content of a file; they are views of it.

    Raises:
        ValueError: it is not that of such a file.
    """
    return MappedArrays(content)


def _directory(content: bytes | mmap.mmap, compare: Compare) -> dict[str, tuple[str, int, int]]:
    compare(0, min(len(_MAGIC), len(content)))
    if content[: len(_MAGIC)] != _MAGIC:
        raise ValueError("is no file of arrays")
    place = len(content) - 2 * _END.itemsize
    try:
        compare(max(0, place), len(content))
        start, length = np.frombuffer(content[max(0, place) :], dtype=_END).tolist()
        compare(start, min(start + length, len(content)))
        directory = json.loads(content[start : start + length])
        return {name: (kind, start, count) for name, (kind, start, count) in directory.items()}
    except _GARBLED as error:
        raise ValueError(f"its directory cannot be read ({error})") from error


def _array(content: bytes | mmap.mmap, kind: Any, start: Any, count: Any) -> Array:
    dtype = np.dtype(str(kind))
    if dtype.kind not in _KINDS or count < 0:
        raise ValueError("an array holds no numbers")
    return np.frombuffer(content, dtype=dtype, count=count, offset=start)


def only(arrays: Mapping[str, Array], names: Iterable[str]) -> dict[str, Array]:
    """Return the arrays of some names.

    Raises:
        ValueError: one is missing.
    """
    found = {}
    for name in names:
        if name not in arrays:
            raise ValueError(f"{name!r} is missing")
        found[name] = arrays[name]
    return found


def narrow(array: Array) -> Array:
    """Return numbers from 0 on in the narrowest type that holds them all.

    Args:
        array: whole numbers, none below 0.
    """
    return array.astype(width_of(int(array.max(initial=0))), copy=False)


def width_of(most: int) -> np.dtype[Any]:
    """Return the narrowest type for whole numbers from 0 to ``most``."""
    return np.min_scalar_type(most)
