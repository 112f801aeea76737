"""What readers see of related words: beside results, at hits, and why a hit is there."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.article import Article
from search.related.groups import Group
from search.related.thesaurus import Thesaurus
from search.searcher import open_archive
from tests.conftest import build
from web import create_app

GROUPS = (Group(("سيارة", "مركبة"), ("سيارة", "مركبة"), ""),)
ARTICLES = (
    Article(id="car", title="سوق السيارات", body="ارتفع بيع السيارات."),
    Article(id="vehicle", title="سوق المركبات", body="ارتفع بيع المركبات."),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("related")
    engine = open_archive(build(folder, ARTICLES), thesaurus=Thesaurus(GROUPS))
    return create_app(lambda: engine).test_client()


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
