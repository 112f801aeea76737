"""Accepted names change a live archive, and what is taken back brings back what was."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.facts.entities import reading
from index.indexing import compact, reindex
from index.name_changes import apply_names
from index.names.accepted import NO_NAMES, AcceptedNames
from index.stores import Store, open_store
from index.updates import put, update
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.index.names.naming import build, named

FULL, SHORT, OTHER = "سليم بن راشد الحداد", "سليم الحداد", "نادر الحداد"
ACCEPTED = AcceptedNames(persons=((FULL, (SHORT,)),))
ARTICLES = [named(1, FULL), named(2, SHORT), named(3, FULL, SHORT), named(4, OTHER), named(5)]


@pytest.fixture(params=["whoosh", "opensearch"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "whoosh":
        return f"whoosh:{tmp_path / 'index'}"
    return str(request.getfixturevalue("opensearch_address"))


def people(searcher: Searcher) -> dict[str, int]:
    page = searcher.facet(Query(), "person")
    return {value.value: value.count for value in page.values}


def found(searcher: Searcher, query: Query) -> set[str]:
    return {article.id for article in searcher.scan(query)}


def test_an_entry_counts_the_articles_with_any_of_its_writings(address: str) -> None:
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    before = people(searcher)
    assert before == {FULL: 2, SHORT: 2, OTHER: 1, "_none": 1}
    report = apply_names(store, ACCEPTED, workers=1)
    assert (report.changed, report.is_published, report.is_built_anew) == (2, True, False)
    assert people(searcher) == {FULL: 3, OTHER: 1, "_none": 1}
    store.check()
    assert apply_names(store, NO_NAMES, workers=1).changed == 2
    assert people(searcher) == before
    store.check()


@pytest.mark.parametrize("written", [FULL, SHORT, f"الدكتور {SHORT}", "سليم الحدّاد"])
def test_any_writing_asks_for_the_entry(address: str, written: str) -> None:
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    apply_names(store, ACCEPTED, workers=1)
    for query in (Query(chosen=(("person", written),)), Query(f'شخص:"{written}"')):
        assert found(searcher, query) == {"a1", "a2", "a3"}
        assert searcher.search(query).total == 3
    left = Query(excluded=(("person", written),))
    assert found(searcher, left) == {"a4", "a5"}
    assert not searcher.search(Query(chosen=(("person", written),))).notes


def test_a_writing_that_no_article_has_asks_for_the_entry_too(address: str) -> None:
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    names = AcceptedNames(persons=((OTHER, ("نادر حدّادي",)),))
    report = apply_names(store, names, workers=1)
    assert (report.changed, report.is_published) == (0, True)
    assert found(searcher, Query("شخص:«نادر حدادي»")) == {"a4"}
    store.check()
    assert not apply_names(store, names, workers=1).is_published


@pytest.mark.parametrize("typed", ["سليم ال", "سليم حد", "حدادي"])
def test_what_begins_as_a_writing_completes_to_the_entry(address: str, typed: str) -> None:
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    names = AcceptedNames(persons=((FULL, (SHORT, "سليم حدادي")),))
    apply_names(store, names, workers=1)
    offered = [one for one in searcher.suggest(typed) if one.kind == "person"]
    assert [(one.text, one.count) for one in offered] == [(FULL, 3)]


def test_a_rollback_brings_back_the_names_of_before(tmp_path: Path) -> None:
    address = f"whoosh:{tmp_path / 'index'}"
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    before = people(searcher)
    apply_names(store, ACCEPTED, workers=1)
    store.rollback()
    assert (people(searcher), store.manifest().names) == (before, NO_NAMES)


def test_articles_that_come_later_have_the_entries_of_the_archive(
    address: str, tmp_path: Path
) -> None:
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    apply_names(store, ACCEPTED, workers=1)
    put(store, [named(6, SHORT)], tmp_path / "kept", workers=1)
    assert people(searcher)[FULL] == 4
    compact(store, workers=1)
    assert (people(searcher)[FULL], store.manifest().names) == (4, ACCEPTED)


def test_what_arrived_last_is_still_what_arrived_last(address: str, tmp_path: Path) -> None:
    store, searcher = open_store(address), open_archive(address)
    build(store, ARTICLES)
    put(store, [named(6, OTHER), named(7, SHORT), named(8)], tmp_path / "kept", workers=1)
    order = [article.id for article in searcher.scan(Query(sort="added"))][:3]
    apply_names(store, ACCEPTED, workers=1)
    assert (store.arrived(), store.manifest().articles) == (3, 8)
    assert [article.id for article in searcher.scan(Query(sort="added"))][:3] == order
    store.check()


def test_files_are_known_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each headline is a name.
    monkeypatch.setattr(reading, "read", lambda article: (named(0, article.title).persons, ()))
    source, store = tmp_path / "a.jsonl", open_store(f"whoosh:{tmp_path / 'index'}")
    rows = [{"id": str(number), "title": name} for number, name in enumerate((FULL, SHORT))]
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    reindex(store, [source], workers=1)
    assert apply_names(store, ACCEPTED, workers=1).changed == 1
    again = update(store, [source], workers=1)
    assert (again.files_unchanged, again.unchanged, again.replaced) == (1, 2, 0)
    # What is read again anyway has the entries of the archive.
    rows[1]["body"] = "متن جديد"
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert update(store, [source], workers=1).replaced == 1
    assert {one.entry for article in store.articles() for one in article.persons} == {"", FULL}


def test_an_archive_of_which_most_changes_is_built_anew(tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    articles = [named(number, SHORT) for number in range(600)]
    build(store, articles)
    assert apply_names(store, ACCEPTED, workers=1).is_built_anew
    assert [article.id for article in store.articles()] == [one.id for one in articles]
    assert {one.entry for article in store.articles() for one in article.persons} == {FULL}
    assert apply_names(store, NO_NAMES, workers=1).is_built_anew
    assert list(store.articles()) == articles


_NAMES = (FULL, SHORT, OTHER, "راشد سليم", "ليلى الناجي")
_GROUPS = st.sampled_from(
    [
        NO_NAMES,
        ACCEPTED,
        AcceptedNames(persons=((SHORT, (FULL, OTHER)),)),
        AcceptedNames(persons=(("راشد سليم", ("ليلى الناجي",)), (OTHER, (SHORT,)))),
    ]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.lists(st.sets(st.sampled_from(_NAMES), max_size=3), min_size=1, max_size=6),
    steps=st.lists(_GROUPS, min_size=1, max_size=3),
)
def test_nothing_is_lost_whatever_is_accepted(
    tmp_path_factory: pytest.TempPathFactory, held: Sequence[set[str]], steps: list[AcceptedNames]
) -> None:
    address = f"whoosh:{tmp_path_factory.mktemp('names')}"
    store, searcher = open_store(address), open_archive(address)
    articles = [named(number, *sorted(names)) for number, names in enumerate(held)]
    build(store, articles)
    for names in steps:
        apply_names(store, names, workers=1)
        entries = [{names.entry_of("person", name) or name for name in article} for article in held]
        expected = {entry: sum(entry in one for one in entries) for entry in set().union(*entries)}
        counts = people(searcher)
        without = counts.pop("_none", 0)
        assert counts == expected
        assert without == sum(not one for one in entries)
    apply_names(store, NO_NAMES, workers=1)
    assert sorted(store.articles(), key=_id) == sorted(articles, key=_id)


def _id(article: Article) -> str:
    return article.id


def test_a_store_is_asked_for_nothing_where_nothing_changes(tmp_path: Path) -> None:
    store: Store = open_store(f"whoosh:{tmp_path / 'index'}")
    build(store, ARTICLES)
    mark = store.manifest().mark
    assert not apply_names(store, NO_NAMES, workers=1).is_published
    assert store.manifest().mark == mark
