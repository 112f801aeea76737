"""The days that a query is narrowed to, the periods around them and those within."""

from dataclasses import dataclass
from datetime import date

from search.query import Query, day_range
from web.i18n.labels import Labels
from web.url import params


@dataclass(frozen=True, slots=True)
class Wider:
    """A period that holds the one shown."""

    name: str
    query: Query


def narrowed(query: Query, first: date, last: date) -> Query:
    """The query within a period, and not beyond the days that it was narrowed to before."""
    begin = max(first, query.first_day or first)
    end = min(last, query.last_day or last)
    return params.within(query, begin, end)


def anytime(query: Query) -> Query:
    """The query without any choice of days."""
    return params.within(query, None, None).choosing("date", ())


def wider(query: Query, labels: Labels) -> tuple[Wider, ...]:
    """The periods around the one that a query is narrowed to, the widest first."""
    first, last = chosen_days(query)
    found: list[Wider] = []
    if first or last:
        found.append(Wider(labels.gettext("All dates"), anytime(query)))
    if first and last and first.year == last.year:
        years = (date(first.year, 1, 1), date(first.year, 12, 31))
        months = day_range(f"{first:%Y-%m}", parameter="from")
        around = [years, months] if first.month == last.month else [years]
        found += [
            Wider(labels.span(*days), params.within(anytime(query), *days))
            for days in around
            if days != (first, last)
        ]
    return tuple(found)


def chosen_days(query: Query) -> tuple[date | None, date | None]:
    """The first and the last day that a query leaves, where it sets any."""
    ranges = [
        day_range(value, parameter="date")
        for value in query.chosen_in("date")
        if value[0].isdigit()
    ]
    first = max(
        filter(None, (query.first_day, min((r[0] for r in ranges), default=None))), default=None
    )
    last = min(
        filter(None, (query.last_day, max((r[1] for r in ranges), default=None))), default=None
    )
    return first, last
