"""The first page and the results of a search."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from search.query import Query
from search.results import Match, Results
from tests.web.page import get
from web.pages.search import complete, page_numbers


def test_home_welcomes(client: FlaskClient) -> None:
    page = get(client)
    assert "<title>أرشيف المرفأ</title>" in page.html
    assert "في الأرشيف 15 مقالة" in page.html
    assert page.target("ارتفاع أسعار القمح") == "/articles/wheat-1"
    assert page.asks("اقتصاد") == [("section", "economy")]
    assert page.asks("مقالات أقدم") == [("page", "2")]


def test_results(client: FlaskClient) -> None:
    page = get(client, q="القمح")
    assert "3 نتائج" in page.html
    assert "ارتفاع أسعار <mark>القمح</mark> في" in page.html
    assert '<time datetime="2024-10-28T14:30:00">28 أكتوبر 2024</time>' in page.html
    assert "وكالة الصحافة الفرنسية" in page.html
    assert page.asks("ارتفاع أسعار") == [("q", "القمح")]


def test_a_hit_that_does_not_match_as_written_says_how(client: FlaskClient) -> None:
    assert "بصيغة أخرى" in get(client, q="قمح").html
    assert "بكلمة من العائلة نفسها" in get(client, q="زراعي").html
    assert 'class="match' not in get(client, q="القمح").html
    assert 'class="match' not in get(client).html


def test_a_hit_says_which_words_it_lacks(client: FlaskClient) -> None:
    page = get(client, q="القمح زرافة شحنات")
    assert "بلا: زرافة" in page.html
    assert "لا مقالة فيها كل الكلمات" in page.html
    assert "بلا: زرافة" not in get(client, q="القمح شحنات").html


def test_articles_that_lack_a_word_can_be_left_out_and_taken_in(client: FlaskClient) -> None:
    some = get(client, q="القمح الزراعة الجفاف")
    assert some.asks("اعرض ما فيه كل الكلمات") == [("q", "القمح الزراعة الجفاف"), ("words", "all")]
    complete = get(client, q="القمح الزراعة الجفاف", words="all")
    assert complete.asks("أضف ما ينقصه بعضها") == [("q", "القمح الزراعة الجفاف")]
    assert complete.html.count('<article class="card"') == 1


def test_other_spellings_are_told_and_can_be_switched_off(client: FlaskClient) -> None:
    page = get(client, q="صيداء")
    assert "بحثنا أيضًا عن" in page.html
    assert page.asks("ابحث بما كتبتُه فقط") == [("q", "صيداء"), ("spellings", "typed")]
    typed = get(client, q="صيداء", spellings="typed")
    assert "بحثنا أيضًا عن" not in typed.html
    assert typed.asks("ابحث بكل طرق الكتابة") == [("q", "صيداء")]


def test_facets_add_up_and_go_back_to_the_first_page(client: FlaskClient) -> None:
    page = get(client, q="القمح", section="اقتصاد", page="2", size="1", sort="newest")
    kept = [("q", "القمح"), ("section", "economy")]
    assert page.asks("محليات") == [
        *kept,
        ("section", "local"),
        ("sort", "newest"),
        ("size", "1"),
    ]
    assert page.asks("رويترز") == [*kept, ("agency", "reuters"), ("sort", "newest"), ("size", "1")]
    selected = [a["href"] for tag, a in page.tags if a.get("aria-current") == "true"]
    assert any("section" not in str(href) for href in selected)


def test_months_below_a_chosen_year(client: FlaskClient) -> None:
    page = get(client, q="القمح", date="2024")
    assert page.asks("أكتوبر") == [("q", "القمح"), ("date", "2024-10")]
    page = get(client, q="القمح", date="2024-10")
    assert "تاريخ النشر: أكتوبر 2024" in " ".join(text for _, text in page.links)
    assert page.asks("سبتمبر") == [("q", "القمح"), ("date", "2024-10"), ("date", "2024-09")]


def test_chips_take_filters_away(client: FlaskClient) -> None:
    since: dict[str, Any] = {"from": "2024"}
    page = get(client, q="القمح", section="اقتصاد", agency="afp", **since)
    rest = [("q", "القمح"), ("agency", "afp"), ("from", "2024-01-01")]
    assert page.asks("القسم: اقتصاد") == rest
    assert page.asks("الوكالة: وكالة الصحافة") == [("q", "القمح"), ("section", "economy"), rest[-1]]
    assert page.asks("من: 1 يناير 2024") == [("q", "القمح"), ("section", "economy"), rest[1]]
    assert page.asks("امسح الكل") == [("q", "القمح")]


def test_long_facets_have_a_page_of_their_own(client: FlaskClient) -> None:
    assert "عرض الكل" not in get(client, q="القمح").html
    page = get(client, get(client).target("عرض الكل"))
    boxes = [a for tag, a in page.tags if a.get("type") == "checkbox"]
    assert len(boxes) > 8


def test_values_can_be_excluded_and_taken_in_again(client: FlaskClient) -> None:
    page = get(client, q="القمح")
    assert page.asks("استبعد اقتصاد") == [("q", "القمح"), ("not_section", "economy")]
    without = get(client, q="القمح", not_section="economy")
    assert "ما عدا القسم" in " ".join(text for _, text in without.links)
    assert without.asks("أعد اقتصاد") == [("q", "القمح")]
    assert without.html.count('<article class="card"') == 1


@pytest.mark.parametrize(
    ("typed", "status"),
    [("القم", 204), ("القم ", 200), ("القمح", 200), ("أسعار القم", 204), ("hgrl", 204), ("", 200)],
)
def test_half_a_word_is_not_searched_while_it_is_typed(
    client: FlaskClient, typed: str, status: int
) -> None:
    answer = client.get("/", query_string={"q": typed, "typing": "1"})
    assert answer.status_code == status
    assert "typing" not in answer.text
    assert bool(answer.data) == (status == 200)
    assert client.get("/", query_string={"q": typed}).status_code == 200


def test_a_search_that_is_refused_while_typing_is_refused_as_such(client: FlaskClient) -> None:
    answer = client.get("/", query_string={"q": "القمح", "typing": "1", "from": "قريبا"})
    assert answer.status_code == 422
    assert "typing" not in answer.text


def test_completions_lead_somewhere(client: FlaskClient) -> None:
    found = client.get("/suggestions", query_string={"q": "اقتص", "source": "x"}).get_json()
    section = next(one for one in found if one["kind"] == "section")
    assert (section["text"], section["label"]) == ("اقتصاد", "القسم")
    assert section["address"].startswith("/?section=economy")
    assert client.get("/suggestions").get_json() == []


def test_forms_keep_the_filters(client: FlaskClient) -> None:
    page = get(client, q="القمح", section="اقتصاد", to="2025", page="1", sort="oldest")
    hidden = [(a["name"], a["value"]) for tag, a in page.tags if a.get("type") == "hidden"]
    search_form = [("section", "economy"), ("to", "2025-12-31"), ("sort", "oldest")]
    between_form = [("q", "القمح"), ("section", "economy"), ("sort", "oldest")]
    assert hidden[:-1] == [*search_form, *between_form]
    assert hidden[-1][0] == "next"


def test_sorting(client: FlaskClient) -> None:
    page = get(client, q="القمح")
    assert page.asks("الأقدم") == [("q", "القمح"), ("sort", "oldest")]
    assert page.asks("الأنسب") == [("q", "القمح")]
    assert "الأنسب" not in get(client, section="اقتصاد").html


def test_pages(client: FlaskClient) -> None:
    page = get(client, page="2", size="4")
    assert page.asks("السابقة") == [("size", "4")]
    assert page.asks("التالية") == [("page", "3"), ("size", "4")]
    relations = {a.get("rel") for tag, a in page.tags if tag == "link"}
    assert {"prev", "next"} <= relations
    assert "تنتهي النتائج عند الصفحة 4" in get(client, page="9", size="4").html


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_page_numbers(page: int, last: int, numbers: list[int | None]) -> None:
    assert page_numbers(page, last) == numbers


def test_notes_say_how_the_query_was_read(client: FlaskClient) -> None:
    page = get(client, q='"القمح')
    assert "كيف قرأنا بحثك" in page.html
    assert "علامة اقتباس بلا نهاية" in page.html


def test_nothing_found_helps(client: FlaskClient) -> None:
    page = get(client, q="زرافة", section="اقتصاد", date="2024")
    assert "لا نتائج" in page.html
    assert page.asks("أزل القسم: اقتصاد") == [("q", "زرافة"), ("date", "2024")]
    assert page.asks("امسح المرشّحات كلها") == [("q", "زرافة")]
    assert "إملاء" in page.html
    assert "اقتصاد*" in page.html


def test_style_and_icon_are_served_from_here(client: FlaskClient) -> None:
    links = [
        str(a["href"])
        for tag, a in get(client).tags
        if tag == "link" and a["rel"] in ("stylesheet", "icon", "preload")
    ]
    assert all(link.startswith("/") for link in links)
    for name in ("fihris.css", "favicon.svg"):
        (link,) = (link for link in links if link.startswith(f"/static/{name}"))
        with client.get(link) as response:
            assert response.status_code == 200
            assert len(response.data) < 25_000


@pytest.mark.parametrize("asked", [{}, {"q": "القمح"}, {"section": "economy", "date": "2024"}])
def test_no_link_needs_a_query_of_its_own(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    get(client, **asked)
    built: list[Query] = []
    check = Query.__post_init__

    def counted(query: Query) -> None:
        built.append(query)
        check(query)

    monkeypatch.setattr(Query, "__post_init__", counted)
    assert len(get(client, **asked).links) > 30
    assert len(built) <= 3


def test_how_many_results_have_all_words() -> None:
    matches = {Match.EXACT: 1, Match.LIGHT: 2, Match.SPELLING: 3, Match.WIDE: 4, Match.STEM: 5,
               Match.NONE: 6}  # fmt: skip
    assert complete(Results(Query(), 21, 21, (), {}, matches=matches)) == 10
    assert complete(Results(Query(), 0, 0, (), {})) == 0
