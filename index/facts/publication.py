"""The day an article was published, where its source does not give it.

What is read, in this order:

1. a line or an address that states it: «نُشر: 14:21-28 أكتوبر 2024 م», ``/2015/07/21/``, an agency's
   opening «جدة 25 شوال 1436هـ الموافق 10 أغسطس 2015م»;
2. words that count from a full date: «اليوم الاثنين 28 أكتوبر 2024», «أمس الأحد 27 أكتوبر 2024»;
3. words that say the weekday of the day («اليوم الاثنين») together with dates that leave one day.

Whatever leaves more than one day, or contradicts itself, leaves the day unknown: a wrong day is
worse than none. docs/dates.md tells the rules with examples and how often they are right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from index.article import Article, Evidence
from index.facts.calendars import span
from index.facts.date_expressions import Expression, PartialDate, expressions

#: An agency prints the day in its opening, right behind the place.
_BEFORE_OPENING_DAY = re.compile(r"\s*\w+(?: \w+){0,2}[\s،,]+")
_OPENING = 160
#: A text names recent days without a year, and photos of so many days before at most.
_RECENT = 92
_WEEK = 7

_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<sign>[/-]?)(?P<month>0[1-9]|1[0-2])(?P=sign)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Published:
    """A day of publication and what it rests on; see :class:`index.article.Article`."""

    day: date | None
    evidence: Evidence
    reasons: tuple[str, ...] = ()


UNKNOWN = Published(None, "unknown")


@dataclass(frozen=True, slots=True)
class _Clue:
    """Words that tie the day of publication to others.

    Attributes:
        text: as printed.
        days: the days that they leave, where they name a full date.
        weekday: of the day of publication.
    """

    text: str
    days: frozenset[date] = frozenset()
    weekday: int | None = None


def dated(article: Article) -> tuple[Article, tuple[str, ...]]:
    """An article by itself with its day, as far as it can be told; what is given stands.

    Returns:
        The article, and one line where its words contradict each other.
    """
    if article.published is not None:
        given: Evidence = "given"
        known = article.published_evidence
        return replace(article, published_evidence=given if known == "unknown" else known), ()
    found, doubts = _published([article])
    return _with(article, found), doubts


def page(articles: Sequence[Article]) -> list[Article]:
    """The articles of one page: the full ones of one day tell each other what they know.

    A teaser leads to an article of another day and stays without one.
    """
    found = [dated(article)[0] for article in articles]
    undated = [article for article in found if article.kind == "full" and not article.published]
    full = [article for article in found if article.kind == "full" and _weekdays([article])]
    if not undated or len(full) < 2 or len(_weekdays(full)) > 1:
        return found
    together, _ = _published(full)
    return [
        _with(article, together) if article in undated and article in full else article
        for article in found
    ]


def collected(article: Article, at: date) -> Article:
    """An article of which it is known when it was collected: it was published before.

    Its address or opening states the day; else it is the last day before the collection that is
    of the weekday that the text calls today; else the day of the collection itself.
    """
    day = at.date() if isinstance(at, datetime) else at
    stated = _stated(article)
    if stated.day:
        return _with(article, stated)
    weekdays = {clue.weekday: clue.text for clue in _clues(article) if clue.weekday is not None}
    if len(weekdays) == 1:
        ((weekday, words),) = weekdays.items()
        day -= timedelta((day.weekday() - weekday) % _WEEK)
        return _with(article, Published(day, "inferred", (words,)))
    return _with(article, Published(day, "inferred"))


def _with(article: Article, found: Published) -> Article:
    if found.day is None:
        return article
    return replace(
        article,
        published=found.day,
        published_evidence=found.evidence,
        published_reasons=found.reasons,
    )


def _published(articles: Sequence[Article]) -> tuple[Published, tuple[str, ...]]:
    for article in articles:
        if (stated := _stated(article)).day:
            return stated, ()
    clues = [clue for article in articles for clue in _clues(article)]
    weekdays = _weekdays(articles)
    if len(weekdays) > 1:
        words = " and ".join(f"«{clue.text}»" for clue in clues if clue.weekday is not None)
        return UNKNOWN, (f"the day of publication cannot be two weekdays: {words}",)
    weekday = next(iter(weekdays), None)
    days = _allowed([clue.days for clue in clues if clue.days], weekday)
    reasons = [clue.text for clue in clues if clue.days or clue.weekday is not None]
    if not days and weekday is not None:
        days, named = _named_among(articles, weekday)
        reasons += named
    if len(days) != 1:
        return UNKNOWN, ()
    return Published(next(iter(days)), "inferred", tuple(dict.fromkeys(reasons))), ()


def _weekdays(articles: Sequence[Article]) -> set[int]:
    clues = (clue for article in articles for clue in _clues(article))
    return {clue.weekday for clue in clues if clue.weekday is not None}


def _allowed(several: list[frozenset[date]], weekday: int | None) -> set[date]:
    """The days that all clues leave."""
    if not several:
        return set()
    days = set.intersection(*map(set, several))
    return {day for day in days if weekday is None or day.weekday() == weekday}


def _stated(article: Article) -> Published:
    """The day that a line of the page, the address or an agency's opening states."""
    for line in article.published_reasons:
        for found in expressions(line):
            if day := _day(found.first):
                clock = _CLOCK.search(line)
                at = time(int(clock[1]), int(clock[2])) if clock else None
                moment = datetime.combine(day, at) if at else day
                return Published(moment, "stated", (line,))
    addressed = {found.group(): found for found in _ADDRESS.finditer(article.url)}
    for printed, match in addressed.items():
        named = PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
        if (day := _day(named)) and len(addressed) == 1:
            return Published(day, "stated", (printed,))
    for found in expressions(article.body[:_OPENING]):
        opens = found.weekday is None and _BEFORE_OPENING_DAY.fullmatch(
            article.body, 0, found.start
        )
        if opens and found.converted and (day := _day(found.first)):
            return Published(day, "stated", (found.text,))
    return UNKNOWN


def _clues(article: Article) -> Iterator[_Clue]:
    for found in (*expressions(article.deck), *expressions(article.body)):
        shift, day = found.shift, _day(found.first)
        if shift is None or found.precision != "day":
            continue
        if shift.unit == "day":
            past = frozenset({day - timedelta(shift.amount)}) if day else frozenset[date]()
            weekday = None if found.weekday is None else (found.weekday - shift.amount) % _WEEK
            if past or weekday is not None:
                yield _Clue(found.text, past, weekday)
        elif shift.unit == "weekday" and day and abs(shift.amount) == 1:
            week = (day - timedelta(shift.amount * back) for back in range(1, _WEEK + 1))
            yield _Clue(found.text, frozenset(week))


def _named_among(articles: Sequence[Article], weekday: int) -> tuple[set[date], list[str]]:
    """The day of a weekday that stands among the dates named without a year.

    It must be named together with the day before or after it, as in «27 و28 أكتوبر»: any single
    date falls on the weekday looked for once in seven times. The year is that of the latest full
    date, some days before.
    """
    texts = [
        found
        for article in articles
        for text in (article.deck, article.caption, article.body)
        for found in expressions(text)
    ]
    latest = max(filter(None, (_day(found.last) for found in texts)), default=None)
    if latest is None:
        return set(), []
    days: dict[date, str] = {}
    for found in texts:
        if found.shift is None and found.weekday is None and found.first.year is None:
            days |= dict.fromkeys(_completed(found, latest), found.text)
    chosen = {
        day
        for day in days
        if day.weekday() == weekday
        and (day - timedelta(1) in days or day + timedelta(1) in days)
        and not latest > day
    }
    return chosen, [days[day] for day in chosen]


def _completed(found: Expression, latest: date) -> Iterator[date]:
    """The days of a date without a year that lie in the weeks from ``latest`` on."""
    for year in (latest.year, latest.year + 1):
        first = _day(replace(found.first, year=year))
        last = _day(replace(found.last, year=year))
        if first and last and timedelta(0) <= last - first < timedelta(_WEEK):
            for day in _days(first, last):
                if latest - timedelta(1) <= day <= latest + timedelta(_RECENT):
                    yield day


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))


def _day(named: PartialDate) -> date | None:
    if named.year is None or named.month is None or named.day is None:
        return None
    try:
        found = span(named.calendar, named.year, named.month, named.day)
    except ValueError:
        return None
    return found[0] if found else None
