"""Archives on a real cluster; see tests/opensearch.py for how to have one."""

import multiprocessing
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from index.analysis import NO_EVIDENCE
from index.article import Article
from index.errors import (
    AnalyzerMismatch,
    EngineFailed,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
)
from index.facts.reading import read_facts
from index.stores import ClusterOptions
from index.stores.address import parse_address
from index.stores.opensearch.blobs import (
    COMPLETIONS,
    EVIDENCE,
    has_blob,
    read_blob,
    remove_blob,
    write_blob,
)
from index.stores.opensearch.documents import record_name
from index.stores.opensearch.lock import RECORD, SILENCE, ClusterLock, Holder
from index.stores.opensearch.store import OpenSearchStore
from tests.conftest import build_at, completions_of, evidence_of
from tests.index.stores.filling import fill


def article(number: int, body: str = "نص") -> Article:
    return Article(id=str(number), title=f"خبر {number}", body=body, url=f"http://x/{number}")


def many(size: int) -> list[Article]:
    return [article(number, f"نص الخبر رقم {number}") for number in range(size)]


def store_at(address: str, **options: Any) -> OpenSearchStore:
    return OpenSearchStore(parse_address(address), ClusterOptions(**options))


@pytest.fixture
def store(opensearch_address: str) -> OpenSearchStore:
    return store_at(opensearch_address)


def indexes_of(store: OpenSearchStore, kind: str) -> list[str]:
    found = store.archive.client.indices.get(
        index=f"{store.archive.name}-{kind}-*", params={"expand_wildcards": "all"}
    )
    return sorted(found)


def test_nothing_published_yet(store: OpenSearchStore) -> None:
    for ask in (store.manifest, store.check, store.live, lambda: next(store.articles())):
        with pytest.raises(IndexMissing, match=r"manage\.py reindex"):
            ask()


def test_what_was_put_in_comes_out(store: OpenSearchStore, opensearch_address: str) -> None:
    articles = [read_facts(each)[0] for each in many(1203)]
    build_at(opensearch_address, articles)
    store.check()
    assert list(store.articles()) == articles
    live = store.live()
    assert live.manifest.articles == 1203
    assert store.evidence(live.index) == evidence_of(articles)
    offered = store.completions(live)
    expected = completions_of(articles)
    assert list(offered.shown) == list(expected.shown)
    assert list(offered.lexicon.words) == list(expected.lexicon.words)
    assert len(offered.articles) == 0


def test_settings_go_into_the_index(opensearch_address: str) -> None:
    store = store_at(opensearch_address, shards=3, replicas="0")
    with store.build() as made:
        fill(made)
        name, indices = made.index.name, store.archive.client.indices
        held = indices.get_settings(index=name)[name]["settings"]["index"]
        kept = indices.get_mapping(index=name)[name]["mappings"]
    assert (held["number_of_shards"], held["number_of_replicas"]) == ("3", "0")
    assert held["refresh_interval"] == "-1"
    assert kept["dynamic"] == "strict"
    assert kept["_source"] == {"includes": ["article"]}


def test_a_build_that_breaks_off_leaves_the_live_index(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    build_at(opensearch_address, [article(1)])
    before = store.live()

    def break_off() -> None:
        with store.build() as made:
            fill(made, [article(2)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert store.live() == before
    store.check()
    assert indexes_of(store, "articles") == [before.index.name]
    assert len(indexes_of(store, "tables")) == 1


def _die_in_the_middle(address: str) -> None:
    with store_at(address).build() as made:
        fill(made, [article(2)])
        os._exit(9)


def test_a_process_killed_in_a_build_leaves_the_live_index_and_no_lock(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    build_at(opensearch_address, [article(1)])
    process = multiprocessing.get_context("spawn").Process(
        target=_die_in_the_middle, args=(opensearch_address,)
    )
    process.start()
    process.join()
    assert process.exitcode == 9
    store.check()
    assert len(indexes_of(store, "articles")) == 2
    with store.build():
        assert indexes_of(store, "articles") == [store.live().index.name]
    build_at(opensearch_address, many(2))
    assert store.manifest().articles == 2


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_so_many_replaced_indexes_are_kept(opensearch_address: str, kept: int) -> None:
    store = store_at(opensearch_address, kept=kept)
    published = []
    for _ in range(4):
        with store.build() as made:
            fill(made)
            made.complete(completions_of([]))
            made.finish()
            made.publish(_manifest())
        published.append(store.live().index.name)
    assert indexes_of(store, "articles") == published[3 - kept :]
    assert len(indexes_of(store, "tables")) == kept + 1


def _manifest(articles: int = 0) -> Any:
    from index.analysis import fingerprint
    from index.manifest import LAYOUT, Manifest, field_names

    return Manifest(
        fingerprint=fingerprint(), evidence=NO_EVIDENCE.digest, layout=LAYOUT, articles=articles,
        sources=("/a",), format=None, fields=field_names(), skipped={"broken": 1},
        built="2024-01-01T00:00:00+00:00", seconds=0.5, software={"fihris": "1"},
    )  # fmt: skip


def test_a_manifest_comes_back_as_it_went_in(store: OpenSearchStore) -> None:
    with store.build() as made:
        fill(made)
        made.complete(completions_of([]))
        made.finish()
        made.publish(_manifest())
    assert store.manifest() == _manifest()
    store.check()


def test_a_document_that_the_cluster_refuses_is_named(store: OpenSearchStore) -> None:
    broken = Article(id="x" * 40_000, title="خبر")  # longer than a term may be

    def build() -> None:
        with store.build() as made:
            fill(made, [article(1), broken])
            made.finish()

    with pytest.raises(
        EngineFailed, match=r"the article 'xxx.*… was refused .*at most 32766"
    ) as raised:
        build()
    assert len(str(raised.value)) < 1000
    with pytest.raises(IndexMissing):
        store.manifest()


def test_an_index_that_lost_an_article_is_not_published(store: OpenSearchStore) -> None:
    def build() -> None:
        with store.build() as made:
            # The same name: one takes the place of the other.
            fill(made, [article(1), article(1)])
            made.finish()

    with pytest.raises(IndexDamaged, match="holds 1 articles after 2 were added"):
        build()


# What check tells.


def test_check_tells_what_was_lost(store: OpenSearchStore, opensearch_address: str) -> None:
    build_at(opensearch_address, many(5))
    index = store.live().index
    index.client.delete(index=index.name, id=record_name("3"), params={"refresh": "true"})
    with pytest.raises(IndexDamaged, match="holds 4 articles, not the 5 published"):
        store.check()
    with pytest.raises(IndexDamaged, match="gave 4 articles"):
        list(store.articles())


@pytest.mark.parametrize("name", [EVIDENCE, COMPLETIONS])
def test_check_tells_a_table_that_changed(
    store: OpenSearchStore, opensearch_address: str, name: str
) -> None:
    build_at(opensearch_address, many(5))
    blobs = store.archive.blobs_of(store.live().index)
    before = blobs.client.get(index=blobs.name, id=f"{name}-0")["_source"]["bytes"]
    blobs.client.index(index=blobs.name, id=f"{name}-0", body={"bytes": before[:-8]})
    with pytest.raises(IndexDamaged, match=f"the table {name}"):
        store.check()
    blobs.client.delete(index=blobs.name, id=name)
    with pytest.raises(IndexDamaged, match=f"the table {name}: it is not there"):
        store.check()


def test_check_tells_copies_that_are_on_no_node(
    opensearch_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.stores.opensearch.retry.SECONDS_FOR_COPIES", 1)
    store = store_at(opensearch_address, replicas="9")
    with store.build() as made:
        fill(made)
        made.complete(completions_of([]))
        made.finish()
        made.publish(_manifest())
    with pytest.raises(IndexDamaged, match=r"all articles are there, but .*REPLICAS"):
        store.check()


def test_an_index_of_others_is_not_taken_for_an_archive(store: OpenSearchStore) -> None:
    store.archive.client.indices.create(index=store.archive.name)
    with pytest.raises(IndexDamaged, match="does not stand for one index of Fihris"):
        store.manifest()


def test_a_table_of_many_parts(store: OpenSearchStore) -> None:
    content = os.urandom(7_000_000)
    index = store.archive.blobs("20240101t000000-00000000")
    write_blob(index, "numbers", content)
    assert read_blob(index, "numbers") == content
    index.client.delete(index=index.name, id="numbers-1")
    with pytest.raises(IndexDamaged, match="the table numbers"):
        read_blob(index, "numbers")


@pytest.mark.parametrize("size", [10, 4_000_000])
def test_a_table_that_comes_and_goes(store: OpenSearchStore, size: int) -> None:
    content = os.urandom(size)
    index = store.archive.blobs("20240101t000000-00000000")
    assert not has_blob(index, "numbers")
    write_blob(index, "numbers", content, in_its_head=True)
    assert has_blob(index, "numbers")
    assert read_blob(index, "numbers") == content
    remove_blob(index, "numbers")
    remove_blob(index, "numbers")
    index.refresh()
    assert index.count() == 0


# One writer at a time.


def test_one_writer_at_a_time(store: OpenSearchStore, opensearch_address: str) -> None:
    told = f"process {os.getpid()} on {socket.gethostname()}"
    with (
        store.build(),
        pytest.raises(IndexLocked, match=told),
        store_at(opensearch_address).build(),
    ):
        pass
    with store.build():
        pass


def _held_by(store: OpenSearchStore, **values: Any) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = Holder(host="elsewhere", pid=1, token="t", since=now, heard=now)
    with store.build():
        pass  # makes the index
    store.archive.lock.put(RECORD, asdict(replace(holder, **values)))


def test_a_writer_elsewhere_is_respected_until_it_has_been_silent(store: OpenSearchStore) -> None:
    _held_by(store)
    with pytest.raises(IndexLocked, match="process 1 on elsewhere"), store.build():
        pass
    silent = datetime.now(UTC) - SILENCE - timedelta(minutes=1)
    _held_by_again(store, heard=silent.isoformat(timespec="seconds"))
    with store.build():
        pass


def _held_by_again(store: OpenSearchStore, **values: Any) -> None:
    store.archive.lock.put(RECORD, {**_written(store), **values})


def _written(store: OpenSearchStore) -> dict[str, Any]:
    """What the lock says of who writes."""
    found = store.archive.lock.get(RECORD)
    assert found is not None
    return dict(found["_source"])


def test_a_writer_whose_place_was_taken_publishes_nothing(store: OpenSearchStore) -> None:
    def build() -> None:
        with store.build() as made:
            fill(made)
            made.complete(completions_of([]))
            made.finish()
            _held_by_again(store, host="elsewhere", token="another")
            made.publish(_manifest())

    with pytest.raises(IndexLocked, match="silent too long"):
        build()
    with pytest.raises(IndexMissing):
        store.manifest()
    # What the other one holds is not given back by this one.
    assert _written(store)["token"] == "another"


def test_a_lock_that_was_renewed_is_still_held(store: OpenSearchStore) -> None:
    with ClusterLock(store.archive.lock) as lock:
        for _ in range(3):
            lock.must_be_held()
        # As where an answer was lost on the way and the client sent again.
        _held_by_again(store, token=_written(store)["token"])
        lock.must_be_held()
    with ClusterLock(store.archive.lock):
        pass


# What others may do while an index is published.


def test_a_reader_sees_one_index_or_the_other(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    reader = store_at(opensearch_address)
    seen = []
    for size in (3, 5):
        build_at(opensearch_address, many(size))
        live = reader.live()
        seen.append((live.manifest.articles, len(list(reader.articles()))))
        assert reader.live() is live
    assert seen == [(3, 3), (5, 5)]


def test_reading_goes_on_in_the_index_that_it_began_in(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    build_at(opensearch_address, many(700))
    reading: Iterator[Article] = store.articles()
    first = next(reading)
    build_at(opensearch_address, many(2))
    assert len([first, *reading]) == 700


def test_an_index_of_another_analyzer_is_not_changed(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    from index.updates import delete

    build_at(opensearch_address, many(2), fingerprint="another")
    with pytest.raises(AnalyzerMismatch, match="another"):
        delete(store, ["1"])
    assert store.live().index.count() == 2
