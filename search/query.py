"""A search as it was asked, validated and free of any engine."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from index.errors import QueryInvalid
from index.facts.dates.calendars import HIJRI_YEARS
from index.facts.dates.periods import read_period
from index.fields import FACET_BY_NAME, LONGEST_VALUE, RESERVED
from search import cursor

Sort = Literal["relevance", "newest", "oldest"]
Words = Literal["most", "all"]
Spellings = Literal["all", "typed"]
Copies = Literal["folded", "together"]

#: Selects, in any facet, the articles that have no value there.
NO_VALUE = RESERVED

MAX_SIZE = 100
MAX_PAGE = 1_000_000

#: Letters of a query's text; what comes after them is left out.
MAX_TEXT = 2000

#: Letters of a value of a facet; the index has no longer ones.
MAX_VALUE = LONGEST_VALUE

#: Facet → the attribute of ``Query`` that holds what is chosen in it, in the order of display.
CHOSEN = {
    "section": "sections",
    "agency": "agencies",
    "photo_agency": "photo_agencies",
    "text_agency": "text_agencies",
    "dateline": "datelines",
    "source": "sources",
    "date": "dates",
    "mentioned": "mentioned",
}

#: The facets whose values are years, months and days.
PERIODS = ("date", "mentioned")

#: Before the name of a facet: the parameter that leaves values of it out.
NOT = "not_"

_CHOICES: dict[str, tuple[str, ...]] = {
    "sort": get_args(Sort),
    "words": get_args(Words),
    "spellings": get_args(Spellings),
    "copies": get_args(Copies),
}

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

#: The digits that are read in parameters: Latin, Arabic and Persian ones.
DIGITS = "0-9٠-٩۰-۹"
_OTHER_DIGIT = re.compile(rf"[^\D{DIGITS}]")


@dataclass(frozen=True, slots=True)
class Query:
    """A search: the words and the choices around them.

    A facet's choices are any of the values chosen; ``NO_VALUE`` stands for none given. They are
    kept in one writing: a section, agency, paper or place that was written in another of its
    ways is kept as the value of the facet, a period as ``2024``, ``2024-10`` or ``2024-10-28``.

    Attributes:
        text: what was typed into the box, cut at ``MAX_TEXT``; empty for all articles.
        sections: chosen sections, with those below them.
        agencies: chosen agencies, credited anywhere in an article, and
        photo_agencies: for its photos, and
        text_agencies: in its text.
        datelines: chosen places that articles were written from.
        sources: chosen papers.
        dates: chosen years, months or days of publication.
        mentioned: chosen years, months or days that articles write about.
        first_day: articles of this day and later.
        last_day: articles of this day and earlier.
        sort: order of the hits.
        page: from 1.
        size: hits a page, 1 to ``MAX_SIZE``.
        words: whether articles that lack a word of the query may be listed where few have all.
        spellings: whether other spellings of its words are searched for as well, and what was
            typed on the other keyboard or in Latin letters is read as Arabic.
        copies: whether the copies of one text are one hit, or each is listed in its own place.
        excluded: pairs of a facet and a value; articles that have one are left out.
        after: the cursor of the page before, instead of a page number (``Results.next``).
        counted: the facets to count; ``None`` for all of them.

    Raises:
        QueryInvalid: where a value is out of range; it names the parameter.
    """

    text: str = ""
    sections: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    words: Words = "most"
    spellings: Spellings = "all"
    copies: Copies = "folded"
    photo_agencies: tuple[str, ...] = ()
    text_agencies: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    after: str = ""
    counted: tuple[str, ...] | None = None

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
        for facet, attribute in CHOSEN.items():
            object.__setattr__(self, attribute, _canonical_values(facet, getattr(self, attribute)))
        object.__setattr__(self, "excluded", tuple(self._canonical_exclusions()))
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise QueryInvalid("from", "empty_range", "from lies after to")
        if self.after:
            cursor.read(self.after)
            if self.page != 1:
                message = "after names a place of its own; leave page out"
                raise QueryInvalid("after", "after_and_page", message)
        if self.counted is not None:
            object.__setattr__(self, "counted", _known_facets(self.counted))

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen in a facet."""
        values: tuple[str, ...] = getattr(self, CHOSEN[facet])
        return values

    def left_out(self, facet: str) -> tuple[str, ...]:
        """The values excluded in a facet."""
        return tuple(value for name, value in self.excluded if name == facet)

    def _canonical_exclusions(self) -> Iterator[tuple[str, str]]:
        """The exclusions in the order of ``CHOSEN``, each once.

        Raises:
            QueryInvalid: where a value is unknown, or chosen as well.
        """
        if unknown := {facet for facet, _ in self.excluded} - CHOSEN.keys():
            raise unknown_facet("excluded", min(unknown))
        for facet in CHOSEN if self.excluded else ():
            for value in _canonical_values(facet, self.left_out(facet), NOT + facet):
                if value in self.chosen(facet):
                    message = f"{facet} {value!r} is chosen and left out at once"
                    raise QueryInvalid(NOT + facet, "chosen_and_excluded", message)
                yield facet, value


def unknown_facet(parameter: str, name: str) -> QueryInvalid:
    """The error for a name that no facet has, or none that can be asked for here."""
    message = f"{name!r} is no facet for {parameter}; there are {', '.join(CHOSEN)}"
    return QueryInvalid(parameter, "unknown_facet", message)


def _known_facets(names: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := set(names) - CHOSEN.keys():
        raise unknown_facet("facet", min(unknown))
    return tuple(name for name in CHOSEN if name in names)


def _canonical_values(facet: str, values: tuple[str, ...], parameter: str = "") -> tuple[str, ...]:
    """Values in the one writing of their facet, each once."""
    parameter = parameter or facet
    for value in values:
        if len(value) > MAX_VALUE:
            message = f"a value of {facet} has at most {MAX_VALUE} letters"
            raise QueryInvalid(parameter, "too_long_value", message)
    return tuple(dict.fromkeys(_meant(facet, value, parameter) for value in values))


# Every link of a page is a query of its own, with nearly the same values.
@lru_cache(maxsize=10_000)
def _meant(facet: str, value: str, parameter: str) -> str:
    if value == NO_VALUE:
        return value
    if facet in PERIODS:
        return _canonical(value, parameter)
    meant = FACET_BY_NAME[facet].meant(value)
    if not meant:
        message = f"{value!r} has no letter or digit, so it is no value of {facet}"
        raise QueryInvalid(parameter, "empty_value", message)
    return meant


def _canonical(value: str, parameter: str) -> str:
    # Values of the facet itself are Gregorian, whatever the year.
    first, last = _iso_range(value.strip()) or day_range(value, parameter=parameter)
    name = period_name(first, last)
    if name is None:
        message = f"{value!r} is no single year, month or day; for other ranges use from and to"
        raise QueryInvalid(parameter, "bad_date", message)
    return name


def period_name(first: date, last: date) -> str | None:
    """A year, a month or a day as ``2024``, ``2024-10``, ``2024-10-28``; ``None`` for others."""
    if first == last:
        return first.isoformat()
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    whole_year = (first.month, last.month, first.year) == (1, 12, last.year)
    return first.isoformat()[:4] if whole_year else None


def day_range(text: str, *, parameter: str) -> tuple[date, date]:
    """First and last day of a period, as people write it.

    A year, a month or a day such as ``2024``, ``2024-10``, ``2024-10-28``, or in Arabic
    «أكتوبر 2024», «28 تشرين الأول 2024», «شوال 1436», «من 21 يوليو إلى أغسطس 2015». A year that a
    paper would mean in the Hijri calendar is one: 1436.

    Raises:
        QueryInvalid: where it is none; ``parameter`` is the name to report.
    """
    found = _iso_range(text.strip())
    # A whole day in this writing is Gregorian: links have it so.
    if found is None or (found[0] != found[1] and found[0].year in HIJRI_YEARS):
        found = None if _OTHER_DIGIT.search(text) else read_period(text) or found
    if found is None:
        message = f"{text!r} is no date; write 2024, 2024-10, 2024-10-28 or «28 أكتوبر 2024»"
        raise QueryInvalid(parameter, "bad_date", message)
    return found


def _iso_range(text: str) -> tuple[date, date] | None:
    match = _ISO.fullmatch(text)
    if match is None or _OTHER_DIGIT.search(text):
        return None
    first, *finer = (int(part) for part in match.groups() if part)
    try:
        if not finer:
            return date(first, 1, 1), date(first, 12, 31)
        if len(finer) == 1:
            last = calendar.monthrange(first, finer[0])[1]
            return date(first, finer[0], 1), date(first, finer[0], last)
        return (only := date(first, *finer)), only
    except (ValueError, calendar.IllegalMonthError):
        return None
