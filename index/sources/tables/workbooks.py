"""``xlsx``: the sheets of a workbook, of Excel (xlsx, xlsb, xls) or OpenDocument (ods).

Each sheet is a table of its own, see :mod:`index.sources.tables.articles`. In problems it is named
like the member of an archive: ``book.xlsx/Sheet1``; their lines are the rows of the sheet.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from index.article import Article
from index.sources.files.decoding import content, mend_name, whole
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.tables import articles, markup_tables
from index.sources.tables.packages import Package
from index.sources.tables.telling import Row

#: A cell: text, number, truth or moment.
Cell = int | float | str | bool | time | date | datetime | timedelta
#: Numbers from which on and up to which one can be the day of a piece of news: 1954 to 2064.
_DAYS = (20_000, 60_000)
_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of every sheet that has a column with the text; the others are named.

    Args:
        file: a workbook; read as a whole.

    Raises:
        OSError: the file cannot be opened or read.
    """
    raw = content(file)
    if not raw:
        return
    if not raw.startswith(_SIGNS):
        yield from _markup(file)
        return
    package = Package(raw)
    wrong = package.complaint()
    if wrong:
        yield Problem("unreadable", file.name, wrong)
        return
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except BaseException as error:
        yield Problem("unreadable", file.name, _damage(error))
        return
    if package.has_links():
        message = "addresses behind linked cells are not read; give them a column of their own"
        yield Recognition(file.name, message)
    for sheet in book.sheets_metadata:
        found = replace(file, name=f"{file.name}/{mend_name(sheet.name)}")
        if sheet.typ != SheetTypeEnum.WorkSheet:
            yield Recognition(found.name, "no table but a chart or a program; it is left out")
            continue
        if sheet.visible != SheetVisibleEnum.Visible:
            yield Recognition(found.name, "the sheet is hidden; it is read all the same")
        yield from _sheet(found, book, sheet.name, package.first_day())


def _markup(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    text = whole(file)
    if not markup_tables.is_markup(text):
        message = "this is no workbook; save it anew as .xlsx, or name the format: --format csv"
        yield Problem("broken", file.name, message)
        return
    yield Recognition(file.name, "no workbook but a table in markup")
    try:
        tables = markup_tables.sheets(text)
    except ValueError as error:
        yield Problem("broken", file.name, _damage(error))
        return
    for name, rows in tables:
        found = replace(file, name=f"{file.name}/{mend_name(name)}")
        yield from articles.read(found, partial(iter, rows))


def _sheet(
    file: InputFile, book: CalamineWorkbook, name: str, first_day: date
) -> Iterator[Article | Problem | Recognition]:
    try:
        sheet = book.get_sheet_by_name(name)
    except BaseException as error:
        yield Problem("unreadable", file.name, _damage(error))
        return
    if not sheet.height:
        yield Recognition(file.name, "the sheet is empty")
        return

    def day_of(number: str) -> str | None:
        return _day(number, first_day)

    yield from articles.read(file, lambda: _rows(sheet), day_of)


def _damage(error: BaseException) -> str:
    """Return what is wrong with a workbook that cannot be opened, or raise what is no damage."""
    if isinstance(error, PasswordError):
        return "encrypted; save it without a password"
    # The library's own panics are no ``Exception``.
    if isinstance(error, MemoryError):
        raise error
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return f"the workbook is damaged: {mend_name(str(error))[:200]}; open it and save it anew"
    raise error


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows that hold something, with their numbers; merged columns are filled down."""
    left = sheet.start[1] if sheet.start else 0
    merged = {
        (top, column - left): bottom
        for (top, column), (bottom, _) in sheet.merged_cell_ranges or ()
        if bottom > top
    }
    filling: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = [cell if isinstance(cell, str) else _text(cell) for cell in row]
        for at, (bottom, text) in list(filling.items()):
            if number > bottom:
                del filling[at]
            elif not cells[at]:
                cells[at] = text
        for at, cell in enumerate(cells) if merged else ():
            if cell and (number, at) in merged:
                filling[at] = (merged[number, at], cell)
        if any(cells):
            yield number + 1, cells


def _text(cell: Cell) -> str:
    """Return what a person sees in a cell that holds no text, days as ISO 8601 has them."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        # Moments are fractions of days there, so seconds come out a little less than they are.
        cell = cell + timedelta(microseconds=500_000) if cell.microsecond else cell
        return cell.replace(microsecond=0).isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _day(number: str, first: date) -> str | None:
    """Return the day or moment that a number means in a workbook, if it can be one of news."""
    try:
        days = float(number)
    except ValueError:
        return None
    if not _DAYS[0] <= days < _DAYS[1]:
        return None
    moment = datetime.combine(first, time()) + timedelta(days=days)
    return moment.date().isoformat() if days.is_integer() else _text(moment)
