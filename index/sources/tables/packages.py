"""The zip container of a workbook: what is looked at before the library unpacks it.

The library makes a grid of all cells between the first and the last, so one cell at the end of a
sheet would take all memory there is.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

#: The longest a workbook may be, unpacked.
_MAX_UNPACKED = 2 << 30
#: The most cells of a grid, with empty ones; each takes 32 bytes.
_MAX_CELLS = 30_000_000
_CHUNK, _OVERLAP = 4 << 20, 4096
#: A cell that holds something, beyond the column Z or below the 999,999th row. Patterns begin
#: with letters that are searched fast.
_FAR_CELL = re.compile(rb' r="([A-Z]{2,3}\d{1,10}|[A-Z]\d{7,10})"[^>]*(?<!/)>')
_FAR_ROW = re.compile(rb'row [^>]*?\br="(\d{6,10})"[^>]*(?<!/)>')
_WIDE, _TALL = 26, 99_999
#: In OpenDocument, cells that hold something and stand for a thousand others.
_REPEATED = re.compile(
    rb'number-columns-repeated="\d{4,}"[^>]*(?<!/)>'
    rb'|number-rows-repeated="\d{4,}"[^>]*>(?:\s*<[^>]*/>){0,50}?\s*<table:table-cell\b[^>]*(?<!/)>'
)
_LINK = b"<hyperlink "
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=\"(?:1|true)\"")
_BROKEN = (
    *(EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)


@dataclass
class Package:
    """The members of a workbook.

    Attributes:
        raw: the bytes of the file; those of an old workbook are no container and have no members.
    """

    raw: bytes
    _links: bool = field(default=False, init=False)

    def complaint(self) -> str:
        """Return why the workbook is not opened, or nothing where it can be."""
        if not self.raw.startswith(b"PK"):
            return ""
        try:
            with zipfile.ZipFile(io.BytesIO(self.raw)) as archive:
                return self._looked_through(archive)
        except _BROKEN as error:
            return f"the workbook is damaged: {error}; open it and save it anew"

    def _looked_through(self, archive: zipfile.ZipFile) -> str:
        sheets = [
            member
            for member in archive.infolist()
            if member.filename == "content.xml"
            or re.match(r"xl/worksheets/[^/]+\.xml\Z", member.filename)
        ]
        if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
            return f"longer than {_MAX_UNPACKED >> 30} GB when it is unpacked; split it"
        for member in sheets:
            chunks = _chunks(archive, member)
            if member.filename == "content.xml":
                if any(_REPEATED.search(chunk) for chunk in chunks):
                    return "a cell is repeated thousands of times; delete the rows below the table"
                continue
            wide, tall, far = self._extent(chunks)
            if wide * tall > _MAX_CELLS:
                return f"{member.filename} has something at {far}, far from its table; delete it"
        return ""

    def _extent(self, chunks: Iterator[bytes]) -> tuple[int, int, str]:
        """Return the columns and rows of a sheet, at least a few, and the place that is far out."""
        wide, tall, far = _WIDE, _TALL, ""
        for chunk in chunks:
            self._links = self._links or _LINK in chunk
            rows = _FAR_ROW.findall(chunk)
            if rows and max(map(int, rows)) > tall:
                tall = max(map(int, rows))
                far = far or f"row {tall}"
            for cell in _FAR_CELL.findall(chunk):
                column, row = _place(cell)
                if column > wide or row > tall:
                    far = cell.decode()
                wide, tall = max(wide, column), max(tall, row)
        return wide, tall, far

    def has_links(self) -> bool:
        """Tell whether cells lead to addresses; known after :meth:`complaint`."""
        return self._links

    def first_day(self) -> date:
        """Return the day from which the workbook counts days."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.raw)) as archive:
                found = _FROM_1904.search(archive.read("xl/workbook.xml"))
        except _BROKEN:
            found = None
        # Two days before 1900: counting starts at 1, and 1900 is taken for a leap year.
        return date(1904, 1, 1) if found else date(1899, 12, 30)


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            yield before + chunk
            before = chunk[-_OVERLAP:]


def _place(cell: bytes) -> tuple[int, int]:
    """Return column and row of a cell such as ``AB12``, from 1."""
    column = 0
    letters = cell.rstrip(b"0123456789")
    for letter in letters:
        column = column * 26 + letter - 64
    return column, int(cell[len(letters) :])
