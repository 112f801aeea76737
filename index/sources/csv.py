"""``csv``: a header row, then one article a row, fields of :mod:`index.sources.records`.

Several datelines or agencies stand in one cell, separated by ``;`` or ``؛``.
"""

import csv
import re
from collections.abc import Iterator

from index.article import Article
from index.sources.decoding import damaged, lines
from index.sources.reading import InputFile, Problem
from index.sources.records import SEVERAL, Records, known

# Bodies are longer than the 131,072 characters that the module allows by itself; the greatest
# limit that a C long holds everywhere.
csv.field_size_limit(2**31 - 1)

_SEPARATOR = re.compile("[;؛]")


def read(file: InputFile) -> Iterator[Article | Problem]:
    """The articles of a table; a row that is broken costs no other row.

    Args:
        file: comma-separated, quoted with ``"``, UTF-8 or UTF-16 with a mark.

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
            header = [name.strip().lower() for name in row]
            problem = _header_problem(file, header, line)
            if problem:
                yield problem
                return
            yield from records.unknown(dict.fromkeys(filter(None, header)), line)
        elif len(row) > len(header):
            message = f"{len(row)} cells in a table of {len(header)} columns; quote the commas"
            yield Problem("broken", file.name, message, line=line)
        else:
            yield from records.read(_values(header, row), line)
    if header is None:
        yield Problem("broken", file.name, f"no header row; columns: {known()}", line=1)


def _rows(file: InputFile) -> Iterator[tuple[int, list[str] | Problem]]:
    """Each row that has cells, with the line it starts on, or what is wrong with it."""
    # strict: without it a quote that is never closed swallows the rest of the file in silence.
    reader = csv.reader(lines(file), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Problem("broken", file.name, f"broken row: {error}", line=line)
            continue
        if any(map(damaged, row)):
            message = "bytes that are not UTF-8; save the table as UTF-8"
            yield line, Problem("unreadable", file.name, message, line=line)
        elif row:
            yield line, row


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
            cells[name] = _SEPARATOR.split(cell) if name in SEVERAL else cell
    return cells
