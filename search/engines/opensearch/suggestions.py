"""Completions from one OpenSearch index; headlines are found there, everything else in memory."""

from typing import Any

from index.completions import Completions
from index.stores.opensearch.mapping import level_field
from search.completion import completer
from search.completion.facet_values import FacetValueNames, key_of
from search.completion.phrases import Typed
from search.engines.opensearch.collector import ORDERS
from search.engines.opensearch.facet_pages import names
from search.engines.opensearch.filters import Filter, all_of, any_of, has_terms, none_of, phrase
from search.engines.opensearch.session import Inquiry
from search.engines.opensearch.vocabulary import OpenSearchVocabulary
from search.results import Suggestion
from search.words.vocabulary import Vocabulary

#: The folded words of the title of every article that leads the copies of its text.
_HEADLINE = "headline"
_WORDS = level_field("title", "exact")

_SHOWN = ["article.title", "article.id"]

#: So many times as many titles are read as are wanted: several articles may have the same.
_READ = 2

# Of the words that go on as the last one was typed, all are to be looked for, not only some.
_ALL_WORDS = 1_000_000


def suggest(inquiry: Inquiry, text: str, count: int) -> tuple[Suggestion, ...]:
    """What a reader may mean who has typed so far, the likeliest first.

    Args:
        inquiry: asks the index.
        text: what was typed.
        count: how many suggestions at most.
    """
    titles = _Titles(inquiry)
    return OpenSearchVocabulary(inquiry).answer(
        lambda vocabulary: completer.suggest(text, count, _Source(inquiry, vocabulary, titles))
    )


class _Source:
    """An index as the source of completions; see :class:`search.completion.completer.Source`."""

    def __init__(self, inquiry: Inquiry, vocabulary: Vocabulary, titles: "_Titles") -> None:
        self.vocabulary = vocabulary
        self.titles = titles.of
        self._inquiry = inquiry

    @property
    def completions(self) -> Completions:
        return self._inquiry.snapshot.completions

    @property
    def names(self) -> FacetValueNames:
        return names(self._inquiry)


class _Titles:
    """Finds the titles that go on as was typed; what was asked before is not asked again."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._found: dict[tuple[Typed, int], list[Suggestion]] = {}

    def of(self, typed: Typed, count: int) -> list[Suggestion]:
        if (typed, count) not in self._found:
            found: dict[str, Suggestion] = {}
            starting = _starting(typed)
            self._add(found, starting, count)
            self._add(found, all_of([_having(typed), none_of([starting])]), count)
            self._found[typed, count] = list(found.values())
        return self._found[typed, count]

    def _add(self, found: dict[str, Suggestion], filter_: Filter, count: int) -> None:
        """Add the newest titles that a filter lets through, each once, until there are so many."""
        more = len(found) < count
        while more:
            before = len(found)
            size = _READ * (count - before)
            known = [has_terms(_HEADLINE, found)] if found else []
            new = all_of([filter_, {"exists": {"field": _HEADLINE}}, none_of(known)])
            hits = self._inquiry.found(new, size, sort=ORDERS["newest"], _source=_SHOWN)
            for hit in hits:
                title = _title(hit)
                if len(found) < count:
                    found.setdefault(key_of(title.text), title)
            more = len(hits) == size and before < len(found) < count


def _title(hit: dict[str, Any]) -> Suggestion:
    article = hit["_source"]["article"]
    return Suggestion("title", article["title"], article["id"])


def _starting(typed: Typed) -> Filter:
    """The articles whose title begins as was typed."""
    begin = {"prefix": {_HEADLINE: {"value": f"{typed.key} " if typed.whole else typed.key}}}
    return any_of([has_terms(_HEADLINE, [typed.key]), begin]) if typed.whole else begin


def _having(typed: Typed) -> Filter:
    """The articles in whose title some words go on as was typed."""
    if typed.whole:
        return phrase("title", typed.key.split(" "))
    if " " not in typed.key:
        return {"prefix": {_WORDS: {"value": typed.key}}}
    asked = {"query": typed.key, "max_expansions": _ALL_WORDS}
    return {"match_phrase_prefix": {_WORDS: asked}}
