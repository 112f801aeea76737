"""Arabic words for dates, counts and filters, with Latin digits."""

from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from index.facts import agencies
from search.query import NO_VALUE, Query, Sort
from search.results import FacetValue, Hit, Results
from web import params

_ARABIC = Locale("ar")

#: A counted noun by the plural category of Arabic.
RESULTS = {
    "zero": "لا نتائج",
    "one": "نتيجة واحدة",
    "two": "نتيجتان",
    "few": "{n} نتائج",
    "many": "{n} نتيجة",
    "other": "{n} نتيجة",
}
ARTICLES = {
    "zero": "لا مقالات",
    "one": "مقالة واحدة",
    "two": "مقالتان",
    "few": "{n} مقالات",
    "many": "{n} مقالة",
    "other": "{n} مقالة",
}

#: A facet's name over its list, and before one of its values.
HEADINGS = {"section": "الأقسام", "agency": "الوكالات", "date": "التاريخ"}
FACETS = {"section": "القسم", "agency": "الوكالة", "date": "التاريخ"}
SORTS: dict[Sort, str] = {"relevance": "الأنسب", "newest": "الأحدث", "oldest": "الأقدم"}

#: How closely an article matches; what matches as written needs no label.
MATCHES = {
    "light": "بصيغة أخرى",
    "spelling": "بإملاء آخر",
    "wide": "بكلمة من العائلة نفسها",
}

STATUSES = {
    404: "لم نجد هذه الصفحة",
    405: "طلب غير مقبول",
    422: "لم نفهم هذا البحث",
    500: "حدث خلل",
    503: "الأرشيف غير متاح الآن",
}

_WITHOUT = {"section": "بلا قسم", "agency": "بلا وكالة", "date": "بلا تاريخ"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force.

    Attributes:
        kind: what it filters by.
        label: the value.
        without: the query without it.
    """

    kind: str
    label: str
    without: Query


def match(hit: Hit) -> str:
    """What a reader is told of a hit that does not match just as written; empty where it does."""
    if hit.missing:
        return "بلا: " + "، ".join(hit.missing)
    return MATCHES.get(hit.match.code, "")


def complete(results: Results) -> int:
    """How many of the results have all the words of the query."""
    return sum(count for found, count in results.matches.items() if found.code != "some")


def counted(number: int, noun: dict[str, str]) -> str:
    """A number with its noun: «نتيجتان», «3 نتائج», «100 نتيجة»."""
    return noun[_ARABIC.plural_form(number)].format(n=plain_number(number))


def plain_number(number: int) -> str:
    """A number in Latin digits, thousands set apart."""
    return format_decimal(number, locale=_ARABIC, numbering_system="latn")


def day(value: date) -> str:
    """«28 أكتوبر 2024»."""
    return format_date(value, "d MMMM y", locale=_ARABIC)


def moment(value: date) -> str:
    """The day, and the time where it is known: «28 أكتوبر 2024، 14:30»."""
    if isinstance(value, datetime):
        return f"{day(value)}، {value:%H:%M}"
    return day(value)


def period(value: str) -> str:
    """A value of the date facet in full: «2024», «أكتوبر 2024», «28 أكتوبر 2024»."""
    year, *finer = (int(part) for part in value.split("-"))
    if not finer:
        return str(year)
    if len(finer) == 1:
        return f"{_month(finer[0])} {year}"
    return day(date(year, *finer))


def in_list(facet: str, value: FacetValue) -> str:
    """What a facet's list shows; a month leaves out the year it stands below, a day its month."""
    if facet != "date" or value.value == NO_VALUE:
        return value.label
    parts = [int(part) for part in value.value.split("-")]
    return _month(parts[1]) if len(parts) == 2 else str(parts[-1])


def in_full(facet: str, value: str) -> str:
    """What a reader sees for a value of a facet where it stands alone."""
    if value == NO_VALUE:
        return _WITHOUT[facet]
    if facet == "agency":
        return agencies.label(value)
    return period(value) if facet == "date" else value


def chips(query: Query) -> list[Chip]:
    """The filters in force, in the order of the query string."""
    found = [
        Chip(FACETS[name], in_full(name, value), params.toggled(query, name, value))
        for name, values in params.chosen(query).items()
        for value in values
    ]
    first, last = query.first_day, query.last_day
    if first:
        found.append(Chip("من", day(first), params.within(query, None, last)))
    if last:
        found.append(Chip("إلى", day(last), params.within(query, first, None)))
    return found


def _month(number: int) -> str:
    return str(get_month_names("wide", locale=_ARABIC)[number])
