"""The fields of an index: which is text, facet, date or only stored, in one table.

The store writes them, the parser knows their prefixes and the ranking their names; nothing else
lists fields.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from index.article import Article

Kind = Literal["text", "facet", "date", "stored"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index.

    Attributes:
        name: in the index.
        kind: ``text`` is analyzed and searched by words, ``facet`` is counted and chosen by its
            exact value, ``date`` is ordered, ``stored`` only comes back with the article.
        values: what an article has for it; empty where it has nothing.
        prefixes: how a query asks for this field alone (``عنوان:قمح``); none for stored fields.
        by_default: whether words without a prefix look here.
    """

    name: str
    kind: Kind
    values: Callable[[Article], tuple[str, ...]]
    prefixes: tuple[str, ...] = ()
    by_default: bool = False


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


FIELDS: tuple[Field, ...] = (
    Field("title", "text", lambda a: _one(a.title), ("عنوان", "العنوان", "title"), True),
    Field("deck", "text", lambda a: _one(a.deck), ("مقدمة", "المقدمة", "deck"), True),
    Field("body", "text", lambda a: _one(a.body), ("نص", "النص", "متن", "المتن", "body"), True),
    Field("caption", "text", lambda a: _one(a.caption), ("صورة", "تعليق", "caption"), True),
    Field("byline", "text", lambda a: _one(a.byline), ("كاتب", "الكاتب", "byline"), True),
    Field("dateline", "text", lambda a: a.datelines, ("مكان", "المكان", "dateline"), True),
    Field("source", "text", lambda a: _one(a.source), ("مصدر", "المصدر", "صحيفة", "source")),
    Field("section", "facet", lambda a: _one(a.section), ("قسم", "القسم", "section")),
    Field("agency", "facet", lambda a: a.agencies, ("وكالة", "الوكالة", "agency")),
    Field("published", "date", lambda a: (), ("تاريخ", "التاريخ", "date")),
    Field("url", "stored", lambda a: _one(a.url)),
    Field("credit", "stored", lambda a: _one(a.credit)),
)

TEXT_FIELDS = tuple(field for field in FIELDS if field.kind == "text")
FACET_FIELDS = tuple(field for field in FIELDS if field.kind == "facet")
