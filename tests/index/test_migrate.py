"""An archive moves between engines without its sources, and comes out as it went in."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.analysis import Evidence
from index.article import Article
from index.errors import IndexDamaged, IndexMissing
from index.indexing import Watcher, migrate, reindex
from index.stores import Store, open_store
from index.stores.embedded.archive import open_archive
from index.stores.embedded.store import EmbeddedStore
from index.stores.opensearch.reader import records
from index.stores.opensearch.store import OpenSearchStore
from index.updates import delete
from tests.conftest import build
from tests.tables import ROOT


@pytest.fixture
def whoosh(tmp_path: Path) -> Store:
    store = open_store(f"whoosh:{tmp_path / 'source'}")
    reindex(store, [ROOT / "sample"])
    return store


def representatives(store: Store) -> Sequence[int]:
    """Of every article the number of the one that represents the copies of its text."""
    if isinstance(store, OpenSearchStore):
        held = records(store.live().index)
        return [record.representative for record in held]
    assert isinstance(store, EmbeddedStore)
    found: list[int] = open_archive(store.live_folder()).named.groups.representatives.tolist()
    return found


def same(one: Store, other: Store) -> None:
    """Make sure that two archives hold the same."""
    assert list(one.articles()) == list(other.articles())
    assert list(representatives(one)) == list(representatives(other))
    first, second = one.manifest(), other.manifest()
    # When and how fast it was built, and the mark of the publication, are its own.
    first, second = (replace(said, built="", seconds=0.0, mark="") for said in (first, second))
    assert first == second
    other.check()


def test_from_folder_to_folder(whoosh: Store, tmp_path: Path) -> None:
    totals: list[int] = []
    advanced: list[int] = []
    target = open_store(f"whoosh:{tmp_path / 'target'}")
    report = migrate(whoosh, target, Watcher(total=totals.append, advance=advanced.append))
    same(whoosh, target)
    assert len(set(representatives(whoosh))) < report.indexed  # there are copies among them
    assert totals == [report.indexed]
    assert sum(advanced) == 2 * report.indexed


def test_from_engine_to_engine(whoosh: Store, opensearch_address: str, tmp_path: Path) -> None:
    cluster = open_store(opensearch_address)
    migrate(whoosh, cluster)
    same(whoosh, cluster)
    again = open_store(opensearch_address + "-2")
    migrate(cluster, again)
    same(cluster, again)
    back = open_store(f"whoosh:{tmp_path / 'back'}")
    migrate(again, back)
    same(whoosh, back)


def test_an_archive_onto_itself_is_analyzed_anew(whoosh: Store) -> None:
    before = list(whoosh.articles())
    migrate(whoosh, whoosh)
    assert list(whoosh.articles()) == before
    whoosh.check()


def test_nothing_to_migrate_leaves_the_target(whoosh: Store, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        migrate(open_store(f"whoosh:{tmp_path / 'none'}"), whoosh)
    assert whoosh.manifest().articles > 100


def test_other_words_than_the_source_was_built_of_are_told(tmp_path: Path) -> None:
    other, evidence = [Article(id="1", title="قمح")], Evidence({"شعير": 1}).digest
    source = open_store(build(tmp_path / "source", other, evidence=evidence))
    target = open_store(f"whoosh:{tmp_path / 'target'}")
    with pytest.raises(IndexDamaged, match="other words than it was built of"):
        migrate(source, target)
    with pytest.raises(IndexMissing):
        target.manifest()
    # Made by another analyzer, it has other words: they are counted anew.
    older = open_store(build(tmp_path / "older", other, evidence=evidence, fingerprint="another"))
    migrate(older, target)
    assert target.manifest().evidence != older.manifest().evidence
    target.check()


def test_articles_that_are_missing_are_told(
    whoosh: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmbeddedStore, "articles", lambda _: iter([Article(id="1", title="قمح")]))
    target = open_store(f"whoosh:{tmp_path / 'target'}")
    with pytest.raises(IndexDamaged, match="1 articles instead of 119"):
        migrate(whoosh, target)


def test_what_was_changed_in_place_is_counted_anew(opensearch_address: str, whoosh: Store) -> None:
    cluster = open_store(opensearch_address)
    migrate(whoosh, cluster)
    gone = next(whoosh.articles()).id
    delete(cluster, [gone])
    migrate(cluster, whoosh)
    left = list(whoosh.articles())
    assert left == list(cluster.articles())
    assert whoosh.manifest().evidence != cluster.manifest().evidence
    assert whoosh.manifest().changed == ""
    assert gone not in {article.id for article in left}
