"""XML documents, element by element."""

from flask import Response
from lxml import etree  # type: ignore[import-untyped]


def root(name: str, namespace: str) -> etree._Element:
    """Return the first element of a document, whose namespace is that of all others.

    Args:
        name: of the element.
        namespace: a URI.
    """
    return etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element to another, in its namespace, and return it.

    Args:
        parent: what it is added to, behind what is there.
        name: of the element.
        text: in it.
        attributes: by name.
    """
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = text or None
    return element


def response(document: etree._Element, media_type: str) -> Response:
    """Return a document as an answer in UTF-8."""
    written = etree.tostring(document, encoding="utf-8", xml_declaration=True)
    return Response(written, content_type=f"{media_type}; charset=utf-8")
