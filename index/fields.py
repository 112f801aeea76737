"""The fields of an index, in one table; its facets stand in :mod:`index.facets`.

A field is text that words are looked for in, a date, or only stored. The store writes it, the
parser knows its prefixes and the ranking its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from index.addresses import keys_of, readable
from index.analysis import Level
from index.article import Article

Kind = Literal["text", "date", "stored"]

#: Levels of analysis on which an index keeps the positions of the terms: for phrases, the lead and
#: words near each other.
POSITIONED: frozenset[Level] = frozenset({"exact", "light"})

#: Stands in an index, and in a cursor, for the seconds of an unknown date of publication.
UNDATED = -(2**62)

#: So many words of the body are its lead: news says first what it is about.
LEAD_WORDS = 20


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index.

    Attributes:
        name: in the index.
        kind: ``text`` is analyzed and searched by words, ``date`` is ordered, ``stored`` only
            comes back with the article.
        values: what an article has for it; empty where it has nothing.
        prefixes: how a query asks for this field alone (``عنوان:قمح``); none for stored fields.
        by_default: whether words without a prefix look here.
        facet: the facet that a query for this field means as well.
    """

    name: str
    kind: Kind
    values: Callable[[Article], tuple[str, ...]]
    prefixes: tuple[str, ...] = ()
    by_default: bool = False
    facet: str | None = None


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


FIELDS: tuple[Field, ...] = (
    Field("title", "text", lambda a: _one(a.title), ("عنوان", "العنوان", "title"), True),
    Field("deck", "text", lambda a: _one(a.deck), ("مقدمة", "المقدمة", "deck"), True),
    Field("body", "text", lambda a: _one(a.body), ("نص", "النص", "متن", "المتن", "body"), True),
    Field("caption", "text", lambda a: _one(a.caption), ("صورة", "تعليق", "caption"), True),
    Field("byline", "text", lambda a: _one(a.byline), ("كاتب", "الكاتب", "byline"), True),
    Field("dateline", "text", lambda a: a.datelines, ("مكان", "المكان", "dateline"), True,
          facet="dateline"),
    Field("source", "text", lambda a: _one(a.source), ("مصدر", "المصدر", "صحيفة", "source"),
          facet="source"),
    Field("published", "date", lambda a: (), ("تاريخ", "التاريخ", "date")),
    Field("url", "text", lambda a: tuple(map(readable, keys_of(a.id, a.url))),
          ("رابط", "الرابط", "موقع", "الموقع", "url", "link", "site")),
    Field("credit", "stored", lambda a: _one(a.credit)),
)  # fmt: skip

TEXT_FIELDS = tuple(field for field in FIELDS if field.kind == "text")

#: The names of those in which words without a prefix are looked for.
DEFAULT_FIELDS = tuple(field.name for field in TEXT_FIELDS if field.by_default)
