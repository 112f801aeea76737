"""Facets, articles over time and the archive as a whole, in the shapes of ``schemas.figures``."""

from collections.abc import Sequence
from typing import cast

from index.facets import FACET_BY_NAME, NO_VALUE
from index.feeds.followed import FollowedFeed
from index.manifest import Manifest
from search.engines.protocol import EngineFigures
from search.query import Query
from search.results import Comparison, FacetPage, Results, Series
from web.api import schemas
from web.api.serializers import facet_values_json, notes_json, query_json, timeline_json
from web.i18n.language import Language
from web.i18n.names import value_name


def facet_json(
    query: Query, page: FacetPage, first: int, language: Language
) -> schemas.FacetAnswer:
    """Return some values of one facet.

    Args:
        query: whose articles are counted.
        page: of the engine.
        first: how many values were passed over.
        language: of labels and notes.
    """
    return {
        "query": query_json(query),
        "name": page.name,
        "total": page.total,
        "first": first,
        "values": facet_values_json(page.name, page.values, language),
        "notes": notes_json(page.notes, language),
    }


def stats_json(
    manifest: Manifest,
    results: Results,
    *,
    index: EngineFigures,
    top: tuple[FacetPage, ...],
    comparison: tuple[str, Comparison] | None,
    feeds: Sequence[FollowedFeed],
    language: Language,
) -> schemas.Stats:
    """Return the figures of a query.

    Args:
        manifest: of the index that gave the results.
        results: with every facet counted.
        index: what the index takes.
        top: the most frequent values of every facet.
        comparison: the facet that was compared by, and what came of it.
        feeds: that the archive follows.
        language: of labels and notes.
    """
    return {
        "query": query_json(results.query),
        "archive": {
            "articles": manifest.articles,
            "built": manifest.built,
            "publication": manifest.mark,
            "segments": index.segments,
            "removed": index.removed,
            "analyzer": manifest.fingerprint,
            "software": manifest.software,
            "feeds": [feed_json(feed) for feed in feeds],
        },
        "total": results.total,
        "listed": results.listed,
        "notes": notes_json(results.notes, language),
        "timeline": timeline_json(results.timeline),
        "coverage": {facet: articles_with(results, facet) for facet in FACET_BY_NAME},
        "facets": {
            page.name: {
                "total": page.total,
                "values": facet_values_json(page.name, page.values, language),
            }
            for page in top
        },
        "comparison": comparison_json(*comparison, language) if comparison else None,
    }


def health_json(manifest: Manifest, unread: str) -> schemas.Health:
    """Return that a process can answer.

    Args:
        manifest: of what it answers from.
        unread: the code of what keeps it from what was published last; empty for nothing.
    """
    told: schemas.Health = {"status": "ok", "articles": manifest.articles}
    if unread:
        told["unread"] = unread
    return told


def feed_json(feed: FollowedFeed) -> schemas.Feed:
    """Return a feed that the archive follows."""
    return {
        "name": feed.name,
        "last_success": feed.succeeded.isoformat(timespec="seconds") if feed.succeeded else None,
        "articles": feed.articles,
        "trouble": feed.trouble,
    }


def comparison_json(facet: str, found: Comparison, language: Language) -> schemas.Comparison:
    """Return articles over time by the values of a facet.

    Args:
        facet: its name.
        found: by the engine.
        language: of the labels.
    """
    periods = [{"from": first.isoformat(), "to": last.isoformat()} for first, last in found.periods]
    return {
        "by": facet,
        "unit": found.unit,
        "periods": cast("list[schemas.Period]", periods),
        "before": found.before,
        "after": found.after,
        "whole": _series(facet, found.whole, language),
        "series": [_series(facet, series, language) for series in found.series],
    }


def articles_with(results: Results, facet: str) -> int:
    """Return how many of the articles found have any value in a facet.

    Args:
        results: with the facet counted.
        facet: its name.
    """
    query = results.query
    chosen = query.chosen_in(facet)
    all_have_one = NO_VALUE in query.excluded_in(facet) or (chosen and NO_VALUE not in chosen)
    if all_have_one:
        return results.total
    # What is chosen in a facet leaves its own counts alone; but those without a value are in the
    # result all together or not at all.
    without = (value.count for value in results.facets[facet] if value.value == NO_VALUE)
    return results.total - next(without, 0)


def _series(facet: str, series: Series, language: Language) -> schemas.Series:
    return {
        "value": series.value,
        "label": value_name(facet, series.value, language) if series.value else "",
        "total": series.total,
        "counts": list(series.counts),
    }
