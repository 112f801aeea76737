"""``csv``: a table of text with a header row, one article a row."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from index.article import Article
from index.sources.files.decoding import lines, start_of
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.tables import articles, dialects
from index.sources.tables.dialects import Dialect
from index.sources.tables.names import Names, shown
from index.sources.tables.rows import Rows, whole_lines
from index.sources.tables.telling import Row

_LONGEST_HEADER = 1000
_FILLED_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
#: One of these is in a header: a name in quotes may hold a line end.
_SEPARATOR = re.compile(r'[\t;|,"=]')
_SEPARATORS = {"\t": "a tab", dialects.NOTHING: "nothing, as there is one column"}


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of a table; a row that is broken costs no other row.

    Args:
        file: UTF-8 or UTF-16 with a mark.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    dialect, above = _dialect(file)

    def open_rows() -> Iterator[Row]:
        return iter(Rows(_lines(file, above), dialect, above + 1, file.limits))

    yield Recognition(file.name, _described(dialect))
    yield from articles.read(file, open_rows)


def is_table(file: InputFile, head: bytes) -> bool:
    """Tell whether a text without a telling suffix is a table: names parted alike, then rows.

    Args:
        file: that may be a table.
        head: its first kilobytes.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: it is in another encoding.
    """
    start = start_of(head)
    line_of_names = _FILLED_LINE.search(start.text) if start else None
    if line_of_names and not _SEPARATOR.search(line_of_names[0]):
        return False
    first = [line for line in islice(lines(file), 20) if line.strip()]
    if len(first) < 2 or len(first[0]) > _LONGEST_HEADER:
        return False
    names = Names(file.mapping)
    separator = dialects.declared(first[0])
    for one in [separator] if separator else "\t;|,":
        header, *rows = Dialect(one).reader(first[1:] if separator else first, strict=False)
        fields = {names.field(shown(cell)) for cell in header}
        if "body" in fields and names.fields_in(header) > 1:
            return any(len(row) == len(header) for row in rows)
    return False


def _dialect(file: InputFile) -> tuple[Dialect, int]:
    """Return the dialect of a file, and how many lines stand above its rows."""
    found = _lines(file)
    above, separator = 0, None
    for line in found:
        if line.strip():
            separator = dialects.declared(line)
            break
        above += 1
    else:
        return Dialect(), 0
    sample = [] if separator else [line]
    length = 0
    for line in chain(islice(found, dialects.SAMPLE_LINES)):
        sample.append(line)
        length += len(line)
        if length > dialects.SAMPLE_LENGTH:
            break
    dialect = dialects.find(sample, Names(file.mapping), separator)
    return dialect, above + (separator is not None)


def _lines(file: InputFile, behind: int = 0) -> Iterator[str]:
    """Yield the lines of a table behind so many of them."""
    return islice(whole_lines(lines(file), file.limits.record_bytes), behind, None)


def _described(dialect: Dialect) -> str:
    separator = _SEPARATORS.get(dialect.separator, f"«{dialect.separator}»")
    told = f"cells parted by {separator}, quoted with {dialect.quote}"
    if dialect.escape:
        told += ", a backslash before quotes inside"
    if dialect.wrapped:
        told += ", every row in one quoted cell"
    return told
