"""Articles over time, in all and for the most frequent values of a facet."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import starmap

from index.facets import INDEXED_FACETS, NO_VALUE
from search.conditions import (
    EVERYTHING,
    Condition,
    all_of,
    filtered_by_others,
    having,
    none_of,
)
from search.engines.protocol import Session
from search.facets.timeline import Axis, Total, known_unit, series_of, top_values
from search.hijri_months import by_months, gregorian, hijri_months, is_hijri
from search.plan import Plan
from search.query import unknown_facet
from search.results import HIJRI_MONTH, Comparison, PeriodUnit

#: The facets that articles are compared by over time, and
COMPARABLE = tuple(facet.name for facet in INDEXED_FACETS)
#: those of them whose values are names.
NAMED = tuple(facet.name for facet in INDEXED_FACETS if not facet.periods)

_Periods = tuple[tuple[date, date], ...]


def known_comparison(by: str | None, unit: str | None) -> PeriodUnit | None:
    """Return the unit that a comparison is asked for in.

    Raises:
        QueryInvalid: the facet or the unit is none.
    """
    if by is not None and by not in COMPARABLE:
        raise unknown_facet("by", by)
    return known_unit(unit)


def comparison(
    session: Session, made: Plan, by: str | None, count: int, unit: PeriodUnit | None
) -> Comparison:
    """Count articles over time; see :meth:`search.searcher.Searcher.compare`.

    Args:
        session: of the archive.
        made: the plan of the query, whose own choice in the facet is left aside.
        by: one of ``COMPARABLE``; ``None`` for the first that the articles have.
        count: how many values.
        unit: of the periods; ``None``, or where it would give too many, one that fits.
    """
    query = made.query
    values = session.values(made, list(dict.fromkeys((*NAMED, *([by] if by else [])))))
    present = tuple(name for name in NAMED if _has_any(values[name]))
    by = by or next(iter(present), NAMED[0])
    session.deadline.check()
    chosen = top_values(by, values[by], count, query.chosen_in(by), query.excluded_in(by))
    within = all_of(
        [
            made.in_range,
            filtered_by_others(query, by),
            none_of([having(by, query.excluded_in(by))]),
        ]
    )
    others = none_of([having(by, (*chosen, NO_VALUE))])
    parts = [*(having(by, (value,)) for value in chosen), others]
    axis, whole, groups = session.over_time(
        within, parts, gregorian(unit), every=query.names_both_ends
    )
    months = _months(axis) if is_hijri(unit) else ()
    if months:
        whole, *groups = _by_months(session, within, parts, [whole, *groups], months)
    return Comparison(
        by=by,
        unit=HIJRI_MONTH if months else axis.unit if axis else gregorian(unit) or "year",
        periods=months or (axis.periods() if axis else ()),
        whole=series_of(by, "", whole),
        series=tuple(starmap(partial(series_of, by), zip(chosen, groups, strict=False))),
        others=series_of(by, "", groups[-1]),
        without=values[by][NO_VALUE],
        facets=present,
        before=axis.before if axis else 0,
        after=axis.after if axis else 0,
    )


def _months(axis: Axis | None) -> _Periods:
    if axis is None:
        return ()
    periods = axis.periods()
    return hijri_months(periods[0][0], periods[-1][1])


def _by_months(
    session: Session,
    within: Condition,
    parts: Sequence[Condition],
    totals: Sequence[Total],
    months: _Periods,
) -> list[Total]:
    """Count all articles and each part again, by months."""
    session.deadline.check()
    groups = [
        (group, one.articles) for group, one in zip((EVERYTHING, *parts), totals, strict=True)
    ]
    return by_months(session.counts, within, groups, months)


def _has_any(counts: Mapping[str, int]) -> bool:
    return any(count for value, count in counts.items() if value != NO_VALUE)
