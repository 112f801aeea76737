"""An archive that lacks a part, for all tests of a module."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from index.indexing import reindex
from index.stores import ClusterOptions, open_store
from search.searcher import Searcher, open_archive
from tests.cluster.cluster import Cluster
from tests.faults.asking import LONG, name_of, shards_by_node
from tests.faults.generated import articles, written
from tests.opensearch import fresh_archive

_ARTICLES = 120


@dataclass(frozen=True, slots=True)
class Torn:
    """An archive in three parts without copies, one of which is on a node that was killed.

    Attributes:
        engine: asks the nodes that are left.
        address: of the archive, which names a host that is left.
        options: of the cluster.
        cluster: the nodes.
        total: how many articles it has, lost ones too.
        there: the id of an article that is not lost, and
        lost: of one that is.
    """

    engine: Searcher
    address: str
    options: ClusterOptions
    cluster: Cluster
    total: int
    there: str
    lost: str


@pytest.fixture(scope="module")
def torn(own_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Torn]:
    """An archive that lacks a part; the node is back when the module is done."""
    source = written(tmp_path_factory.mktemp("torn") / "town.jsonl", articles(_ARTICLES))
    own_cluster.mend()
    with fresh_archive(own_cluster.addresses) as address:
        options = ClusterOptions(
            shards=3, replicas="0", hosts=own_cluster.addresses[:1], timeout=LONG
        )
        reindex(open_store(address, options), [source])
        own_cluster.wait_for("green")
        held = shards_by_node(own_cluster, f"{name_of(address)}-articles-*")
        killed = next(number for number in (2, 1, 0) if 0 < len(held[number]) < 3)
        own_cluster.kill(killed)
        own_cluster.wait_for("red", nodes=2)
        left = [node for at, node in enumerate(own_cluster.addresses) if at != killed]
        options = ClusterOptions(hosts=tuple(left[1:]), timeout=LONG)
        address = f"opensearch://{left[0]}/{name_of(address)}"
        engine = open_archive(address, options)
        there = _ids(own_cluster, name_of(address))
        lost = sorted({article.id for article in articles(_ARTICLES)} - there)
        try:
            yield Torn(engine, address, options, own_cluster, _ARTICLES, min(there), lost[0])
        finally:
            engine.close()
            own_cluster.mend()


def _ids(cluster: Cluster, name: str) -> set[str]:
    """The ids of the articles that are left, without the engine under test."""
    body = {"size": 1000, "docvalue_fields": ["id"], "_source": False}
    hits = cluster.ask(f"/{name}/_search", "POST", body)["hits"]["hits"]
    return {hit["fields"]["id"][0] for hit in hits}
