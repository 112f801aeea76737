"""Damaged XML read as well as may be: what cannot be markup is text, and no tag costs another.

libxml2 recovers, too, but drops what it stumbles over: a bare ``&``, an entity of HTML, the text
behind a ``<`` that opens nothing, and everything after the first tag that is never closed.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from html.entities import html5
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]

from index.sources.xml.namespaces import CONVENTIONAL

#: Deeper elements are read as text of the one around them.
DEEPEST = 150
#: An element of so many is made slowly, each against all others, and no format has them.
MOST_ATTRIBUTES = 1000
#: Tags of HTML without an end, but for those that are elements of feeds.
_VOID = frozenset({"br", "hr", "img", "input", "meta", "wbr", "embed", "param", "area", "col"})
_NAME = r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?"
_ATTRIBUTE = rf"""\s+({_NAME})\s*=\s*("[^"<]*"|'[^'<]*'|[^\s"'<>]+)"""
_TOKEN = re.compile(
    r"(?P<opens><!\[CDATA\[|<!--|<\?)"
    rf"|</(?P<end>{_NAME})\s*>|<(?P<start>{_NAME})(?P<attributes>[\s/][^<>]*)?>",
    re.S,
)
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.S)
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unescape(text: str) -> str:
    """Return the text with its references resolved once, those of HTML among them.

    ``html.unescape`` reads ``&copy`` without a semicolon as well, and so breaks addresses.
    """
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return html5.get(f"{name};", found[0])
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return _NO_XML.sub("", chr(number))


def without_controls(text: str) -> str:
    """Return the text without the characters that XML does not allow."""
    return _NO_XML.sub("", text)


def tree(text: str, apart: frozenset[str] = frozenset()) -> etree._Element | None:
    """Return the root element of a text, whatever is wrong with it; ``None`` if it has none.

    A tag of an unknown prefix has the namespace that the prefix has by convention.

    Args:
        text: without an XML declaration or DOCTYPE.
        apart: names of elements that never lie in one another, so that one ends the other.
    """
    return _Builder(apart).build(text)


class _Builder:
    def __init__(self, apart: frozenset[str]) -> None:
        self.apart = apart
        self.root: etree._Element | None = None
        self.open: list[etree._Element] = []
        self.names: list[str] = []
        self.spaces: list[Mapping[str, str]] = [CONVENTIONAL]
        self.texts: list[str] = []

    def build(self, text: str) -> etree._Element | None:
        at, last = 0, {sign: text.rfind(end) for sign, end in _ENDS.items()}
        while token := _TOKEN.search(text, at):
            self._text(unescape(text[at : token.start()]))
            at = token.end()
            if token["start"]:
                attributes = token["attributes"] or ""
                self._start(token["start"], attributes, attributes.endswith("/"))
            elif token["end"]:
                self._end(token["end"])
            elif (sign := token["opens"]) and at <= last[sign]:  # else it is never closed
                end = text.index(_ENDS[sign], at)
                self._text(text[at:end] if sign == "<![CDATA[" else "")
                at = end + len(_ENDS[sign])
        self._text(unescape(text[at:]))
        self._put_text()
        return self.root

    def _text(self, text: str) -> None:
        if self.open and text:
            self.texts.append(text)

    def _put_text(self) -> None:
        """Put the text where it stands, all of it at once: it comes in as many parts as tags."""
        if not self.texts:
            return
        text = _NO_XML.sub("", "".join(self.texts))
        self.texts.clear()
        here = self.open[-1]
        if len(here):
            here[-1].tail = (here[-1].tail or "") + text
        else:
            here.text = (here.text or "") + text

    def _start(self, name: str, written: str, empty: bool) -> None:
        if (self.root is not None and not self.open) or len(self.open) >= DEEPEST:
            return
        if name in self.apart:
            inside = [place for place, other in enumerate(self.names) if other in self.apart]
            if inside:
                self._close(inside[0])
        self._put_text()
        told = islice(_ATTRIBUTES.finditer(written), MOST_ATTRIBUTES)
        given = {one[1]: unescape(one[2].strip("\"'")) for one in told}
        spaces = {**self.spaces[-1], **_declared(given)}
        element = _element(name, spaces)
        for key, value in given.items():
            if not (key == "xmlns" or key.startswith("xmlns:")):
                _set(element, key, _NO_XML.sub("", value), spaces)
        if self.open:
            self.open[-1].append(element)
        else:
            self.root = element
        if not empty and name.lower() not in _VOID:
            self.open.append(element)
            self.names.append(name)
            self.spaces.append(spaces)

    def _end(self, name: str) -> None:
        if name in self.names:
            self._close(len(self.names) - 1 - self.names[::-1].index(name))

    def _close(self, place: int) -> None:
        self._put_text()
        del self.open[place:], self.names[place:], self.spaces[place + 1 :]


def _declared(given: Mapping[str, str]) -> dict[str, str]:
    found = {key[6:]: value for key, value in given.items() if key.startswith("xmlns:")}
    return {**found, "": given["xmlns"]} if "xmlns" in given else found


def _element(name: str, spaces: Mapping[str, str]) -> etree._Element:
    # Without a namespace that is no address; and without a name that XML does not allow.
    for tried in (_expanded(name, spaces, default=True), name.rpartition(":")[2]):
        with suppress(ValueError):
            return etree.Element(tried)
    return etree.Element("unnamed")


def _set(element: etree._Element, key: str, value: str, spaces: Mapping[str, str]) -> None:
    try:
        element.set(_expanded(key, spaces, default=False), value)
    except ValueError:
        with suppress(ValueError):  # a name of letters that XML does not allow in one
            element.set(key.rpartition(":")[2], value)


def _expanded(name: str, spaces: Mapping[str, str], *, default: bool) -> str:
    prefix, colon, local = name.rpartition(":")
    if not colon and not default:
        return name
    space = spaces.get(prefix, f"urn:prefix:{prefix}" if prefix else "")
    return f"{{{space}}}{local}" if space and not re.search(r"[{}\s]", space) else local
