"""Articles of an OpenSearch index over time: by months, or day by day where that is enough.

A result of a century is counted by months, and only what turns out to need its days is asked for
again. Where an archive, a query's range or what it chooses covers a short time, days are counted
at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from index.facets import NO_VALUE
from search.conditions import Condition
from search.engines.opensearch.aggregations import (
    Aggregations,
    Answer,
    by_period,
    each,
    of_each,
    over_time,
)
from search.engines.opensearch.filters import Filter, filter_of, published
from search.engines.opensearch.requests import Requests
from search.facets.days import LETTERS, days_of
from search.facets.reach import FENCE, LEAST_APART, years_shown
from search.facets.timeline import Axis, Total, fitting_unit
from search.query import Query
from search.results import Unit

#: Of a time of fewer days, these are counted one by one.
SHORT = 400

_BY_MONTH = "by month"
_BY_DAY = "by day"
_BY_YEAR = "by year"


@dataclass(frozen=True, slots=True)
class OverTime:
    """A result over time.

    Attributes:
        short: whether it covers so few days that they are counted at once.
        every: whether days that lie far from all others have periods, too.
    """

    short: bool
    every: bool = False

    def aggregations(self) -> Aggregations:
        """Return what is to be counted first."""
        return {_BY_DAY: over_time("day")} if self.short else {_BY_MONTH: over_time("month")}

    def more(self, answer: Answer) -> Aggregations:
        """Return what is to be counted besides, as the first answer shows."""
        counts = {} if self.short else by_period(answer[_BY_MONTH], "month")
        if counts and fitting_unit(*_between(self._shown(counts)[0])) == "day":
            return {_BY_DAY: over_time("day")}
        return {}

    @staticmethod
    def counts(answer: Answer) -> dict[str, int]:
        """Return the counts of days, or where these were not asked for, of months."""
        if _BY_DAY in answer:
            return by_period(answer[_BY_DAY], "day")
        return by_period(answer[_BY_MONTH], "month")

    def over_time(self, answer: Answer) -> tuple[Axis | None, tuple[int, ...]]:
        """Return the periods with their counts, once nothing more is to be counted."""
        counts = self.counts(answer)
        if not counts:
            return None, ()
        shown, before, after = self._shown(counts)
        axis = Axis.over(*_between(shown), before=before, after=after)
        return axis, on_axis(axis, shown)

    def _shown(self, counts: Mapping[str, int]) -> tuple[dict[str, int], int, int]:
        """The counts of the years of the timeline, and how many lie before and behind them."""
        begin, end = _years(counts, every=self.every)
        shown = {name: count for name, count in counts.items() if begin <= int(name[:4]) <= end}
        before = sum(count for name, count in counts.items() if int(name[:4]) < begin)
        return shown, before, sum(counts.values()) - sum(shown.values()) - before


def on_axis(axis: Axis, counts: Mapping[str, int]) -> tuple[int, ...]:
    """Return how many articles each period of an axis has, from counts of these or finer ones."""
    letters = LETTERS[axis.unit]
    found = coarser(counts, letters)
    return tuple(found[first.isoformat()[:letters]] for first, _ in axis.periods())


def coarser(counts: Mapping[str, int], letters: int) -> Counter[str]:
    """Add counts of periods up to those whose ISO names have so many letters."""
    found: Counter[str] = Counter()
    for name, count in counts.items():
        found[name[:letters]] += count
    return found


def _years(counts: Mapping[str, int], *, every: bool) -> tuple[int, int]:
    years = coarser(counts, LETTERS["year"])
    return years_shown({int(name): count for name, count in years.items()}, every=every)


def _between(counts: Mapping[str, int]) -> tuple[date, date]:
    """Return two days that surely lie between the first and the last article.

    Of months these are the last day of the first and the first day of the last.
    """
    return days_of(min(counts))[1], days_of(max(counts))[0]


def is_short(requests: Requests, query: Query, chosen: Iterable[str] = ()) -> bool:
    """Return whether the articles that a query can find lie fewer than ``SHORT`` days apart.

    Args:
        requests: of the archive.
        query: with its range.
        chosen: the periods that it chooses, where they narrow the result.
    """
    spans = [days_of(period) for period in chosen if period != NO_VALUE]
    if chosen and not spans:
        return True
    archive = requests.kept("first and last day", partial(_first_and_last, requests))
    if archive is None:
        return True
    firsts = [archive[0], *([query.first_day] if query.first_day else [])]
    lasts = [archive[1], *([query.last_day] if query.last_day else [])]
    if spans:
        firsts.append(min(first for first, _ in spans))
        lasts.append(max(last for _, last in spans))
    return (min(lasts) - max(firsts)).days < SHORT


def first_and_last() -> Aggregations:
    """Ask for the first and the last date of a result."""
    return {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}


def days_between(answer: Answer) -> tuple[date, date] | None:
    """Read the first and the last day of a result; ``None`` where nothing has a date."""
    if answer["first"]["value"] is None:
        return None
    return _day(answer["first"]["value"]), _day(answer["last"]["value"])


def _day(milliseconds: float) -> date:
    return date(1970, 1, 1) + timedelta(milliseconds=milliseconds)


def _first_and_last(requests: Requests) -> tuple[date, date] | None:
    answer = requests.search({"size": 0, "aggs": first_and_last()})
    return days_between(answer["aggregations"])


def count_over_time(
    requests: Requests,
    condition: Condition,
    groups: Sequence[Condition],
    unit: Unit | None,
    *,
    every: bool = False,
) -> tuple[Axis | None, Total, list[Total]]:
    """Count articles over time; see :meth:`search.engines.protocol.Session.over_time`."""
    filters = [filter_of(condition)]
    counting = _found_by(filters)
    axis = _axis(requests, filters, unit, every=every)
    inside = {"periods": over_time(axis.unit)} if axis else {}
    asked: Aggregations = {"each": each(map(filter_of, groups), inside)} if groups else {}
    answer = requests.search({**counting, "aggs": inside | asked})
    found: Answer = answer.get("aggregations", {})
    whole = {**found, "doc_count": answer["hits"]["total"]["value"]}
    counted = of_each(found["each"]) if groups else []
    return axis, _total(axis, whole), [_total(axis, one) for one in counted]


def _found_by(filters: Sequence[Filter]) -> Aggregations:
    query = {"bool": {"filter": list(filters)}}
    return {"query": query, "size": 0, "track_total_hits": True}


def _axis(
    requests: Requests, filters: Sequence[Filter], unit: Unit | None, *, every: bool
) -> Axis | None:
    """The periods of what some filters let through; ``None`` where nothing has a date.

    Only where the days lie far apart their years are counted, to see which stand apart.
    """
    days = _days_of(requests, filters)
    if days is None or days[1].year - days[0].year <= FENCE * LEAST_APART:
        return Axis.over(*days, unit) if days else None
    asked = {**_found_by(filters), "aggs": {_BY_YEAR: over_time("year")}}
    counts = by_period(requests.search(asked)["aggregations"][_BY_YEAR], "year")
    begin, end = _years(counts, every=every)
    before = sum(count for name, count in counts.items() if int(name) < begin)
    after = sum(count for name, count in counts.items() if int(name) > end)
    if before or after:
        inside = published(date(begin, 1, 1), date(end, 12, 31))
        days = _days_of(requests, [*filters, inside]) or days
    return Axis.over(*days, unit, before=before, after=after)


def _days_of(requests: Requests, filters: Sequence[Filter]) -> tuple[date, date] | None:
    answer = requests.search({**_found_by(filters), "aggs": first_and_last()})
    return days_between(answer["aggregations"])


def _total(axis: Axis | None, counted: Answer) -> Total:
    by_time = on_axis(axis, by_period(counted["periods"], axis.unit)) if axis else ()
    return Total(counted["doc_count"], by_time)
