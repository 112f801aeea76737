"""Pages of a search that is too long to be repeated in every link: a form, and few links."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from index.facets import FACETS
from search.query import Query
from tests.web.forms import Form, forms
from tests.web.page import Page, get
from web.url.address import MANY, pairs
from web.url.parameters import MAX_ASKED, MAX_VALUES
from web.url.reading import read_page_search

#: The most that the reader of addresses takes, in letters that an address writes longest.
WORDS = ("😀 " * 1000)[: MAX_ASKED // 5]
YEARS = [("date", str(year)) for year in range(1990, 1990 + MAX_VALUES - 4)]
NAMES = [("dateline", "بيروت"), ("not_dateline", "صور"), ("not_agency", "afp"), ("source", "x")]

ASKED = {
    "many values": [("q", "القمح"), *YEARS, *NAMES],
    "many left out": [(f"not_{name}", value) for name, value in YEARS],
    "long words": [("q", "القمح " * 300), ("size", "100")],
    "long words and values": [("q", WORDS), ("source", "ع" * 200), ("size", "100"), *NAMES],
    "long values": [("source", f"{number}{'ﷺ' * 100}") for number in range(20)],
}
PATHS = ("/", "/en/", "/compare", "/archive", "/facets/dateline", "/why/plain", "/articles/plain")


def asked_for(query: list[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in query:
        found.setdefault(name, []).append(value)
    return found


def in_order(query: Query) -> Query:
    """A query with its values in another order: forms have them in the order of their lists."""
    return replace(
        query, chosen=tuple(sorted(query.chosen)), excluded=tuple(sorted(query.excluded))
    )


def form_of_facets(page: Page) -> Form:
    return next(form for form in forms(page.html) if form.classes == "ticked")


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("path", PATHS)
def test_no_page_grows_with_the_square_of_what_is_asked(
    client: FlaskClient, path: str, name: str
) -> None:
    answer = client.get(path, query_string=asked_for(ASKED[name]))
    assert answer.status_code in (200, 404)
    # Some dozen links name the whole search, whatever it holds.
    assert len(answer.data) < 100_000 + 60 * 3 * 1.2 * MAX_ASKED


@pytest.mark.parametrize("name", ASKED)
def test_the_form_of_facets_asks_for_what_is_shown(client: FlaskClient, name: str) -> None:
    page = get(client, **asked_for(ASKED[name]))
    again = read_page_search(form_of_facets(page).sent)
    assert in_order(again) == in_order(read_page_search(ASKED[name]))


def test_a_value_is_unticked_and_another_left_out(client: FlaskClient) -> None:
    form = form_of_facets(get(client, **asked_for(ASKED["many values"])))
    dropped, added = ("dateline", "بيروت"), ("not_source", "x")
    ticked = [pair for pair in form.sent if pair != dropped] + [added]
    assert added in form.offered
    found = read_page_search(ticked)
    assert dropped not in found.chosen
    # Ticked to be chosen as well: what is left out counts.
    assert ("source", "x") in found.excluded
    assert ("source", "x") not in found.chosen
    assert get(client, **asked_for(ticked))


def test_hits_remember_the_words_alone(client: FlaskClient) -> None:
    page = get(client, q="القمح", not_date=[str(year) for year in range(1900, 1920)])
    hits = [target for target, _ in page.links if "/articles/" in target]
    assert {urlsplit(target).query for target in hits} == {"q=القمح"}
    assert "/why/" in page.html
    long = get(client, q="القمح " * 120)
    assert all("?" not in target for target, _ in long.links if "/articles/" in target)
    assert "/why/" not in long.html


def test_few_values_are_links(client: FlaskClient) -> None:
    page = get(client, q="القمح", date=[str(year) for year in range(2015, 2015 + MANY)])
    assert all(form.classes != "ticked" for form in forms(page.html))
    assert page.target("أزل")


def test_every_facet_can_be_ticked(client: FlaskClient) -> None:
    form = form_of_facets(get(client, not_date=[str(year) for year in range(1900, 1920)]))
    offered = {name for name, _ in form.offered}
    shown = {facet.name for facet in FACETS if facet.name in offered}
    assert {"section", "agency", "dateline", "source"} <= shown
    assert {f"not_{name}" for name in shown} <= offered
    assert {"from", "to"} <= form.fields


def test_a_comparison_leads_nowhere_that_is_refused(client: FlaskClient) -> None:
    query = Query(excluded=tuple(("date", str(year)) for year in range(1900, 1950)))
    page = get(client, "/compare", by="dateline", **asked_for(pairs(query)))
    for target, _ in page.links:
        if target.startswith("/"):
            assert client.get(target).status_code < 400
