"""Marked words as HTML."""

from markupsafe import Markup

from search.results import Highlighted

_MARK = Markup("<mark>{}</mark>")


def marked(text: Highlighted) -> Markup:
    """Escaped text with ``<mark>`` around the words that a query matched."""
    return Markup("").join(
        _MARK.format(fragment.text) if fragment.marked else fragment.text for fragment in text
    )
