"""Groups of related words, as they are written in tables and in a file of the editor's.

A group a line: ``a = b = c`` stand for each other; with ``a = b => c = d`` whoever types one of the
first is given the others as well. A member has one to six words, in the form of a dictionary.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.analysis import folded_words
from index.errors import TableError
from index.tables import error_at

TABLES = Path(__file__).with_name("tables")

#: Words of a member at most.
MOST_WORDS = 6

_COMMENT = "#"
_SAME = "="
_ONE_WAY = "=>"


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand for each other, or one way.

    Attributes:
        typed: what somebody may type, and
        sought: what is looked for then; of both directions the same members.
        source: the name of the table that it stands in.
    """

    typed: tuple[str, ...]
    sought: tuple[str, ...]
    source: str


def read_groups(path: Path) -> Iterator[Group]:
    """Read the groups of a file, in their order.

    Raises:
        TableError: it cannot be read, or a line is no group; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(text.split("\n"), 1):
        written = line.partition(_COMMENT)[0].strip()
        if written:
            yield _group(path, number, written)


@cache
def own_groups() -> tuple[Group, ...]:
    """Return the groups of the tables that stand beside the code.

    Raises:
        TableError: a line is no group.
    """
    return tuple(group for path in sorted(TABLES.glob("*.txt")) for group in read_groups(path))


def _group(path: Path, number: int, written: str) -> Group:
    sides = [_members(path, number, side) for side in written.split(_ONE_WAY)]
    if len(sides) > 2:
        raise error_at(path, number, "=> stands there twice; write what is typed => what is sought")
    if len(sides) == 2:
        return Group(sides[0], sides[1], path.stem)
    if len(sides[0]) < 2:
        raise error_at(path, number, "one member alone; write a = b, or a => b")
    return Group(sides[0], sides[0], path.stem)


def _members(path: Path, number: int, side: str) -> tuple[str, ...]:
    members = tuple(" ".join(member.split()) for member in side.split(_SAME))
    for member in members:
        words = len(folded_words(member))
        if not 1 <= words <= MOST_WORDS:
            what = f"{member!r} has {words} words; a member has 1 to {MOST_WORDS}"
            raise error_at(path, number, what)
    return tuple(dict.fromkeys(members))
