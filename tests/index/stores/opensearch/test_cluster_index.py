"""The requests of one index, on a real cluster."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from index.errors import EngineFailed, IndexMissing
from index.stores import ClusterOptions
from index.stores.address import parse_address
from index.stores.opensearch.archive import ClusterArchive
from index.stores.opensearch.cluster_index import ClusterIndex

BODY = {
    "mappings": {"properties": {"number": {"type": "long"}}},
    "settings": {"number_of_replicas": 0},
}
BY_NUMBER = {"query": {"match_all": {}}, "sort": [{"number": "asc"}]}


@pytest.fixture
def index(opensearch_address: str) -> Iterator[ClusterIndex]:
    archive = ClusterArchive.at(parse_address(opensearch_address), ClusterOptions())
    yield archive.index(f"{archive.name}-numbers")
    archive.client.close()


@pytest.fixture
def numbers(index: ClusterIndex) -> ClusterIndex:
    """An index with the numbers from 0 to 6."""
    index.create(BODY)
    for number in range(7):
        index.put(str(number), {"number": number})
    index.refresh()
    return index


def of(number: int) -> dict[str, Any]:
    return {"query": {"term": {"number": number}}}


def read(hits: Iterator[dict[str, Any]]) -> list[int]:
    return [hit["_source"]["number"] for hit in hits]


@pytest.mark.parametrize("batch", [1, 2, 7, 100])
def test_all_hits_in_their_order_whatever_the_batch(numbers: ClusterIndex, batch: int) -> None:
    assert read(numbers.hits(BY_NUMBER, batch)) == list(range(7))


def test_hits_are_those_of_the_beginning_and_are_let_go(numbers: ClusterIndex) -> None:
    hits = numbers.hits(BY_NUMBER, 2)
    first = read(islice(hits, 1))
    numbers.put("7", {"number": 7})
    numbers.refresh()
    assert _held(numbers) == 1
    assert first + read(hits) == list(range(7))
    assert _held(numbers) == 0
    hits = numbers.hits(BY_NUMBER, 2)
    next(hits)
    hits.close()
    assert _held(numbers) == 0


def _held(index: ClusterIndex) -> int:
    """How many points in time the cluster holds of an index."""
    found = index.client.indices.stats(index=index.name, metric="search")
    return int(found["_all"]["primaries"]["search"]["point_in_time_current"])


def test_answers_of_several_searches_stand_in_their_order(numbers: ClusterIndex) -> None:
    answers = numbers.search_each([of(5), of(9), of(0)])
    assert [read(answer["hits"]["hits"]) for answer in answers] == [[5], [], [0]]


def test_an_error_of_one_of_several_searches_is_raised(numbers: ClusterIndex) -> None:
    with pytest.raises(EngineFailed, match=rf"^{numbers.where}: 400, .*no such query"):
        numbers.search_each([of(5), {"query": {"no such query": {}}}])


def test_an_index_is_made_once(numbers: ClusterIndex) -> None:
    numbers.create(BODY)
    assert numbers.count() == 7
    with pytest.raises(EngineFailed, match=r"400, .*no_such_setting"):
        numbers.create({"settings": {"no_such_setting": 1}})


def test_an_index_that_is_not_there(index: ClusterIndex) -> None:
    assert not index.exists()
    assert index.get("1") is None
    index.delete()
    for ask in (index.count, index.refresh, lambda: next(index.hits(BY_NUMBER, 2))):
        with pytest.raises(IndexMissing, match=r"manage\.py reindex"):
            ask()


def test_records_have_versions(numbers: ClusterIndex) -> None:
    found = numbers.get("3")
    assert found is not None
    assert found["_source"] == {"number": 3}
    version = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    assert "error" not in numbers.put("3", {"number": 3}, ignore=409, **version)
    assert numbers.put("3", {"number": 3}, ignore=409, **version)["status"] == 409
    with pytest.raises(EngineFailed, match=r"409, version_conflict"):
        numbers.put("3", {"number": 3}, **version)
    assert numbers.get("8") is None
