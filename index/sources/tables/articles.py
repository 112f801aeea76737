"""From the rows of any table to articles: header, columns, cells, and what is told of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from index.article import Article
from index.sources.files.decoding import Overlong
from index.sources.reading import InputFile, Problem, Reason, Recognition
from index.sources.records.fields import SEVERAL, Records
from index.sources.tables import cells, headers, telling
from index.sources.tables.headers import Header
from index.sources.tables.names import Names, shown
from index.sources.tables.telling import Row

#: How many rows are looked at before the first article is made of them.
LOOK_AHEAD = 1_000
_MOST_LETTERS = 32 << 20
#: A row that was torn into more parts is not put together.
_MOST_PARTS = 200
_LONGEST_NAME = 40
_LONGEST_URL = 500
_DIGIT, _ADDRESS = re.compile(r"\d"), re.compile(r"\A\s*https?://")
_TORN = "too few cells: a line break stands outside quotes here; quote the cell that has it"


def read(
    file: InputFile,
    open_rows: Callable[[], Iterator[Row]],
    day_of: Callable[[str], str | None] | None = None,
) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of a table; a row that is broken costs no other row.

    Args:
        file: what is named in problems.
        open_rows: opens the rows from the start.
        day_of: turns the number of a day, as workbooks count, into a date; ``None`` for others.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    rows = open_rows()
    ahead, is_whole = _ahead(rows)
    names = Names(file.mapping)
    sound = [(at, row) for at, (_, row) in enumerate(ahead) if isinstance(row, list) and any(row)]
    table = [row for _, row in sound]
    at = headers.place(table, names) if table else None
    if at is None and (long := next((one for one in ahead if isinstance(one[1], Overlong)), None)):
        yield Problem("too_large", file.name, str(long[1]), line=long[0])
        return
    if at is None:
        yield Problem("broken", file.name, telling.no_header(table), line=_line(ahead, sound, 0))
        return
    header = headers.understood(at, table, names, whole=is_whole)
    line = _line(ahead, sound, max(at, 0))
    wrong = telling.cannot_be_used(header, table, names)
    if wrong:
        yield Problem("broken", file.name, wrong, line=line)
        return
    started = sound[at][0] + 1 if at >= 0 else 0
    if started < len(ahead) and not _any_text(header, ahead[started:]):
        if not _any_text(header, rows):
            yield Problem("broken", file.name, telling.no_text(header, table), line=line)
            return
        rows = islice(open_rows(), len(ahead), None)
    yield from telling.told(file, header, table, ahead[:started])
    reading = _Reading(file, names, header, table[at + 1 :])
    if day_of and (number := _numbered_days(header, table[at + 1 :], day_of)):
        reading.day_of = day_of
        message = f"numbers such as {number} in {_published(header)!r} are days as workbooks count"
        yield Recognition(file.name, message)
    yield from reading.articles(chain(ahead[started:], rows))


def _ahead(rows: Iterator[Row]) -> tuple[list[Row], bool]:
    """Return the first rows, and whether there are no others."""
    ahead: list[Row] = []
    letters = 0
    for line, row in rows:
        ahead.append((line, row))
        letters += sum(map(len, row))
        if len(ahead) >= LOOK_AHEAD or letters > _MOST_LETTERS:
            return ahead, False
    return ahead, True


@dataclass
class _Reading:
    """Reads the rows below a header, and counts what is told at the end."""

    file: InputFile
    names: Names
    header: Header
    first: list[list[str]]
    day_of: Callable[[str], str | None] | None = None
    rows: int = 0
    bare: int = 0
    first_bare: int = 0

    def articles(self, rows: Iterator[Row]) -> Iterator[Article | Problem | Recognition]:
        records = self._records()
        records.look_ahead(self._values(row) for row in self.first)
        for line, row in self._without_torn(rows):
            if isinstance(row, str):
                reason: Reason = "too_large" if isinstance(row, Overlong) else "broken"
                yield Problem(reason, self.file.name, row, line=line)
            elif self._is_header(row):
                yield from self._header_again(line, row)
                yield from (one for one in records.rest() if isinstance(one, Problem))
                records = self._records()
            elif wrong := self._wrong(line, row):
                yield wrong
            elif any(row):
                values = self._values(cells.with_plain_line_ends(row))
                for found in records.read(values, line):
                    if isinstance(found, Article):
                        self._count(found, line)
                    yield found
        yield from (one for one in records.rest() if isinstance(one, Problem))
        yield from self._rows_without_text()

    def _records(self) -> Records:
        pairs = ((name, field) for name, field, _ in self.header.keys)
        return Records(replace(self.file, mapping=tuple(pairs)))

    def _count(self, article: Article, line: int) -> None:
        self.rows += 1
        if not article.body:
            self.first_bare = self.first_bare or line
            self.bare += 1

    def _without_torn(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows, those apart that a line break outside of quotes tore into several."""
        held: list[tuple[int, list[str]]] = []
        for line, row in rows:
            if isinstance(row, list) and 0 < len(row) < len(self.header.names):
                held.append((line, row))
                width = sum(len(part) - 1 for _, part in held) + 1
                if width < len(self.header.names) and len(held) < _MOST_PARTS:
                    continue
                is_torn = self._make_one([part for _, part in held])
                yield from ((number, _TORN if is_torn else part) for number, part in held)
                held.clear()
                continue
            if held:
                yield from held
                held.clear()
            yield line, row
        yield from held

    def _make_one(self, parts: list[list[str]]) -> bool:
        """Tell whether short rows make a whole one, with day or address where none has it alone."""
        if len(parts) < 2 or sum(map(len, parts)) - len(parts) + 1 != len(self.header.names):
            return False
        whole = parts[0]
        for part in parts[1:]:
            whole = [*whole[:-1], whole[-1] + part[0], *part[1:]]
        return self._has_day_or_address(whole) and not any(map(self._has_day_or_address, parts))

    def _has_day_or_address(self, row: list[str]) -> bool:
        for name, sign in (("published", _DIGIT), ("url", _ADDRESS)):
            for at in self.header.fields.get(name, ())[:1]:
                if at < len(row) and len(row[at]) < _LONGEST_URL and sign.search(row[at]):
                    return True
        return False

    def _wrong(self, line: int, row: list[str]) -> Problem | None:
        width = len(self.header.names)
        if cells.is_damaged(row):
            message = "bytes that are not UTF-8; save the table as UTF-8"
            return Problem("unreadable", self.file.name, message, line=line)
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            message = f"{len(row)} cells in a table of {width} columns; quote the separators"
            return Problem("broken", self.file.name, message, line=line)
        if len(row) <= self.header.body and any(row):
            message = (
                f"{len(row)} cells in a table of {width} columns: the row ends before "
                f"{self.header.names[self.header.body]!r}; a line break may stand outside quotes"
            )
            return Problem("broken", self.file.name, message, line=line)
        return None

    def _is_header(self, row: Sequence[str]) -> bool:
        at = self.header.body
        if at >= len(row) or len(row[at]) > _LONGEST_NAME:
            return False
        return self.header.stands_again(row)

    def _header_again(self, line: int, row: list[str]) -> Iterator[Problem | Recognition]:
        """Take a header that stands again, as in files that were joined, with its own columns."""
        yield Recognition(self.file.name, f"the header stands again in line {line}")
        if not self.header.has_same_places(row):
            self.header = headers.understood(0, [row], self.names, whole=False)
            columns = headers.columns(self.header.names, [])
            yield from telling.left_out(self.file, self.header, columns, line)

    def _values(self, row: list[str]) -> dict[str, object]:
        values: dict[str, object] = {}
        for name, field, at in self.header.keys:
            if at < len(row) and (cell := cells.held(row[at])):
                values[name] = self._value(field, cell)
        return values

    def _value(self, name: str, cell: str) -> object:
        if name == "published" and self.day_of:
            return self.day_of(cell) or cell
        return cells.values(cell, several=name in SEVERAL)

    def _rows_without_text(self) -> Iterator[Problem]:
        if self.bare:
            name = self.header.names[self.header.body]
            message = (
                f"{name!r} is empty in {self.bare} of {self.rows} rows, this one first; "
                "what else they hold is indexed"
            )
            yield Problem("no_body", self.file.name, message, line=self.first_bare)


def _any_text(header: Header, rows: Iterable[Row]) -> bool:
    at, name = header.body, header.names[header.body]
    return any(
        isinstance(row, list) and at < len(row) and cells.held(row[at]) and shown(row[at]) != name
        for _, row in rows
    )


def _published(header: Header) -> str:
    return header.names[header.fields["published"][0]]


def _numbered_days(
    header: Header, rows: list[list[str]], day_of: Callable[[str], str | None]
) -> str | None:
    """Return the first number of the column of days, if all its numbers can be days."""
    if "published" not in header.fields:
        return None
    (column,) = headers.columns(
        [""], [row[at : at + 1] for row in rows for at in header.fields["published"][:1]]
    )
    numbers = [cell for cell in column.cells if cell.replace(".", "", 1).isdecimal()]
    return numbers[0] if numbers and all(map(day_of, numbers)) else None


def _line(ahead: list[Row], sound: list[tuple[int, list[str]]], at: int) -> int:
    return ahead[sound[at][0]][0] if sound else 1
