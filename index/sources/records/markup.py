"""Text out of HTML, as feeds and records hold it: whole fragments, and texts that may be some."""

import html
import re

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from index.sources.records.prose import paragraphs

_BLOCKS = (
    "address article aside blockquote br dd details div dl dt figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr li main ol p pre section summary table tr ul"
)
_BLOCK_TAGS = frozenset(_BLOCKS.split())
_CELLS = frozenset({"td", "th"})
_CELL_END = "\x1f"
_HIDDEN = ("script", "style", "noscript", "template", etree.Comment, etree.ProcessingInstruction)
_SPACE = re.compile(r"\s+")
#: What no document of markup may hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: A sign that opens no tag.
_BARE_LESS = re.compile(r"<(?![A-Za-z/!?])|<(?=/[^A-Za-z])")

_INLINE = (
    "a abbr acronym audio b bdi bdo big body button caption center cite code col colgroup del em "
    "embed font form head html i iframe img input ins kbd label link mark meta nav noscript object "
    "param picture q s samp script small source span strike strong style sub summary sup svg tbody "
    "td tfoot th thead time title tt u var video details figure"
)
_TAGS = "|".join(sorted({*_BLOCKS.split(), *_INLINE.split()}, key=lambda tag: -len(tag)))
#: Tags that are known, comments and sections of character data: nobody writes them in running text.
_TAG = re.compile(rf"</?(?:{_TAGS}|[a-z]\w*:\w+)(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[|<!doctype", re.I)
#: What shows that tags are markup: one that ends something, that parts or has an attribute.
_SIGN = re.compile(
    rf"</(?:{_TAGS})\s*>|<(?:br|hr|p|div|li|tr|td|ul|ol|h[1-6]|img|table|blockquote)(?:\s[^<>]*)?/?>"
    rf"|<(?:{_TAGS}|[a-z]\w*:\w+)\s+[\w:-]+\s*=[^<>]*>|</?[a-z]\w*:\w+/?>|<!--|<!\[CDATA\[|<!doctype",
    re.I,
)
_CUT_TAG = re.compile(rf"<(?:{_TAGS})\s+[a-z-]+=[^<>]*\Z", re.I)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS.replace(' ', '|')})(?:\s[^<>]*)?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|&nbsp\b")
_LONG_TAG = re.compile(r"<(?P<name>\w+)[^<>]{4000,}(?:>|\Z)")
_CROWDED = 500
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n\s*")
_SECTION, _SECTION_ENDS = "<![CDATA[", "]]>"
#: How often a text may have been escaped.
_TIMES = 3

#: Signs that a program escaped and nobody turned back: ``\n``, ``\"``, ``\/``, ``\u0627``. A
#: backslash between Latin letters may be a path.
_ESCAPED_BREAK = re.compile(
    r"(?<![A-Za-z:\\.])(?:\\{1,2}r)?\\{1,2}n|(?:\\{1,2}r)?\\{1,2}n(?![A-Za-z0-9])"
)
_ESCAPED_TAB = re.compile(r"(?<![A-Za-z:\\.])\\{1,2}[tr](?![a-z])")
_ESCAPED_SIGN = re.compile(r"\\+([\"'/])")
_ESCAPED_LETTER = re.compile(r"\\{1,2}u(06[0-9a-fA-F]{2}|20[0-2][0-9a-fA-F]|00[0-9a-fA-F]{2})")
_ARABIC = re.compile("[\u0621-\u064a]")


def plain_text(markup: str) -> str:
    """Return the text of an HTML fragment, a paragraph for each block, with blank lines between.

    The cells of a row are one line: ``2010 · 35``.
    """
    if not markup.strip():
        return ""
    try:
        tree = lxml.html.fragment_fromstring(_fit_to_parse(markup), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):  # AssertionError: two bodies
        return paragraphs(html.unescape(_TAG.sub("\n", markup)))
    etree.strip_elements(tree, *_HIDDEN, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCK_TAGS:
            parts.append("\n")
        elif element.tag in _CELLS and event == "end":
            parts.append(_CELL_END)
        text = element.text if event == "start" else element.tail
        parts.append(_SPACE.sub(" ", str(text or "")))
    return paragraphs("\n".join(map(_row, "".join(parts).split("\n"))))


def without_markup(text: str) -> str:
    """Return a text that may be HTML, or escaped, as people read it.

    Only what nobody writes in running text is read as markup: tags that are known and entities.
    A text without them stays as it is, «أقل من < 5» too.
    """
    if "\\" in text and _ARABIC.search(text + _unescaped_letters(text)):
        text = _without_escapes(text)
    for _ in range(_TIMES):
        if "<" in text and (_SIGN.search(text) or _CUT_TAG.search(text)):
            text = plain_text(_with_lines(text))
        elif "&" in text and _ENTITY.search(text):
            text = html.unescape(text).replace("\xa0", " ")
        else:
            break
    return text


def without_sections(text: str) -> str:
    """Return a text without the marks around its sections of character data, closed or not."""
    if _SECTION not in text:
        return text
    return text.replace(_SECTION, "").replace(_SECTION_ENDS, "")


def _row(line: str) -> str:
    if _CELL_END not in line:
        return line
    cells = (cell.strip() for cell in line.split(_CELL_END))
    return " · ".join(cell for cell in cells if cell)


def _fit_to_parse(markup: str) -> str:
    markup = _without_open_ends(_CONTROL.sub("", without_crowded_tags(markup)))
    return _BARE_LESS.sub("&lt;", markup)


def _without_open_ends(markup: str) -> str:
    """Return markup in which a tag or comment that is never closed is text, where lines follow it.

    Parsers drop all that stands behind it. Without a line behind it, a text was cut off within it.
    """
    for sign, end in (("<!--", "-->"), ("<", ">")):
        start = markup.find(sign, markup.rfind(end) + 1)
        if start >= 0 and "\n" in markup[start:].rstrip():
            markup = markup[:start] + markup[start:].replace(sign, "&lt;" + sign[1:])
    return markup


def without_crowded_tags(markup: str) -> str:
    """Return markup in which no tag has so many attributes that parsers take minutes for it.

    Each is compared with all others there. A tag that is too full is left without any.
    """
    return _LONG_TAG.sub(_not_crowded, markup)


def _not_crowded(tag: re.Match[str]) -> str:
    return f"<{tag['name']}>" if len(tag[0].split(None, _CROWDED)) >= _CROWDED else tag[0]


def _with_lines(text: str) -> str:
    """Return the markup with its lines marked, where they are those of the text."""
    text = _without_open_ends(without_sections(text.replace("\r\n", "\n")))
    # Editors keep paragraphs as blank lines, and set tags within them only.
    marked = _BLANK_LINE.sub("<br>", text)
    return marked if _BLOCK.search(text) else marked.replace("\n", "<br>")


def _unescaped_letters(text: str) -> str:
    return _ESCAPED_LETTER.sub(lambda found: chr(int(found[1], 16)), text)


def _without_escapes(text: str) -> str:
    text = _ESCAPED_SIGN.sub(r"\1", _unescaped_letters(text))
    return _ESCAPED_TAB.sub(" ", _ESCAPED_BREAK.sub("\n", text))
