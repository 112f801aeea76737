"""What the words of articles tell of the day they were published on."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.article import Article
from index.facts.dates.calendars import plain, span
from index.facts.dates.expressions import Expression, PartialDate, expressions

#: A text names recent days without a year, and photos of so many days before at most.
_RECENT = timedelta(92)
#: A full date that tells the year may be so far ahead of the day.
_AHEAD = timedelta(31)
_WEEK = 7
#: «في مثل هذا اليوم» tells of another year.
_ANNIVERSARY = re.compile(r"مثل +هذا +$")


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that tie the day of publication to others.

    Attributes:
        text: as printed.
        days: the days that they leave, where they name a date.
        weekday: of the day of publication.
    """

    text: str
    days: frozenset[date] = frozenset()
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """The full dates of the articles: the latest, that of the photos, and the latest year named."""

    latest: date | None
    photo: date | None
    year: int


def clues_of(articles: Sequence[Article]) -> list[Clue]:
    """Return the clues that decks and bodies give."""
    known = _Known(
        latest_day(articles), _latest(_captions(articles)), _latest_year(_all_of(articles))
    )
    return [
        clue
        for article in articles
        for text in (article.deck, article.body)
        for found in expressions(text)
        if found.shift and found.precision == "day"
        if not _ANNIVERSARY.search(plain(text[max(0, found.start - 15) : found.start]))
        if (clue := _clue(found, known))
    ]


def latest_day(articles: Sequence[Article]) -> date | None:
    """Return the latest full date that decks, captions and bodies name."""
    return _latest(_all_of(articles))


def day_of(named: PartialDate) -> date | None:
    """Return the day of a full date; ``None`` where a part is missing or there is no such day."""
    if named.year is None or named.month is None or named.day is None:
        return None
    try:
        found = span(named.calendar, named.year, named.month, named.day)
    except ValueError:
        return None
    return found[0] if found else None


def _all_of(articles: Sequence[Article]) -> Iterator[Expression]:
    for article in articles:
        for text in (article.deck, article.caption, article.body):
            yield from expressions(text)


def _captions(articles: Sequence[Article]) -> Iterator[Expression]:
    for article in articles:
        yield from expressions(article.caption)


def _latest(named: Iterable[Expression]) -> date | None:
    return max(filter(None, (day_of(found.last) for found in named)), default=None)


def _latest_year(named: Iterable[Expression]) -> int:
    return max((f.last.year or 0 for f in named if f.last.calendar == "gregorian"), default=0)


def _clue(found: Expression, known: _Known) -> Clue | None:
    if found.shift is None:
        return None
    unit, amount = found.shift.unit, found.shift.amount
    day = day_of(found.first) or _day_of_the_year_around(found, known)
    if unit == "day":
        if day and found.weekday is None and known.year > day.year:
            return None  # as likely a day that the text looks back at
        days = {day - timedelta(amount)} if day else set[date]()
        weekday = None if found.weekday is None else (found.weekday - amount) % _WEEK
        return Clue(found.text, frozenset(days), weekday) if day or weekday is not None else None
    if unit == "weekday" and day and abs(amount) == 1:
        # «الجمعة المقبل» may be said in the week before the one it ends.
        reach = _WEEK * (2 if amount > 0 else 1)
        near = (day - timedelta(amount * away) for away in range(1, reach + 1))
        return Clue(found.text, frozenset(near))
    if unit == "month" and amount == 0 and (rest := _rest_of_month(found.first, known.photo)):
        return Clue(found.text, rest)
    return None


def _day_of_the_year_around(found: Expression, known: _Known) -> date | None:
    """Return the day of «اليوم الأربعاء 30 أكتوبر» in the year of a full date near it.

    Its weekday has to agree. An article that names a later year may only look back at that date.
    """
    named, latest = found.first, known.latest
    if named.year is not None or found.weekday is None or latest is None:
        return None
    for year in (latest.year - 1, latest.year, latest.year + 1):
        day = day_of(replace(named, year=year)) if named.calendar == "gregorian" else None
        is_near = day is not None and -_AHEAD <= day - latest <= _RECENT
        if day and is_near and day.weekday() == found.weekday:
            return day if known.year <= max(day.year, latest.year) else None
    return None


def _rest_of_month(named: PartialDate, photo: date | None) -> frozenset[date]:
    """Return the days of «30 أكتوبر الجاري» from a photo of the same month on."""
    if photo is None or named.year is not None or named.month != photo.month:
        return frozenset()
    if named.calendar != "gregorian":
        return frozenset()
    last = photo.replace(day=monthrange(photo.year, photo.month)[1])
    return frozenset(_days(photo, last))


def named_among(articles: Sequence[Article], weekday: int) -> tuple[set[date], list[str]]:
    """Return the day of a weekday that stands among the dates named without a year.

    It must be named together with the day before or after it, as in «27 و28 أكتوبر»: any single
    date falls on the weekday looked for once in seven times. The year is that of the latest full
    date, some days before.

    Returns:
        The days that fit, and the words that name them.
    """
    latest = latest_day(articles)
    if latest is None:
        return set(), []
    days: dict[date, str] = {}
    for found in _all_of(articles):
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
    """Yield the days of a date without a year that lie in the weeks from ``latest`` on."""
    for year in (latest.year, latest.year + 1):
        first = day_of(replace(found.first, year=year))
        last = day_of(replace(found.last, year=year))
        if first and last and timedelta(0) <= last - first < timedelta(_WEEK):
            for day in _days(first, last):
                if latest - timedelta(1) <= day <= latest + _RECENT:
                    yield day


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))
