"""Marked words as HTML."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup, escape

from index.article import NameMention
from search.results import Fragment, Highlighted

_mention = attrgetter("mention")

_NUMBERED = Markup('<mark id="mark-{}" tabindex="-1">{}</mark>')
# In a link nothing else may take the focus (HTML, "the a element", content model).
_NUMBERED_IN_LINK = Markup('<mark id="mark-{}">{}</mark>')
_NAME = Markup('<a class="name" href="{}" rel="nofollow"{}>{}</a>')
_TITLE = Markup(' title="{}"')
_BLANK_LINES = re.compile(r"\n\s*\n")


def marked(text: Highlighted) -> Markup:
    """Return escaped text with ``<mark>`` around the words that a query matched."""
    return Markup(
        "".join(
            f"<mark>{escape(fragment.text)}</mark>" if fragment.marked else escape(fragment.text)
            for fragment in text
        )
    )


@dataclass(frozen=True, slots=True)
class NameLink:
    """Where a name in a text leads.

    Attributes:
        address: of what there is about it.
        full: the name under which it is listed.
    """

    address: str
    full: str


def numbered(
    text: Highlighted, numbers: Iterator[int], links: Mapping[NameMention, NameLink]
) -> Markup:
    """Return marked text, each mark with a number to jump to: ``#mark-1``, ``#mark-2``, …

    Args:
        text: with its matched words and its names told apart.
        numbers: gives the number of the next mark, over all texts of a page; where they end, words
            are no longer marked.
        links: of the names that are links. The full name is told where another form is printed.
    """
    parts: list[Markup] = []
    for mention, fragments in groupby(text, key=_mention):
        link = links.get(mention) if mention else None
        if mention is None or link is None:
            parts += _numbered(fragments, numbers, _NUMBERED)
            continue
        inside = Markup("").join(_numbered(fragments, numbers, _NUMBERED_IN_LINK))
        full = _TITLE.format(link.full) if link.full != mention.text else ""
        parts.append(_NAME.format(link.address, full, inside))
    return Markup("").join(parts)


def _numbered(
    fragments: Iterable[Fragment], numbers: Iterator[int], mark: Markup
) -> Iterator[Markup]:
    for fragment in fragments:
        number = next(numbers, None) if fragment.marked else None
        whole = escape(fragment.text)
        yield mark.format(number, whole) if number is not None else whole


def paragraphs(text: Highlighted) -> list[Highlighted]:
    """Return the paragraphs of a text, which blank lines part."""
    found: list[list[Fragment]] = [[]]
    for fragment in text:
        for place, part in enumerate(_parts(fragment)):
            if place:
                found.append([])
            found[-1].append(part)
    return [tuple(part) for part in found if any(piece.text.strip() for piece in part)]


def _parts(fragment: Fragment) -> Iterator[Fragment]:
    # A marked word has no line in it.
    if fragment.marked:
        yield fragment
        return
    for part in _BLANK_LINES.split(fragment.text):
        yield Fragment(part, mention=fragment.mention)
