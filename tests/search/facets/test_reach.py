"""From which year to which timelines go, where single days lie far from all others."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from search.facets.reach import FENCE, LEAST_APART, MOST_YEARS, years_shown
from search.query import Query
from search.results import Bar
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder, build

counts = st.dictionaries(st.integers(1, 9999), st.integers(1, 50), min_size=1, max_size=20)

CASES: list[tuple[dict[int, int], tuple[int, int], str]] = [
    ({2015: 30_000, 1: 1}, (2015, 2015), "the year 1"),
    ({2015: 30_000, 9999: 1}, (2015, 2015), "the year 9999"),
    ({2015: 30_000, 1800: 1, 2016: 3}, (2015, 2016), "some two centuries before"),
    ({2015: 30_000, 1985: 1, 2045: 1}, (1985, 2045), "a generation is near"),
    ({2015: 30_000, 1984: 1, 2046: 1}, (2015, 2015), "a year more is not"),
    (dict.fromkeys(range(1800, 2016), 1), (1800, 2015), "an archive of two centuries"),
    ({1850: 10, 1900: 10, 2000: 10}, (1850, 2000), "quartiles that lie apart reach far"),
    ({1: 1, 2015: 1}, (2015, 2015), "of two that are alike the later one"),
    ({1: 2, 2015: 1}, (1, 1), "the years of most articles"),
    ({1: 1, 1800: 1, 2015: 1}, (1800, 2015), "so many years are shown"),
    ({1: 1}, (1, 1), "a year alone"),
    ({9999: 1, 1: 0}, (9999, 9999), "of a year without articles nothing is known"),
]


@pytest.mark.parametrize(("years", "shown", "why"), CASES)
def test_years_that_are_shown(years: dict[int, int], shown: tuple[int, int], why: str) -> None:
    assert years_shown(years) == shown, why


@given(counts, st.booleans())
def test_no_timeline_is_long_and_half_of_the_articles_are_on_it(
    years: dict[int, int], every: bool
) -> None:
    first, last = years_shown(years, every=every)
    assert {first, last} <= years.keys()
    assert last - first < MOST_YEARS
    if max(years) - min(years) <= FENCE * LEAST_APART:
        assert (first, last) == (min(years), max(years))
    if max(years) - min(years) < MOST_YEARS:
        inside = sum(count for year, count in years.items() if first <= year <= last)
        assert 2 * inside >= sum(years.values())
        if every:
            assert (first, last) == (min(years), max(years))


ODD = (date(1, 1, 1), date(9999, 12, 31), date(1800, 3, 4))
USUAL = [date(2015, 7, 20) + timedelta(day) for day in range(20)]


@pytest.fixture(scope="module")
def odd(archive: ArchiveBuilder) -> Searcher:
    days = [*USUAL, *ODD, None]
    articles = [
        Article(id=str(number), body="نص", source="عكاظ", published=day)
        for number, day in enumerate(days)
    ]
    return open_archive(archive(articles))


@pytest.mark.contract
def test_days_that_lie_far_apart_are_counted_beside(odd: Searcher) -> None:
    found = odd.search(Query()).timeline
    assert found is not None
    assert found.bars == tuple(Bar(day, day, 1) for day in USUAL)
    assert (found.before, found.after) == (2, 1)
    compared = odd.compare(Query(), "source")
    assert [first for first, _ in compared.periods] == USUAL
    assert (compared.before, compared.after) == (2, 1)
    assert compared.whole.total == 24
    assert sum(compared.whole.counts) == sum(compared.series[0].counts) == 20
    by_day = odd.compare(Query(), "source", unit="day")
    assert by_day.periods == compared.periods


@pytest.mark.contract
@pytest.mark.parametrize(
    ("query", "bars", "beside"),
    [
        (Query(last_day=date(2015, 7, 19)), 1, (1, 0)),
        (Query(last_day=date(1700, 1, 1)), 1, (0, 0)),
        (Query(first_day=date(2015, 8, 9)), 1, (0, 0)),
        (Query(first_day=date(1800, 1, 1), last_day=date(2020, 1, 1)), 216, (0, 0)),
        (Query(first_day=date(1, 1, 1), last_day=date(9999, 12, 31)), 216, (1, 1)),
    ],
)
def test_what_lies_apart_is_found_by_its_days(
    odd: Searcher, query: Query, bars: int, beside: tuple[int, int]
) -> None:
    found = odd.search(query).timeline
    compared = odd.compare(query, "source")
    assert found is not None
    assert len(found.bars) == len(compared.periods) == bars
    assert (found.before, found.after) == (compared.before, compared.after) == beside


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.dates(), min_size=1, max_size=12))
def test_bars_and_what_lies_beside_hold_every_article_once(days: list[date]) -> None:
    articles = [Article(id=str(n), body="نص", published=day) for n, day in enumerate(days)]
    with TemporaryDirectory() as folder:
        found = open_archive(build(Path(folder, "index"), articles)).search(Query()).timeline
    assert found is not None
    first, last = found.bars[0].first, found.bars[-1].last
    assert len(found.bars) <= MOST_YEARS
    counted = Counter("before" if day < first else "after" if day > last else "" for day in days)
    assert (found.before, found.after) == (counted["before"], counted["after"])
    assert sum(bar.count for bar in found.bars) == counted[""]
