"""Arabic words for dates, counts and filters, with Latin digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from index.article import Article, DateMention, Evidence
from index.facts import agencies
from search.facets import label_of
from search.query import NO_VALUE, Query, Sort, period_name
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
HEADINGS = {
    "section": "الأقسام",
    "agency": "الوكالات",
    "photo_agency": "وكالات الصور",
    "text_agency": "وكالات النصوص",
    "dateline": "الأماكن",
    "source": "الصحف",
    "date": "تاريخ النشر",
    "mentioned": "كُتب عن",
}
FACETS = {
    "section": "القسم",
    "agency": "الوكالة",
    "photo_agency": "وكالة الصورة",
    "text_agency": "وكالة النص",
    "dateline": "المكان",
    "source": "الصحيفة",
    "date": "تاريخ النشر",
    "mentioned": "كُتب عن",
}

#: Facets that narrow another one down or are asked for less often.
NARROWER = ("photo_agency", "text_agency", "mentioned")

#: So many values more are listed where a reader asks for more.
MORE = 40

#: How a value that is not listed is asked for in the search box.
EXAMPLES = {
    "section": "قسم:ثقافة",
    "agency": "وكالة:رويترز",
    "photo_agency": "وكالة_الصورة:رويترز",
    "text_agency": "وكالة_النص:رويترز",
    "dateline": "مكان:كييف",
    "source": "مصدر:عكاظ",
    "mentioned": "ذكر:2015",
}

#: Facets whose values are years, months and days.
PERIODS = ("date", "mentioned")
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

#: How the day of publication is known, where the source does not give it.
EVIDENCE: dict[Evidence, str] = {
    "stated": "كما تذكره الصفحة",
    "inferred": "مستنتَج من النص",
    "unknown": "غير معروف",
}

COPIES = {
    "zero": "بلا نسخ",
    "one": "نسخة أخرى",
    "two": "نسختان أخريان",
    "few": "{n} نسخ أخرى",
    "many": "{n} نسخة أخرى",
    "other": "{n} نسخة أخرى",
}
TEXTS = {
    "zero": "لا نصوص",
    "one": "نص واحد",
    "two": "نصّين",
    "few": "{n} نصوص",
    "many": "{n} نصًا",
    "other": "{n} نص",
}


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


def worth_showing(values: Sequence[FacetValue]) -> bool:
    """Whether a facet has anything to choose from but the articles without a value."""
    return any(value.value != NO_VALUE or value.selected for value in values)


def more_of(values: Sequence[FacetValue]) -> list[FacetValue]:
    """What is listed where a reader asks for more of a facet: the most frequent, and the chosen."""
    return [value for place, value in enumerate(values) if place < MORE or value.selected]


def paper(article: Article) -> str:
    """The name of an article's paper, by the authority table where it stands there."""
    known = agencies.resolve(article.source)
    return agencies.label(known) if known else article.source


def agencies_of(article: Article) -> list[tuple[str, tuple[str, ...]]]:
    """The agencies of an article by what they gave, each with its heading."""
    apart = {*article.photo_agencies, *article.text_agencies}
    others = tuple(name for name in article.agencies if name not in apart)
    rows = [
        ("وكالة الصورة", article.photo_agencies),
        ("وكالة النص", article.text_agencies),
        ("الوكالة", others),
    ]
    return [row for row in rows if row[1]]


def distinct_mentions(article: Article) -> list[DateMention]:
    """The dates that an article mentions, each once, in the order of time."""
    distinct = {(found.first, found.last): found for found in article.dates}
    return [distinct[period] for period in sorted(distinct)]


def in_list(facet: str, value: FacetValue) -> str:
    """What a facet's list shows; a month leaves out the year it stands below, a day its month."""
    if facet not in PERIODS or value.value == NO_VALUE:
        return value.label
    parts = [int(part) for part in value.value.split("-")]
    return _month(parts[1]) if len(parts) == 2 else str(parts[-1])


def in_full(facet: str, value: str) -> str:
    """What a reader sees for a value of a facet where it stands alone."""
    if facet in PERIODS and value != NO_VALUE:
        return period(value)
    return label_of(facet, value)


def mention(found: DateMention) -> str:
    """The days that a text names: «28 أكتوبر 2024», «27–28 أكتوبر 2024», «فبراير 2022»."""
    if name := period_name(found.first, found.last):
        return period(name)
    first, last = found.first, found.last
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


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
