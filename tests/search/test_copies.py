from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from search.engines.embedded.collector import first_copies, represented
from search.query import Query
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """For each article the number of its text's representative, and the hits in their order."""
    representatives: list[int] = []
    for number in range(draw(st.integers(1, 30))):
        before = [other for other in range(number) if representatives[other] == other]
        representatives.append(draw(st.sampled_from([number, *before])))
    order = draw(st.permutations(range(len(representatives))))
    return representatives, list(order)[: draw(st.integers(0, len(order)))]


@given(archives(), st.booleans())
def test_folding(archive: tuple[list[int], list[int]], by_lead: bool) -> None:
    representatives, ordered = archive
    numbers, groups = np.array(ordered, np.intp), np.array(representatives, np.int64)
    found = numbers[first_copies(numbers, groups)]
    among = np.isin(np.arange(len(groups)), numbers)
    shown = (represented(found, among, groups) if by_lead else found).tolist()
    assert set(shown) <= set(ordered), "only hits are shown"
    texts = [representatives[number] for number in shown]
    assert texts == list(dict.fromkeys(representatives[number] for number in ordered)), (
        "each text once"
    )
    for text, number in zip(texts, shown, strict=True):
        copies = [other for other in ordered if representatives[other] == text]
        assert number == (text if by_lead and text in copies else copies[0])


ARTICLES = [
    Article(id="late", title="سعر القمح", body="ارتفع القمح", source="okaz",
            published=date(2024, 5, 3)),
    Article(id="lead", title="سعر الخبز", body="ارتفع القمح", source="aawsat",
            published=date(2024, 5, 1)),
    Article(id="third", title="خبر", body="ارتفع القمح", published=date(2024, 5, 2)),
    Article(id="other", title="شعير وقمح", body="ثبت سعر الشعير", published=date(2024, 5, 4)),
]  # fmt: skip
LEADS = [1, 1, 1, 3]


def test_the_copies_of_a_text_are_one_hit(archive: ArchiveBuilder) -> None:
    results = open_archive(archive(ARTICLES, LEADS)).search(Query("القمح"))
    assert (results.total, results.listed) == (4, 2)
    (lead,) = [hit for hit in results.hits if hit.copies]
    assert lead.article.id == "lead"
    assert (lead.copies, lead.copied_by) == (2, ("okaz",))
    assert sum(value.count for value in results.facets["date"]) == 4, "counts are of articles"


def test_every_copy_where_it_is_asked_for(archive: ArchiveBuilder) -> None:
    results = open_archive(archive(ARTICLES, LEADS)).search(Query("القمح", copies="together"))
    assert (results.total, results.listed, len(results.hits)) == (4, 4, 4)
    assert not any(hit.copies for hit in results.hits)
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


def test_what_a_filter_leaves_out_is_no_copy(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    results = engine.search(Query("القمح", chosen=(("source", "okaz"),)))
    assert [(hit.article.id, hit.copies) for hit in results.hits] == [("late", 0)]


def test_by_date_the_first_copy_stands_for_all(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    newest = engine.search(Query("القمح", sort="newest"))
    assert [hit.article.id for hit in newest.hits] == ["other", "late"]
    oldest = engine.search(Query("القمح", sort="oldest"))
    assert [hit.article.id for hit in oldest.hits] == ["lead", "other"]


def test_pages_hold_as_many_texts_as_they_should(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    pages = [engine.search(Query("القمح", page=page, size=1)).hits for page in (1, 2, 3)]
    assert [len(hits) for hits in pages] == [1, 1, 0]


def test_the_copies_of_an_article_lead_first(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    assert [article.id for article in engine.copies("late", 9)] == ["lead", "third"]
    assert [article.id for article in engine.copies("lead", 9)] == ["third", "late"]
    assert list(engine.copies("other", 9)) == list(engine.copies("nobody", 9)) == []
    assert len(engine.copies("late", 1)) == 1


def test_ranking_counts_every_copy_unless_told_to_fold(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    assert len(engine.rank("القمح", 10)) == 4
    assert {article.id for article in engine.rank("القمح", 10, fold=True)} == {"lead", "other"}
