"""The rows of a text table, one by one; a damaged row costs itself alone."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from index.limits import DEFAULTS, SourceLimits, too_long
from index.sources.files.decoding import Overlong
from index.sources.tables.dialects import NOTHING, Dialect, unwrapped

# Bodies are longer than the 131,072 characters that the module allows by itself; the greatest
# limit that a C long holds everywhere.
csv.field_size_limit(2**31 - 1)

#: No row has as many lines: there, a quote was not closed.
_TOO_MANY_LINES = 2_000
_PART = "this is no whole row; it may belong to the broken row above"
#: Stands for a carriage return inside a cell: the csv module takes that for the end of the row.
_LINE_SEPARATOR = "\u2028"


class Rows:
    """The rows of a table with the lines they start on; what is broken is a text that says why.

    A quote that is never closed takes all that follows into its row, so after a broken row its
    second line starts a row again.
    """

    def __init__(
        self,
        source: Iterable[str],
        dialect: Dialect,
        number: int = 1,
        limits: SourceLimits = DEFAULTS,
    ) -> None:
        """Take the lines, with their ends, from the line of this number on."""
        lines = iter(source)
        if dialect.escape:
            lines = _without_nulls(lines, dialect.separator)
        self._source = _unwrapped(lines) if dialect.wrapped else lines
        self._dialect = dialect
        self._ahead: deque[str] = deque()
        self._taken: list[str] = []
        self._number = number
        self._limits = limits
        self._size = 0

    def __iter__(self) -> Iterator[tuple[int, list[str] | str]]:
        """Yield the rows that have cells, each with the line it starts on."""
        width = self._dialect.width
        below_broken = False
        reader = self._reader(self._dialect)
        while True:
            if self._is_overlong():
                yield self._number, Overlong(too_long("the row", self._limits))
                self._step(1)
                continue
            row, error = self._next(reader)
            if row is None and not error:
                return
            if row is None:
                row = self._read_otherwise()
                reader = self._reader(self._dialect)
            if row is None:
                yield self._number, error
                below_broken = True
                self._step(1)
                continue
            if below_broken and row and (len(row) < width or self._ends_a_quote(row)):
                yield self._number, _PART
            elif row:
                yield self._number, row
                below_broken = False
            self._step(len(self._taken))

    def _ends_a_quote(self, row: list[str]) -> bool:
        """Tell whether a row begins inside of a quoted cell, so that it closes it in its midst."""
        return any(cell.count(self._dialect.quote) % 2 for cell in row)

    def _next(self, reader: Iterator[list[str]]) -> tuple[list[str] | None, str]:
        try:
            row = next(reader)
        except StopIteration:
            return None, ""
        except csv.Error as error:
            return None, f"broken row: {error}; look at its quotes"
        width = self._dialect.width
        if len(row) > width > 1 and len(self._taken) > 1 and any(row[width:]):
            return None, f"{len(row)} cells in a table of {width} columns; look at its quotes"
        return row, ""

    def _reader(self, dialect: Dialect) -> Iterator[list[str]]:
        return dialect.reader(self._lines_of_a_row())

    def _lines_of_a_row(self) -> Iterator[str]:
        """Yield lines, as many as a row asks for, kept as those that were taken."""
        most = self._limits.record_bytes
        while len(self._taken) < _TOO_MANY_LINES and self._size <= most:
            line = self._ahead.popleft() if self._ahead else next(self._source, None)
            if line is None:
                return
            if isinstance(line, Overlong):
                self._ahead.appendleft(line)
                return
            self._taken.append(line)
            self._size += len(line)
            yield line

    def _is_overlong(self) -> bool:
        """Tell whether the next line is one that is not held; it is taken then."""
        line = self._ahead.popleft() if self._ahead else next(self._source, None)
        if isinstance(line, Overlong):
            self._taken.append(line)
            return True
        if line is not None:
            self._ahead.appendleft(line)
        return False

    def _step(self, lines: int) -> None:
        """Go on behind so many of the lines that were taken."""
        self._number += lines
        self._give_back(lines)

    def _give_back(self, behind: int) -> None:
        self._ahead.extendleft(reversed(self._taken[behind:]))
        self._taken.clear()
        self._size = 0

    def _read_otherwise(self) -> list[str] | None:
        """Return the row as it reads with backslashes before quotes, or with quotes as text."""
        width = self._dialect.width
        if not self._dialect.escape and any("\\" in line for line in self._taken):
            self._give_back(0)
            row, _ = self._next(self._reader(replace(self._dialect, escape="\\")))
            if row is not None and len(row) == width:
                return row
        row = _with_bare_quotes(self._taken[0], self._dialect) if self._taken else None
        if row is not None:
            self._ahead.extendleft(reversed(self._taken[1:]))
            del self._taken[1:]
        return row


def _with_bare_quotes(line: str, dialect: Dialect) -> list[str] | None:
    """Return the cells of a line whose quotes are part of the text, if it has all its cells."""
    quote = dialect.quote
    reader = csv.reader([line.rstrip("\r\n")], delimiter=dialect.separator, quoting=csv.QUOTE_NONE)
    cells = next(reader, [])
    if len(cells) != dialect.width or any(cell.count(quote) % 2 for cell in cells):
        return None
    return [_unquoted(cell.strip(), quote) for cell in cells]


def _unquoted(cell: str, quote: str) -> str:
    """Return a cell without the quotes around all of it, where the first inside opens another."""
    if len(cell) < 2 or not (cell.startswith(quote) and cell.endswith(quote)):
        return cell
    inner = cell[1:-1]
    first = inner.find(quote)
    opens = first < 1 or not inner[first - 1].isalnum()
    return inner.replace(quote * 2, quote) if opens else cell


def whole_lines(lines: Iterator[str], most: int) -> Iterator[str]:
    """Yield the lines of a table; a lone carriage return does not end them, if the first has none.

    Args:
        lines: with their ends.
        most: letters of a line.
    """
    first = next(lines, None)
    if first is None:
        return
    if first.endswith("\r"):  # an old Macintosh ended its lines so
        yield first
        yield from lines
        return
    for line in chain([first], lines):
        if not line.endswith("\r"):
            yield line
            continue
        parts, length = [line], len(line)
        while parts[-1].endswith("\r") and (following := next(lines, None)) is not None:
            length += len(following)
            parts.append(following)
            if length > most or isinstance(following, Overlong):
                parts = parts[-1:]
        if length > most or any(isinstance(part, Overlong) for part in parts):
            yield Overlong("\n")
            continue
        last = parts.pop() if len(parts) > 1 else ""
        yield "".join(part.rstrip("\r") + _LINE_SEPARATOR for part in parts) + last


def _without_nulls(lines: Iterator[str], separator: str) -> Iterator[str]:
    """Yield lines without the ``\\N`` of a database, which would be an escaped N."""
    sign = re.escape(separator)
    null = re.compile(rf'(?:(?<={sign})|\A)"?\\N"?(?={sign}|\r?\n|\Z)')
    return (null.sub("", line) if "\\N" in line else line for line in lines)


def _unwrapped(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines that are written in one quoted cell a row."""
    passed_over: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            if isinstance(line, Overlong):
                passed_over.append(line)
            yield line

    for row in Dialect(NOTHING).reader(noted(), strict=False):
        yield from unwrapped(row)
        yield from passed_over
        passed_over.clear()
