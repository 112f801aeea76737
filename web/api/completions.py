"""Completions of what is being typed, as the search box shows them."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from search.query import Query
from search.results import Suggestion
from web.http.links import search_address
from web.i18n.brevity import OF_HITS, cut
from web.i18n.labels import labels
from web.url.address import SearchAddress
from web.url.reading import EVERYTHING

#: So many are offered under a search box.
COMPLETIONS = 8


def completions_json(found: Sequence[Suggestion], query: Query) -> list[dict[str, Any]]:
    """Return each completion with where it leads: other words, a filter, or an article.

    Args:
        found: what the engine offers, the likeliest first.
        query: the search of the page; its filters stay.
    """
    search, everything = search_address(query), search_address(EVERYTHING)
    return [
        {
            "kind": one.kind,
            "text": cut(one.text, OF_HITS.text),
            "label": _label(one),
            "count": labels.number(one.count) if one.count else "",
            "address": _address(one, search, everything),
        }
        for one in found
    ]


def _label(one: Suggestion) -> str:
    if one.kind == "phrase":
        return ""
    return labels.gettext("Article") if one.kind == "title" else labels.facet(one.kind)


def _address(one: Suggestion, search: SearchAddress, everything: SearchAddress) -> str:
    if one.kind == "title":
        return search.at(url_for("pages.article", article_id=one.value)).worded("")
    if one.kind == "phrase":
        return search.worded(one.text)
    return everything.toggled(one.kind, one.value)
