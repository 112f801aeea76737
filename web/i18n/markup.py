"""Marked words as HTML."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from search.results import Fragment, Highlighted

_NUMBERED = Markup('<mark id="mark-{}" tabindex="-1">{}</mark>')
_BLANK_LINES = re.compile(r"\n\s*\n")


def marked(text: Highlighted) -> Markup:
    """Return escaped text with ``<mark>`` around the words that a query matched."""
    return Markup(
        "".join(
            f"<mark>{escape(fragment.text)}</mark>" if fragment.marked else escape(fragment.text)
            for fragment in text
        )
    )


def numbered(text: Highlighted, numbers: Iterator[int]) -> Markup:
    """Return marked text, each mark with a number to jump to: ``#mark-1``, ``#mark-2``, …

    Args:
        text: with its matched words told apart.
        numbers: gives the number of the next mark, over all texts of a page; where they end, words
            are no longer marked.
    """
    parts: list[Markup] = []
    for fragment in text:
        number = next(numbers, None) if fragment.marked else None
        whole = escape(fragment.text)
        parts.append(_NUMBERED.format(number, whole) if number is not None else whole)
    return Markup("").join(parts)


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
        yield Fragment(part)
