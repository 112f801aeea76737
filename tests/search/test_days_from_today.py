"""The day that is counted from: that of the clock, the last of the archive, or one for ever."""

from datetime import date, datetime

import pytest

from index.article import Article
from search.present import Present
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

ARTICLES = [
    Article(id="1", title="القمح", body="نص", published=date(2015, 7, 20)),
    Article(id="2", title="القمح", body="نص آخر", published=date(2015, 8, 3)),
    Article(id="3", title="القمح", body="نص ثالث", published=datetime(2015, 8, 4, 23, 30)),
    Article(id="4", title="القمح", body="نص رابع"),
]


def found(searcher: Searcher, text: str) -> tuple[list[str], list[str]]:
    results = searcher.search(Query(text))
    return sorted(hit.article.id for hit in results.hits), [note.code for note in results.notes]


@pytest.mark.parametrize("present", ["archive", date(2015, 8, 4)])
def test_days_are_counted_from_the_day_that_is_set(
    archive: ArchiveBuilder, present: Present
) -> None:
    searcher = open_archive(archive(ARTICLES), present=present)
    assert searcher.today() == date(2015, 8, 4)
    assert searcher.day_of_clock() is None
    assert found(searcher, "القمح تاريخ:أمس") == (["2"], ["counted_days"])
    assert found(searcher, "القمح آخر 7 أيام") == (["2", "3"], ["read_as_period"])
    assert found(searcher, "القمح منذ رمضان") == (["1", "2", "3"], ["read_as_period"])
    assert found(searcher, "القمح تاريخ:1436-10-18") == (["2"], ["hijri_days"])


def test_where_nothing_fits_the_period_is_words_and_its_days_are_told(
    archive: ArchiveBuilder,
) -> None:
    searcher = open_archive(archive(ARTICLES), present=date(2020, 1, 1))
    results = searcher.search(Query("القمح الأسبوع الماضي"))
    told = results.notes[0]
    assert told.code == "nothing_in_period"
    assert dict(told.arguments) == {"first": date(2019, 12, 21), "last": date(2019, 12, 27)}
    assert results.total == 4
