"""Beside the results for one person or organisation: who is named in the same articles."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.conftest import build
from tests.naming import naming
from tests.patience import PATIENT
from tests.web.page import Page, get
from web import create_app
from web.pages.together import HEIGHT, adding, bars

SALMA, KAMAL, HUDA, CLUB = "سلمى الحداد", "كمال النجار", "هدى العطار", "نادي الشاطئ"


def article(number: int) -> Article:
    """Huda is in nearly every article, Kamal and the club where Salma is."""
    with_salma = number % 6 == 0
    persons = ((SALMA, KAMAL) if with_salma else ()) + ((HUDA,) if number % 11 else ())
    organisations = (CLUB,) if with_salma and number else ()
    body = " و".join(("خبر", *persons, *organisations)) + f" {number}"
    # Salma and Kamal stand together twice in the first week, in no other.
    day = date(2015, 7, 1) + timedelta(2 * number if number != 6 else 0)
    plain = Article(id=str(number), title=f"خبر {number}", body=body, published=day)
    return naming(plain, persons, organisations)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return open_archive(build(tmp_path_factory.mktemp("together"), map(article, range(60))))


@pytest.fixture(scope="module")
def client(searcher: Searcher) -> FlaskClient:
    return create_app(lambda: searcher, limits=PATIENT).test_client()


def beside(page: Page) -> str:
    return page.html.partition('<details class="together"')[2].partition("</details>")[0]


def test_who_is_named_together_stands_beside_the_results(client: FlaskClient) -> None:
    found = beside(get(client, person=SALMA))
    assert f"ذُكر مع {SALMA}" in found
    assert found.index(KAMAL) < found.index("<table>"), "the first names are told at once"
    assert HUDA not in found, "who is everywhere tells nothing"
    links = Page(found)
    assert links.asks(KAMAL) == [("q", f'شخص:="{KAMAL}"'), ("person", SALMA)]
    assert links.asks(CLUB) == [("person", SALMA), ("organisation", CLUB)]
    assert "10 نتائج" in get(client, person=SALMA, q=f'شخص:="{KAMAL}"').html
    assert "9 نتائج" in get(client, person=SALMA, organisation=CLUB).html


def test_times_lead_to_the_articles_of_both(client: FlaskClient) -> None:
    page = Page(beside(get(client, "/en/", language="en", person=SALMA)))
    (address,) = {target for target, text in page.links if "July" in text and "from=" in target}
    asked = dict(parse_qsl(urlsplit(address).query))
    assert asked["person"] == SALMA
    assert date.fromisoformat(asked["from"]) < date.fromisoformat(asked["to"])
    (told,) = {text for target, text in page.links if target == address}
    results = get(client, address, language="en").html
    assert "2 results" in results, told


@pytest.mark.parametrize(
    "query",
    [
        {"q": "خبر"},
        {"person": [SALMA, HUDA]},
        {"person": SALMA, "organisation": CLUB},
        {"person": "_none"},
        {"person": SALMA, "q": "لا وجود لهذه الكلمة"},
        {"not_person": SALMA},
    ],
)
def test_nothing_stands_there_where_not_one_is_chosen(
    client: FlaskClient, query: dict[str, Any]
) -> None:
    assert 'class="together"' not in get(client, **query).html


def test_in_the_api_it_is_the_same(client: FlaskClient, searcher: Searcher) -> None:
    answer = client.get("/api/v1/named-together", query_string={"person": SALMA, "count": 1})
    told = answer.get_json()
    assert told["of"] == {"facet": "person", "value": SALMA, "label": SALMA}
    assert (told["total"], told["unit"]) == (10, "week")
    (person,) = told["persons"]
    assert (person["value"], person["count"], person["articles"]) == (KAMAL, 10, 10)
    assert len(person["counts"]) == len(told["periods"])
    assert sum(person["counts"]) == 10
    found = searcher.named_together(Query(chosen=(("person", SALMA),)), 1)
    assert person["score"] == round(found.companions["person"][0].score, 2)


def test_another_of_the_same_facet_is_asked_for_among_the_words() -> None:
    chosen = Query("قمح", chosen=(("person", SALMA),), page=3)
    added = adding(chosen, "person", 'أبو "علي"')
    assert added is not None
    assert (added.text, added.page) == ('شخص:="أبو  علي " قمح', 1)
    other = adding(chosen, "organisation", CLUB)
    assert other is not None
    assert (other.text, other.page) == ("قمح", 1)
    assert other.chosen_in("organisation") == (CLUB,)
    assert adding(chosen, "person", "--") is None


@given(st.lists(st.integers(0, 50), max_size=60), st.booleans())
def test_every_count_has_a_bar(counts: list[int], reversed_: bool) -> None:
    drawn = bars(counts, reversed_=reversed_).split("z")[:-1]
    assert len(drawn) == sum(count > 0 for count in counts)
    places = [int(bar[1 : bar.index(" ")]) for bar in drawn]
    order = list(range(len(counts)))[:: -1 if reversed_ else 1]
    assert places == [place for place, count in zip(order, counts, strict=True) if count]
    if drawn:
        heights = [float(bar.rpartition("v")[2]) for bar in drawn]
        assert max(heights) == HEIGHT
