"""The tables of words and names that stand beside the code: rows of cells parted by tabs.

Empty lines and lines that begin with ``#`` are comments. The head of each file says in comments
what its columns hold, so an editor needs no code to add a line.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.errors import TableError

_COMMENT = "#"
_TAB = "\t"


class Row(NamedTuple):
    """A line of a table.

    Attributes:
        line: its number in the file, from 1.
        cells: one a column, in the order of the columns; empty where nothing stands there.
    """

    line: int
    cells: tuple[str, ...]


def read(
    path: Path, columns: Sequence[str], *, filled: Sequence[str] = (), optional: int = 0
) -> Iterator[Row]:
    """Read a table, line by line, without its comments.

    Args:
        path: the file, in UTF-8.
        columns: the names of its columns, in order.
        filled: the columns that hold something in every line; the first always does.
        optional: how many of the last columns a line may leave out; their cells are empty then.

    Yields:
        The rows in their order; each has as many cells as there are columns.

    Raises:
        TableError: a line has too few or too many columns, or nothing in a column that must be
            filled. The message names the file, the line and the column.
    """
    least, most = len(columns) - optional, len(columns)
    must = [at for at, column in enumerate(columns) if at == 0 or column in filled]
    for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not text or text.startswith(_COMMENT):
            continue
        cells = text.split(_TAB)
        if not least <= len(cells) <= most:
            wanted = f"{least} to {most}" if optional else f"{most}"
            what = f"{len(cells)} columns, not {wanted}; part these by tabs: {', '.join(columns)}"
            raise error_at(path, line, what)
        for at in must:
            if not cells[at]:
                what = f"nothing in the column {columns[at]!r}; fill it or drop the line"
                raise error_at(path, line, what)
        cells += [""] * (most - len(cells))
        yield Row(line, tuple(cells))


def several(cell: str, separator: str = "|") -> tuple[str, ...]:
    """Return what stands in a cell that holds several values; none where it is empty."""
    return tuple(filter(None, cell.split(separator)))


def error_at(path: Path, line: int, what: str) -> TableError:
    """Return the error to raise for a line of a table that cannot be used.

    Args:
        path: the file.
        line: the number of the line, from 1.
        what: what is the matter, and what to do.
    """
    return TableError(f"{path}, line {line}: {what}")
