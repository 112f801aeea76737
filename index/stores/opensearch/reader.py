"""All articles of an index in a cluster, in the order of their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from index.article import Article
from index.stores.opensearch.blobs import damaged
from index.stores.opensearch.client import answering
from index.stores.opensearch.documents import stored_article

#: So many articles an answer.
_PAGE = 500

# How long an index is held as it is between two answers.
_HELD = "10m"

_SECONDS_A_PAGE = 120


@dataclass(frozen=True, slots=True)
class Record:
    """An article as it stands in an index.

    Attributes:
        article: with its facts.
        number: of it.
        lead: the number of the article that leads the copies of its text.
        copied: whether there are other copies of its text.
    """

    article: Article
    number: int
    lead: int
    copied: bool


#: What a search has to ask for, to be read by :func:`record_of`.
ASKED = {"_source": True, "docvalue_fields": ["number", "lead", "copied"]}


def records(
    client: OpenSearch, index: str, where: str, query: dict[str, Any] | None = None
) -> Iterator[Record]:
    """All articles of an index that a query finds, as the index was at the first of them.

    Raises:
        EngineError: a part of the index does not answer.
        IndexDamaged: a record cannot be read.
    """
    with answering(where):
        held = client.create_pit(
            index=index, params={"keep_alive": _HELD, "allow_partial_pit_creation": "false"}
        )["pit_id"]
    try:
        after: list[Any] = []
        while hits := _page(client, held, where, query or {"match_all": {}}, after):
            for hit in hits:
                yield record_of(hit, index)
            after = hits[-1]["sort"]
    finally:
        _let_go(client, held)


def record_of(hit: dict[str, Any], index: str) -> Record:
    """The article of a hit.

    Raises:
        IndexDamaged: it cannot be read.
    """
    try:
        number, lead, copied = (hit["fields"][name][0] for name in ("number", "lead", "copied"))
        return Record(stored_article(hit["_source"]["article"]), number, lead, copied)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(index, f"the record {hit.get('_id')}: {error!r}") from error


def _page(
    client: OpenSearch, held: str, where: str, query: dict[str, Any], after: list[Any]
) -> list[Any]:
    body = {
        **ASKED,
        "size": _PAGE,
        "query": query,
        "pit": {"id": held, "keep_alive": _HELD},
        "sort": [{"number": "asc"}],
        "track_total_hits": False,
    }
    if after:
        body["search_after"] = after
    with answering(where):
        answer = client.search(
            body=body,
            params={"allow_partial_search_results": "false"},
            request_timeout=_SECONDS_A_PAGE,
        )
    found: list[Any] = answer["hits"]["hits"]
    return found


def _let_go(client: OpenSearch, held: str) -> None:
    try:
        client.delete_pit(body={"pit_id": [held]})
    # It goes by itself after a while.
    except OpenSearchException:
        return
