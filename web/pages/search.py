"""The first page, the results of a search, and completions for the search box."""

from dataclasses import dataclass, replace

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from search.named_together import one_name
from search.query import MAX_PAGE, MAX_TEXT, Query
from search.results import Match, Results
from web.api.completions import COMPLETIONS, completions_json
from web.charts import time_plot
from web.charts.periods import Outside, WiderPeriod, chosen_period, outside, wider_periods
from web.charts.time_plot import TimePlot
from web.http.engine import as_far_as_it_answers, engine, today
from web.http.links import search_address
from web.i18n.brevity import brief_hit
from web.i18n.labels import Labels, of_request
from web.pages.filters import facet_lists
from web.pages.together import LISTED, Together, shown
from web.url.address import SearchAddress
from web.url.parameters import TYPING
from web.url.reading import read_page_search


@dataclass(frozen=True, slots=True)
class TimelineShown:
    """What a page of results shows over time.

    Attributes:
        plot: the histogram; ``None`` where there are not two periods to compare.
        summary: of the plot, a sentence; empty without one.
        wider: the periods around the one that the search is narrowed to.
        now: this one, in words; empty where it has no two ends.
        anytime: the address of the search without any choice of days.
        outside: what lies far from the days of the plot.
    """

    plot: TimePlot | None
    summary: str
    wider: tuple[WiderPeriod, ...]
    now: str
    anytime: str
    outside: tuple[Outside, ...]


def search() -> ResponseReturnValue:
    """Answer ``/``: the first page, or the results where anything was asked for.

    Scripts ask with ``typing=1`` while somebody types: half a word is not searched.
    """
    query, labels = read_page_search(request.args.items(multi=True), today), of_request()
    if request.args.get(TYPING) == "1" and _is_half_typed():
        return "", 204, {"Cache-Control": "no-store"}
    results = engine().search(query)
    results = replace(results, hits=tuple(map(brief_hit, results.hits)))
    # A name is shown and linked under its entry, however the address writes it.
    query = replace(query, chosen=results.query.chosen, excluded=results.query.excluded)
    address = search_address(query)
    common = {
        "query": query,
        "search": address,
        "results": results,
        "facets": facet_lists(query, results, address, labels),
        "timeline": timeline(query, results, address, labels),
    }
    if not address.values:
        return render_template("home.html", **common)
    last = _last_page(results)
    together = _together(query, labels) if results.total and not address.is_long else None
    return render_template(
        "results.html",
        **common,
        chips=labels.chips(query),
        together=together,
        last_page=last,
        page_numbers=page_numbers(query.page, last),
        complete=complete(results),
    )


def suggestions() -> ResponseReturnValue:
    """Answer ``/suggestions``: completions of what is being typed, for the search box."""
    found = engine().suggest(request.args.get("q", ""), COMPLETIONS)
    return jsonify(completions_json(found, read_page_search(request.args.items(multi=True), today)))


def timeline(
    query: Query, results: Results, search: SearchAddress, labels: Labels
) -> TimelineShown:
    """Return what a page of results shows over time.

    Args:
        query: the search shown.
        results: of it.
        search: its address.
        labels: of the reader.
    """
    plot = time_plot.timeline(search, results, labels)
    return TimelineShown(
        plot,
        time_plot.summary(plot, labels) if plot else "",
        wider_periods(query, search, labels),
        chosen_period(query, labels),
        search.spanning(None, None),
        outside(search, results.timeline, labels),
    )


def _together(query: Query, labels: Labels) -> Together | None:
    """Who is named together with the one person or organisation that a query chooses."""
    if one_name(query) is None:
        return None
    found = as_far_as_it_answers(lambda: [engine().named_together(query, LISTED)])
    return shown(query, found[0], labels) if found else None


def complete(results: Results) -> int:
    """Return how many of the results have all the words of the query."""
    return sum(count for match, count in results.matches.items() if match > Match.STEM)


def page_numbers(page: int, last: int) -> list[int | None]:
    """Return the pages to offer: the ends and those around one; ``None`` stands for those between.

    Args:
        page: that is shown.
        last: there is.
    """
    near = {1, last, *range(page - 2, page + 3)}
    offered = sorted(number for number in near if 1 <= number <= last)
    found: list[int | None] = []
    for number in offered:
        previous = found[-1] if found else None
        if previous is not None and number - previous > 1:
            found.append(None)
        found.append(number)
    return found


def _is_half_typed() -> bool:
    # The text as it came: a space at its end says that the last word is complete.
    return not engine().knows(request.args.get("q", "")[:MAX_TEXT])


def _last_page(results: Results) -> int:
    pages = -(-results.listed // results.query.size)
    return min(max(pages, 1), MAX_PAGE)
