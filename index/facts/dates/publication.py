"""The day an article was published, where its source does not give it.

What is read, in this order:

1. a line or an address that states it: «نُشر: 14:21-28 أكتوبر 2024 م», ``/2015/07/21/``, an agency's
   opening «جدة 25 شوال 1436هـ الموافق 10 أغسطس 2015م»;
2. words that count from a full date: «اليوم الاثنين 28 أكتوبر 2024», «أمس الأحد 27 أكتوبر 2024»;
3. such words without the year («اليوم الأربعاء 30 أكتوبر»), where a full date of the weeks around
   tells it and the weekday agrees;
4. words that say the weekday of the day («اليوم الاثنين») together with dates that leave one day.

Whatever leaves more than one day, or contradicts itself, leaves the day unknown: a wrong day is
worse than none. docs/dates.md tells the rules with examples and how often they are right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import compress

from index.article import Article, DateEvidence
from index.facts.agency_lines import is_wire
from index.facts.dates.calendars import unmarked
from index.facts.dates.contradictions import contradiction
from index.facts.dates.expressions import Expression, PartialDate, expressions
from index.facts.dates.half_days import HALF_DAY, hour_of_day
from index.facts.dates.publication_clues import Clue, clues_of, day_of, latest_day, named_among
from index.facts.openings import opening_of
from index.facts.origin import origin_of

#: An agency prints the day in its opening, right behind the place.
_BEFORE_OPENING_DAY = re.compile(r"\s*\w+(?: \w+){0,2}[\s،,]+")
_OPENING = 160
_UPDATED = re.compile(r"^\W*آخر تحديث.*?(?=ن[ـ\u064f]?شر|تاريخ النشر|$)")
#: What is behind it tells of a change: «28 أكتوبر 2024، آخر تحديث 29 أكتوبر 2024 10:00».
_UPDATE_BEHIND = re.compile(r"(?:آخر|اخر|تم|تاريخ)\s+(?:ال)?(?:تحديث|تعديل)")
_WEEK = 7
#: Papers seldom print the full date of what is further ahead: who does looks back at the day.
_FURTHEST_AHEAD = timedelta(366)

_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?!\d)(?::[0-5]\d(?!\d))?"
    rf"(?:\s*(?P<half>{HALF_DAY}))?",
    re.I,
)
_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<sign>[/-]?)(?P<month>0[1-9]|1[0-2])(?P=sign)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Published:
    """A day of publication, what it rests on (:class:`index.article.Article`), and its doubts."""

    day: date | None
    evidence: DateEvidence
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


UNKNOWN = Published(None, "unknown")


def dated(article: Article) -> tuple[Article, tuple[str, ...]]:
    """Return an article by itself with its day, as far as it can be told; what is given stands.

    Returns:
        The article, and one line where its words contradict each other.
    """
    if article.published is not None:
        given: DateEvidence = "given"
        is_known = article.published_evidence != "unknown"
        return article if is_known else replace(article, published_evidence=given), ()
    found, doubts = _published([article])
    return _with(article, found), doubts


def page(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of one page: the full ones of one day tell each other what they know.

    A teaser leads to an article of another day and stays without one.
    """
    found = [dated(article)[0] for article in articles]
    # What one states of itself, it does not state of the others.
    sharing = [
        article.kind == "full"
        and alone.published_evidence != "stated"
        and bool(_weekdays(clues_of([article])))
        for article, alone in zip(articles, found, strict=True)
    ]
    full = list(compress(articles, sharing))
    if len(full) < 2 or len(_weekdays(clues_of(full))) > 1:
        return found
    together, _ = _published(full)
    return [
        _with(article, together) if shares and not alone.published else alone
        for article, alone, shares in zip(articles, found, sharing, strict=True)
    ]


def collected(article: Article, at: date) -> Article:
    """Return an article of which it is known when it was collected: it was published before.

    Its address or opening states the day; else it is the last day before the collection that is
    of the weekday that the text calls today; else the day of the collection itself.
    """
    day = at.date() if isinstance(at, datetime) else at
    stated = _stated(article)
    if stated.day:
        return _with(article, stated)
    weekdays = {clue.weekday: clue.text for clue in clues_of([article]) if clue.weekday is not None}
    if len(weekdays) == 1:
        ((weekday, words),) = weekdays.items()
        day -= timedelta((day.weekday() - weekday) % _WEEK)
        return _with(article, Published(day, "inferred", (words,)))
    return _with(article, Published(day, "inferred"))


def _with(article: Article, found: Published) -> Article:
    if found.day is None:
        is_unknown = article.published is None and article.published_reasons
        return replace(article, published_reasons=()) if is_unknown else article
    return replace(
        article,
        published=found.day,
        published_evidence=found.evidence,
        published_reasons=found.reasons,
    )


def _published(articles: Sequence[Article]) -> tuple[Published, tuple[str, ...]]:
    for article in articles:
        if (stated := _stated(article)).day:
            return stated, stated.doubts
    clues = clues_of(articles)
    weekdays = _weekdays(clues)
    if len(weekdays) > 1:
        words = " and ".join(f"«{clue.text}»" for clue in clues if clue.weekday is not None)
        return UNKNOWN, (f"the day of publication cannot be two weekdays: {words}",)
    weekday = next(iter(weekdays), None)
    days = _allowed([clue.days for clue in clues if clue.days], weekday)
    reasons = [clue.text for clue in clues if clue.days or clue.weekday is not None]
    if not days and weekday is not None:
        days, named = named_among(articles, weekday)
        reasons += named
    latest = latest_day(articles)
    if len(days) != 1 or (latest and latest - min(days) > _FURTHEST_AHEAD):
        return UNKNOWN, ()
    return Published(min(days), "inferred", tuple(dict.fromkeys(reasons))), ()


def _weekdays(clues: Sequence[Clue]) -> set[int]:
    return {clue.weekday for clue in clues if clue.weekday is not None}


def _allowed(several: list[frozenset[date]], weekday: int | None) -> set[date]:
    """Return the days that all clues leave."""
    if not several:
        return set()
    days = set.intersection(*map(set, several))
    return {day for day in days if weekday is None or day.weekday() == weekday}


def _stated(article: Article) -> Published:
    """Return the day that a line of the page, the address or an agency's opening states."""
    for line in article.published_reasons:
        line = _UPDATED.sub("", line)
        issued = _UPDATE_BEHIND.split(line, maxsplit=1)[0]
        for found in expressions(issued):
            if day := day_of(found.first):
                at = _time_in(issued)
                moment = datetime.combine(day, at) if at else day
                return Published(moment, "stated", (line,), _doubts(found))
    addressed = {found.group(): found for found in _ADDRESS.finditer(article.url)}
    for printed, match in addressed.items():
        named = PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
        if (day := day_of(named)) and len(addressed) == 1:
            return Published(day, "stated", (printed,))
    for found in expressions(article.body[:_OPENING]):
        opens = found.weekday is None and _BEFORE_OPENING_DAY.fullmatch(
            article.body, 0, found.start
        )
        if opens and found.converted and (day := day_of(found.first)):
            return Published(day, "stated", (found.text,))
    return _opened(article)


def _doubts(stated: Expression) -> tuple[str, ...]:
    try:
        doubt = contradiction(stated, None)
    except ValueError:  # the same day in the other calendar, where there is none such
        return ()
    return (doubt,) if doubt else ()


def _time_in(line: str) -> time | None:
    clock = _CLOCK.search(unmarked(line)[0])
    hour = hour_of_day(int(clock["hour"]), clock["half"] or "") if clock else None
    return None if clock is None or hour is None else time(hour, int(clock["minute"]))


def _opened(article: Article) -> Published:
    """Return the day in the head of an agency's text: «بكين 20 مارس 2025 (شينخوا)».

    A Hijri day alone is good to within a day only. Without a sign the day counts in the agency's
    own articles; elsewhere a place and a day may open a text about that day.
    """
    origin = origin_of(article)
    opened = opening_of(article.body, origin.own, origin.country)
    signs = opened.agency or (origin.own and is_wire(origin.own))
    if not opened.day or not signs:
        return UNKNOWN
    named = [found for found in expressions(opened.day) if found.precision == "day"]
    day = day_of(named[0].first) if len(named) == 1 else None
    if day and (named[0].first.calendar == "gregorian" or named[0].converted):
        return Published(day, "stated", (named[0].text,))
    return UNKNOWN
