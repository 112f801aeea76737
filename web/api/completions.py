"""Completions of what is being typed, as the search box shows them."""

from collections.abc import Sequence
from typing import Any

from search.query import Query
from search.results import Suggestion
from web.http.templating import article_url, search_url
from web.i18n.labels import labels
from web.url import params

#: So many are offered under a search box.
COMPLETIONS = 8


def completions_json(found: Sequence[Suggestion], query: Query) -> list[dict[str, Any]]:
    """Return each completion with where it leads: other words, a filter, or an article.

    Args:
        found: what the engine offers, the likeliest first.
        query: the search of the page; its filters stay.
    """
    return [
        {
            "kind": one.kind,
            "text": one.text,
            "label": _label(one),
            "count": labels.number(one.count) if one.count else "",
            "address": _address(one, query),
        }
        for one in found
    ]


def _label(one: Suggestion) -> str:
    if one.kind == "phrase":
        return ""
    return labels.gettext("Article") if one.kind == "title" else labels.facet(one.kind)


def _address(one: Suggestion, query: Query) -> str:
    if one.kind == "title":
        return article_url(one.value, params.worded(query, ""))
    if one.kind == "phrase":
        return search_url(params.worded(query, one.text))
    return search_url(params.choosing(one.kind, one.value))
