"""The facets beside the results: which are listed, which of their values, which are open."""

import pytest
from flask import Flask

from index.facets import NO_VALUE
from search.query import Query
from search.results import FacetValue, Results
from web.i18n.labels import Labels
from web.pages.filters import FacetList, facet_lists
from web.url.address import SearchAddress

NOTHING = FacetValue(NO_VALUE, "بلا قسم", 3)
PLAIN = tuple(FacetValue(str(number), str(number), 12 - number) for number in range(12))


def lists(
    app: Flask, values: tuple[FacetValue, ...], facet: str = "section", query: Query | None = None
) -> tuple[FacetList, ...]:
    query = query or Query()
    results = Results(query, 99, 99, (), {facet: values})
    with app.test_request_context("/"):
        return facet_lists(query, results, SearchAddress.of(query, "/"), Labels("ar"))


def test_a_facet_is_shown_where_there_is_something_to_choose(app: Flask) -> None:
    assert not lists(app, ())
    assert not lists(app, (NOTHING,))
    assert lists(app, (NOTHING, FacetValue("sport", "رياضة", 1)))
    assert lists(app, (FacetValue(NO_VALUE, "بلا قسم", 3, selected=True),))


def test_what_was_chosen_is_offered_wherever_it_stands(app: Flask) -> None:
    below = FacetValue("ب", "ب", 1, children=(FacetValue("ت", "ت", 1, excluded=True),))
    chosen = FacetValue("أ", "أ", 1, selected=True)
    query = Query(chosen=(("section", "أ"),), excluded=(("section", "ت"),))
    (found,) = lists(app, (*PLAIN, chosen, below), query=query)
    assert [row.label for row in found.rows] == [*"01234567", "أ", "ب"]
    assert [row.label for row in found.rows[-1].children] == ["ت"]
    address = "/facets/section?section=أ&not_section=ت&sort=relevance"
    assert (found.all_values, found.all_address) == ("14", address)


def test_fewer_values_below_another_but_every_month(app: Flask) -> None:
    (tree,) = lists(app, (FacetValue("أ", "أ", 9, children=PLAIN),))
    assert [row.label for row in tree.rows[0].children] == [*"0123"]
    assert (tree.all_values, tree.all_address) == ("", "")
    months = tuple(FacetValue(f"2024-{month:02}", "", 1) for month in range(1, 13))
    (dates,) = lists(app, (FacetValue("2024", "2024", 12, children=months),), "date")
    assert len(dates.rows[0].children) == 12


@pytest.mark.parametrize(
    ("query", "facet", "opened"),
    [
        (Query(), "section", True),
        (Query(), "photo_agency", False),
        (Query(chosen=(("photo_agency", "afp"),)), "photo_agency", True),
        (Query(excluded=(("photo_agency", "afp"),)), "photo_agency", True),
        (Query(chosen=(("agency", "afp"),)), "photo_agency", False),
    ],
)
def test_a_secondary_facet_is_opened_by_a_choice(
    app: Flask, query: Query, facet: str, opened: bool
) -> None:
    (found,) = lists(app, PLAIN, facet, query)
    assert found.opened == opened


def test_a_row_leads_to_the_search_with_its_value_and_to_the_one_without(app: Flask) -> None:
    query = Query("قمح", chosen=(("section", "sport"),), excluded=(("section", "economy"),))
    sport = FacetValue("sport", "رياضة", 1200, selected=True)
    economy = FacetValue("economy", "اقتصاد", 2, excluded=True)
    local = FacetValue("local", "محليات", 1)
    (found,) = lists(app, (sport, economy, local), query=query)
    kept = "/?q=قمح"
    assert [(row.label, row.count, row.address, row.exclude) for row in found.rows] == [
        (
            "رياضة",
            "1,200",
            f"{kept}&not_section=economy",
            f"{kept}&not_section=economy&not_section=sport",
        ),
        ("اقتصاد", "2", f"{kept}&section=sport&section=economy", f"{kept}&section=sport"),
        (
            "محليات",
            "1",
            f"{kept}&section=sport&section=local&not_section=economy",
            f"{kept}&section=sport&not_section=economy&not_section=local",
        ),
    ]
