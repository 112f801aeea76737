from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.facets.timeline import MOST_DAYS, MOST_MONTHS, MOST_PERIODS, fitting_unit
from search.query import Query
from search.results import Bar, Series
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

ARTICLES = [
    Article(id="1", body="قمح", section="economy", agencies=("reuters",),
            published=date(2024, 1, 30)),
    Article(id="2", body="قمح", section="economy", agencies=("reuters", "afp"),
            published=datetime(2024, 1, 30, 23, 59)),
    Article(id="3", body="قمح", section="markets", agencies=("afp",),
            published=date(2024, 2, 2)),
    Article(id="4", body="قمح", section="sport", agencies=("reuters",)),
    Article(id="5", body="شعير", section="sport", agencies=("spa",), published=date(2014, 6, 1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (date(2024, 1, 1), date(2024, 1, 1), "day"),
        (date(2024, 1, 1), date(2024, 1, 1) + timedelta(MOST_DAYS - 1), "day"),
        (date(2024, 1, 1), date(2024, 1, 1) + timedelta(MOST_DAYS), "month"),
        (date(2020, 1, 31), date(2024, 12, 1), "month"),
        (date(2019, 12, 31), date(2024, 12, 1), "year"),
        (date(1, 1, 1), date(9999, 12, 31), "year"),
    ],
)
def test_the_unit_fits_the_time(first: date, last: date, unit: str) -> None:
    assert fitting_unit(first, last) == unit


@given(st.dates(), st.dates())
def test_the_unit_gives_a_picture_that_can_be_read(one: date, other: date) -> None:
    first, last = sorted((one, other))
    unit = fitting_unit(first, last)
    if unit == "day":
        assert (last - first).days + 1 <= MOST_DAYS
    elif unit == "month":
        assert (last.year - first.year) * 12 + last.month - first.month + 1 <= MOST_MONTHS
    else:
        assert (last - first).days > 4 * 365


def test_days_without_gaps(archive: ArchiveBuilder) -> None:
    found = open_archive(archive(ARTICLES)).search(Query("قمح")).timeline
    assert found is not None
    assert found.unit == "day"
    days = [date(2024, 1, 30), date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 2)]
    assert found.bars == tuple(
        Bar(day, day, count) for day, count in zip(days, [2, 0, 0, 1], strict=True)
    )


def test_years_with_all_their_days(archive: ArchiveBuilder) -> None:
    found = open_archive(archive(ARTICLES)).search(Query(sort="newest")).timeline
    assert found is not None
    assert found.unit == "year"
    assert [bar.count for bar in found.bars] == [1, *[0] * 9, 3]
    assert (found.bars[0].first, found.bars[0].last) == (date(2014, 1, 1), date(2014, 12, 31))
    assert (found.bars[-1].first, found.bars[-1].last) == (date(2024, 1, 1), date(2024, 12, 31))


def test_the_filters_narrow_the_timeline_and_without_a_date_there_is_none(
    archive: ArchiveBuilder,
) -> None:
    engine = open_archive(archive(ARTICLES))
    chosen = engine.search(Query("قمح", chosen=(("date", "2024-02"),))).timeline
    assert chosen is not None
    assert chosen.bars == (Bar(date(2024, 2, 2), date(2024, 2, 2), 1),)
    left_out = engine.search(Query("قمح", excluded=(("date", "2024-02"),))).timeline
    assert left_out is not None
    assert [bar.count for bar in left_out.bars] == [2]
    assert engine.search(Query(chosen=(("date", NO_VALUE),))).timeline is None
    assert engine.search(Query("لا وجود لها")).timeline is None


_DAYS = [
    None, date(1, 1, 1), date(1960, 2, 29), date(2014, 12, 31), date(2015, 1, 1), date(2015, 3, 2),
    date(2015, 3, 31), date(2024, 2, 29), date(9999, 12, 31),
]  # fmt: skip


@pytest.fixture(scope="module")
def days(archive: ArchiveBuilder) -> Iterator[Searcher]:
    articles = [
        Article(id=f"{number}-{copy}", body="نص", section=f"باب {number}", published=day)
        for number, day in enumerate(_DAYS)
        for copy in range(number + 1)
    ]
    opened = open_archive(archive(articles))
    yield opened
    opened.close()


@pytest.mark.slow
@given(st.sets(st.integers(0, len(_DAYS) - 1), min_size=1))
def test_bars_hold_every_dated_article_once_and_follow_each_other(
    days: Searcher, sections: set[int]
) -> None:
    found = days.search(
        Query(
            chosen=(
                *(("section", value) for value in tuple(f"باب {number}" for number in sections)),
            )
        )
    ).timeline
    dated = [day for number in sections if (day := _DAYS[number])]
    if not dated:
        assert found is None
        return
    assert found is not None
    for before, after in zip(found.bars, found.bars[1:], strict=False):
        assert before.last + timedelta(1) == after.first
    begin, end = found.bars[0].first, found.bars[-1].last
    shown = [day for day in dated if begin <= day <= end]
    assert found.bars[0].first <= min(shown) <= found.bars[0].last
    assert found.bars[-1].first <= max(shown) <= found.bars[-1].last
    counted = [(_DAYS[number], number + 1) for number in sections]
    assert found.before == sum(count for day, count in counted if day and day < begin)
    assert found.after == sum(count for day, count in counted if day and day > end)
    for bar in found.bars:
        inside = [n for n in sections if (day := _DAYS[n]) and bar.first <= day <= bar.last]
        assert bar.count == sum(number + 1 for number in inside)


def test_comparing_agencies(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES))
    found = engine.compare(Query("قمح"), "agency", unit="month")
    assert found.unit == "month"
    assert found.periods == (
        (date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29)),
    )  # fmt: skip
    assert found.whole == Series("", "", 4, (2, 1))
    assert found.series == (
        Series("reuters", "رويترز", 3, (2, 0)),
        Series("afp", "وكالة الصحافة الفرنسية (أ.ف.ب)", 2, (1, 1)),
    )
    assert len(engine.compare(Query("قمح"), "agency", count=1).series) == 1


def test_what_is_chosen_comes_first_and_does_not_narrow(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES))
    chosen = engine.compare(Query("قمح", chosen=(("section", "markets"),)), "section")
    assert [series.value for series in chosen.series] == ["markets", "economy", "sport"]
    assert chosen.whole.total == 4
    assert [series.total for series in chosen.series] == [1, 3, 1]
    narrowed = engine.compare(Query("قمح", chosen=(("section", "economy"),)), "agency")
    assert narrowed.whole.total == 3
    left_out = engine.compare(Query("قمح", excluded=(("section", "economy"),)), "section")
    assert [series.value for series in left_out.series] == ["sport"]
    assert left_out.periods == ()
    assert left_out.whole == Series("", "", 1, ())


def test_too_many_periods_are_counted_by_a_coarser_unit(days: Searcher) -> None:
    found = days.compare(Query(), "section", unit="day")
    assert (found.unit, len(found.periods)) == ("month", 9 * 12 + 3)
    assert (found.before, found.after) == (5, 9), "these lie far apart"
    recent = Query(first_day=date(1960, 1, 1), last_day=date(2100, 1, 1))
    found = days.compare(recent, "section", unit="day")
    assert (found.unit, len(found.periods)) == ("month", 64 * 12 + 1)
    assert len(found.periods) <= MOST_PERIODS


@pytest.mark.parametrize(
    ("by", "unit", "parameter", "code"),
    [
        ("date", None, "by", "unknown_facet"),
        ("colour", None, "by", "unknown_facet"),
        ("agency", "week", "unit", "unknown_unit"),
    ],
)
def test_comparing_refuses(
    days: Searcher, by: str, unit: str | None, parameter: str, code: str
) -> None:
    with pytest.raises(QueryInvalid) as caught:
        days.compare(Query(), by, unit=unit)
    assert (caught.value.parameter, caught.value.code) == (parameter, code)
