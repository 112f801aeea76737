"""The days that a query is narrowed to, the periods around them, and what a plot leaves out."""

from dataclasses import dataclass
from datetime import date

from search.query import Query, days_of_value
from search.results import Comparison, Timeline
from web.i18n.labels import Labels
from web.url.address import SearchAddress


@dataclass(frozen=True, slots=True)
class WiderPeriod:
    """A period that holds the one shown.

    Attributes:
        name: as readers see it.
        address: of the same search in it.
    """

    name: str
    address: str


def wider_periods(query: Query, search: SearchAddress, labels: Labels) -> tuple[WiderPeriod, ...]:
    """Return the periods around the one that a query is narrowed to, the widest first.

    Args:
        query: the search shown.
        search: its address, on the page that the periods are shown on.
        labels: of the reader.
    """
    first, last = chosen_days(query)
    found: list[WiderPeriod] = []
    if first or last:
        found.append(WiderPeriod(labels.gettext("All dates"), search.spanning(None, None)))
    if first and last and first.year == last.year:
        years = (date(first.year, 1, 1), date(first.year, 12, 31))
        months = days_of_value(first.isoformat()[:7])
        around = [years, months] if months and first.month == last.month else [years]
        found += [
            WiderPeriod(labels.span(*days), search.spanning(*days))
            for days in around
            if days != (first, last)
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Outside:
    """Articles of days that lie far from those of a plot.

    Attributes:
        text: how many, and on which side.
        address: of the search for them.
    """

    text: str
    address: str


def outside(
    search: SearchAddress,
    found: Timeline | Comparison | None,
    labels: Labels,
) -> tuple[Outside, ...]:
    """Return what a plot leaves out, the earlier first; see :mod:`search.facets.reach`.

    Args:
        search: the address of the search that is plotted.
        found: by it; ``None`` where nothing has a date.
        labels: of the reader.
    """
    if found is None or not (found.before or found.after):
        return ()
    spans = found.periods if isinstance(found, Comparison) else found.spans
    told: list[Outside] = []
    if found.before:
        text = labels.gettext("{count} before this period")
        told.append(Outside(_counted(text, found.before, labels), search.before(spans[0][0])))
    if found.after:
        text = labels.gettext("{count} after this period")
        told.append(Outside(_counted(text, found.after, labels), search.after(spans[-1][1])))
    return tuple(told)


def _counted(text: str, count: int, labels: Labels) -> str:
    return text.format(count=labels.counted(count, "articles"))


def chosen_period(query: Query, labels: Labels) -> str:
    """Return the period that a query is narrowed to in words; empty where it has no two ends."""
    first, last = chosen_days(query)
    return labels.span(first, last) if first and last else ""


def chosen_days(query: Query) -> tuple[date | None, date | None]:
    """Return the first and the last day that a query leaves, where it sets any."""
    ranges = list(filter(None, map(days_of_value, query.chosen_in("date"))))
    first = max(
        filter(None, (query.first_day, min((r[0] for r in ranges), default=None))), default=None
    )
    last = min(
        filter(None, (query.last_day, max((r[1] for r in ranges), default=None))), default=None
    )
    return first, last
