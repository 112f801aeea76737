"""An archive in a folder that is changed: what is written, what is told, what is taken back."""

import json
import os
import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.change_set import ChangeSet
from index.drift import Drift
from index.errors import AnalyzerMismatch, IndexLocked
from index.facts.reading import read_facts
from index.indexing import compact, migrate
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.options import FolderOptions
from index.stores.embedded.segments import Segments
from index.stores.embedded.store import EmbeddedStore
from index.stores.embedded.upkeep import Upkeep, upkeep_of
from search.query import Query
from search.searcher import open_archive
from tests.conftest import build
from tests.index.stores.embedded.lying import live_files, publications, segments

#: As many as a writer would never merge.
NO_MERGES = FolderOptions(segments=100)


def article(number: int, body: str = "نص", title: str = "") -> Article:
    title = title or f"خبر {number}"
    return read_facts(Article(id=str(number), title=title, body=body))[0]


def change(
    store: EmbeddedStore, new: Sequence[Article] = (), gone: Sequence[str] = ()
) -> ChangeSet:
    changes = ChangeSet(new, gone)
    store.change(changes, lambda before: replace(before, changed="now"), lambda _: None, 1)
    return changes


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    build(tmp_path / "index", [article(number) for number in range(4)])
    return EmbeddedStore(tmp_path / "index", NO_MERGES)


def ids(store: EmbeddedStore) -> list[str]:
    return [one.id for one in store.articles()]


def test_a_change_is_a_segment_and_a_publication_more(store: EmbeddedStore) -> None:
    (first,) = segments(store.folder)
    written = {path: path.read_bytes() for path in (store.folder / "segments" / first).iterdir()}
    changes = change(store, [article(1), article(9)], ["none"])
    assert (changes.replaced, changes.removed, list(changes.missing)) == (1, 0, ["none"])
    assert ids(store) == ["0", "2", "3", "1", "9"]
    assert len(segments(store.folder)) == 2
    assert first in segments(store.folder)
    assert all(path.read_bytes() == content for path, content in written.items())
    store.check()


def test_nothing_is_published_where_nothing_changes(store: EmbeddedStore) -> None:
    before = publications(store.folder), segments(store.folder), store.manifest()
    change(store, gone=["none"])
    assert before == (publications(store.folder), segments(store.folder), store.manifest())


def test_only_what_is_named_stays(store: EmbeddedStore) -> None:
    for number in range(10, 16):
        change(store, [article(number)])
        change(store, gone=[str(number)])
    # The archive and the one before it: of all small segments the last alone is still named.
    assert len(publications(store.folder)) == 2
    assert len(segments(store.folder)) == 2
    change(store, gone=["0"])
    assert len(segments(store.folder)) == 1
    assert ids(store) == ["1", "2", "3"]


def test_evidence_and_completions_are_not_copied(store: EmbeddedStore) -> None:
    before = live_files(store.folder)
    change(store, [article(9)])
    after = live_files(store.folder)
    for name in ("evidence.tsv", "evidence.places", "completions.arrays"):
        assert before[name].parent != after[name].parent
        assert before[name].samefile(after[name])


def test_they_are_copied_where_there_are_no_links(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    before = live_files(store.folder)
    change(store, [article(9)])
    after = live_files(store.folder)
    assert not before["evidence.tsv"].samefile(after["evidence.tsv"])
    assert before["evidence.tsv"].read_bytes() == after["evidence.tsv"].read_bytes()
    store.check()
    assert ids(store) == ["0", "1", "2", "3", "9"]


@pytest.mark.parametrize("at", ["write_next", "regrouped", "write_level"])
def test_a_change_that_breaks_off_leaves_nothing(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    before = publications(store.folder), segments(store.folder)

    def fail(*_: object, **more: object) -> None:
        raise ZeroDivisionError

    module = "segment_writer" if at == "write_level" else "changing"
    monkeypatch.setattr(f"index.stores.embedded.{module}.{at}", fail)
    with pytest.raises(ZeroDivisionError):
        change(store, [article(9)])
    assert before == (publications(store.folder), segments(store.folder))
    assert ids(store) == ["0", "1", "2", "3"]


def test_a_merge_that_breaks_off_leaves_the_change(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    merging = EmbeddedStore(store.folder, FolderOptions(segments=2))
    with monkeypatch.context() as broken:
        broken.setattr("index.stores.embedded.merging.merge.write_columns", fail)
        with pytest.raises(ZeroDivisionError):
            change(merging, [article(9)])
    assert ids(store) == ["0", "1", "2", "3", "9"]
    assert len(segments(store.folder)) == 2
    store.check()
    # The next writer merges.
    change(merging, [article(10)])
    assert ids(store) == ["0", "1", "2", "3", "9", "10"]
    assert not isinstance(merging.opened().held, Segments)


def test_a_rollback_takes_back_the_change_whatever_was_merged(store: EmbeddedStore) -> None:
    merging = EmbeddedStore(store.folder, FolderOptions(segments=2))
    change(store, [article(9)])
    change(merging, [article(10)], ["0"])
    assert len(merging.opened().segments) == 1
    merging.rollback()
    assert ids(store) == ["0", "1", "2", "3", "9"]
    merging.rollback()
    assert ids(store) == ["1", "2", "3", "9", "10"]
    store.check()


def test_what_is_new_is_offered_at_once(store: EmbeddedStore) -> None:
    served = open_archive(f"whoosh:{store.folder}")
    assert not served.suggest("الزعف")
    new = [article(number, "الزعفران زهرة", "موسم الزعفران في الجبل") for number in (9, 10)]
    change(store, new)
    assert served.search(Query("الزعفران")).total == 2
    offered = {(one.kind, one.text) for one in served.suggest("الزعف")}
    assert ("title", "موسم الزعفران في الجبل") in offered
    change(store, gone=["9", "10"])
    assert not {one.text for one in served.suggest("الزعف") if one.kind == "title"}


def test_copies_find_each_other_and_hand_over(store: EmbeddedStore) -> None:
    text = "ارتفع سعر القمح في الأسواق العالمية اليوم بعد أن أعلنت دول عدة خفض إنتاجها"
    change(store, [article(9, text, "سعر القمح")])
    change(store, [article(10, text, "القمح")])
    served = open_archive(f"whoosh:{store.folder}")
    assert [one.id for one in served.copies("9", 5)] == ["10"]
    change(store, gone=["9"])
    found = served.search(Query("القمح"))
    assert [hit.article.id for hit in found.hits] == ["10"]
    assert not served.copies("10", 5)


def test_how_far_frozen_counts_have_drifted_is_told(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path, NO_MERGES)
    build(tmp_path, [article(0, "خبر وبورغندي"), *(article(one, "شيء") for one in (1, 7, 8))])
    assert upkeep_of(store.opened()).changed == 0
    # Where the word stands by itself, too, what is before it is a clitic.
    change(store, [article(number, "بورغندي") for number in range(2, 6)], ["1"])
    told = upkeep_of(store.opened())
    assert (told.segments, told.articles, told.removed) == (2, 8, 1)
    assert told.changed == 1
    assert told.is_due()
    compact(store, workers=1)
    assert upkeep_of(store.opened()) == Upkeep(1, 7, 0, Drift(told.words, 0))
    assert not upkeep_of(store.opened()).is_due()


def test_compacting_is_told_of_the_archive_that_it_finds(store: EmbeddedStore) -> None:
    change(store, [article(9)], ["0"])
    report = compact(store, workers=1)
    assert report.indexed == 4
    assert ids(store) == ["1", "2", "3", "9"]
    assert len(store.opened().segments) == 1
    assert not store.manifest().changed
    store.rollback()
    assert len(store.opened().segments) == 2


def old_layout(folder: Path) -> Path:
    """An index of the layout before publications, as far as its manifest tells."""
    build(folder, [article(1)])
    manifest = EmbeddedStore(folder).manifest()
    name = (folder / "current").read_text().split()[0]
    old = folder / name
    (folder / "publications" / name).rename(old)
    replace(manifest, layout=LAYOUT - 1).write(old)
    return old


def test_an_index_of_the_layout_before_is_told_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    old = old_layout(folder)
    store = EmbeddedStore(folder)
    assert store.manifest().layout == LAYOUT - 1  # its sources are read again without a PATH
    asked = (
        store.check,
        lambda: list(store.articles()),
        lambda: change(store, [article(2)]),
        lambda: open_archive(f"whoosh:{folder}").search(Query()),
        lambda: migrate(store, EmbeddedStore(tmp_path / "other"), workers=1),
    )
    for ask in asked:
        with pytest.raises(AnalyzerMismatch, match=rf"layout {LAYOUT - 1}.*manage\.py reindex"):
            ask()
    assert old.is_dir()
    build(folder, [article(2)])
    assert ids(store) == ["2"]
    assert not old.exists()


def test_who_waits_is_told_who_writes(store: EmbeddedStore) -> None:
    hasty = EmbeddedStore(store.folder, FolderOptions(lock_seconds=0))
    with store.build(), pytest.raises(IndexLocked) as told:
        change(hasty, [article(9)])
    message = str(told.value)
    assert f"process {os.getpid()} on {socket.gethostname()} (" in message
    assert ", since 2" in message
    assert "--wait" in message
    assert not (store.folder / "writer.json").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"pid": 1})])
def test_what_a_writer_that_died_left_tells_nobody(store: EmbeddedStore, content: str) -> None:
    hasty = EmbeddedStore(store.folder, FolderOptions(lock_seconds=0))
    with store.build():
        (store.folder / "writer.json").write_text(content)
        with pytest.raises(IndexLocked, match="another process is writing here"):
            change(hasty, [article(9)])


def test_a_writer_waits_for_another(store: EmbeddedStore) -> None:
    from threading import Event, Thread

    begun = Event()

    def write() -> None:
        begun.set()
        change(EmbeddedStore(store.folder, replace(NO_MERGES, lock_seconds=600)), [article(9)])

    other = Thread(target=write)
    with store.build():
        other.start()
        begun.wait()
    other.join()
    assert ids(store) == ["0", "1", "2", "3", "9"]


def test_manifests_of_changes_differ(store: EmbeddedStore) -> None:
    def manifest() -> Manifest:
        return store.manifest()

    before = manifest()
    change(store, [article(0)])
    assert manifest() != before
