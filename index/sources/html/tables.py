"""Tables in HTML pages, most of them there for the layout, as text without cells."""

from lxml import etree  # type: ignore[import-untyped]

_PARTS = ("table", "thead", "tbody", "tfoot", "caption")
#: What a table of data has in no cell.
_LAYOUT = ("table", "div", "p", "br", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img")
#: The longest cell of a table of data, in characters.
_CELL = 60


def untable(tree: etree._Element) -> None:
    """Turn the tables of a page into blocks, in place, so that none is left.

    A row of data becomes one paragraph, ``2010 · 35``. In all other rows, each cell becomes a
    block of its own: old papers lay out whole pages in tables.
    """
    for row in reversed(list(tree.iter("tr"))):  # the inner ones of nested tables first
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts = [" ".join(cell.xpath("string()").split()) for cell in cells]
        shown = [text for text in texts if text]
        if len(shown) > 1 and max(map(len, shown)) <= _CELL and not _is_layout(row):
            for cell in cells:
                row.remove(cell)
            row.tag, row.text = "p", " · ".join(shown)
            continue
        for block in (row, *cells):
            block.tag = "div"
    for part in list(tree.iter(*_PARTS)):
        part.tag = "div"


def _is_layout(row: etree._Element) -> bool:
    return next(row.iter(*_LAYOUT), None) is not None
