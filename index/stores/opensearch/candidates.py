"""Articles of an index that may be copies of a text, found by runs of its words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from opensearchpy import OpenSearch

from index.analysis import tokenize
from index.article import Article
from index.ingestion import text_words
from index.stores.opensearch.client import answering, raise_for
from index.stores.opensearch.mapping import level_field
from index.stores.opensearch.reader import ASKED, Record, record_of, records

# So many runs of so many words, spread over the text; a copy with changes has some of them.
_RUNS, _WORDS_IN_A_RUN = 12, 5

# Of the articles that have such runs, those that have most of them.
_MOST_CANDIDATES = 20

_ARTICLES_A_REQUEST = 20

#: So many values a query is asked for at once.
_VALUES_A_QUERY = 1000

# Longer words are cut by the whitespace analyzer.
_LONGEST_WORD = 255

_SECONDS_A_REQUEST = 120


def candidates(
    client: OpenSearch, index: str, where: str, articles: Iterable[Article]
) -> Iterator[Record]:
    """Articles that may be copies of some others, often several times, with those that lead them.

    Args:
        client: of the cluster.
        index: of articles.
        where: for messages.
        articles: that need not be in the index.
    """
    seen: dict[int, int] = {}
    queries = (query for article in articles if (query := _query(article)))
    while batch := list(islice(queries, _ARTICLES_A_REQUEST)):
        for record in _asked(client, index, where, batch):
            seen[record.number] = record.lead
            yield record
    leads = sorted(set(seen.values()) - seen.keys())
    yield from with_values(client, index, where, ("number",), leads)


def with_values(
    client: OpenSearch, index: str, where: str, fields: Sequence[str], values: Sequence[Any]
) -> Iterator[Record]:
    """All articles that have one of these values in one of these fields."""
    for start in range(0, len(values), _VALUES_A_QUERY):
        some = list(values[start : start + _VALUES_A_QUERY])
        having = [{"terms": {field: some}} for field in fields]
        query = {"bool": {"filter": [{"bool": {"should": having}}]}}
        yield from records(client, index, where, query)


def runs(words: Sequence[str]) -> list[str]:
    """Runs of words spread evenly over a text; the whole text where it is short."""
    words = [word for word in words if len(word) <= _LONGEST_WORD]
    last = max(0, len(words) - _WORDS_IN_A_RUN)
    starts = dict.fromkeys(last * number // (_RUNS - 1) for number in range(_RUNS))
    found = (" ".join(words[start : start + _WORDS_IN_A_RUN]) for start in starts)
    return [run for run in found if run]


def _query(article: Article) -> dict[str, Any] | None:
    title = runs([token.exact for token in tokenize(article.title)])
    phrases = [(level_field("title", "exact"), run) for run in title]
    if article.body:
        phrases += [(level_field("body", "exact"), run) for run in runs(text_words(article))]
    if not phrases:
        return None
    should = [{"constant_score": {"filter": {"match_phrase": {field: run}}}} for field, run in
              phrases]  # fmt: skip
    return {
        **ASKED,
        "query": {"bool": {"should": should}},
        "size": _MOST_CANDIDATES,
        "track_total_hits": False,
    }


def _asked(
    client: OpenSearch, index: str, where: str, queries: Sequence[dict[str, Any]]
) -> Iterator[Record]:
    body = [part for query in queries for part in ({"allow_partial_search_results": False}, query)]
    with answering(where):
        answers = client.msearch(index=index, body=body, request_timeout=_SECONDS_A_REQUEST)
        for answer in answers["responses"]:
            raise_for(answer)
    for answer in answers["responses"]:
        for hit in answer["hits"]["hits"]:
            yield record_of(hit, index)
