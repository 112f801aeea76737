"""How much of an article is shown where it stands among others, or beside its own text.

A source may give a headline of half a million letters, or a thousand agencies. The page of the
article shows its texts whole; everything else repeats them, and would grow with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from index.article import Article
from search.results import Fragment, Highlighted, Hit

#: Stands where something was left out.
LEFT_OUT = "…"

_TEXTS = ("title", "deck", "caption")
_WHOLE = frozenset({"id", "url", "body"})

#: No longer address is one that a browser could open; half of one leads nowhere.
LONGEST_ADDRESS = 8000


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is room for.

    Attributes:
        text: letters of a headline, a deck or a caption.
        name: letters of every other fact, such as a place.
        names: how many places or agencies.
    """

    text: int
    name: int
    names: int


#: Among the hits of a page, of which there may be a hundred.
OF_HITS = Room(text=300, name=100, names=8)
#: Once or twice on a page.
OF_PAGES = Room(text=2000, name=500, names=50)


def brief(article: Article, room: Room = OF_HITS) -> Article:
    """Return an article whose facts are no longer than there is room for; the body is whole."""
    changed: dict[str, Any] = {"url": ""} if len(article.url) > LONGEST_ADDRESS else {}
    for field in fields(article):
        value = getattr(article, field.name)
        if not value or field.name in _WHOLE:
            continue
        most = room.text if field.name in _TEXTS else room.name
        shown = value
        if isinstance(value, str):
            shown = cut(value, most)
        elif isinstance(value, tuple) and isinstance(value[0], str):
            more = (LEFT_OUT,) if len(value) > room.names else ()
            shown = (*(cut(part, most) for part in value[: room.names]), *more)
        if shown != value:
            changed[field.name] = shown
    return replace(article, **changed) if changed else article


def brief_hit(hit: Hit) -> Hit:
    """Return a hit that has no more of its article than there is room for on a page of many."""
    return replace(
        hit,
        article=brief(hit.article),
        title=cut_marked(hit.title, OF_HITS.text),
        copied_by=tuple(cut(paper, OF_HITS.name) for paper in hit.copied_by[: OF_HITS.names]),
    )


def cut(text: str, letters: int) -> str:
    """Return a text, or its first letters and the sign that something was left out."""
    return text if len(text) <= letters else text[:letters].rstrip() + LEFT_OUT


def cut_marked(text: Highlighted, letters: int) -> Highlighted:
    """Return a text with its marks, likewise; see :func:`cut`."""
    if sum(len(fragment.text) for fragment in text) <= letters:
        return text
    return (*_first(text, letters), Fragment(LEFT_OUT))


def _first(text: Highlighted, letters: int) -> Iterator[Fragment]:
    for fragment in text:
        if letters <= 0:
            return
        yield replace(fragment, text=fragment.text[:letters])
        letters -= len(fragment.text)
