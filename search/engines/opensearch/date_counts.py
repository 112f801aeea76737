"""Articles of an OpenSearch index over time: by months, or day by day where that is enough.

A result of a century is counted by months, and only what turns out to need its days is asked for
again. Where an archive, a query's range or what it chooses covers a short time, days are counted
at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from index.facets import NO_VALUE
from search.engines.opensearch.aggregations import Aggregations, Answer, by_period, over_time
from search.engines.opensearch.session import Inquiry
from search.facets.days import LETTERS, days_of
from search.facets.timeline import Axis, fitting_unit, timeline_of
from search.query import Query
from search.results import Timeline

#: Of a time of fewer days, these are counted one by one.
SHORT = 400

_BY_MONTH = "by month"
_BY_DAY = "by day"
_KEPT = "first and last day"


@dataclass(frozen=True, slots=True)
class OverTime:
    """A result over time.

    Attributes:
        short: whether it covers so few days that they are counted at once.
    """

    short: bool

    def aggregations(self) -> Aggregations:
        """What is to be counted."""
        return {_BY_DAY: over_time("day")} if self.short else {_BY_MONTH: over_time("month")}

    def more(self, answer: Answer) -> Aggregations:
        """What is to be counted besides, for a timeline."""
        counts = {} if self.short else by_period(answer[_BY_MONTH], "month")
        if counts and fitting_unit(*_between(counts)) == "day":
            return {_BY_DAY: over_time("day")}
        return {}

    @staticmethod
    def counts(answer: Answer) -> dict[str, int]:
        """The days that have articles, or where these were not counted, the months."""
        if _BY_DAY in answer:
            return by_period(answer[_BY_DAY], "day")
        return by_period(answer[_BY_MONTH], "month")

    def timeline(self, answer: Answer) -> Timeline | None:
        """The articles over time, once nothing more is to be counted; ``None`` without a date."""
        counts = self.counts(answer)
        if not counts:
            return None
        axis = Axis.over(*_between(counts))
        return timeline_of(axis, on_axis(axis, counts))


def on_axis(axis: Axis, counts: Mapping[str, int]) -> tuple[int, ...]:
    """How many articles each period of an axis has, where its own or finer ones are counted."""
    letters = LETTERS[axis.unit]
    found = coarser(counts, letters)
    return tuple(found[first.isoformat()[:letters]] for first, _ in axis.periods())


def coarser(counts: Mapping[str, int], letters: int) -> Counter[str]:
    """The counts of periods added up to those whose ISO names have so many letters."""
    found: Counter[str] = Counter()
    for name, count in counts.items():
        found[name[:letters]] += count
    return found


def _between(counts: Mapping[str, int]) -> tuple[date, date]:
    """The days that lie surely between the first and the last article.

    Of months these are the last day of the first and the first day of the last: those who are
    further apart need no days to be counted.
    """
    return days_of(min(counts))[1], days_of(max(counts))[0]


def is_short(inquiry: Inquiry, query: Query, chosen: Iterable[str] = ()) -> bool:
    """Whether so few days lie between the first and the last article that a query can find.

    Args:
        inquiry: of the archive.
        query: with its range.
        chosen: the periods that it chooses, where they narrow the result.
    """
    spans = [days_of(period) for period in chosen if period != NO_VALUE]
    if chosen and not spans:
        return True
    archive = _first_and_last(inquiry)
    if archive is None:
        return True
    firsts = [archive[0], *([query.first_day] if query.first_day else [])]
    lasts = [archive[1], *([query.last_day] if query.last_day else [])]
    if spans:
        firsts.append(min(first for first, _ in spans))
        lasts.append(max(last for _, last in spans))
    return (min(lasts) - max(firsts)).days < SHORT


def first_and_last() -> Aggregations:
    """The first and the last date of a result."""
    return {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}


def days_between(answer: Answer) -> tuple[date, date] | None:
    """The first and the last day of a result; ``None`` where nothing has a date."""
    if answer["first"]["value"] is None:
        return None
    return _day(answer["first"]["value"]), _day(answer["last"]["value"])


def _day(milliseconds: float) -> date:
    return date(1970, 1, 1) + timedelta(milliseconds=milliseconds)


def _first_and_last(inquiry: Inquiry) -> tuple[date, date] | None:
    kept = inquiry.snapshot.kept
    if _KEPT not in kept:
        answer = inquiry.search({"size": 0, "aggs": first_and_last()})
        found = days_between(answer["aggregations"])
        if inquiry.partial:
            return found
        kept[_KEPT] = found
    days: tuple[date, date] | None = kept[_KEPT]
    return days
