"""A facet of many values is read as it lies, and a small result by its own values: answers stay."""

import pytest

from index.article import Article, NamedEntity, NameMention
from index.facets import NO_VALUE
from index.stores.embedded import facet_values
from search.engines.embedded import columns
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder
from tests.search.engines.random_archives import drawn_archive

QUERIES = [
    Query("القمح"),
    Query("شخص:سالم"),
    Query("", chosen=(("person", "سالم"), ("person", "غائب"))),
    Query("السوق", excluded=(("person", "سالم"), ("person", NO_VALUE))),
    Query("قمح", chosen=(("organisation", "مجلس الأمن"),), excluded=(("person", "هدى"),)),
    Query("زرافة"),
]


def test_packed_values_and_few_of_them(
    archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawn_archive(1)
    address = archive(drawn.articles, drawn.representatives)
    expected = list(map(told(open_archive(address)), QUERIES))
    monkeypatch.setattr(facet_values, "_MANY", 0)
    monkeypatch.setattr(columns, "_MANY_VALUES", 0)
    assert list(map(told(open_archive(address)), QUERIES)) == expected


def test_more_values_than_articles_of_a_result(archive: ArchiveBuilder) -> None:
    """Two thousand people, of whom an article names twenty."""
    articles = [
        Article(
            id=str(number),
            body=f"خبر {number}",
            persons=tuple(
                NamedEntity(name, (NameMention(name, "body", 0),))
                for name in (f"سالم {(19 * number + one) % 2000:04}" for one in range(20))
            ),
        )
        for number in range(110)
    ]
    searcher = open_archive(archive(articles))
    listed = searcher.search(Query("نص:7", words="all")).facets["person"]
    assert [value.value for value in listed] == [f"سالم {133 + one:04}" for one in range(20)]
    chosen = searcher.search(Query("شخص:0152"))
    assert {hit.article.id for hit in chosen.hits} == {"7", "8"}


def told(searcher: Searcher):  # type: ignore[no-untyped-def]
    """What is told of a query: its facets, pages of them, a comparison."""

    def of(query: Query) -> object:
        pages = [
            searcher.facet(query, name, containing=letters)
            for name in ("person", "organisation")
            for letters in ("", "سالم")
        ]
        compared = searcher.compare(query, "person", 3)
        return searcher.search(query).facets, pages, compared

    return of
