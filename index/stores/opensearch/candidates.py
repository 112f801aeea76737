"""Candidate pairs: articles of an index that may be copies of a text, found by runs of words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from index.analysis import tokenize
from index.article import Article
from index.ingestion import text_words
from index.stores.opensearch.cluster_index import ClusterIndex, Json
from index.stores.opensearch.documents import STORED, Record, record_of
from index.stores.opensearch.mapping import level_field
from index.stores.opensearch.reader import with_values

# So many runs of so many words, spread over the text; a copy with changes has some of them.
_RUNS, _WORDS_IN_A_RUN = 12, 5

# Of the articles that have such runs, those that have most of them.
_MOST_CANDIDATES = 20

_ARTICLES_A_REQUEST = 20

# Longer words are cut by the whitespace analyzer.
_LONGEST_WORD = 255


def candidates(index: ClusterIndex, articles: Iterable[Article]) -> Iterator[Record]:
    """Yield articles that may be copies of some others, often several times.

    After them come their representatives, where those were not among them.

    Args:
        index: of articles.
        articles: that need not be in the index.
    """
    seen: dict[int, int] = {}
    queries = (query for article in articles if (query := _query(article)))
    while batch := list(islice(queries, _ARTICLES_A_REQUEST)):
        for answer in index.search_each(batch):
            for hit in answer["hits"]["hits"]:
                record = record_of(hit, index)
                seen[record.number] = record.representative
                yield record
    yield from with_values(index, ["number"], sorted(set(seen.values()) - seen.keys()))


def runs(words: Sequence[str]) -> list[str]:
    """Return runs of words spread evenly over a text; the whole text where it is short."""
    words = [word for word in words if len(word) <= _LONGEST_WORD]
    last = max(0, len(words) - _WORDS_IN_A_RUN)
    starts = dict.fromkeys(last * number // (_RUNS - 1) for number in range(_RUNS))
    found = (" ".join(words[start : start + _WORDS_IN_A_RUN]) for start in starts)
    return [run for run in found if run]


def _query(article: Article) -> Json | None:
    title = [token.exact for token in tokenize(article.title)]
    body = text_words(article) if article.body else []
    should = [
        {"constant_score": {"filter": {"match_phrase": {level_field(field, "exact"): run}}}}
        for field, words in (("title", title), ("body", body))
        for run in runs(words)
    ]
    if not should:
        return None
    found = {"query": {"bool": {"should": should}}, "size": _MOST_CANDIDATES}
    return {**STORED, **found, "track_total_hits": False}
