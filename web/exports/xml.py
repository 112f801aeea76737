"""XML documents, element by element."""

from functools import cache
from typing import Any

from flask import Response

#: An element of lxml, which tells no types.
Element = Any


@cache
def _lxml() -> Any:
    """The library, loaded with the first document: few readers ask for one."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree


def root(name: str, namespace: str) -> Element:
    """Return the first element of a document, whose namespace is that of all others.

    Args:
        name: of the element.
        namespace: a URI.
    """
    return _lxml().Element(f"{{{namespace}}}{name}", nsmap={None: namespace})


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element to another, in its namespace, and return it.

    Args:
        parent: what it is added to, behind what is there.
        name: of the element.
        text: in it.
        attributes: by name.
    """
    namespace = _lxml().QName(parent).namespace
    element = _lxml().SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = text or None
    return element


def response(document: Element, media_type: str) -> Response:
    """Return a document as an answer in UTF-8."""
    return Response(written(document), content_type=f"{media_type}; charset=utf-8")


def written(document: Element, *, indented: bool = False) -> bytes:
    """Return a document in UTF-8, as a file holds it.

    Args:
        document: its first element.
        indented: whether its elements stand on lines of their own.
    """
    found: bytes = _lxml().tostring(
        document, encoding="utf-8", xml_declaration=True, pretty_print=indented
    )
    return found
