"""What the columns of a table seem to hold, for a message that says how to name them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.sources.records.dates import Unreadable, read_moment
from index.sources.records.left_aside import may_be_no_publication

_URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*\Z")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2} [^\W\d]+ \d{4}")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_LONGEST_DAY = 60
#: The mean length from which on a column holds running text, for certain and if others are
#: shorter by half; and up to which one holds labels.
_RUNNING, _LONG, _LABEL = 80, 40, 30
_FEWEST_ROWS = 5
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: as it stands in the header, or its number from 1 where there is none.
        cells: those of the first rows that are not empty.
    """

    name: str
    cells: Sequence[str]

    @property
    def length(self) -> float:
        """Return the mean length of its cells."""
        return sum(map(len, self.cells)) / len(self.cells) if self.cells else 0

    def __str__(self) -> str:
        start = " ".join(self.cells[0][: 2 * _SHOWN].split())[:_SHOWN] if self.cells else ""
        return f"{self.name!r} («{start}»)" if start else f"{self.name!r} (empty)"


def likely(columns: Sequence[Column], taken: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the fields that columns seem to hold, by the name of the column.

    Args:
        columns: those whose field is not known.
        taken: fields that other columns hold.
    """
    found: dict[str, str] = {}
    left = [column for column in columns if column.cells]

    def take(field: str, fitting: list[Column]) -> None:
        if fitting and field not in taken:
            found[fitting[0].name] = field
            left.remove(fitting[0])

    take("url", [column for column in left if _share(column, _is_url) > 0.8])
    days = [column for column in left if _share(column, _is_day) > 0.8]
    take("published", [column for column in days if not may_be_no_publication(column.name)])
    texts = sorted(left, key=lambda column: -column.length)
    others = texts[1].length if len(texts) > 1 else 0
    least = _LONG if texts and texts[0].length > 1.5 * others else _RUNNING
    take("body", [column for column in texts if column.length >= least])
    titles = [one for one in left if one.length > 12 and _share(one, _is_phrase) > 0.5]
    take("title", sorted(titles, key=lambda column: column.length))
    take("section", [column for column in left if _is_label(column)])
    return found


def _share(column: Column, fits: Callable[[str], bool]) -> float:
    return sum(map(fits, column.cells)) / len(column.cells)


def _is_url(cell: str) -> bool:
    return _URL.match(cell) is not None


def _is_day(cell: str) -> bool:
    if len(cell) > _LONGEST_DAY or not _DIGIT.search(cell) or cell.strip().isdigit():
        return False
    return _DAY.search(cell) is not None or _can_be_read(cell)


def _can_be_read(cell: str) -> bool:
    try:
        read_moment(cell)
    except Unreadable:
        return False
    return True


def _is_phrase(cell: str) -> bool:
    return " " in cell.strip() and not _is_day(cell) and not _is_url(cell)


def _is_label(column: Column) -> bool:
    """Tell whether few short values repeat."""
    words = [cell for cell in column.cells if _LETTER.search(cell)]
    few = len(set(words)) * 2 <= len(words)
    return len(words) >= _FEWEST_ROWS and few and column.length <= _LABEL
