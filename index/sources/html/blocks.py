"""The text of a page as blocks, each with the element that holds it."""

from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.sources.files.decoding import mend

#: Elements that begin a line of their own.
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
#: What is never shown, or is no text.
_UNSHOWN_NAMES = (
    "script style noscript template head title svg canvas iframe object embed video audio "
    "select input textarea button map math"
)
_UNSHOWN = frozenset(_UNSHOWN_NAMES.split())
_LINKED = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A stretch of text between the starts and ends of block elements.

    Attributes:
        text: on one line, never empty.
        element: the innermost block element around it.
        linked: how many letters of it stand in links.
        address: of its first link, as written; empty where it has none.
    """

    text: str
    element: etree._Element
    linked: int
    address: str

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_linked(self) -> bool:
        """Whether it is a link as a whole, or links beside each other."""
        return self.linked >= _LINKED * len(self.text.replace(" ", ""))


def _is_block(element: etree._Element) -> bool:
    return element.tag in BLOCK_TAGS or "-" in element.tag  # sites name elements of their own


def _stands_apart(element: etree._Element, before: str) -> bool:
    """Tell whether a number follows another element without a blank: the style parts both."""
    beside = element.getprevious()
    first, last = (element.text or "")[:1], before[-1:]
    if beside is None or beside.tail or not (first.isalnum() and last.isalnum()):
        return False
    return first.isdigit() or last.isdigit()


class _Walk:
    """Gathers the text of the block that is open."""

    def __init__(self, body: etree._Element) -> None:
        self.found: list[Block] = []
        self._open = [body]
        self._links: list[str] = []
        self._texts: list[str] = []
        self._linked = 0
        self._address = ""

    def start(self, element: etree._Element) -> None:
        if _is_block(element):
            self._close()
            self._open.append(element)
        elif element.tag == "a" and element.get("href") is not None:
            self._links.append(element.get("href"))
        if self._texts and not _is_block(element) and _stands_apart(element, self._texts[-1]):
            self._texts.append(" ")
        self._add(element.text)

    def end(self, element: etree._Element) -> None:
        if _is_block(element):
            self._close()
            if self._open[-1] is element and len(self._open) > 1:
                self._open.pop()
        elif element.tag == "a" and element.get("href") is not None and self._links:
            self._links.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._texts.append(text)
        if self._links and not text.isspace():
            self._linked += len("".join(text.split()))
            self._address = self._address or self._links[-1]

    def _close(self) -> None:
        text = " ".join(mend("".join(self._texts)).split()) if self._texts else ""
        if any(map(str.isalnum, text)):
            self.found.append(Block(text, self._open[-1], self._linked, self._address))
        self._texts, self._linked, self._address = [], 0, ""


def blocks_of(body: etree._Element) -> list[Block]:
    """Return the blocks of an element in their order; ``<br>`` parts them, too."""
    walk = _Walk(body)
    events = etree.iterwalk(body, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if element.tag in _UNSHOWN or not isinstance(element.tag, str):
                events.skip_subtree()
            else:
                walk.start(element)
        elif element.tag in _UNSHOWN or not isinstance(element.tag, str):
            walk._add(element.tail)
        elif element is not body:
            walk.end(element)
    walk._close()
    return walk.found


def text_in(element: etree._Element) -> str:
    """Return the text of an element on one line, with blanks where it begins a line."""
    texts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner.tag in BLOCK_TAGS:
            texts.append(" ")
        text = inner.text if event == "start" else inner.tail
        hidden = event == "start" and inner is not element and inner.tag in _UNSHOWN
        if text and not hidden and (event == "start" or inner is not element):
            texts.append(text)
    return " ".join(mend("".join(texts)).split())


def ancestors(element: etree._Element) -> list[etree._Element]:
    """Return an element and those around it, from the inside out."""
    return [element, *element.iterancestors()]
