"""What is asked of the embedded engine alone: its scores and limits; an archive an example."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, DateMention
from search.query import Query
from search.ranking.bm25 import Ranking, idf
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder, build
from tests.search.facets.trees import counts

FILLER = "كلام كثير عن أشياء أخرى لا شأن لها بالأمر"


def test_an_absent_field_does_not_lower_the_average_length(archive: ArchiveBuilder) -> None:
    """Scored by hand: one word in a title of average length, whatever articles lack a title."""
    engine = open_archive(
        archive(
            [
                Article(id="1", title="القمح اليوم"),
                *(Article(id=f"{n}", body=FILLER) for n in range(2, 9)),
            ]
        )
    )
    hit = engine.search(Query("القمح")).hits[0]
    ranking = Ranking()
    once = idf(8, 1) * ranking.of_field("title").weight
    assert hit.score == pytest.approx(once * sum(ranking.levels.values()), abs=1e-3)


def test_a_wide_prefix_takes_its_most_frequent_words(
    archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded.as_written.MAX_PREFIX_WORDS", 1)
    engine = open_archive(
        archive(
            [
                Article(id="1", body="قمة"),
                Article(id="2", body="قمح"),
                Article(id="3", body="قمح"),
            ]
        )
    )
    results = engine.search(Query("قم*"))
    assert {hit.article.id for hit in results.hits} == {"2", "3"}
    assert [note.code for note in results.notes] == ["prefix_too_wide"]


def test_two_wide_prefixes_both_match(
    archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded.as_written.MAX_PREFIX_WORDS", 2)
    engine = open_archive(archive([Article(id="1", body="قمة قمح قمر شعر شعير شعار")]))
    assert engine.search(Query("قم* شع*")).total == 1


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["economy", "markets", "sport", "football", "world", "asia", ""]),
            st.sampled_from([date(2014, 1, 5), date(2015, 7, 21), date(2015, 7, 22), None]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_count_of_a_tree_is_what_choosing_it_gives(
    drawn: list[tuple[str, date | None]],
) -> None:
    articles = [
        Article(
            id=str(number),
            body="نص",
            section=section,
            dates=(DateMention("x", 0, day, day, "day"),) if day else (),
        )
        for number, (section, day) in enumerate(drawn)
    ]
    with TemporaryDirectory() as folder:
        engine = open_archive(build(Path(folder), articles))
        facets = engine.search(Query()).facets
        for name in ("section", "mentioned"):
            for value, count in counts(facets[name]).items():
                results = engine.search(Query(chosen=((name, value),)))
                assert results.total == count
                assert counts(results.facets[name])[value] == count
        engine.close()
