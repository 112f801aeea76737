"""The text of an element of XML, where that may be HTML."""

import base64
import binascii
import re

from lxml import etree  # type: ignore[import-untyped]

from index.sources.xml.namespaces import local

_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{8,}={0,2}\s*")


def value_of(element: etree._Element) -> str:
    """Return the text of an element; where it has elements inside, the markup of all of it."""
    if not len(element):
        return _decoded(element, (element.text or "").strip())
    inside = element
    if len(element) == 1 and local(element[0]) == "div" and not (element.text or "").strip():
        inside = element[0]
    parts = [_escaped(inside.text)]
    for child in inside:
        if isinstance(child.tag, str):
            parts.append(etree.tostring(_bare(child), encoding="unicode", with_tail=False))
        parts.append(_escaped(child.tail))
    return "".join(parts).strip()


def _decoded(element: etree._Element, text: str) -> str:
    """Return a text that Atom may hold in Base64; empty where that is no text, but a picture."""
    kind, told = element.get("type", ""), element.get("mode") == "base64"
    if not (told or "/" in kind) or not _BASE64.fullmatch(text):
        return text
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode().strip()
    except (binascii.Error, UnicodeDecodeError):
        return "" if told and not kind.startswith("text/") else text


def _bare(element: etree._Element) -> etree._Element:
    """Return the element without namespaces, so that its tags are those of HTML."""
    for one in element.iter(etree.Element):
        one.tag = local(one)
    etree.cleanup_namespaces(element)
    return element


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
