"""Facets, figures over time and the archive as a whole, in the shapes of the API."""

from typing import cast

from index.facets import FACET_BY_NAME, NO_VALUE
from search.engines.protocol import Engine
from search.query import Query
from search.results import Comparison, FacetPage, Results, Series
from web.api import schemas
from web.api.serializers import facet_value_json, notes_json, query_json, timeline_json
from web.i18n.labels import Labels


def facet_json(query: Query, page: FacetPage, first: int, labels: Labels) -> schemas.FacetAnswer:
    """Some values of one facet.

    Args:
        query: that they are counted for.
        page: of the engine.
        first: how many values were passed over.
        labels: the language of the labels.
    """
    return {
        "query": query_json(query),
        "name": page.name,
        "total": page.total,
        "first": first,
        "values": [facet_value_json(page.name, value, labels) for value in page.values],
        "notes": notes_json(page.notes, labels),
    }


def stats_json(
    engine: Engine,
    results: Results,
    *,
    top: int,
    comparison: tuple[str, Comparison] | None,
    labels: Labels,
) -> schemas.Stats:
    """The figures of a query.

    Args:
        engine: that gave the results.
        results: with every facet counted.
        top: so many values of each facet.
        comparison: the facet that was compared by, and what came of it.
        labels: the language of the labels.
    """
    query, manifest = results.query, engine.manifest
    facets = {page.name: _top(page, labels) for page in engine.facets(query, top)}
    return {
        "query": query_json(query),
        "archive": {
            "articles": manifest.articles,
            "built": manifest.built,
            "analyzer": manifest.fingerprint,
            "software": manifest.software,
        },
        "total": results.total,
        "listed": results.listed,
        "notes": notes_json(results.notes, labels),
        "timeline": timeline_json(results.timeline),
        "coverage": cast(
            "schemas.Coverage", {name: having(results, name) for name in FACET_BY_NAME}
        ),
        "facets": facets,
        "comparison": comparison_json(*comparison, labels) if comparison else None,
    }


def comparison_json(by: str, found: Comparison, labels: Labels) -> schemas.Comparison:
    """Articles over time by the values of a facet."""
    periods = [{"from": first.isoformat(), "to": last.isoformat()} for first, last in found.periods]
    return {
        "by": by,
        "unit": found.unit,
        "periods": cast("list[schemas.Period]", periods),
        "whole": _series(by, found.whole, labels),
        "series": [_series(by, series, labels) for series in found.series],
    }


def having(results: Results, facet: str) -> int:
    """How many of the articles found have any value in a facet."""
    query = results.query
    chosen = query.chosen_in(facet)
    all_have_one = NO_VALUE in query.excluded_in(facet) or (chosen and NO_VALUE not in chosen)
    if all_have_one:
        return results.total
    # What is chosen in a facet leaves its own counts alone; but those without a value are in the
    # result all together or not at all.
    without = (value.count for value in results.facets[facet] if value.value == NO_VALUE)
    return results.total - next(without, 0)


def _top(page: FacetPage, labels: Labels) -> schemas.TopValues:
    return {
        "total": page.total,
        "values": [facet_value_json(page.name, value, labels) for value in page.values],
    }


def _series(facet: str, series: Series, labels: Labels) -> schemas.Series:
    return {
        "value": series.value,
        "label": labels.in_full(facet, series.value) if series.value else "",
        "total": series.total,
        "counts": list(series.counts),
    }
