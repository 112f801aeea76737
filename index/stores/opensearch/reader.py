"""The articles of an index in a cluster, in the order of their numbers."""

from collections.abc import Iterator, Sequence
from itertools import chain

from index.stores.opensearch.cluster_index import ClusterIndex, Json
from index.stores.opensearch.documents import RECORDED, Record, record_of

#: So many articles an answer.
_PAGE = 500

#: So many values a query is asked for at once.
_VALUES_A_QUERY = 1000

_EVERYTHING: Json = {"match_all": {}}


def records(index: ClusterIndex, query: Json = _EVERYTHING) -> Iterator[Record]:
    """Yield all articles of an index that a query finds, as the index was at the first of them.

    Args:
        index: of articles.
        query: in OpenSearch's language.

    Raises:
        EngineError: a part of the index does not answer.
        IndexDamaged: a record cannot be read.
    """
    body = {**RECORDED, "query": query, "sort": [{"number": "asc"}]}
    return (record_of(hit, index) for hit in index.hits(body, _PAGE))


def with_values(
    index: ClusterIndex, fields: Sequence[str], values: Sequence[object]
) -> Iterator[Record]:
    """Yield all articles that have one of these values in one of these fields.

    Raises:
        EngineError: a part of the index does not answer.
        IndexDamaged: a record cannot be read.
    """
    batches = (values[at : at + _VALUES_A_QUERY] for at in range(0, len(values), _VALUES_A_QUERY))
    return chain.from_iterable(
        records(index, {"bool": {"should": [{"terms": {field: list(batch)}} for field in fields]}})
        for batch in batches
    )
