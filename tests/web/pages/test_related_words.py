"""What readers see of related words: beside results, at hits, and why a hit is there."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.article import Article
from search.related.groups import Group
from search.related.thesaurus import Thesaurus
from search.searcher import open_archive
from tests.conftest import build
from tests.index.associations.archive import related_archive
from tests.patience import PATIENT
from web import create_app

GROUPS = (Group(("سيارة", "مركبة"), ("سيارة", "مركبة"), ""),)
ARTICLES = (
    Article(id="car", title="سوق السيارات", body="ارتفع بيع السيارات."),
    Article(id="vehicle", title="سوق المركبات", body="ارتفع بيع المركبات."),
)


def client_of(folder: Path, articles: Sequence[Article], groups: tuple[Group, ...]) -> FlaskClient:
    engine = open_archive(build(folder, articles), thesaurus=Thesaurus(groups))
    return create_app(lambda: engine, limits=PATIENT).test_client()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of(tmp_path_factory.mktemp("related"), ARTICLES, GROUPS)


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_they_stand_beside_the_results_and_at_the_hit(client: FlaskClient) -> None:
    shown = page(client, "/?q=سيارة")
    assert "كلمات قريبة في هذا الأرشيف" in shown
    assert "بكلمة قريبة: مركبة" in shown
    assert "related=no" in shown


def test_without_them(client: FlaskClient) -> None:
    shown = page(client, "/?q=سيارة&related=no")
    assert "سوق <mark>السيارات</mark>" in shown
    assert "المركبات" not in shown
    assert "ابحث عنها أيضا" in shown


def test_the_archive_page_and_a_search_without_any_say_nothing(client: FlaskClient) -> None:
    for address in ("/", "/archive", "/?q=سوق"):
        assert "كلمات قريبة" not in page(client, address)


def test_why(client: FlaskClient) -> None:
    assert "كلمة قريبة" in page(client, "/why/vehicle?q=سيارة")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    groups = (Group(("دخان", "لهب"), ("دخان", "لهب"), ""),)
    return client_of(tmp_path_factory.mktemp("associations"), related_archive(), groups)


def test_what_the_archive_relates_stands_apart_from_what_means_the_same(large: FlaskClient) -> None:
    shown = page(large, "/?q=حريق")
    assert "تجاورها في مقالات هذا الأرشيف: " in shown
    assert "رتّب من دونها" in shown
    shown = page(large, "/?q=دخان")
    assert "كلمات قريبة في هذا الأرشيف: " in shown
    assert " وتجاورها في مقالاته: " in shown
    assert "ابحث من دونها" in shown


def test_without_them_they_are_offered_still(large: FlaskClient) -> None:
    shown = page(large, "/?q=حريق&related=no")
    assert "تجاورها في مقالات هذا الأرشيف: " in shown
    assert "رتّب بها أيضًا" in shown


def test_why_a_hit_is_there_names_what_the_archive_relates(large: FlaskClient) -> None:
    (hit, *_) = large.get("/api/v1/search?q=حريق&size=1").get_json()["hits"]
    assert "كلمة يقرنها الأرشيف بالبحث" in page(large, f"/why/{hit['id']}?q=حريق")
