"""How the cells of a text table are parted and quoted, found from its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.sources.tables.names import Names

#: Of a table of one column: parts nothing, so that its text may hold every other separator.
NOTHING = "\x1f"
#: In the order in which they are taken where nothing else decides.
_SEPARATORS = (",", ";", "\t", "|", "^", "~")
#: They stand in running text, so only a header of known names makes them separators.
_BY_HEADER_ALONE = ("؛", "،")
_DECLARED = re.compile(r"""["']?sep=(.)["']?[,;\t|]*\s*\Z""", re.I | re.S)
_APOSTROPHES = re.compile("'([^']*)'")
_ESCAPED_END = re.compile(r"\\\r?\n|(?:\A|[,;\t|])\\N(?:[,;\t|]|\s*\Z)")
_MARKS = "\ufeff\u200b\u200e\u200f \t\r\n"
#: How much is looked at.
SAMPLE_LINES, SAMPLE_LENGTH = 200, 256 * 1024
#: How far down a header is looked for, in rows.
HEADER_WITHIN = 50


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the rows of a table are written.

    Attributes:
        separator: one sign; :data:`NOTHING` where there is one column.
        quote: ``"`` or ``'``.
        escape: the sign before a quote that is text, or empty where it is doubled.
        wrapped: whether every row is one quoted cell that holds the row itself.
        width: cells of the header, or of most rows where no header is known.
    """

    separator: str = ","
    quote: str = '"'
    escape: str = ""
    wrapped: bool = False
    width: int = 0

    def reader(self, lines: Iterable[str], *, strict: bool = True) -> Iterator[list[str]]:
        """Return a reader of the standard library over lines with their ends."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.quote,
            escapechar=self.escape or None,
            skipinitialspace=True,
            strict=strict,
        )


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a dialect makes of the sample: the best header, and how even the rows are."""

    dialect: Dialect
    fields: int
    evenness: float


def declared(line: str) -> str | None:
    """Return the separator that a first line ``sep=;`` tells, as spreadsheet programs write it."""
    found = _DECLARED.match(line.lstrip("\ufeff\u200b\u200e\u200f "))
    return found[1] if found and found[1] not in "\"'\r\n" else None


def find(sample: Sequence[str], names: Names, separator: str | None = None) -> Dialect:
    """Return the dialect in which the first lines show the most known names, else the evenest rows.

    Args:
        sample: lines with their ends; the last may break off inside a row.
        names: which names of columns are known.
        separator: the one that the file declares itself.
    """
    trials = [
        _tried(Dialect(one, quote), sample, names)
        for quote in _quotes(sample, names)
        for one in ([separator] if separator else [*_SEPARATORS, *_BY_HEADER_ALONE])
    ]
    best = max(trials, key=lambda trial: trial.fields)
    if best.fields < 2:
        wrapped = _unwrapped(sample, names)
        if wrapped:
            return wrapped
        even = [one for one in trials if one.dialect.separator not in _BY_HEADER_ALONE]
        best = max(even, key=lambda one: (one.fields and one.dialect.width > 1, one.evenness))
        if best.fields == 1 and best.dialect.width == 1 and not separator:
            return Dialect(NOTHING, best.dialect.quote, width=1)
    return _with_escape(best.dialect, sample)


def _quotes(sample: Sequence[str], names: Names) -> tuple[str, ...]:
    """Return the quotes that may be meant: an apostrophe only where the header is quoted so."""
    for line in sample[:HEADER_WITHIN]:
        if line.strip(_MARKS).startswith("'") and names.fields_in(_APOSTROPHES.findall(line)):
            return ("'",)
    return ('"',)


def _tried(dialect: Dialect, sample: Sequence[str], names: Names) -> _Trial:
    rows = _rows(dialect, sample)
    fields, width = 0, 0
    for row in rows[:HEADER_WITHIN]:
        found = names.fields_in(row)
        if found > fields:
            fields, width = found, len(row)
    widths = Counter(map(len, rows[:-1] or rows))
    usual, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    evenness = times / sum(widths.values()) if usual > 1 else 0
    return _Trial(replace(dialect, width=width or usual), fields, evenness)


def _rows(dialect: Dialect, sample: Sequence[str]) -> list[list[str]]:
    try:
        return [row for row in dialect.reader(sample, strict=False) if row]
    except csv.Error:
        return []


def _unwrapped(sample: Sequence[str], names: Names) -> Dialect | None:
    """Return the dialect of rows that were written into one quoted cell each."""
    if not any(line.startswith('"') for line in sample[:HEADER_WITHIN]):
        return None
    rows = _rows(Dialect(NOTHING), sample)
    inner = [line for row in rows for line in unwrapped(row)]
    trials = [_tried(Dialect(one), inner, names) for one in _SEPARATORS]
    best = max(trials, key=lambda trial: trial.fields)
    return replace(best.dialect, wrapped=True) if best.fields >= 2 else None


def unwrapped(row: Sequence[str]) -> list[str]:
    """Return the lines of the row that is written in the one cell of this row."""
    return [line + "\n" for line in "".join(row).split("\n")]


def _with_escape(dialect: Dialect, sample: Sequence[str]) -> Dialect:
    """Return the dialect with a backslash before quotes, where fewer rows are broken with it."""
    if not any("\\" in line for line in sample):
        return dialect
    escaping = replace(dialect, escape="\\")
    less = _broken(dialect, sample) - _broken(escaping, sample)
    if less:
        return escaping if less > 0 else dialect
    # A database puts one before line ends in cells, and \N for what is not there.
    database = any(_ESCAPED_END.search(line) for line in sample)
    return escaping if database else dialect


def _broken(dialect: Dialect, sample: Sequence[str]) -> int:
    reader = dialect.reader(sample)
    broken = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return broken
        except csv.Error:
            broken += 1
        else:
            broken += len(row) > dialect.width
