"""What the analyzer works out from its tables and its code, kept in files from start to start.

The files lie where Python keeps compiled modules: in ``__pycache__`` beside this module, or under
``PYTHONPYCACHEPREFIX``. Their names hold a hash of all that decides their content, so that after a
change another file is made, and the one before it goes.
They are text: whatever is in them, reading them runs nothing.

Where a file can be neither read nor written, its content is worked out at every start.
"""

import hashlib
import os
import unicodedata
import zlib
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from index import tables
from index.analysis import stemming

_ROOM = Path(__file__).parent
_SOURCES = (".py", ".tsv", ".txt")
_SUFFIX = ".txt"
_SUM_LENGTH = 8


def kept(name: str, make: Callable[[], str]) -> str:
    """Return what ``make`` gives, out of its file where there is one.

    Safe beside other processes: a file appears as a whole, and one that is damaged is made anew.

    Args:
        name: of the file, without what tells its versions apart.
        make: works the text out, from nothing but the code and the tables of this room.
    """
    path = _path(name)
    text = _read(path) if path else None
    if text is None:
        text = make()
        # Code that was changed beside a running process is not what made the text.
        if path and _sources_hash() == _AT_START:
            with suppress(OSError):
                _write(path, text)
    return text


def _path(name: str) -> Path | None:
    try:
        module = Path(cache_from_source(str(_ROOM / f"{name}.py")))
    except NotImplementedError:  # a Python that keeps no compiled modules
        return None
    return module.with_name(f"{module.stem}-{_AT_START}{_SUFFIX}")


def _sources_hash() -> str:
    """Return a hash of what decides the terms: code, tables, libraries, Python's characters."""
    files = [path for suffix in _SOURCES for path in _ROOM.rglob(f"*{suffix}")]
    ours = sorted(path for path in files if path.parent.name != "__pycache__")
    found = hashlib.sha256()
    for path in (*ours, Path(tables.__file__)):
        found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for given in (stemming.release(), version("pyarabic"), unicodedata.unidata_version):
        found.update(f"{given}\n".encode())
    return found.hexdigest()[:16]


_AT_START = _sources_hash()


def _read(path: Path) -> str | None:
    """Return the text of a file; None where it is missing or damaged."""
    with suppress(OSError, UnicodeDecodeError):
        content = path.read_bytes()
        head, text = content[:_SUM_LENGTH], content[_SUM_LENGTH:]
        if head == _sum(text):
            return text.decode("utf-8")
    return None


def _write(path: Path, text: str) -> None:
    """Put a file in its place in one step, and take away the one that it comes after."""
    content = text.encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(_sum(content) + content)
    beside.replace(path)
    stem = path.name.rpartition("-")[0]
    for older in path.parent.glob(f"{stem}-*{_SUFFIX}"):
        if older != path:
            older.unlink(missing_ok=True)


def _sum(content: bytes) -> bytes:
    return f"{zlib.crc32(content):0{_SUM_LENGTH}x}".encode()
