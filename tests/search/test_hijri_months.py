"""Comparisons by the months of the Hijri calendar."""

from datetime import date
from itertools import pairwise

import pytest

from index.article import Article
from search.hijri_months import hijri_months
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

ARTICLES = [
    Article(id="1", title="أول رمضان", body="نص", published=date(2015, 6, 18), section="محليات"),
    Article(id="2", title="آخر رمضان", body="نص", published=date(2015, 7, 16), section="محليات"),
    Article(id="3", title="أول شوال", body="نص", published=date(2015, 7, 17), section="رياضة"),
    Article(id="4", title="بلا تاريخ", body="نص", section="رياضة"),
]


@pytest.fixture
def searcher(archive: ArchiveBuilder) -> Searcher:
    return open_archive(archive(ARTICLES))


@pytest.mark.contract
def test_an_article_counts_in_its_hijri_month(searcher: Searcher) -> None:
    found = searcher.compare(Query(), "section", 2, "hijri_month")
    assert found.unit == "hijri_month"
    counts = dict(zip(found.periods, found.whole.counts, strict=True))
    assert counts[date(2015, 6, 18), date(2015, 7, 16)] == 2
    assert counts[date(2015, 7, 17), date(2015, 8, 15)] == 1
    assert sum(counts.values()) == 3
    assert found.whole.total == 4
    by_value = {series.label: sum(series.counts) for series in found.series}
    assert sorted(by_value.values()) == [1, 2]


def test_months_follow_each_other_without_gaps() -> None:
    months = hijri_months(date(2014, 10, 25), date(2016, 10, 1))
    assert len(months) == 24
    for (_, last), (first, _) in pairwise(months):
        assert first.toordinal() == last.toordinal() + 1
    assert months[0][0] == date(2014, 10, 25)


def test_too_many_months_are_none() -> None:
    assert hijri_months(date(1990, 1, 1), date(2015, 1, 1)) == ()
    assert hijri_months(date(1500, 1, 1), date(1500, 2, 1)) == ()
