"""What files are that Fihris does not read, by their first bytes or their name, and the way out."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from index import tables
from index.sources.files.encodings import marked, wide_without_mark

TABLE = Path(__file__).with_name("foreign_kinds.tsv")
_COLUMNS = ("what", "signs", "suffixes", "way")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of files that Fihris does not read.

    Attributes:
        what: completes "this is".
        signs: of its first bytes.
        suffixes: of its names, with their dot.
        way: what to do instead.
    """

    what: str
    signs: re.Pattern[bytes]
    suffixes: frozenset[str]
    way: str

    def __str__(self) -> str:
        return f"this is {self.what}, which is not read; {self.way}"


def read_kinds(path: Path = TABLE) -> tuple[Kind, ...]:
    """Read the table of kinds.

    Raises:
        TableError: a line has not the right columns, or signs that are no regular expression.
    """
    found = []
    for line, (what, signs, suffixes, way) in tables.read(path, _COLUMNS, filled=("signs", "way")):
        try:
            pattern = re.compile(signs.encode("ascii"), re.S)
        except (re.error, UnicodeError) as error:
            raise tables.error_at(path, line, f"signs that cannot be read: {error}") from error
        found.append(Kind(what, pattern, frozenset(f".{one}" for one in suffixes.split()), way))
    return tuple(found)


_kinds = cache(read_kinds)


@cache
def _any_signs() -> re.Pattern[bytes]:
    """Return what most files do not match, so that they are compared once."""
    return re.compile(b"|".join(b"(?:%b)" % kind.signs.pattern for kind in _kinds()), re.S)


def by_signs(head: bytes) -> Kind | None:
    """Return the kind of a file by its first bytes."""
    if not _any_signs().match(head):
        return None
    return next((kind for kind in _kinds() if kind.signs.match(head)), None)


def by_suffix(name: str) -> Kind | None:
    """Return the kind of a file by the suffix of its name."""
    suffix = PurePosixPath(name).suffix.lower()
    return next((kind for kind in _kinds() if suffix in kind.suffixes), None) if suffix else None


def is_binary(head: bytes) -> bool:
    """Tell whether these first bytes of a file are no text in any encoding."""
    if marked(head) or wide_without_mark(head):
        return False
    return len(_CONTROL.findall(head)) * 20 > len(head)
