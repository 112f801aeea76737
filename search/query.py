"""A search as it was asked, validated and free of any engine."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, LONGEST_VALUE, NO_VALUE, PERIODS
from index.facts.dates.calendars import HIJRI_YEARS, span, unmarked
from index.facts.dates.periods import read_period
from index.facts.dates.relative_periods import Today, read_relative
from search import cursor

Sort = Literal["relevance", "newest", "oldest", "added"]
Words = Literal["most", "all"]
Spellings = Literal["all", "typed"]
Copies = Literal["folded", "together"]
RelatedWords = Literal["yes", "no"]


MAX_SIZE = 100
MAX_PAGE = 1_000_000

#: Letters of a query's text; what comes after them is left out.
MAX_TEXT = 2000

#: Letters of a value of a facet; the index has no longer ones.
MAX_VALUE = LONGEST_VALUE

#: Before the name of a facet: the parameter that leaves values of it out.
NOT = "not_"

_CHOICES: dict[str, tuple[str, ...]] = {
    "sort": get_args(Sort),
    "words": get_args(Words),
    "spellings": get_args(Spellings),
    "copies": get_args(Copies),
    "related": get_args(RelatedWords),
}

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

#: The digits that are read in parameters: Latin, Arabic and Persian ones.
DIGITS = "0-9٠-٩۰-۹"
_HIJRI_IN_NUMBERS = re.compile(
    r"(?:\d{1,2} ?[-/.] ?){0,2}(?P<year>1[34]\d\d|1500)(?: ?[-/.] ?\d{1,2}){0,2}"
)
_OTHER_DIGIT = re.compile(rf"[^\D{DIGITS}]")


#: Pairs of a facet's name and one of its values.
Values = tuple[tuple[str, str], ...]


#: How days were read: as dates are, in the Hijri calendar by their numbers alone, or counted from
#: today.
HowRead = Literal["dated", "hijri", "counted"]


@dataclass(frozen=True, slots=True)
class DaysRead:
    """A period that somebody typed, as it was understood.

    Attributes:
        text: as it was typed.
        first: its first day.
        last: its last day, included.
        how: it was read; what is not dated is told to the reader.
    """

    text: str
    first: date
    last: date
    how: HowRead = "dated"


@dataclass(frozen=True, slots=True)
class Query:
    """A search: the words and the choices around them.

    A facet's choices are any of the values chosen; ``NO_VALUE`` stands for none given. They are
    kept in one writing: a section, agency, paper or place that was written in another of its
    ways is kept as the value of the facet, a period as ``2024``, ``2024-10`` or ``2024-10-28``.

    Attributes:
        text: what was typed into the box, cut at ``MAX_TEXT``; empty for all articles.
        chosen: values of facets; of each facet named an article must have one.
        excluded: values of facets; articles that have one are left out.
        first_day: articles of this day and later.
        last_day: articles of this day and earlier.
        sort: order of the hits; ``added`` has first what came last into the archive that was
            there, and behind it what is newest.
        page: from 1.
        size: hits a page, 1 to ``MAX_SIZE``.
        words: whether articles that lack a word of the query may be listed where few have all.
        spellings: whether other spellings of its words are searched for as well, and what was
            typed on the other keyboard or in Latin letters is read as Arabic.
        related: whether related words may stand in an article in the place of those typed.
        copies: whether the copies of one text are one hit, or each is listed in its own place.
        after: the cursor of the page before, instead of a page number (``Results.next``).
        counted: the facets to count; ``None`` for all of them.
        days_read: what was typed for its days and is to be told.

    Raises:
        QueryInvalid: where a value is out of range; it names the parameter.
    """

    text: str = ""
    chosen: Values = ()
    excluded: Values = ()
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    words: Words = "most"
    spellings: Spellings = "all"
    related: RelatedWords = "yes"
    copies: Copies = "folded"
    after: str = ""
    counted: tuple[str, ...] | None = None
    days_read: tuple[DaysRead, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                message = f"{name} is one of {', '.join(choices)}"
                raise QueryInvalid(name, f"unknown_{name}", message)
        if not 1 <= self.page <= MAX_PAGE:
            raise QueryInvalid("page", "out_of_range", f"page is a number from 1 to {MAX_PAGE}")
        if not 1 <= self.size <= MAX_SIZE:
            raise QueryInvalid("size", "out_of_range", f"size is a number from 1 to {MAX_SIZE}")
        object.__setattr__(self, "text", self.text[:MAX_TEXT])
        chosen = _canonical(self.chosen, parameter="{}")
        excluded = _canonical(self.excluded, parameter=NOT + "{}")
        _check_disjoint(chosen, excluded)
        object.__setattr__(self, "chosen", chosen)
        object.__setattr__(self, "excluded", excluded)
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise QueryInvalid("from", "empty_range", "from lies after to")
        if self.after:
            cursor.read(self.after)
            if self.page != 1:
                message = "after names a place of its own; leave page out"
                raise QueryInvalid("after", "after_and_page", message)
        if self.counted is not None:
            object.__setattr__(self, "counted", _known_facets(self.counted))

    @property
    def names_both_ends(self) -> bool:
        """Whether the query is of the articles between two days."""
        return self.first_day is not None and self.last_day is not None

    def choosing(self, facet: str, values: Iterable[str]) -> "Query":
        """Return the query with these values of a facet chosen, in the place of any others."""
        return replace(self, chosen=with_values(self.chosen, facet, values))

    def excluding(self, facet: str, values: Iterable[str]) -> "Query":
        """Return the query with these values of a facet left out, in the place of any others."""
        return replace(self, excluded=with_values(self.excluded, facet, values))

    def ordered(self, sort: Sort) -> "Query":
        """Return the query in an order; itself where that is its own."""
        return self if sort == self.sort else replace(self, sort=sort)

    def chosen_in(self, facet: str) -> tuple[str, ...]:
        """Return the values chosen in a facet."""
        return tuple(value for name, value in self.chosen if name == facet)

    def excluded_in(self, facet: str) -> tuple[str, ...]:
        """Return the values left out in a facet."""
        return tuple(value for name, value in self.excluded if name == facet)


def with_values(pairs: Values, facet: str, values: Iterable[str]) -> Values:
    """Return pairs with these values of a facet in the place of its others, behind the rest."""
    others = (pair for pair in pairs if pair[0] != facet)
    return (*others, *((facet, value) for value in values))


def _check_disjoint(chosen: Values, excluded: Values) -> None:
    taken = frozenset(chosen)
    for facet, value in excluded:
        if (facet, value) in taken:
            message = f"{facet} {value!r} is chosen and left out at once"
            raise QueryInvalid(NOT + facet, "chosen_and_excluded", message)


def unknown_facet(parameter: str, name: str) -> QueryInvalid:
    """Return the error for a name that no facet has, or none that can be asked for here.

    Args:
        parameter: that has the name.
        name: of no such facet.
    """
    message = f"{name!r} is no facet for {parameter}; there are {', '.join(FACET_BY_NAME)}"
    return QueryInvalid(parameter, "unknown_facet", message)


def _known_facets(names: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := set(names) - FACET_BY_NAME.keys():
        raise unknown_facet("facet", min(unknown))
    return tuple(name for name in FACET_BY_NAME if name in names)


def _canonical(values: Values, *, parameter: str) -> Values:
    """Values in the one writing of their facets, by facet in the order of the table, each once.

    Args:
        values: as they were given.
        parameter: the name to report, with ``{}`` for the facet's.
    """
    if unknown := {facet for facet, _ in values} - FACET_BY_NAME.keys():
        raise unknown_facet("excluded" if NOT in parameter else "chosen", min(unknown))
    found = [
        (facet, _canonical_value(facet, value, parameter.format(facet)))
        for facet in FACET_BY_NAME
        for name, value in values
        if name == facet
    ]
    return tuple(dict.fromkeys(found))


# Every link of a page is a query of its own, with nearly the same values.
@lru_cache(maxsize=10_000)
def _canonical_value(facet: str, value: str, parameter: str) -> str:
    if len(value) > MAX_VALUE:
        message = f"a value of {facet} has at most {MAX_VALUE} letters"
        raise QueryInvalid(parameter, "too_long_value", message)
    if value == NO_VALUE:
        return value
    if facet in PERIODS:
        return _canonical_period(value, parameter)
    canonical = FACET_BY_NAME[facet].canonical(value)
    if not canonical:
        message = f"{value!r} has no letter or digit, so it is no value of {facet}"
        raise QueryInvalid(parameter, "empty_value", message)
    return canonical


def _canonical_period(value: str, parameter: str) -> str:
    first, last = days_of_value(value) or day_range(value, parameter=parameter)
    name = period_name(first, last)
    if name is None:
        message = f"{value!r} is no single year, month or day; for other ranges use from and to"
        raise QueryInvalid(parameter, "bad_date", message)
    return name


def period_name(first: date, last: date) -> str | None:
    """Return a whole year, a month or a day as ``2024``, ``2024-10`` or ``2024-10-28``.

    Args:
        first: its first day.
        last: its last day, included.

    Returns:
        ``None`` where the days are no single year, month or day.
    """
    if first == last:
        return first.isoformat()
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    whole_year = (first.month, last.month, first.year) == (1, 12, last.year)
    return first.isoformat()[:4] if whole_year else None


def day_range(text: str, *, parameter: str, today: Today | None = None) -> tuple[date, date]:
    """Return the first and the last day of a period; see :func:`read_days`."""
    found = read_days(text, parameter=parameter, today=today)
    return found.first, found.last


def read_days(text: str, *, parameter: str, today: Today | None = None) -> DaysRead:
    """Read a period, as people write it.

    A year, a month or a day such as ``2024``, ``2024-10``, ``2024-10-28``, or in words
    «أكتوبر 2024», «28 تشرين الأول 2024», «شوال 1436», «من 21 يوليو إلى أغسطس 2015»,
    ``October 2024``. A year that a paper would mean in the Hijri calendar is one: ``1436-10-25``.

    Args:
        text: all of it is the period.
        parameter: that has it.
        today: gives the day that «أمس» and «آخر 7 أيام» are counted from; without it these are
            none.

    Raises:
        QueryInvalid: the text is no period; the error names the parameter.
    """
    stripped = text.strip()
    is_read = not _OTHER_DIGIT.search(text)
    if is_read and (days := _iso_range(stripped) or read_period(text)):
        numbers = _HIJRI_IN_NUMBERS.fullmatch(unmarked(stripped)[0])
        return DaysRead(stripped, *days, "hijri" if numbers else "dated")
    if is_read and today and (days := read_relative(text, today)):
        return DaysRead(stripped, *days, "counted")
    message = f"{text!r} is no date; write 2024, 2024-10, 2024-10-28 or «28 أكتوبر 2024»"
    raise QueryInvalid(parameter, "bad_date", message)


def days_of_value(value: str) -> tuple[date, date] | None:
    """Return the days of a value of the facets of periods; they are Gregorian, whatever the year.

    Args:
        value: such as ``2024``, ``2024-10`` or ``2024-10-28``; for others there are none.
    """
    return _iso_range(value.strip(), hijri=False)


def _iso_range(text: str, *, hijri: bool = True) -> tuple[date, date] | None:
    match = _ISO.fullmatch(text)
    if match is None or _OTHER_DIGIT.search(text):
        return None
    first, *finer = (int(part) for part in match.groups() if part)
    try:
        if hijri and first in HIJRI_YEARS:
            return span("hijri", first, *finer)
        if not finer:
            return date(first, 1, 1), date(first, 12, 31)
        if len(finer) == 1:
            last = calendar.monthrange(first, finer[0])[1]
            return date(first, finer[0], 1), date(first, finer[0], last)
        return (only := date(first, *finer)), only
    except (ValueError, calendar.IllegalMonthError):
        return None
