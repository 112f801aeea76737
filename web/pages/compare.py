"""The coverage of a query over time, compared by the values of a facet."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, cast, get_args

from flask import render_template, request, url_for

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from search.query import Query
from search.results import HIJRI_MONTH, Comparison
from search.searcher import Searcher
from web.charts import time_plot
from web.charts.geometry import nice_scale
from web.charts.periods import chosen_period, outside, wider_periods
from web.charts.shares import largest, shares
from web.charts.time_plot import Plotter, TimePlot
from web.http.engine import engine, today
from web.http.links import search_address
from web.i18n.labels import Labels, of_request
from web.pages.statistics import Without
from web.url.reading import of_search, read_search

Measure = Literal["count", "share"]

#: The facets to compare by.
COMPARED = tuple(name for name in FACET_BY_NAME if name not in PERIODS)

#: How many values are compared; all others are one series more.
SERIES = 8


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot of several.

    Attributes:
        name: of the series; empty for all articles together.
        total: its articles.
        address: of the search for its articles; empty where that would ask for too much.
    """

    name: str
    total: int
    address: str
    plot: TimePlot


#: The periods that can be asked for; empty for those that fit.
_UNITS = ("", HIJRI_MONTH)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A series before it is drawn."""

    name: str
    total: int
    counts: tuple[int, ...]
    query: Query


def compare() -> str:
    """Answer ``/compare``: a query's coverage over time, by the values of a facet."""
    labels = of_request()
    query = read_search(of_search(request.args.items(multi=True)), today)
    query = replace(query, page=1, after="")
    measure = cast("Measure", _choice("measure", get_args(Measure)))
    unit = _choice("unit", _UNITS)
    asked_by = request.args.get("by", "").strip()
    found = engine().compare(
        query, _choice("by", COMPARED) if asked_by else None, SERIES, unit or None
    )
    by = found.by
    whole, parts = _series(query, found, labels)
    panels = _drawn(found, [whole, *parts], measure, labels) if found.periods else []
    # The first measure is the usual one.
    asked = [("by", by), ("measure", measure if measure != get_args(Measure)[0] else "")]
    asked.append(("unit", unit))
    search = search_address(query)
    compared = search.at(url_for("pages.compare"), [pair for pair in asked if pair[1]])
    return render_template(
        "compare.html",
        query=query,
        search=search,
        compared=compared,
        by=by,
        measure=measure,
        unit=unit,
        choices=[name for name in COMPARED if name in found.facets or name == by],
        chips=labels.chips(query),
        total=found.whole.total,
        dated=sum(found.whole.counts) + found.before + found.after,
        outside=outside(search_address(query.choosing(by, ())), found, labels),
        without=_without(query, found, labels),
        whole=panels[0] if panels else None,
        whole_summary=time_plot.summary(panels[0].plot, labels) if panels else "",
        panels=panels[1:],
        wider=wider_periods(query, compared, labels),
        now=chosen_period(query, labels),
    )


def _without(query: Query, found: Comparison, labels: Labels) -> Without | None:
    """The articles that have no value of a facet."""
    by, total = found.by, found.without
    if not total or (by, NO_VALUE) in query.excluded:
        return None
    name = f"{labels.in_full(by, NO_VALUE)}: {labels.number(total)}"
    search = search_address(query.choosing(by, (NO_VALUE,)))
    return Without(name, str(search) if search.is_answered else "")


def _choice(name: str, choices: tuple[str, ...]) -> str:
    value = request.args.get(name, "").strip() or choices[0]
    if value not in choices:
        raise QueryInvalid(name, f"unknown_{name}", f"{name} is one of {', '.join(choices)}")
    return value


def _series(query: Query, found: Comparison, labels: Labels) -> tuple[_Counted, list[_Counted]]:
    """All articles, the values compared, and in one series the articles of all other values."""
    by, everything = found.by, query.choosing(found.by, ())
    whole = _Counted("", found.whole.total, found.whole.counts, everything)
    parts = [
        _Counted(
            labels.in_full(by, series.value),
            series.total,
            series.counts,
            query.choosing(by, (series.value,)),
        )
        for series in found.series
    ]
    if found.others.total:
        compared = (*(series.value for series in found.series), NO_VALUE)
        rest = everything.excluding(by, dict.fromkeys((*query.excluded_in(by), *compared)))
        name = labels.gettext("All others")
        parts.append(_Counted(name, found.others.total, found.others.counts, rest))
    return whole, parts


def _matched(found: Comparison, other: Comparison) -> tuple[int, ...]:
    """The counts of another comparison by the same unit, in the periods of this one."""
    starts = (first for first, _ in other.periods)
    counts = dict(zip(starts, other.whole.counts, strict=True))
    return tuple(counts.get(first, 0) for first, _ in found.periods)


def _drawn(
    found: Comparison, series: list[_Counted], measure: Measure, labels: Labels
) -> list[Panel]:
    """The series as plots; those of values share one scale."""
    whole, *parts = series
    base = _archive_counts(engine(), whole.query, found) if measure == "share" else None
    plotter = Plotter(labels)
    return [
        *_panels(found, [whole], base, plotter, most=4),
        *_panels(found, parts, base, plotter, most=3),
    ]


def _panels(
    found: Comparison,
    series: list[_Counted],
    base: tuple[int, ...] | None,
    plotter: Plotter,
    most: int,
) -> list[Panel]:
    """Series as plots on one scale of so many steps; with a base as shares of it."""
    counts = [one.counts for one in series]
    if base is None:
        scale = nice_scale(max((n for values in counts for n in values), default=0), most=most)
        draw = partial(plotter.counts, scale=scale)
    else:
        top = largest([shares(values, base) for values in counts], base)
        draw = partial(plotter.shares, base=base, scale=nice_scale(top, most=most, whole=False))
    panels = []
    for one in series:
        search = search_address(one.query)
        plot = draw(search, found.unit, found.periods, one.counts)
        address = str(search) if search.is_answered else ""
        panels.append(Panel(one.name, one.total, address, plot))
    return panels


def _archive_counts(archive: Searcher, query: Query, found: Comparison) -> tuple[int, ...]:
    """How many articles the whole archive has in each period, of the days that a query leaves."""
    first, last = found.periods[0][0], found.periods[-1][1]
    days = Query(
        first_day=max(first, query.first_day or first), last_day=min(last, query.last_day or last)
    ).choosing("date", query.chosen_in("date"))
    return _matched(found, archive.compare(days, COMPARED[0], 1, found.unit))
