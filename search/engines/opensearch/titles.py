"""The titles of an OpenSearch index that go on as somebody typed."""

from typing import Any

from index.stores.opensearch.mapping import level_field
from search.completion.facet_values import key_of
from search.completion.phrases import Typed
from search.engines.opensearch.collector import ORDERS
from search.engines.opensearch.filters import Filter, all_of, any_of, has_terms, none_of, phrase
from search.engines.opensearch.requests import Requests
from search.results import Suggestion

#: The folded words of the title of every article that represents the copies of its text.
_HEADLINE = "headline"
_WORDS = level_field("title", "exact")

_SHOWN = ["article.title", "article.id"]

#: So many times as many titles are read as are wanted: several articles may have the same.
_READ = 2

# Of the words that go on as the last one was typed, all are to be looked for, not only some.
_ALL_WORDS = 1_000_000


def titles(requests: Requests, typed: Typed, most: int) -> list[Suggestion]:
    """Return the titles that begin as was typed, then those with a later word that does."""
    found: dict[str, Suggestion] = {}
    starting = _starting(typed)
    _add(requests, found, starting, most)
    _add(requests, found, all_of([_having(typed), none_of([starting])]), most)
    return list(found.values())


def _add(requests: Requests, found: dict[str, Suggestion], filter_: Filter, most: int) -> None:
    """Add the newest titles that a filter lets through, each once, until there are so many."""
    more = len(found) < most
    while more:
        before = len(found)
        size = _READ * (most - before)
        known = [has_terms(_HEADLINE, found)] if found else []
        new = all_of([filter_, {"exists": {"field": _HEADLINE}}, none_of(known)])
        hits = requests.found(new, size, sort=ORDERS["newest"], _source=_SHOWN)
        for hit in hits:
            title = _title(hit)
            if len(found) < most:
                found.setdefault(key_of(title.text), title)
        more = len(hits) == size and before < len(found) < most


def _title(hit: dict[str, Any]) -> Suggestion:
    article = hit["_source"]["article"]
    return Suggestion("title", article["title"], article["id"])


def _starting(typed: Typed) -> Filter:
    """Return what lets through articles whose title begins as was typed."""
    begin = {"prefix": {_HEADLINE: {"value": f"{typed.key} " if typed.whole else typed.key}}}
    return any_of([has_terms(_HEADLINE, [typed.key]), begin]) if typed.whole else begin


def _having(typed: Typed) -> Filter:
    """Return what lets through articles with a title in which some words go on as was typed."""
    if typed.whole:
        return phrase("title", typed.key.split(" "))
    if " " not in typed.key:
        return {"prefix": {_WORDS: {"value": typed.key}}}
    asked = {"query": typed.key, "max_expansions": _ALL_WORDS}
    return {"match_phrase_prefix": {_WORDS: asked}}
