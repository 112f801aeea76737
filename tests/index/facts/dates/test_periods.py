from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.dates.periods import find_period, read_period
from tests.index.facts.dates.test_expressions import PIECES
from tests.tables import vectors

_TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=8).map(" ".join))
_DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(("text", "first", "last"), vectors("periods.tsv"))
def test_what_a_person_types(text: str, first: str, last: str) -> None:
    days = None if first == "-" else (date.fromisoformat(first), date.fromisoformat(last))
    assert read_period(text) == days


@pytest.mark.parametrize(("query", "words", "first", "last"), vectors("periods_in_queries.tsv"))
def test_a_range_in_a_longer_query(query: str, words: str, first: str, last: str) -> None:
    found = find_period(query)
    if words == "-":
        assert found is None
    else:
        assert found is not None
        assert query[found[0] : found[1]] == words
        assert found[2:] == (date.fromisoformat(first), date.fromisoformat(last))


@given(_DAYS)
def test_a_day_month_and_year_in_numbers(day: date) -> None:
    if 1380 <= day.year < 1450:
        return
    assert read_period(day.isoformat()) == (day, day)
    month, year = read_period(day.isoformat()[:7]), read_period(f"{day.year}")
    assert month is not None
    assert year is not None
    assert year[0] <= month[0] <= day <= month[1] <= year[1]


@given(_TEXTS)
def test_no_text_raises_and_no_period_ends_before_it_begins(text: str) -> None:
    if days := read_period(text):
        assert days[0] <= days[1]
    if found := find_period(text):
        start, end, first, last = found
        assert 0 <= start < end <= len(text)
        assert first <= last
