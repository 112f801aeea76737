"""The fields and facets of an index, in two tables.

A field is text that words are looked for in, a date, or only stored; a facet is counted and
chosen by whole values. The store writes both, the parser knows their prefixes and the ranking the
names of fields; nothing else lists them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from index.article import Article, DateMention
from index.facts import agencies, places, sections

Kind = Literal["text", "date", "stored"]

#: A range of more days than these is known by its months alone.
_DAYS_ONE_BY_ONE = 62

#: So many words of the body are its lead: news says first what it is about.
LEAD_WORDS = 20

#: Longer values of a facet are cut: every link of a page repeats what is chosen.
LONGEST_VALUE = 200

#: Stands in queries for the articles that have no value; none is called so.
RESERVED = "_none"


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


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of the index.

    Attributes:
        name: in the index and in addresses.
        values: what an article has for it, those above a value in its tree included.
        meant: the value that somebody means who writes it in any way.
        label: from a value to what readers see.
        latin: from a value to what readers of English see.
        above: the value above a value in the tree of the facet, if it has one.
        without: what readers see for the articles that have no value.
        prefixes: how a query asks for a value (``قسم:اقتصاد``).
        unfolded: whether the whole tree is listed, or only what lies below a chosen value.
    """

    name: str
    values: Callable[[Article], tuple[str, ...]]
    meant: Callable[[str], str]
    label: Callable[[str], str]
    latin: Callable[[str], str]
    without: str
    prefixes: tuple[str, ...] = ()
    above: Callable[[str], str | None] = lambda value: None
    unfolded: bool = False


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _value(text: str) -> tuple[str, ...]:
    return _one(text[:LONGEST_VALUE]) if text != RESERVED else ()


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
    Field("url", "stored", lambda a: _one(a.url)),
    Field("credit", "stored", lambda a: _one(a.credit)),
)  # fmt: skip

TEXT_FIELDS = tuple(field for field in FIELDS if field.kind == "text")

#: The names of those in which words without a prefix are looked for.
DEFAULT_FIELDS = tuple(field.name for field in TEXT_FIELDS if field.by_default)


def _sections(article: Article) -> tuple[str, ...]:
    if not article.section_id:
        return _value(article.section)
    return (*_value(article.section_id), *sections.ancestors(article.section_id))


def _section(text: str) -> str:
    return sections.resolve(text) or text


def _section_above(value: str) -> str | None:
    return next(iter(sections.ancestors(value)), None)


def _places(article: Article) -> tuple[str, ...]:
    return tuple(value for place in article.places for value in _value(place))


def _agency(text: str) -> str:
    return agencies.resolve(text) or text


def _periods(article: Article) -> tuple[str, ...]:
    periods = (period for mention in article.dates for period in periods_of(mention))
    return tuple(dict.fromkeys(periods))


def periods_of(mention: DateMention) -> list[str]:
    """Years, months and days of a mention, as fine as it is: ``2015``, ``2015-07``, …"""
    first, last = mention.first, mention.last
    years = [f"{year:04}" for year in range(first.year, last.year + 1)]
    if mention.precision == "year" or len(years) > 2:
        return years
    days = [day.isoformat() for day in _all_days(mention)]
    months = list(dict.fromkeys(day[:7] for day in days))
    return years + months + (days if _is_known_by_day(mention) else [])


def spans_of(mention: DateMention) -> list[tuple[date, date]]:
    """What a period must contain to ask for a mention: it, or one of the days of a short range."""
    days = _all_days(mention) if _is_known_by_day(mention) else []
    return list(dict.fromkeys([(mention.first, mention.last), *((day, day) for day in days)]))


def _is_known_by_day(mention: DateMention) -> bool:
    length = (mention.last - mention.first).days + 1
    return mention.precision in ("day", "range") and length <= _DAYS_ONE_BY_ONE


def _all_days(mention: DateMention) -> list[date]:
    length = (mention.last - mention.first).days + 1
    return [mention.first + timedelta(days) for days in range(length)]


def _period_above(value: str) -> str | None:
    return value.rpartition("-")[0] or None


FACETS: tuple[Facet, ...] = (
    Facet("section", _sections, _section, sections.label, sections.latin, "بلا قسم",
          ("قسم", "القسم", "section"), _section_above, unfolded=True),
    Facet("agency", lambda a: a.agencies, _agency, agencies.label, agencies.latin, "بلا وكالة",
          ("وكالة", "الوكالة", "agency")),
    Facet("photo_agency", lambda a: a.photo_agencies, _agency, agencies.label, agencies.latin,
          "صورة بلا وكالة", ("وكالة_الصورة", "photo_agency")),
    Facet("text_agency", lambda a: a.text_agencies, _agency, agencies.label, agencies.latin,
          "نص بلا وكالة", ("وكالة_النص", "text_agency")),
    Facet("dateline", _places, places.place_of, str, places.latin, "بلا مكان"),
    Facet("source", lambda a: _value(_agency(a.source)), _agency, agencies.label, agencies.latin,
          "بلا صحيفة"),
    Facet("mentioned", _periods, str, str, str, "بلا تاريخ مذكور",
          ("ذكر", "يذكر", "mentioned"), _period_above),
)  # fmt: skip

FACET_BY_NAME = {facet.name: facet for facet in FACETS}
