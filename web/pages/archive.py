"""The page about the archive: what it holds, and which feeds it follows."""

from dataclasses import replace
from datetime import date, datetime

from flask import render_template

from index.facets import FACET_BY_NAME, FACETS
from search.query import Query
from search.results import Results
from search.searcher import Searcher
from web.charts import time_plot
from web.charts.periods import outside
from web.charts.time_plot import Plotter
from web.http.engine import engine
from web.http.feeds import feeds
from web.http.links import search_address
from web.i18n.feeds import trouble_told
from web.i18n.labels import of_request
from web.pages.statistics import known, skipped, table
from web.url.reading import EVERYTHING

#: The facets of which the page has a table: those that are no part of another, without periods.
TABLES = tuple(facet.name for facet in FACETS if not facet.periods and not facet.part_of)


def archive() -> str:
    """Answer ``/archive``: what the archive holds, and which feeds it follows."""
    labels, everything = of_request(), search_address(EVERYTHING)
    found = engine().search(replace(EVERYTHING, size=1))
    plot = time_plot.timeline(everything, found, labels)
    return render_template(
        "archive.html",
        query=EVERYTHING,
        search=everything,
        results=found,
        manifest=engine().manifest,
        built=datetime.fromisoformat(engine().manifest.built),
        days=_days(engine(), found),
        papers=engine().facet(EVERYTHING, "source", count=1).total,
        plot=plot,
        outside=outside(everything, found.timeline, labels),
        plot_summary=time_plot.summary(plot, labels) if plot else "",
        tables=[
            table(facet, found, everything, labels, _total(engine(), found, facet))
            for facet in TABLES
        ],
        known=known(found, everything, labels),
        percent=Plotter(labels).percent,
        skipped=skipped(engine().manifest.skipped, labels),
        feeds=[(feed, trouble_told(feed.trouble, labels.language)) for feed in feeds()],
    )


def _total(archive: Searcher, found: Results, facet: str) -> int | None:
    """How many values a facet has, where the results do not list all of them."""
    if len(found.facets[facet]) < FACET_BY_NAME[facet].most_listed:
        return None
    return archive.facet(EVERYTHING, facet, count=1).total


def _days(archive: Searcher, newest: Results) -> tuple[date, date] | None:
    """The first and the last day that an article was published on."""
    oldest = archive.search(Query(sort="oldest", size=1, counted=()))
    days = [hit.article.published for found in (oldest, newest) for hit in found.hits]
    known = [day for day in days if day is not None]
    return (known[0], known[1]) if len(known) == 2 else None
