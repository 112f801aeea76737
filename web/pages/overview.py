"""Pages that show an archive from above: what it holds, and a query's coverage over time."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Literal, cast, get_args

from flask import Blueprint, render_template, request, url_for

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from search.engines.protocol import Engine
from search.query import Query
from search.results import Comparison, Results
from web.charts import periods, time_plot
from web.charts.geometry import nice_scale
from web.charts.shares import largest, shares
from web.charts.time_plot import Plotter, TimePlot
from web.http.engine import engine
from web.http.templating import address, search_url
from web.i18n.labels import labels
from web.pages.archive import EVERYTHING, Without, known, skipped, table
from web.url import params

blueprint = Blueprint("overview", __name__)

Measure = Literal["count", "share"]

#: The facets to compare by.
COMPARED = tuple(name for name in FACET_BY_NAME if name not in PERIODS)

#: How many values are compared; all others are one series more.
SERIES = 8

_TABLES = ("section", "agency", "dateline", "source")


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot of several.

    Attributes:
        name: of the series; empty for all articles together.
        total: its articles.
        counts: its articles in each period.
        address: of the search for its articles.
    """

    name: str
    total: int
    counts: tuple[int, ...]
    query: Query
    plot: TimePlot

    @property
    def address(self) -> str:
        """Of the search for its articles."""
        return search_url(self.query)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A series before it is drawn."""

    name: str
    total: int
    counts: tuple[int, ...]
    query: Query


@blueprint.get("/compare")
def compare() -> str:
    """A query's coverage over time, by the values of a facet."""
    given = list(request.args.items(multi=True))
    query = params.read(pair for pair in given if pair[0] in params.KNOWN)
    query = params.at_page(query, 1)
    measure = cast("Measure", _choice("measure", get_args(Measure)))
    choices = _choices(query)
    by = _choice("by", COMPARED, choices)
    found = engine().compare(query, by, SERIES)
    whole, parts = _series(engine(), query, by, found)
    panels = _drawn(found, [whole, *parts], measure) if found.periods else []
    return render_template(
        "compare.html",
        query=query,
        by=by,
        measure=measure,
        choices=[name for name in COMPARED if name in choices or name == by],
        chips=labels.chips(query),
        total=found.whole.total,
        dated=sum(found.whole.counts),
        without=_without(query, by),
        whole=panels[0] if panels else None,
        panels=panels[1:],
        wider=periods.wider(query, labels),
        compare_url=lambda other: compare_url(other, by, measure),
    )


@blueprint.get("/archive")
def archive() -> str:
    """What the archive holds."""
    found = engine().search(replace(EVERYTHING, size=1))
    plotter = Plotter(labels, search_url)
    return render_template(
        "archive.html",
        query=EVERYTHING,
        results=found,
        manifest=engine().manifest,
        built=datetime.fromisoformat(engine().manifest.built),
        days=_days(engine(), found),
        papers=engine().facet(EVERYTHING, "source", count=1).total,
        plot=time_plot.timeline(EVERYTHING, found, plotter),
        tables=[table(facet, found, labels, search_url) for facet in _TABLES],
        known=known(found, labels, search_url),
        percent=plotter.percent,
        skipped=skipped(engine().manifest.skipped, labels),
    )


def compare_url(query: Query, by: str, measure: Measure) -> str:
    """The address that compares a query's coverage."""
    pairs = [*params.pairs(query), ("by", by)]
    if measure != get_args(Measure)[0]:
        pairs.append(("measure", measure))
    return address(url_for("overview.compare"), pairs)


@blueprint.app_template_global("timeline_plot")
def timeline_plot(query: Query, results: Results) -> TimePlot | None:
    """The histogram of a page of results."""
    return time_plot.timeline(params.at_page(query, 1), results, Plotter(labels, search_url))


@blueprint.app_template_global("plot_summary")
def plot_summary(plot: TimePlot) -> str:
    """What a plot shows, in a sentence."""
    return time_plot.summary(plot, labels)


@blueprint.app_template_global("wider_periods")
def wider_periods(query: Query) -> tuple[periods.Wider, ...]:
    """The periods around the one that a query is narrowed to."""
    return periods.wider(params.at_page(query, 1), labels)


@blueprint.app_template_global("chosen_period")
def chosen_period(query: Query) -> str:
    """The period that a query is narrowed to, in words; empty where it has no two ends."""
    first, last = periods.chosen_days(query)
    return labels.span(first, last) if first and last else ""


@blueprint.app_template_global("anytime")
def anytime(query: Query) -> Query:
    """The query without any choice of days."""
    return periods.anytime(params.at_page(query, 1))


@blueprint.app_template_filter("place")
def place(percent: float) -> str:
    """A coordinate as SVG takes it."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"


def _choices(query: Query) -> tuple[str, ...]:
    """The facets that the articles of a query have values of."""
    pages = {page.name: page for page in engine().facets(query, 1)}
    # The articles without a value stand at the end of the list.
    having = (
        name
        for name in COMPARED
        if any(value.value != NO_VALUE and value.count for value in pages[name].values)
    )
    return tuple(having)


def _without(query: Query, by: str) -> Without | None:
    """The articles that have no value of a facet."""
    if (by, NO_VALUE) in query.excluded:
        return None
    missing = replace(_choosing(query, by, (NO_VALUE,)), counted=(), size=1)
    total = engine().search(missing).total
    name = f"{labels.in_full(by, NO_VALUE)}: {labels.number(total)}"
    return Without(name, search_url(_choosing(query, by, (NO_VALUE,)))) if total else None


def _choice(name: str, choices: tuple[str, ...], likely: tuple[str, ...] = ()) -> str:
    value = request.args.get(name, "").strip() or (likely or choices)[0]
    if value not in choices:
        raise QueryInvalid(name, f"unknown_{name}", f"{name} is one of {', '.join(choices)}")
    return value


def _series(
    archive: Engine, query: Query, by: str, found: Comparison
) -> tuple[_Counted, list[_Counted]]:
    """All articles, the values compared, and in one series the articles of all other values."""
    everything = _choosing(query, by, ())
    whole = _Counted("", found.whole.total, found.whole.counts, everything)
    parts = [
        _Counted(
            labels.in_full(by, series.value),
            series.total,
            series.counts,
            _choosing(query, by, (series.value,)),
        )
        for series in found.series
    ]
    values = (*(series.value for series in found.series), NO_VALUE)
    left_out = tuple((by, value) for value in values if (by, value) not in query.excluded)
    rest = replace(everything, excluded=(*query.excluded, *left_out))
    others = archive.compare(rest, by, 1, found.unit)
    if others.whole.total:
        counts = _matched(found, others)
        name = labels.gettext("All others")
        parts.append(_Counted(name, others.whole.total, counts, rest))
    return whole, parts


def _choosing(query: Query, by: str, values: tuple[str, ...]) -> Query:
    return query.choosing(by, values)


def _matched(found: Comparison, other: Comparison) -> tuple[int, ...]:
    """The counts of another comparison by the same unit, in the periods of this one."""
    starts = (first for first, _ in other.periods)
    counts = dict(zip(starts, other.whole.counts, strict=True))
    return tuple(counts.get(first, 0) for first, _ in found.periods)


def _drawn(found: Comparison, series: list[_Counted], measure: Measure) -> list[Panel]:
    """The series as plots; those of values share one scale."""
    whole, *parts = series
    base = _archive_counts(engine(), whole.query, found) if measure == "share" else None
    return [*_panels(found, [whole], base, most=4), *_panels(found, parts, base, most=3)]


def _panels(
    found: Comparison, series: list[_Counted], base: tuple[int, ...] | None, most: int
) -> list[Panel]:
    """Series as plots on one scale of so many steps; with a base as shares of it."""
    plotter = Plotter(labels, search_url)
    counts = [one.counts for one in series]
    if base is None:
        scale = nice_scale(max((n for values in counts for n in values), default=0), most=most)
        draw = partial(plotter.counts, scale=scale)
    else:
        top = largest([shares(values, base) for values in counts], base)
        draw = partial(plotter.shares, base=base, scale=nice_scale(top, most=most, whole=False))
    return [
        Panel(
            one.name,
            one.total,
            one.counts,
            one.query,
            draw(one.query, found.unit, found.periods, one.counts),
        )
        for one in series
    ]


def _archive_counts(archive: Engine, query: Query, found: Comparison) -> tuple[int, ...]:
    """How many articles the whole archive has in each period, of the days that a query leaves."""
    first, last = found.periods[0][0], found.periods[-1][1]
    everything = periods.narrowed(replace(query, text=""), first, last)
    days = Query(first_day=everything.first_day, last_day=everything.last_day).choosing(
        "date", query.chosen_in("date")
    )
    return _matched(found, archive.compare(days, COMPARED[0], 1, found.unit))


def _days(archive: Engine, newest: Results) -> tuple[date, date] | None:
    """The first and the last day that an article was published on."""
    oldest = archive.search(Query(sort="oldest", size=1, counted=()))
    days = [hit.article.published for found in (oldest, newest) for hit in found.hits]
    known = [day for day in days if day is not None]
    return (known[0], known[1]) if len(known) == 2 else None
