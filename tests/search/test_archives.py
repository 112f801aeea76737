"""The archive cases of ``tests/archives``: the same articles, searches and answers on any engine.

A folder holds ``articles.jsonl`` and ``searches.json``: a list of searches by the names of the
JSON endpoint, each with ``ids`` (the hits as a set) or ``order`` (in order), and where they
matter ``total``, ``facets`` (first-level counts), ``notes`` (codes), ``matches`` (how many match
how closely, by code), ``missing`` (the words that a hit lacks, by id), ``respelled`` and
``listed`` (where it is not the total).
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.facets import FACET_BY_NAME
from index.indexing import reindex
from index.stores import open_store
from search.query import MAX_SIZE, Query, day_range
from search.searcher import Searcher, open_archive
from tests.conftest import PARTED

pytestmark = pytest.mark.contract

ARCHIVES = Path(__file__).parent.parent / "archives"

CASES = [
    pytest.param(folder.name, search, id=f"{folder.name}-{number}-{search['q']}")
    for folder in sorted(ARCHIVES.iterdir())
    for number, search in enumerate(json.loads((folder / "searches.json").read_text("utf-8")), 1)
]


@pytest.fixture(scope="module")
def engines(new_address: Callable[[], str]) -> Iterator[dict[str, Searcher]]:
    opened: dict[str, Searcher] = {}
    for folder in sorted(ARCHIVES.iterdir()):
        address = new_address()
        report = reindex(open_store(address, PARTED), [folder / "articles.jsonl"])
        assert not report.skipped
        assert not report.remarks
        opened[folder.name] = open_archive(address)
    yield opened
    for engine in opened.values():
        engine.close()


@pytest.mark.parametrize(("name", "search"), CASES)
def test_archive(engines: dict[str, Searcher], name: str, search: dict[str, Any]) -> None:
    results = engines[name].search(query(search))
    found = [hit.article.id for hit in results.hits]
    if "order" in search:
        assert found == search["order"], search["why"]
    else:
        assert set(found) == set(search["ids"]), search["why"]
    assert results.total == search.get("total", len(found)), search["why"]
    assert results.listed == search.get("listed", results.total), search["why"]
    for facet, expected in search.get("facets", {}).items():
        assert {value.value: value.count for value in results.facets[facet]} == expected
    if "notes" in search:
        assert [note.code for note in results.notes] == search["notes"], search["why"]
    if "matches" in search:
        matches = {match.code: count for match, count in results.matches.items()}
        assert matches == search["matches"], search["why"]
    if "missing" in search:
        missing = {hit.article.id: list(hit.missing) for hit in results.hits if hit.missing}
        assert missing == search["missing"], search["why"]
    assert list(results.expansions) == search.get("respelled", []), search["why"]


def query(search: dict[str, Any]) -> Query:
    """The query of a case."""
    return Query(
        text=search["q"],
        chosen=tuple((facet, value) for facet in FACET_BY_NAME for value in search.get(facet, ())),
        first_day=day_range(search["from"], parameter="from")[0] if "from" in search else None,
        excluded=tuple(
            (facet, value) for facet in FACET_BY_NAME for value in search.get(f"not_{facet}", ())
        ),
        last_day=day_range(search["to"], parameter="to")[1] if "to" in search else None,
        sort=search.get("sort", "relevance"),
        page=search.get("page", 1),
        size=search.get("size", MAX_SIZE),
        words=search.get("words", "most"),
        spellings=search.get("spellings", "all"),
        related=search.get("related", "yes"),
        copies=search.get("copies", "folded"),
    )
