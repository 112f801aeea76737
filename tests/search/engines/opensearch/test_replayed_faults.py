"""A cluster in trouble, from recorded answers that are spoiled on their way."""

import json
from dataclasses import replace
from typing import Any

import pytest

from index.errors import (
    EngineFailed,
    EngineTooOld,
    EngineUnreachable,
    IndexDamaged,
    IndexMissing,
)
from index.fields import LEAD_WORDS, TEXT_FIELDS
from index.stores.address import parse_address
from index.stores.cluster import DEFAULTS
from index.stores.opensearch.store import OpenSearchStore
from search.conditions import Having
from search.engines import open_engine
from search.engines.opensearch.snapshot import Snapshot
from search.query import Query
from search.ranking.bm25 import FieldParameters, Ranking
from search.searcher import Searcher, open_archive
from tests.search.engines.opensearch.conftest import Opened
from tests.search.engines.opensearch.recording import Answer, Cluster, Request, packed, unpacked

QUERY = Query("سعر القمح", counted=())
MARKETS = Having("section", ("markets",))


def without_a_shard(request: Request, answer: Answer) -> Answer:
    """A part of the index is on no node: neither successful nor failed."""
    if "_shards" not in answer.body or "hits" not in answer.body:
        return answer
    shards = {**answer.body["_shards"], "successful": 2}
    return replace(answer, body={**answer.body, "_shards": shards})


def out_of_time(request: Request, answer: Answer) -> Answer:
    if "timed_out" not in answer.body:
        return answer
    return replace(answer, body={**answer.body, "timed_out": True})


def refused(status: int, kind: str) -> Any:
    def spoil(request: Request, answer: Answer) -> Answer:
        if not request.path.endswith("search"):
            return answer
        return Answer(status, {"error": {"type": kind, "reason": "so it is"}, "status": status})

    return spoil


@pytest.mark.parametrize("spoil", [without_a_shard, out_of_time])
def test_a_page_that_lacks_a_part_says_so(searcher: Searcher, cluster: Cluster, spoil: Any) -> None:
    cluster.spoil = spoil
    found = searcher.search(QUERY)
    assert [note.code for note in found.notes] == ["partial"]
    assert found.hits


def test_values_that_no_article_has_may_be_in_the_part_that_lacks(
    searcher: Searcher, cluster: Cluster
) -> None:
    query = replace(QUERY, chosen=(("source", "لا صحيفة"),))
    assert [note.code for note in searcher.search(query).notes] == ["unknown_value"]
    cluster.spoil = without_a_shard
    again = open_archive(cluster.address)
    assert [note.code for note in again.search(query).notes] == ["partial"]
    again.close()


def test_counts_that_are_not_whole_are_forgotten(opened: Opened, cluster: Cluster) -> None:
    searcher = opened()
    cluster.spoil = without_a_shard
    session = searcher._engine.open()
    assert session.counts([MARKETS]) == [3]
    assert session.known(MARKETS) == 3, "for what follows of this question"
    names = session.names
    cluster.spoil = lambda request, answer: answer
    later = searcher._engine.open()
    assert later.known(MARKETS) is None
    assert later.names is not names
    assert later.names is searcher._engine.open().names


@pytest.mark.parametrize("spoil", [without_a_shard, out_of_time])
def test_what_needs_the_whole_archive_is_an_error(
    searcher: Searcher, cluster: Cluster, spoil: Any
) -> None:
    cluster.spoil = spoil
    for ask in (
        lambda: searcher.compare(QUERY),
        lambda: searcher.related("price", 3),
        lambda: searcher.explain(QUERY, "price"),
        lambda: searcher.rank("القمح", 3),
        lambda: list(searcher.article_ids()),
    ):
        with pytest.raises(EngineUnreachable, match=r"a part of .* does not answer"):
            ask()


def test_an_article_that_may_be_in_the_part_that_lacks(
    searcher: Searcher, cluster: Cluster
) -> None:
    cluster.spoil = without_a_shard
    found = searcher.article("price")
    assert found is not None
    with pytest.raises(EngineUnreachable, match="see to the nodes"):
        searcher.article("no such article")


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (404, "index_not_found_exception", IndexMissing),
        (400, "parsing_exception", EngineFailed),
    ],
)
def test_what_a_cluster_refuses_is_an_error_of_ours(
    searcher: Searcher, cluster: Cluster, status: int, kind: str, error: type[Exception]
) -> None:
    cluster.spoil = refused(status, kind)
    with pytest.raises(error):
        searcher.search(QUERY)


def of_version(number: str) -> Any:
    def spoil(request: Request, answer: Answer) -> Answer:
        if request.path != "/":
            return answer
        return Answer(200, {"version": {"number": number, "distribution": "opensearch"}})

    return spoil


@pytest.mark.parametrize(
    ("number", "saturated"), [("2.4.0", 2.2), ("2.19.1", 2.2), ("3.0.0", 1.0), ("10.1.2", 1.0)]
)
def test_since_version_3_frequencies_saturate_at_one(
    cluster: Cluster, number: str, saturated: float
) -> None:
    cluster.spoil = of_version(number)
    store = OpenSearchStore(parse_address(cluster.address))
    assert Snapshot.open(store, store.live()).saturated == pytest.approx(saturated)


def test_a_cluster_that_is_too_old(searcher: Searcher, cluster: Cluster) -> None:
    cluster.spoil = of_version("2.3.1")
    with pytest.raises(EngineTooOld, match=r"run 2\.4 or newer"):
        searcher.search(QUERY)


def test_completions_that_cannot_be_read(searcher: Searcher, cluster: Cluster) -> None:
    def spoil(request: Request, answer: Answer) -> Answer:
        if "completions" not in request.path:
            return answer
        return Answer(404, {"found": False})

    cluster.spoil = spoil
    with pytest.raises(IndexDamaged, match="completions"):
        searcher.suggest("القم")


@pytest.mark.parametrize("field", [field.name for field in TEXT_FIELDS])
def test_a_ranking_with_another_b_is_refused(field: str) -> None:
    """How far length lowers a word stands in the mapping: nothing is asked of a server."""
    fields = {**Ranking().fields, field: FieldParameters(1.0, 0.5)}
    with pytest.raises(EngineFailed, match=f"ranks {field} with b = "):
        open_engine("opensearch://nowhere:9200/news", DEFAULTS, Ranking(fields=fields))


def test_a_ranking_with_another_lead_is_refused() -> None:
    with pytest.raises(EngineFailed, match="lead"):
        open_engine("opensearch://nowhere:9200/news", DEFAULTS, Ranking(lead_words=LEAD_WORDS + 1))


def test_two_rankings_over_one_archive_give_scores_of_their_own(opened: Opened) -> None:
    heavy = {**Ranking().fields, "title": FieldParameters(3.0, 0.3)}
    usual, titles = opened(), opened(Ranking(fields=heavy, k1=2.0))
    scores = [
        {hit.article.id: hit.score for hit in one.search(QUERY).hits}
        for one in (usual, titles, usual, titles)
    ]
    assert scores[0] == scores[2]
    assert scores[1] == scores[3]
    assert all(scores[1][id_] > score for id_, score in scores[0].items())


def test_a_request_that_was_never_recorded_tells_the_difference(
    searcher: Searcher, cluster: Cluster, request: pytest.FixtureRequest
) -> None:
    if cluster.address.startswith("opensearch://recorded"):
        with pytest.raises(AssertionError, match="never recorded") as raised:
            searcher.search(Query("كلمة لم يسأل عنها أحد"))
        assert '+       "كلمه"' in str(raised.value)
        assert "record anew" in str(raised.value)


@pytest.mark.parametrize(
    "said",
    [
        [],
        [{"path": "/", "body": None, "answer": []}],
        [{"body": {"query": ["a word that comes again and again in all that is said"] * 3}}] * 2,
        [{"body": {"x": {"y": list("repeated in another")}, "y": list("repeated in another")}}],
    ],
)
def test_what_is_packed_is_unpacked(said: list[dict[str, Any]]) -> None:
    assert unpacked(json.loads(packed(said))) == said
