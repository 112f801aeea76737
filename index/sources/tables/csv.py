"""``csv``: a header row, then one article a row, fields of :mod:`index.sources.records.fields`.

Cells are separated by commas, semicolons or tabs, whichever gives the header row most fields.
Several datelines or agencies stand in one cell, separated by ``;`` or ``؛``.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator

from index.article import Article
from index.sources.files.decoding import damaged, lines
from index.sources.reading import InputFile, Problem
from index.sources.records.fields import FIELDS, SEVERAL, Records, known

# Bodies are longer than the 131,072 characters that the module allows by itself; the greatest
# limit that a C long holds everywhere.
csv.field_size_limit(2**31 - 1)

_SEPARATORS = ",;\t"
_SEPARATOR_IN_CELL = re.compile("[;؛]")
#: No row has as many lines: there, a quote was not closed.
_TOO_MANY_LINES = 2_000


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the articles of a table; a row that is broken costs no other row.

    Args:
        file: quoted with ``"``, UTF-8 or UTF-16 with a mark.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    records = Records(file)
    header: list[str] | None = None
    for line, row in _rows(file):
        if isinstance(row, Problem):
            yield row
        elif header is None:
            header = _names(row)
            problem = _header_problem(file, header, line)
            if problem:
                yield problem
                return
            yield from records.unknown(dict.fromkeys(filter(None, header)), line)
        elif len(row) > len(header):
            message = f"{len(row)} cells in a table of {len(header)} columns; quote the separators"
            yield Problem("broken", file.name, message, line=line)
        else:
            yield from records.read(_values(header, row), line)
    if header is None:
        yield Problem("broken", file.name, f"no header row; columns: {known()}", line=1)


def _rows(file: InputFile) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield each row that has cells, with the line it starts on, or what is wrong with it."""
    width = 0
    after_broken = False
    for line, row in _parsed(lines(file)):
        if isinstance(row, csv.Error):
            after_broken = True
            message = f"broken row: {row}; look at its quotes"
            yield line, Problem("broken", file.name, message, line=line)
        elif after_broken and len(row) < width:
            message = "too few cells; this may belong to the broken row above"
            yield line, Problem("broken", file.name, message, line=line)
        elif any(map(damaged, row)):
            message = "bytes that are not UTF-8; save the table as UTF-8"
            yield line, Problem("unreadable", file.name, message, line=line)
        else:
            width, after_broken = width or len(row), False
            yield line, row


def _parsed(source: Iterator[str]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield each row with the line it starts on; after a broken one, its second line starts a row.

    For a quote that is never closed takes all that follows into its row.
    """
    ahead = _first(source)
    separator = _separator(ahead)
    number = 1
    while True:
        taken: list[str] = []
        reader = csv.reader(_taken(ahead, source, taken), delimiter=separator, strict=True)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error
            ahead.extendleft(reversed(taken[1:]))
            number += 1
            continue
        if row:
            yield number, row
        number += len(taken)


def _first(source: Iterator[str]) -> deque[str]:
    """Return the lines up to the first that is not blank."""
    found: deque[str] = deque()
    for line in source:
        found.append(line)
        if line.strip():
            break
    return found


def _separator(first: deque[str]) -> str:
    def fields(separator: str) -> int:
        names = next(csv.reader(list(first)[-1:], delimiter=separator), [])
        return len(set(FIELDS).intersection(_names(names)))

    return max(_SEPARATORS, key=fields)


def _taken(ahead: deque[str], source: Iterator[str], taken: list[str]) -> Iterator[str]:
    """Yield lines for one row, as many as it asks for, kept in ``taken`` too."""
    while len(taken) < _TOO_MANY_LINES:
        line = ahead.popleft() if ahead else next(source, None)
        if line is None:
            return
        taken.append(line)
        yield line


def _names(row: list[str]) -> list[str]:
    return [name.strip().lower() for name in row]


def _header_problem(file: InputFile, header: list[str], line: int) -> Problem | None:
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        message = f"two columns are called {twice[0]!r}; keep one of them"
    elif "title" not in header and "body" not in header:
        message = f"no column 'title' or 'body' in the header row; known columns: {known()}"
    else:
        return None
    return Problem("broken", file.name, message, line=line)


def _values(header: list[str], row: list[str]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for name, cell in zip(header, row, strict=False):
        if name:
            cells[name] = _SEPARATOR_IN_CELL.split(cell) if name in SEVERAL else cell
    return cells
