"""What an archive in a cluster offers to somebody who types, after it was changed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.article import Article
from index.change_set import ChangeSet
from index.errors import IndexDamaged
from index.manifest import now
from index.stores import open_store
from index.stores.opensearch.store import OpenSearchStore
from search.query import Query
from search.searcher import open_archive
from tests.conftest import build_at


def article(number: int, body: str, title: str = "خبر") -> Article:
    return Article(id=str(number), title=title, body=body)


def change(store: OpenSearchStore, new: Sequence[Article] = (), gone: Sequence[str] = ()) -> None:
    store.change(ChangeSet(new, gone), lambda one: replace(one, changed=now()), lambda _: None, 1)


@pytest.fixture
def store(opensearch_address: str) -> OpenSearchStore:
    found = open_store(opensearch_address)
    assert isinstance(found, OpenSearchStore)
    build_at(opensearch_address, [article(number, "سوق السمك في القرية") for number in range(4)])
    return found


SAFFRON = [article(number, "الزعفران زهرة", "موسم الزعفران في الجبل") for number in (9, 10)]


def test_what_is_new_is_offered_at_once(store: OpenSearchStore, opensearch_address: str) -> None:
    served = open_archive(opensearch_address)
    assert not served.suggest("الزعف")
    change(store, SAFFRON)
    offered = {(one.kind, one.text) for one in served.suggest("الزعف")}
    assert ("title", "موسم الزعفران في الجبل") in offered
    assert {kind for kind, _ in offered} > {"title"}
    # A word that is known is what a slip of the pen is corrected to, once enough articles have it.
    change(store, [article(number, "زهرة الزعفران") for number in range(20, 25)])
    correction = served.search(Query("الزعفرن")).correction
    assert correction is not None
    assert correction.text == "الزعفران"
    change(store, gone=["9", "10"])
    assert not {one.text for one in served.suggest("الزعف") if one.kind == "title"}
    store.check()


def test_what_came_in_any_number_of_changes_adds_up(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    counts = []
    for changes in ([SAFFRON], [[one] for one in SAFFRON]):
        build_at(opensearch_address, [article(number, "زهرة الزعفران") for number in range(4)])
        for new in changes:
            change(store, new)
        known = store.completions(store.live()).lexicon
        counts.append(dict(zip(known.words, known.counts.tolist(), strict=True)))
    assert counts[0] == counts[1]
    assert counts[0]["زهره"] == 6


def test_of_a_change_that_broke_off_nothing_is_offered_and_nothing_is_left(
    store: OpenSearchStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("index.stores.opensearch.store.settled_count", fail)
        with pytest.raises(ZeroDivisionError):
            change(store, SAFFRON)
    assert "الزعفران" not in list(store.completions(store.live()).lexicon.words)
    change(store, [article(5, "غيره")])
    assert "الزعفران" not in list(store.completions(store.live()).lexicon.words)
    blobs = store.archive.blobs_of(store.live().index)
    blobs.refresh()
    hits = blobs.search({"size": 100})["hits"]["hits"]
    names = {hit["_id"].partition("-")[0] for hit in hits}
    assert names == {"evidence", "completions", "files", "came"}
    assert len([hit for hit in hits if hit["_id"].startswith("came")]) == 1


def test_check_tells_counts_that_changed(store: OpenSearchStore) -> None:
    change(store, SAFFRON)
    blobs = store.archive.blobs_of(store.live().index)
    blobs.put(f"came-{store.live().stamp}", {"parts": 0, "sha256": "", "bytes": "AAAA"})
    with pytest.raises(IndexDamaged, match="the table came"):
        store.check()


def test_how_far_frozen_counts_have_drifted_is_told(
    store: OpenSearchStore, opensearch_address: str
) -> None:
    build_at(
        opensearch_address,
        [article(0, "خبر وبورغندي"), *(article(one, "شيء") for one in (1, 7, 8))],
    )
    assert store.drift().changed == 0
    # Where the word stands by itself, too, what is before it is a clitic.
    change(store, [article(number, "بورغندي") for number in range(2, 6)], ["1"])
    assert store.drift().changed == 1
    assert store.drift().is_due()
