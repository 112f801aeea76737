"""The page of one article."""

from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.page import get


def test_article(client: FlaskClient) -> None:
    page = get(client, "/articles/wheat-1", q="القمح", page="2")
    for text in (
        "الجفاف يخفض محصول هذا الموسم",
        "كتبت سلمى الحاج",
        "28 أكتوبر 2024، 14:30",
        "<bdi>بيروت</bdi>",
        "<bdi>رويترز</bdi>",
        "صحيفة المرفأ",
        "في سهل البقاع",
    ):
        assert text in page.html
    text = page.html.partition('class="text"')[2].partition("</div>")[0]
    assert text.count("<p>") == 2
    marks = [a["id"] for tag, a in page.tags if tag == "mark"]
    assert marks == [f"mark-{number}" for number in range(1, len(marks) + 1)]
    assert len(marks) > 1
    assert page.target("موقعها الأصلي") == "https://paper.example/wheat/1"
    assert page.asks("العودة إلى النتائج") == [("q", "القمح"), ("page", "2")]


def test_article_found_by_a_shared_link(client: FlaskClient) -> None:
    assert "العودة إلى النتائج" not in get(client, "/articles/wheat-1", fbclid="x").html


@pytest.mark.parametrize(
    ("article_id", "word"),
    [
        ("https://paper.example/a/../b?x=1&y=ص#ج", "البلدي"),
        ("/leading//twice/", "مهرجان"),
        ("100%25 مئة", "المنتخب"),
    ],
)
def test_links_reach_articles_of_any_id(client: FlaskClient, article_id: str, word: str) -> None:
    link = urlsplit(get(client, q=word).target(word))
    assert link.path == f"/articles/{quote(article_id, safe='')}"
    assert word in get(client, link.path).html
