"""HTML that feeds and exports hold inside their XML, as text: paragraphs, and captions apart."""

import html
import re
from dataclasses import dataclass

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from index.sources.records.markup import plain_text, without_crowded_tags
from index.sources.records.prose import paragraphs
from index.sources.xml.tolerant import without_controls

_TAGS = (
    "p|div|span|br|a|b|i|u|em|strong|img|figure|figcaption|h[1-6]|ul|ol|li|blockquote|table|tbody"
    "|thead|tr|td|th|iframe|section|article|header|footer|aside|font|center|script|style|video"
    "|audio|picture|small|sup|sub|pre|hr|form|input|button|noscript|html|body|head|dl|dt|dd|strike"
)
#: What is markup beyond doubt: an end tag, a tag with an attribute, a break. «a < b» is none.
_SURE = re.compile(
    rf"</(?:{_TAGS})\s*>|<(?:{_TAGS})\s+[\w:-]+\s*=|<(?:br|hr|p)\s*/?>|<img\s|<!--\s*/?wp:", re.I
)
_SURE_ESCAPED = re.compile(
    rf"&(?:amp;)*lt;(?:/(?:{_TAGS})\s*&(?:amp;)*gt;|(?:{_TAGS})\s+[\w:-]+\s*="
    r"|(?:br|hr|p)\s*/?&(?:amp;)*gt;)",
    re.I,
)
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_INSTRUCTION = re.compile(r"<\?(?:(?!<\?).)*?\?>|<!DOCTYPE[^>]*>|\0", re.S | re.I)
_ANY_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>", re.I)
_TO_CUT = re.compile(
    r"<figcaption|wp-caption-text|addtoany|sharedaddy|jp-relatedposts|feedflare|<(?:form|select|button"
    r"|noscript|iframe|object|svg|textarea)\b",
    re.I,
)
_NO_TEXT = (
    "//form|//select|//button|//noscript|//iframe|//object|//svg|//textarea"
    "|//*[contains(@class,'addtoany') or contains(@class,'sharedaddy')"
    " or contains(@class,'jp-relatedposts') or contains(@class,'feedflare')]"
)
_CAPTIONS = (
    "//figcaption|//*[contains(concat(' ',normalize-space(@class),' '),' wp-caption-text ')]"
)
#: Where no tag makes paragraphs, blank lines do.
_BLOCK = re.compile(r"<(?:p|br|div|li|h[1-6]|td|blockquote|section|article)\b", re.I)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: How often markup was escaped at most.
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Fragment:
    """The text of a piece of HTML.

    Attributes:
        text: in paragraphs.
        captions: of its photos, in order; they are not in the text.
        unwrapped: whether the markup was escaped once more than it should be.
    """

    text: str
    captions: tuple[str, ...] = ()
    unwrapped: bool = False


def is_markup(text: str) -> bool:
    """Tell whether there are tags of HTML in a text."""
    return "<" in text and _SURE.search(text) is not None


def read(value: str, *, may_be_markup: bool = True) -> Fragment:
    """Return the text of a field that may hold HTML, however often it was escaped.

    Args:
        value: as it stands in the XML, its references resolved once.
        may_be_markup: whether references in it are those of HTML, where it has no tag. Tags are
            read as such in any case.
    """
    captions: list[str] = []
    unwrapped = False
    text = without_controls(value)
    for round in range(_DEEPEST):
        while _SURE_ESCAPED.search(text):
            text, unwrapped = html.unescape(text), True
        if not (is_markup(text) or (may_be_markup and _REFERENCE.search(text))):
            break
        if not is_markup(text):
            text = paragraphs(html.unescape(text))
            continue
        if round or not _BLOCK.search(text):
            text = _BLANK_LINE.sub("<br>", text)
        text, found = _without_captions(text)
        captions += found
        text, may_be_markup = _plain(text), False
    return Fragment(paragraphs(text), tuple(dict.fromkeys(captions)), unwrapped)


def _plain(markup: str) -> str:
    try:
        return plain_text(_INSTRUCTION.sub(" ", markup))
    except (etree.LxmlError, ValueError, RecursionError, AssertionError):
        return html.unescape(_ANY_TAG.sub("\n", markup))  # what no parser takes


def _without_captions(markup: str) -> tuple[str, list[str]]:
    """Return the markup without its captions and what is no text, and the captions."""
    if not _TO_CUT.search(markup):
        return markup, []
    try:
        tree = lxml.html.fragment_fromstring(
            without_crowded_tags(_INSTRUCTION.sub(" ", markup)), create_parent="div"
        )
        for element in tree.xpath(_NO_TEXT):
            _drop(element)
        captions = []
        for element in tree.xpath(_CAPTIONS):
            captions.append(" ".join(str(element.xpath("string()")).split()))
            _drop(element)
        return str(etree.tostring(tree, encoding="unicode", method="html")), list(
            filter(None, captions)
        )
    except (etree.LxmlError, ValueError, RecursionError, AssertionError):
        return markup, []


def _drop(element: etree._Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()
