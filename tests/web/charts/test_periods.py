"""The periods around the one that a query is narrowed to."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from search.query import Query
from web.charts.periods import WiderPeriod, wider_periods
from web.i18n.labels import Labels
from web.url.address import SearchAddress
from web.url.reading import read_search

ENGLISH = Labels("en")


def asked(period: WiderPeriod) -> Query:
    return read_search(parse_qsl(urlsplit(period.address).query))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query(), []),
        (Query(first_day=date(2024, 1, 1)), ["All dates"]),
        (Query(chosen=(("date", "2024"),)), ["All dates"]),
        (Query(chosen=(("date", "2024-10"),)), ["All dates", "2024"]),
        (Query(chosen=(("date", "2024-10-28"),)), ["All dates", "2024", "October 2024"]),
        (Query(chosen=(("date", "2024-10"), ("date", "2024-12"))), ["All dates", "2024"]),
        (Query(chosen=(("date", "2023"), ("date", "2024"))), ["All dates"]),
        (
            Query(first_day=date(2024, 10, 3), last_day=date(2024, 10, 9)),
            ["All dates", "2024", "October 2024"],
        ),
    ],
)
def test_wider_periods(query: Query, names: list[str]) -> None:
    found = wider_periods(query, SearchAddress.of(query, "/"), ENGLISH)
    assert [period.name for period in found] == names
    assert all(asked(period).chosen_in("date") == () for period in found)


def test_a_wider_period_takes_the_place_of_every_choice_of_days() -> None:
    query = Query(
        "قمح",
        chosen=(("date", "2024-10"), ("section", "economy")),
        first_day=date(2024, 10, 3),
        page=2,
    )
    always, year = wider_periods(query, SearchAddress.of(query, "/"), ENGLISH)[:2]
    kept = Query("قمح", chosen=(("section", "economy"),))
    assert asked(always) == kept
    assert asked(year) == Query(
        "قمح",
        chosen=(("section", "economy"),),
        first_day=date(2024, 1, 1),
        last_day=date(2024, 12, 31),
    )
