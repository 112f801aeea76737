"""Text out of HTML fragments, as feeds and records hold them."""

import re

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from index.sources.records.prose import paragraphs

_BLOCKS = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main ol p pre section table td th tr ul"
)
_BLOCK_TAGS = frozenset(_BLOCKS.split())
_SPACE = re.compile(r"\s+")


def plain_text(markup: str) -> str:
    """Return the text of an HTML fragment, a paragraph for each block, with blank lines between."""
    if not markup.strip():
        return ""
    tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    hidden = ("script", "style", etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(tree, *hidden, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCK_TAGS:
            parts.append("\n")
        text = element.text if event == "start" else element.tail
        parts.append(_SPACE.sub(" ", str(text or "")))
    return paragraphs("".join(parts))
