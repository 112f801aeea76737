"""People and organisations where readers see them: lists, pages, tables, JSON."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.article import Article, NamedEntity, NameMention
from search.searcher import open_archive
from tests.conftest import build
from tests.patience import PATIENT
from tests.web.page import get
from web import create_app

_BODY = "قال وزير المرافئ سالم الراوي إن شركة النخيل تبدأ العمل. وأضاف الراوي أنها جاهزة."
_MINISTER = NamedEntity(
    "سالم الراوي",
    (
        NameMention("سالم الراوي", "body", _BODY.index("سالم"), "وزير المرافئ"),
        NameMention("الراوي", "body", _BODY.rindex("الراوي"), "سالم الراوي"),
    ),
    role="وزير المرافئ",
)
_COMPANY = NamedEntity(
    "شركة النخيل", (NameMention("شركة النخيل", "body", _BODY.index("شركة"), "شركة"),)
)


def _other(number: int) -> Article:
    name = f"عبدالله المرسي {number:02}"
    person = NamedEntity(name, (NameMention(name, "body", 0),))
    return Article(
        id=f"other-{number}",
        title=f"خبر {number}",
        body=f"{name} في المرفأ",
        published=date(2024, 1, 1 + number % 28),
        persons=(person,),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    articles = [
        Article(id="port", title="مرفأ جديد", body=_BODY, published=date(2024, 2, 1),
                persons=(_MINISTER,), organisations=(_COMPANY,)),
        Article(id="again", title="المرفأ مرة أخرى", body=f"{_BODY} غدًا", persons=(_MINISTER,),
                published=date(2024, 2, 2)),
        *map(_other, range(60)),
    ]  # fmt: skip
    folder: Path = tmp_path_factory.mktemp("names")
    archive = open_archive(build(folder, articles))
    yield create_app(lambda: archive, limits=PATIENT).test_client()
    archive.close()


def test_people_stand_open_beside_the_results(client: FlaskClient) -> None:
    page = get(client, "/", q="المرفأ")
    lists = {a["data-facet"]: a for tag, a in page.tags if "data-facet" in a}
    assert "open" in lists["person"]
    assert ("person", "سالم الراوي") in page.asks("سالم الراوي")
    shown = [target for target, _ in page.links if "person=" in target and "not_" not in target]
    assert len(set(shown)) == 8
    assert "الأشخاص" in page.html
    assert "/facets/person" in page.target("عرض الكل")
    assert "50+" in page.html


def test_all_people_are_on_a_page_of_their_own(client: FlaskClient) -> None:
    page = get(client, "/facets/person", q="المرفأ")
    assert "61" in page.html
    filtered = get(client, "/facets/person", containing="راو")
    boxes = [a["value"] for tag, a in filtered.tags if a.get("type") == "checkbox"]
    assert set(boxes) == {"سالم الراوي"}
    english = get(client, "/en/facets/organisation", language="en")
    assert "Organisations" in english.html
    assert "شركة النخيل" in english.html


def test_who_is_meant_by_a_part_of_a_name_is_told(client: FlaskClient) -> None:
    page = get(client, "/", q="شخص:المرسي")
    assert "«المرسي» جزء من أسماء، ويُقصد به كل اسم هو فيه، وعددها 60" in page.html
    assert "الشخص: عبد الله المرسي 00" in page.html
    assert "جزء من أسماء" not in get(client, "/", q='شخص:"سالم الراوي"').html


def test_what_is_chosen_is_said(client: FlaskClient) -> None:
    page = get(client, "/", person="الأمير سالم الراوى")
    assert "الشخص" in page.html
    assert ("person", "سالم الراوي") not in page.asks("سالم الراوي"), "the link takes it back"


def test_people_over_time(client: FlaskClient) -> None:
    page = get(client, "/compare", by="person")
    assert "سالم الراوي" in page.html
    assert "عبد الله المرسي 00" in page.html


def test_the_archive_tells_how_many_more_there_are(client: FlaskClient) -> None:
    page = get(client, "/archive")
    assert 'id="table-person"' in page.html
    # 61 people of whom twelve have a bar.
    assert "49 غيرها" in page.html


def test_the_article_as_json_tells_where_names_stand(client: FlaskClient) -> None:
    found = client.get("/api/v1/articles/port").get_json()
    (person,) = found["persons"]
    assert (person["name"], person["value"]) == ("سالم الراوي", "سالم الراوي")
    assert person["role"] == "وزير المرافئ"
    assert [(one["text"], one["reason"]) for one in person["mentions"]] == [
        ("سالم الراوي", "وزير المرافئ"), ("الراوي", "سالم الراوي"),
    ]  # fmt: skip
    (company,) = found["organisations"]
    assert set(company) == {"name", "value", "mentions"}
    for mention in (*person["mentions"], *company["mentions"]):
        assert found[mention["part"]][mention["start"] : mention["end"]] == mention["text"]
    only = client.get("/api/v1/articles/other-7", query_string={"fields": "persons"}).get_json()
    assert only["persons"][0]["value"] == "عبد الله المرسي 07"
    assert only["persons"][0]["role"] is None


def test_hits_and_facets_as_json(client: FlaskClient) -> None:
    asked = {"q": "المرفأ", "fields": "id,persons", "person": "سالم الراوي", "facet": "person"}
    answer = client.get("/api/v1/search", query_string=asked).get_json()
    assert {hit["id"] for hit in answer["hits"]} == {"port", "again"}
    assert answer["hits"][0]["persons"][0]["name"] == "سالم الراوي"
    assert answer["query"]["person"] == ["سالم الراوي"]
    values = answer["facets"]["person"]
    assert len(values) == 50
    assert {"value": "سالم الراوي", "label": "سالم الراوي", "count": 2, "selected": True,
            "excluded": False} in values  # fmt: skip
    listed = client.get("/api/v1/facets/person", query_string={"containing": "راو"}).get_json()
    assert (listed["total"], listed["values"][0]["count"]) == (1, 2)
    offered = client.get("/api/v1/suggest", query_string={"q": "سالم الر"}).get_json()
    assert ("person", "سالم الراوي", 2) in {
        (one["kind"], one["value"], one["count"]) for one in offered["suggestions"]
    }


def test_the_table_has_them_at_its_end(client: FlaskClient) -> None:
    text = client.get("/results.csv", query_string={"q": "النخيل"}).get_data(as_text=True)
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert list(rows[0])[-2:] == ["person", "organisation"]
    assert {(row["id"], row["person"], row["organisation"]) for row in rows} == {
        ("port", "سالم الراوي", "شركة النخيل"), ("again", "سالم الراوي", ""),
    }  # fmt: skip
