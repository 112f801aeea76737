"""A name that an address writes in another way is shown, and linked, under its entry."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient

from index.name_changes import apply_names
from index.names.accepted import AcceptedNames
from index.stores import open_store
from search.searcher import open_archive
from tests.index.names.naming import build, named
from tests.patience import PATIENT
from web import create_app

FULL, SHORT = "سليم بن راشد الحداد", "سليم الحداد"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    address = f"whoosh:{tmp_path / 'index'}"
    store = open_store(address)
    build(store, [named(1, FULL), named(2, SHORT), named(3, "ليلى الناجي")])
    apply_names(store, AcceptedNames(persons=((FULL, (SHORT,)),)), workers=1)
    engine = open_archive(address)
    yield create_app(lambda: engine, limits=PATIENT).test_client()
    engine.close()


def test_a_page_shows_the_entry_and_links_lead_away_from_it(client: FlaskClient) -> None:
    page = client.get(f"/?person={quote_plus(SHORT)}").text
    assert FULL in page
    assert quote_plus(SHORT) not in page.partition("<main")[2]


def test_an_answer_of_the_api_tells_the_entry(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/search?person={quote_plus(SHORT)}").get_json()
    assert (answer["total"], answer["query"]["person"]) == (2, [FULL])
    both = client.get(f"/api/v1/search?person={quote_plus(SHORT)}&not_person={quote_plus(FULL)}")
    assert both.status_code == 422
