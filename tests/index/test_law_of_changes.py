"""One law: an archive that was changed is one that is built of its articles by the same evidence.

After any sequence of changes, merges and rollbacks, in any number of publications, whatever is
asked is answered alike; once it is compacted, nothing tells it from one that was built anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from index.analysis import Evidence
from index.article import Article
from index.completions import Completions
from index.stores import open_store
from index.stores.embedded.deep_check import check_deeply
from index.stores.embedded.options import FolderOptions
from index.stores.embedded.reader import map_completions
from index.stores.embedded.store import EmbeddedStore
from index.stores.opensearch.store import OpenSearchStore
from search.results import Match, Results
from search.searcher import Searcher, open_archive
from tests.index.changes import (
    QUERIES,
    SEQUENCES,
    Step,
    after_each,
    build_anew,
    build_by,
    take,
)
from tests.index.stores.embedded.lying import live_files, publications, segments

_OF_THE_DAY = {"manifest.json", "segments.json", "checksums.json"}

Sequences = tuple[tuple[Article, ...], list[Step]]


def contents(store: Path) -> dict[str, bytes]:
    """The files of an archive in one segment, without what tells of the day."""
    found = live_files(store)
    return {name: path.read_bytes() for name, path in found.items() if name not in _OF_THE_DAY}


def offered(store: EmbeddedStore) -> Completions:
    """What is offered while somebody types; tests of their own hold it to what is counted."""
    live = store.opened()
    return map_completions(live.folder, live.published).read(live.named.built)


def must_answer_alike(found: Searcher, right: Searcher, articles: Sequence[Article]) -> None:
    for query in QUERIES:
        assert found.search(query) == right.search(query)
        assert found.facets(query, 5) == right.facets(query, 5)
        assert found.compare(query) == right.compare(query)
        assert list(found.scan(query)) == list(right.scan(query))
    for article in articles[:3]:
        assert found.explain(QUERIES[1], article.id) == right.explain(QUERIES[1], article.id)
        assert found.related(article.id, 5) == right.related(article.id, 5)
        assert found.copies(article.id, 5) == right.copies(article.id, 5)


@given(sequence=SEQUENCES)
@settings(max_examples=25)
def test_an_archive_in_a_folder_that_was_changed_is_one_that_was_built(
    tmp_path_factory: pytest.TempPathFactory, sequence: Sequences
) -> None:
    start, steps = sequence
    base = tmp_path_factory.mktemp("law")
    folder = base / "changed"
    build_anew(EmbeddedStore(folder), start)
    served = open_archive(f"whoosh:{folder}")
    for number, (step, expected) in enumerate(after_each(start, steps)):
        store = EmbeddedStore(folder, FolderOptions(segments=step.segments))
        take(store, step)
        assert list(store.articles()) == expected.articles
        store.check()
        check_deeply(store.live_folder())
        assert len(publications(folder)) <= 2
        right = build_by(
            base / f"right{number}",
            expected.articles,
            store.manifest(),
            Evidence.read(store.live_folder()),
            offered(store),
        )
        must_answer_alike(served, open_archive(right), expected.articles)
        if step.kind == "compact":
            build_anew(EmbeddedStore(base / f"anew{number}"), expected.articles)
            assert contents(folder) == contents(base / f"anew{number}")
            assert len(segments(folder)) >= 1
    served.close()


def must_tell_alike(found: Searcher, right: Searcher, articles: Sequence[Article]) -> None:
    """Compare a cluster with a folder: they score nearly alike, so ranks are left aside."""
    for query in QUERIES:
        one, other = found.search(query), right.search(query)
        assert replace(one, hits=(), next="") == replace(other, hits=(), next="")
        assert hits(one, found) == hits(other, right)
        if query.copies == "together":
            assert {hit.article.id for hit in one.hits} == {hit.article.id for hit in other.hits}
        if query.sort != "relevance":
            assert [hit.article.id for hit in one.hits] == [hit.article.id for hit in other.hits]
        assert found.facets(query, 5) == right.facets(query, 5)
        assert found.compare(query) == right.compare(query)
        assert by_id(found.scan(query)) == by_id(right.scan(query))
    for article in articles:
        assert found.copies(article.id, 5) == right.copies(article.id, 5)
        assert found.article(article.id) == right.article(article.id)
    for article in articles[:3]:
        told, expected = (one.explain(QUERIES[1], article.id) for one in (found, right))
        assert told is not None
        assert expected is not None
        told, expected = (
            replace(one, score=0.0, parts=(), coverage=0.0) for one in (told, expected)
        )
        assert told == expected


def hits(results: Results, engine: Searcher) -> dict[frozenset[str], tuple[Match, int]]:
    """What is listed, by the ids of the copies of the text."""
    return {
        frozenset((hit.article.id, *(one.id for one in engine.copies(hit.article.id, 100)))): (
            hit.match,
            hit.copies,
        )
        for hit in results.hits
    }


def by_id(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: article.id)


@given(sequence=SEQUENCES)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_an_archive_in_a_cluster_that_was_changed_is_one_that_was_built(
    opensearch_module_address: str, tmp_path_factory: pytest.TempPathFactory, sequence: Sequences
) -> None:
    start, steps = sequence
    base = tmp_path_factory.mktemp("law")
    store = open_store(opensearch_module_address)
    assert isinstance(store, OpenSearchStore)
    build_anew(store, start)
    served = open_archive(opensearch_module_address)
    # What is changed there in place has no publication before it.
    changes = [step for step in steps if step.kind != "rollback"]
    for number, (step, expected) in enumerate(after_each(start, changes)):
        take(store, step)
        assert list(store.articles()) == expected.articles
        store.check()
        index = store.live().index
        address = build_by(
            base / f"right{number}",
            expected.articles,
            store.manifest(),
            store.evidence(index),
            store.completions(store.live()),
        )
        must_tell_alike(served, open_archive(address), expected.articles)
    served.close()
