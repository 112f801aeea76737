"""Tables that programs save as markup and call a workbook: a page, or XML of Excel 2003."""

from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_INDEX = f"{{{_SHEET}}}Index"
_NAME = f"{{{_SHEET}}}Name"
_SIGNS = ("<table", _SHEET)
_HEAD = 64 * 1024
#: No table of news has as many columns.
_MOST_COLUMNS = 1000

#: A row with its number.
Row = tuple[int, list[str]]


def is_markup(text: str) -> bool:
    """Tell whether a text holds such a table."""
    head = text[:_HEAD]
    return head.lstrip("\ufeff \t\r\n").startswith("<") and any(
        sign in head.lower() for sign in _SIGNS
    )


def sheets(text: str) -> list[tuple[str, list[Row]]]:
    """Return the rows of each table by its name; those of a page are numbered.

    Args:
        text: of the file.

    Raises:
        ValueError: it cannot be parsed.
    """
    try:
        if _SHEET in text[:_HEAD]:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            tree = etree.fromstring(text.encode(), parser)
            found = list(_of_excel(tree)) if tree is not None else []
        else:
            found = list(_of_page(lxml.html.document_fromstring(text.encode(), parser=_html())))
    except (etree.LxmlError, TypeError, AssertionError) as error:
        raise ValueError(str(error)) from error
    return [(name, rows) for name, rows in found if rows]


def _html() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", no_network=True)


def _of_page(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, list[Row]]]:
    for number, table in enumerate(tree.xpath("//table[not(.//table)]"), start=1):
        rows = []
        for place, row in enumerate(table.xpath(".//tr"), start=1):
            for line_break in row.xpath(".//br | .//p"):
                line_break.tail = "\n" + (line_break.tail or "")
            cells = [str(cell.text_content()).strip() for cell in row.xpath("./td | ./th")]
            rows.append((place, cells))
        yield f"table {number}", rows


def _of_excel(tree: etree._Element) -> Iterator[tuple[str, list[Row]]]:
    for sheet in tree.iter(f"{{{_SHEET}}}Worksheet"):
        rows: list[Row] = []
        number = 0
        for row in sheet.iter(f"{{{_SHEET}}}Row"):
            number = _place(row, number)
            cells: list[str] = []
            for cell in row.iter(f"{{{_SHEET}}}Cell"):
                place = min(_place(cell, len(cells)), _MOST_COLUMNS)
                cells += [""] * (place - 1 - len(cells))
                cells.append("".join(cell.itertext()).strip())
            rows.append((number, cells))
        yield sheet.get(_NAME) or "", rows


def _place(element: etree._Element, before: int) -> int:
    told = element.get(_INDEX) or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else before + 1
