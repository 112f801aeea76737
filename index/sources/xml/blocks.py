"""Text out of XML that is parsed already: XHTML, and the body of NITF, whatever its namespace."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from index.sources.records.prose import paragraphs
from index.sources.xml.namespaces import local

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p"),
        *("pre", "section", "table", "td", "th", "tr", "ul", "block", "hl1", "hl2", "bq", "fn"),
        *("body.content", "body.head", "body.end", "media", "note", "byline", "dateline"),
    )
)
#: What holds no text of the article.
_NO_TEXT = frozenset(("script", "style", "head", "title", "media-metadata", "form", "button"))
_SPACE = re.compile(r"\s+")
_PLACE = re.compile(r"[^\d(/،,:–—-]+")


def text_of(element: etree._Element, without: frozenset[str] = frozenset()) -> str:
    """Return the text of an element in paragraphs.

    Args:
        element: of XHTML or NITF.
        without: names of elements that are passed over.
    """
    return paragraphs("".join(_parts(element, without | _NO_TEXT)))


def line_of(element: etree._Element | None) -> str:
    """Return the text of an element as one line; the empty string where there is none."""
    return " ".join(text_of(element).split()) if element is not None else ""


def elements(holder: etree._Element | None) -> list[etree._Element]:
    """Return the elements within one, without comments; none where there is no holder."""
    return [one for one in holder if local(one)] if holder is not None else []


def place_in(dateline: str) -> str:
    """Return the place that a printed dateline begins with, before day and agency."""
    printed = _PLACE.match(dateline)
    return printed[0] if printed else ""


def without_headline(body: str, title: str) -> str:
    """Return a body without the headline that many agencies print over it once more."""
    first_line, _, rest = body.partition("\n\n")
    return rest if title and rest and " ".join(first_line.split()) == title else body


def _parts(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    skipped = None
    for event, one in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "comment":
            yield _SPACE.sub(" ", one.tail or "") if skipped is None else ""
            continue
        name = local(one)
        if skipped is None and name in without and one is not element and event == "start":
            skipped = one
        if skipped is None:
            if name in _BLOCKS:
                yield "\n"
            text = one.text if event == "start" else ("" if one is element else one.tail)
            yield _SPACE.sub(" ", text or "")
        elif one is skipped and event == "end":
            skipped = None
            yield _SPACE.sub(" ", one.tail or "")


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first element below that has one of these names, in any namespace."""
    return next((one for one in element.iter(etree.Element) if local(one) in names), None)


def every(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return all elements below that have one of these names, in any namespace."""
    return [one for one in element.iter(etree.Element) if local(one) in names]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child with this name."""
    return next((one for one in children(element, name)), None)


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """Return the children with this name, in any namespace."""
    return [one for one in element if local(one) == name] if element is not None else []
